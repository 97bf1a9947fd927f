import type { Finding } from "./finding";
import type { Setup } from "./setup";

/** One line of the report. */
export interface Check {
  area: "Settings" | "Service" | "Scopes" | "Organization" | "Software";
  name: string;
  /** The checks before it that must have found no problem; else it is not made. */
  needs?: readonly string[];
  examine(setup: Setup): Finding | Promise<Finding>;
}

/** A check with what it has found. */
export interface Line extends Finding {
  area: Check["area"];
  name: string;
}
