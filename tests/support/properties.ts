/** Loaded before the tests: the same random values in every run, so that a failure is about what has changed. */
import { configureGlobal } from "fast-check";

configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
