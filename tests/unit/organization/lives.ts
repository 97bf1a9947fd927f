/** Living organizations of every kind, and what their files are made with. */
import * as fc from "fast-check";
import type { Directory, Employee, Live, LiveMailbox } from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";

const CYRILLIC: Record<string, string> = { п: "p", о: "o", д: "d", е: "e", р: "r", ж: "zh", к: "k", а: "a" };

/** Unlike the command's, it knows some Cyrillic letters, so that both kinds of keys occur: with the login, and without it. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[а-я]/g, (letter) => CYRILLIC[letter] ?? "")
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

const DOMAINS = ["acme.example", "acme-logistics.example"];
const domain = fc.constantFrom(...DOMAINS, "elsewhere.example");
const login = fc.oneof(
  fc.constantFrom("anna", "boris", "support", "a.b", "a-b", "1c", "поддержка", "no", "1130000000000001", "mailbox"),
  fc.stringMatching(/^[a-z0-9]{1,3}$/),
);
const address = fc.tuple(login, domain).map(([who, at]) => `${who}@${at}`);

const employee: fc.Arbitrary<Employee> = fc.record({
  id: fc.integer({ min: 1, max: 12 }).map((at) => String(1130000000000000 + at)),
  nickname: login,
  email: fc.oneof({ weight: 9, arbitrary: address }, fc.constant("")),
  aliases: fc.array(fc.oneof(login, address), { maxLength: 2 }),
  isDismissed: fc.boolean(),
  isBlocked: fc.constantFrom(false, false, false, true),
});

const API = Object.values(vocabulary.roles);
const UNKNOWN = ["later_role", "shared_mailbox_auditor"];

/** In the API's order, the unknown ones after the known ones. */
const roles = fc
  .uniqueArray(fc.constantFrom(...API, ...UNKNOWN), { minLength: 1, maxLength: 3 })
  .map((given) => [...API, ...UNKNOWN].filter((role) => given.includes(role)));

const access = (owner: string) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 14 }), roles), { selector: ([at]) => at, maxLength: 4 })
    .map((entries) => new Map(entries.map(([at, given]) => [String(1130000000000000 + at), given])))
    .map((all) => new Map([...all].filter(([id]) => id !== owner)));

const text = fc.oneof(
  fc.constantFrom("Поддержка", "yes", "1e3", "null", "# x", 'it\'s "so"', "two\nlines", "👍🏽", "שלום", ""),
  fc.string({ maxLength: 8 }),
);

const sharedMailbox: fc.Arbitrary<LiveMailbox> = fc.record({
  kind: fc.constant("shared" as const),
  id: fc.integer({ min: 1, max: 30 }).map((at) => String(1130000900000000 + at)),
  email: address,
  name: text,
  description: text,
  access: access(""),
});

const delegatedMailbox: fc.Arbitrary<LiveMailbox> = fc
  .integer({ min: 1, max: 14 })
  .map((at) => String(1130000000000000 + at))
  .chain((id) => access(id).map((all) => ({ kind: "delegated" as const, id, access: all })));

/** What an organization's directory and its mailboxes can be like. */
export const live: fc.Arbitrary<Live> = fc
  .record({
    domains: fc.shuffledSubarray(DOMAINS, { minLength: 1 }),
    employees: fc.uniqueArray(employee, { selector: ({ id }) => id, minLength: 1, maxLength: 8 }),
    shared: fc.uniqueArray(sharedMailbox, { selector: ({ id }) => id, maxLength: 5 }),
    delegated: fc.uniqueArray(delegatedMailbox, { selector: ({ id }) => id, maxLength: 3 }),
  })
  .map(({ domains, employees, shared, delegated }) => ({
    domains,
    employees,
    mailboxes: [...onlyOnce(shared), ...delegated],
  }));

/** The directory that a file of such an organization is resolved with. */
export function directoryOf({ employees, mailboxes }: Live): Directory {
  const shared = mailboxes.flatMap(({ kind, email }) => (kind === "shared" && email !== undefined ? [{ email }] : []));
  const delegated = mailboxes.flatMap(({ kind, id }) => (kind === "delegated" ? [{ ownerId: id }] : []));
  return { employees, groups: [], departments: [], mailboxes: { shared, delegated } };
}

/** An address is one mailbox's. */
function onlyOnce(mailboxes: readonly LiveMailbox[]): LiveMailbox[] {
  return [...new Map(mailboxes.map((mailbox) => [mailbox.email, mailbox])).values()];
}
