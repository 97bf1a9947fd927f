/** What is about to begin or to end, in words. */
import { nameOf } from "./directory";
import type { Grant } from "./mailboxes";
import type { Parsed } from "./parse";
import { Findings, type Problem } from "./problems";
import type { Resolved } from "./resolve";
import type { Vocabulary } from "./vocabulary";

/** How many people a message names. */
const NAMED = 5;

/** A line for each grant that begins or ends soon, at its place in the file. Of one that has ended, `check` warns. */
export function announcements(
  { beginning, ending }: Pick<Resolved, "beginning" | "ending">,
  { file, places }: Pick<Parsed, "file" | "places">,
  vocabulary: Vocabulary,
): Problem[] {
  const findings = new Findings(file, places);
  for (const grant of beginning) {
    findings.warn(grant.path, `begins on ${grant.from}: ${wordsFor(grant, vocabulary)}`, "key");
  }
  for (const grant of ending) {
    findings.warn(grant.path, `ends after ${grant.until}: ${wordsFor(grant, vocabulary)}`, "key");
  }
  return findings.warnings;
}

function wordsFor({ people, roles, reason }: Grant, vocabulary: Vocabulary): string {
  const named = people.slice(0, NAMED).map(nameOf).join(", ") || "nobody today";
  const more = people.length > NAMED ? ` and ${people.length - NAMED} more` : "";
  const short = Object.entries(vocabulary.roles).flatMap(([name, role]) => (roles.includes(role) ? [name] : []));
  return `${named}${more} as ${short.join(", ")}${reason === undefined ? "" : ` (${reason})`}`;
}
