/** The report as a Mermaid graph, for pages that draw one. */

import { shortRole } from "../../provider/service/roles";
import { counted } from "../common/counted";
import type { Report, ReportedMailbox, ReportedPerson } from "./model";

/** How many arrows a graph has at most: more cannot be read. */
export const MOST_ARROWS = 120;

/** How many mailboxes without arrows a graph has at most. */
const MOST_EMPTY = 20;

/**
 * People on the left, mailboxes on the right, an arrow with roles for each right. What does not fit is left out by whole mailboxes,
 * and a node says how much that is.
 */
export function mermaidOf({ mailboxes, people }: Report): string {
  const shown = chosenFrom(mailboxes);
  const left = mailboxes.filter((mailbox) => !shown.includes(mailbox));
  const byId = new Map(people.map((person) => [person.id, person]));
  const ids = new Map(
    [...new Set(shown.flatMap(({ access }) => access.map(({ personId }) => personId)))].map(numbered),
  );
  const lines = [
    "graph LR",
    ...[...ids].map(([personId, node]) => `  ${node}(["${label(personLines(byId.get(personId), personId))}"])`),
    ...shown.flatMap((mailbox, at) => {
      const node = `m${at + 1}`;
      return [
        `  ${node}["${label(mailboxLines(mailbox))}"]`,
        ...mailbox.access.map(
          ({ personId, roles }) =>
            `  ${ids.get(personId)} -- "${label([roles.map(shortRole).join(", ")])}" --> ${node}`,
        ),
      ];
    }),
    ...(left.length === 0 ? [] : [`  rest["${label(restLines(left))}"]`]),
    ...(mailboxes.length === 0 ? ['  none["no mailboxes"]'] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** The first mailboxes whose arrows fit, as far as there is place for those without arrows. */
function chosenFrom(mailboxes: readonly ReportedMailbox[]): ReportedMailbox[] {
  let [arrows, empty] = [0, 0];
  return mailboxes.filter(({ access }) => {
    const fits = access.length === 0 ? empty < MOST_EMPTY : arrows + access.length <= MOST_ARROWS;
    if (fits) {
      arrows += access.length;
      empty += access.length === 0 ? 1 : 0;
    }
    return fits;
  });
}

function numbered(id: string, at: number): [string, string] {
  return [id, `p${at + 1}`];
}

function personLines(person: ReportedPerson | undefined, id: string): string[] {
  const { name = "", email = "", status = "unknown" } = person ?? {};
  const note = { active: [], blocked: ["blocked"], left: ["has left"], unknown: ["not in the directory"] }[status];
  return [...(name === "" ? [] : [name]), email === "" ? id : email, ...note];
}

function mailboxLines({ kind, name, email, id, access }: ReportedMailbox): string[] {
  const note = access.length > 0 ? [] : [kind === "shared" ? "nobody has access" : "delegation is on for nobody"];
  return [...(name === "" ? [] : [name]), email === "" ? id : email, kind, ...note];
}

function restLines(left: readonly ReportedMailbox[]): string[] {
  const rights = left.reduce((sum, { access }) => sum + access.length, 0);
  return [
    `${counted(left.length, "more mailbox", "more mailboxes")} with ${counted(rights, "right", "rights")}`,
    "left out: use --format html or csv",
  ];
}

/** What turns the direction of the text after it, beyond the label's end. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text in quotes, where only letters, digits and a few signs stand for themselves. */
function label(lines: readonly string[]): string {
  return lines.map(escaped).join("<br/>");
}

function escaped(text: string): string {
  return [...text.replace(DIRECTIONS, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")]
    .map((sign) => (/[\p{L}\p{M}\p{N} @._,-]/u.test(sign) ? sign : `#${sign.codePointAt(0)};`))
    .join("");
}
