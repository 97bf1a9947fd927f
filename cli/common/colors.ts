import { isColorSupported } from "picocolors";

/** Whether what a verb prints is in colors: on a terminal alone, and without NO_COLOR. */
export function isColored(): boolean {
  return process.stdout.isTTY === true && isColorSupported;
}
