/** What makes a report and writes it. It is loaded when there is one to make, and published beside the page. */
import { csvOf } from "./csv";
import type { Format } from "./formats";
import { htmlOf } from "./html";
import { jsonOf } from "./json";
import { mermaidOf } from "./mermaid";
import type { Report } from "./model";

export { reportOf } from "./fromSurvey";

/**
 * The text of a report.
 *
 * @param template - gives the page of the HTML, which lacks only the report.
 */
export function textOf(report: Report, format: Format, template: () => string): string {
  const writers: Record<Format, (report: Report) => string> = {
    html: (one) => htmlOf(one, template()),
    csv: csvOf,
    json: jsonOf,
    mermaid: mermaidOf,
  };
  return writers[format](report);
}
