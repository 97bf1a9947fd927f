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
 * A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function csvOf({ mailboxes, people }: Report): string {
  const byId = new Map(people.map((person) => [person.id, person]));
  const rows = mailboxes.flatMap((mailbox) => rowsOf(mailbox, byId));
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    bom: true,
    // In quotes, a cell stays one where a spreadsheet expects semicolons.
    quoted: true,
    quoted_empty: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
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
