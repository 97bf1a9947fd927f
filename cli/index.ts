#!/usr/bin/env node
import { fail } from "./common/failure";
import { run } from "./program";

run(process.argv.slice(2)).catch((error: unknown) => fail("", error instanceof Error ? error.message : String(error)));
