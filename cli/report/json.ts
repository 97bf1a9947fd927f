/** The report as JSON. */
import type { Report } from "./model";

/** A {@link Report} as it is, on several lines. */
export function jsonOf(report: Report): string {
  return `${printable(JSON.stringify(report, undefined, 2))}\n`;
}

/** JSON without the control characters that JSON itself allows, for terminals that obey them. */
export function printable(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}
