/** The report as JSON. */
import type { Report } from "./model";

/** A {@link Report} as it is, on several lines. */
export function jsonOf(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
