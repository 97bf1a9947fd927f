/** What there is to say of an organization besides what is refused. */
import type { Grant, Renamed, Resolved, ResolvedMailbox, ResourceNames } from "../../organization";
import { canonicalRoles, sameRoles, shortRole } from "../../provider/service/roles";
import type { Before } from "./before";
import { format } from "./format";
import type { Source } from "./source";
import type { Today } from "./today";

/** A message of a run. */
export interface Message {
  severity: "info" | "warn";
  text: string;
}

/** Who has access to a mailbox at the service, by its id; undefined where that cannot be asked. */
export type PeopleOf = (mailboxId: string) => Promise<readonly string[] | undefined>;

/** What there is to say of the file as a whole. */
export async function messagesOf(
  source: Source,
  today: Today,
  before: Before | undefined,
  peopleOf: PeopleOf,
): Promise<Message[]> {
  const { inOrder, lineOf } = format();
  const { resolved } = today;
  const { file, places } = source.parsed;
  const at = (path: Grant["path"], message: string) => lineOf({ file, path, message, ...places.at(path, "key") });
  const warnings = inOrder([...source.warnings, ...resolved.warnings]).map(lineOf);
  const days = [
    ...resolved.beginning.map(({ path, from, reason }) => at(path, `the access begins on ${from}${because(reason)}`)),
    ...resolved.ending.map(({ path, until, reason }) => at(path, `the access ends after ${until}${because(reason)}`)),
  ];
  const names = withIdentities(format().resourceNames(source.parsed.draft), resolved);
  const renamed = before === undefined ? [] : format().renamedWithoutWas(before.names, names);
  const lines = renamed.map((one) => at([one.now.kind, one.now.key], withoutWas(one, source)));
  const again = new Set(renamed.map(({ now }) => now));
  const taken = before === undefined ? [] : takenIn(source, names, today, before).filter((one) => !again.has(one));
  const gone = await goneFrom(names, today, before, renamed, peopleOf);
  return [
    ...warnings.map((text): Message => ({ severity: "warn", text })),
    ...lines.map((text): Message => ({ severity: "warn", text })),
    ...gone.map((text): Message => ({ severity: "warn", text: `${file}: ${text}` })),
    ...taken.map(({ kind, key }): Message => ({ severity: "warn", text: at([kind, key, "email"], TAKEN) })),
    ...days.map((text): Message => ({ severity: "info", text })),
  ];
}

const TAKEN =
  "a shared mailbox has this address already, and `up` will not make another: set adopt: true to take it over";

/** What goes with each mailbox that the stack has and the file no longer has. */
function goneFrom(
  names: readonly ResourceNames[],
  { resolved: { employees }, existing }: Today,
  before: Before | undefined,
  renamed: readonly Renamed[],
  peopleOf: PeopleOf,
): Promise<string[]> {
  const kept = new Set(
    names.flatMap(({ kind, mailbox, aliases }) => [
      `${kind} ${mailbox}`,
      ...aliases.map((alias) => `${kind} ${alias.mailbox}`),
    ]),
  );
  const again = new Set(renamed.map((one) => one.before));
  const gone = (before?.names ?? []).filter((one) => !kept.has(`${one.kind} ${one.mailbox}`) && !again.has(one));
  const texts = gone.map(async ({ kind, key, list, identity }) => {
    const id = existing.get(`${kind} ${identity.toLowerCase()}`);
    const there = id === undefined ? undefined : await peopleOf(id);
    const people = there ?? Object.keys(before?.access.get(list) ?? {});
    const what =
      kind === "shared"
        ? `\`up\` deletes shared mailbox ${identity} with its letters`
        : `\`up\` switches off the delegation of ${personIn(employees, identity)}'s mailbox`;
    const all = people.map((person) => personIn(employees, person)).join(", ");
    const who = all === "" ? "nobody has access to it" : `who loses access: ${all}`;
    const others =
      there === undefined ? (all === "" ? " by this program; others may have" : "; others may have access too") : "";
    return `${key} is no longer in the file: ${what}; ${who}${others}`;
  });
  return Promise.all(texts);
}

function personIn(employees: Resolved["employees"], id: string): string {
  const employee = employees.get(id);
  return employee === undefined ? `employee ${id}` : format().nameOf(employee);
}

/** Who gains and who loses access to a mailbox by this run, a line for each, or undefined where nobody does. */
export function changesOf(
  mailbox: ResolvedMailbox,
  before: Readonly<Record<string, string[]>>,
  resolved: Resolved,
): string | undefined {
  const person = (id: string) => personIn(resolved.employees, id);
  const gains: string[] = [];
  const others: string[] = [];
  for (const [id, roles] of mailbox.roles) {
    const had = before[id];
    const now = `${short(roles)}${through(mailbox, id)}`;
    if (had === undefined) {
      gains.push(`${person(id)}: ${now}`);
    } else if (!sameRoles(had, roles)) {
      others.push(`${person(id)}: ${now} instead of ${short(had)}`);
    }
  }
  const loses = Object.keys(before)
    .filter((id) => !mailbox.roles.has(id))
    .map((id) => `${person(id)}${ended(mailbox, id)}`);
  const said = Object.entries({ "gains access": gains, "other roles": others, "loses access": loses });
  const lines = said.flatMap(([what, people]) => people.map((one) => `${what}: ${one}`));
  return lines.length === 0 ? undefined : lines.join("\n");
}

function short(roles: readonly string[]): string {
  return canonicalRoles(roles).map(shortRole).join(", ");
}

function through({ grants }: ResolvedMailbox, id: string): string {
  const teams = grants.filter((grant) => grant.phase === "active" && grant.who.startsWith("team:") && has(grant, id));
  return teams.length === 0 ? "" : ` through ${teams.map(({ who }) => who).join(" and ")}`;
}

function ended({ grants }: ResolvedMailbox, id: string): string {
  const over = grants.find((grant) => grant.phase === "ended" && has(grant, id));
  return over === undefined ? "" : `, whose access ended on ${over.until}`;
}

function has({ people }: Grant, id: string): boolean {
  return people.some((employee) => employee.id === id);
}

function because(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
}

/** The engine makes the new resource first, and that keeps what the old one stands for, unless `--target` leaves it out. */
function withoutWas({ before, now: { kind, key, identity } }: Renamed, { parsed }: Source): string {
  const isShared = kind === "shared";
  const isRefused = isShared && parsed.draft.shared?.[key]?.adopt !== true;
  return (
    `the stack has this mailbox as ${before.key}: \`up\` ` +
    `${isRefused ? `will fail, because ${identity} is taken` : `takes it over as ${key}`}, and \`up --target\` may ` +
    `${isShared ? "delete it with its letters" : "switch the delegation off"}; write was: ${before.key} beside it, and ` +
    "nothing changes"
  );
}

/** Delegated mailboxes by the ids of their owners, as state has them. */
function withIdentities(names: readonly ResourceNames[], { mailboxes }: Resolved): ResourceNames[] {
  const identities = new Map(mailboxes.map(({ kind, key, identity }) => [`${kind} ${key}`, identity]));
  return names.map((one) => ({ ...one, identity: identities.get(`${one.kind} ${one.key}`) ?? one.identity }));
}

/** New shared mailboxes whose address a mailbox has that the stack does not have. */
function takenIn({ parsed }: Source, names: readonly ResourceNames[], { existing }: Today, before: Before) {
  const held = new Set(before.names.map(({ kind, identity }) => `${kind} ${identity}`));
  return names.filter(({ kind, key, identity }) => {
    const name = `${kind} ${identity}`;
    return kind === "shared" && existing.has(name) && !held.has(name) && parsed.draft.shared?.[key]?.adopt !== true;
  });
}
