/** The report as a table: a row for each right, for Excel and other spreadsheets. */
import { stringify } from "csv-stringify/sync";
import { shortRole } from "../../provider/service/roles";
import type { Report, ReportedMailbox, ReportedPerson } from "./model";

const COLUMNS = [
  "mailbox kind",
  "mailbox",
  "mailbox name",
  "mailbox id",
  "person",
  "person name",
  "person id",
  "person status",
  "roles",
  "can read",
  "can send",
  "can manage",
  "until",
] as const;

type Row = Record<(typeof COLUMNS)[number], string>;

/**
 * UTF-8 with a byte order mark, by which Excel knows it. Mailboxes that nobody has access to have a row without a person.
 * No reader takes a text for a formula, whether it separates cells by commas, semicolons or tabs.
 */
export function csvOf({ mailboxes, people }: Report): string {
  const byId = new Map(people.map((person) => [person.id, person]));
  const rows = mailboxes.flatMap((mailbox) => rowsOf(mailbox, byId));
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    bom: true,
    quoted: true,
    quoted_empty: true,
    cast: { string: harmless },
    record_delimiter: "windows",
  });
}

/**
 * Where a formula would begin: at the beginning of a text, and after a semicolon, since a spreadsheet that separates cells by
 * semicolons does not see the quotes behind a row's first comma.
 */
const FORMULAS = /(^|;)([\s\p{Cf}"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/** A text on one line in which no formula begins: an apostrophe stands before it. */
function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, " ").replace(FORMULAS, "$1$2'");
}

function rowsOf(mailbox: ReportedMailbox, people: ReadonlyMap<string, ReportedPerson>): Row[] {
  const { kind, id, email, name, access } = mailbox;
  const about = { "mailbox kind": kind, mailbox: email, "mailbox name": name, "mailbox id": id };
  if (access.length === 0) {
    return [{ ...EMPTY, ...about }];
  }
  return access.map(({ personId, roles, can, until = "" }) => {
    const person = people.get(personId);
    return {
      ...about,
      person: person?.email ?? "",
      "person name": person?.name ?? "",
      "person id": personId,
      "person status": person?.status ?? "unknown",
      roles: roles.map(shortRole).join(" "),
      "can read": can.read,
      "can send": can.send,
      "can manage": can.manage,
      until,
    };
  });
}

const EMPTY: Row = {
  "mailbox kind": "",
  mailbox: "",
  "mailbox name": "",
  "mailbox id": "",
  person: "",
  "person name": "",
  "person id": "",
  "person status": "",
  roles: "",
  "can read": "",
  "can send": "",
  "can manage": "",
  until: "",
};
