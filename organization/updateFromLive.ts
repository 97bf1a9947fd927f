/** An existing file brought up to what is there: what it says rightly stays as it says it. */
import { phaseOf } from "./days";
