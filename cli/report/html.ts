/** The report as one page that needs nothing beside itself. */
import { printable } from "./json";
import type { Report } from "./model";
import { pageDataOf } from "./pageData";

/** What stands in the template where the data goes. */
export const PLACE = "{/*data*/}";

/** The page, with the report in it as data. */
export function htmlOf(report: Report, template: string): string {
  const [before = "", after = ""] = template.split(PLACE);
  return `${before}${scriptSafe(printable(JSON.stringify(pageDataOf(report))))}${after}`;
}

/** JSON that no name in it can end, or turn into a comment or another script. */
function scriptSafe(json: string): string {
  return json.replaceAll("<", "\\u003c");
}
