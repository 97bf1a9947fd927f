/** What can be said of a file without asking anybody. */
import { checkAccess } from "./checkAccess";
import { PeopleCheck } from "./checkPeople";
import { dayIn, isTimeZone } from "./days";
import { limitsOf } from "./limits";
import { addressOf, type Kind, listOf, plainName, TEAM } from "./names";
import type { Parsed } from "./parse";
import { Findings, type Path, type Problem } from "./problems";
import type { Draft, Team } from "./schema";
import type { Vocabulary } from "./vocabulary";

/** What the file is looked at for. */
export interface CheckOptions {
  vocabulary: Vocabulary;
  /** What time it is. */
  now: Date;
  /** The stack that is updated; none where a file is looked at by itself. */
  stack?: string | undefined;
}

/** What was found. */
export interface Checked {
  problems: Problem[];
  warnings: Problem[];
}

const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;
const KEY_FORM = "has to begin with a letter and go on with letters, digits, - and _";

/** Checks what needs no directory, in the parts of the file that could be read. */
export function check(
  { draft, file, places }: Pick<Parsed, "draft" | "file" | "places">,
  options: CheckOptions,
): Checked {
  const findings = new Findings(file, places);
  checkTop(draft, options.stack, findings);
  const people = new PeopleCheck(draft);
  checkTeams(draft, people, findings);
  checkShared(draft, people, findings);
  checkKeys(draft, people, findings);
  const { vocabulary, now } = options;
  checkAccess(draft, { vocabulary, today: dayIn(draft.timeZone, now) }, people, findings);
  return findings;
}

function checkTop({ stack, timeZone, domain }: Draft, expected: string | undefined, findings: Findings): void {
  if (stack !== undefined && expected !== undefined && stack !== expected) {
    findings.refuse(["stack"], `is ${stack}, and the stack is ${expected}: this is the file of another stack`);
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    findings.refuse(["timeZone"], "is not a time zone; one is such as Europe/Moscow");
  }
  const domains = listOf(domain);
  const path = (at: number): Path => (typeof domain === "string" ? ["domain"] : ["domain", at]);
  for (const [at, name] of domains.entries()) {
    if (addressOf(`x@${name}`) === undefined) {
      findings.refuse(path(at), "has to be a domain such as example.org");
    }
  }
  refuseTwice(
    domains.map((name, at) => ({ name, path: path(at) })),
    findings,
  );
}

function checkTeams(draft: Draft, people: PeopleCheck, findings: Findings): void {
  const mailboxes = [...Object.values(draft.shared ?? {}), ...Object.values(draft.delegated ?? {})];
  const used = new Set(mailboxes.flatMap(({ access = {} }) => Object.keys(access)));
  for (const [name, team] of Object.entries(draft.teams ?? {})) {
    const path = ["teams", name];
    if (!KEY.test(name)) {
      findings.refuse(path, KEY_FORM, "key");
    }
    if (!used.has(`${TEAM}${name}`)) {
      findings.warn(path, `no mailbox uses this team; access names it as ${TEAM}${name}`, "key");
    }
    if (Array.isArray(team)) {
      for (const [at, person] of team.entries()) {
        refuseIf(people.problemWith(person), [...path, at], "value", findings);
      }
    } else {
      checkSource(team, path, people, findings);
    }
  }
}

function checkSource(
  { group, department, nested }: Exclude<Team, string[]>,
  path: Path,
  people: PeopleCheck,
  findings: Findings,
): void {
  if (group !== undefined && nested !== undefined) {
    findings.refuse([...path, "nested"], "is for departments: what is nested in a group always counts", "key");
  }
  for (const [key, name = ""] of Object.entries({ group, department })) {
    refuseIf(people.foreign(addressOf(name)?.domain), [...path, key], "value", findings);
  }
}

function checkShared(draft: Draft, people: PeopleCheck, findings: Findings): void {
  const mailboxes = Object.entries(draft.shared ?? {});
  for (const [key, { email, name, description }] of mailboxes) {
    const address = email === undefined ? undefined : addressOf(email);
    if (email !== undefined && address === undefined) {
      findings.refuse(["shared", key, "email"], "has to be an address such as support@example.org");
    }
    refuseIf(people.foreign(address?.domain), ["shared", key, "email"], "value", findings);
    if (name !== undefined && [...name.trim()].length < 2) {
      findings.warn(["shared", key, "name"], `has to have at least 2 characters${UNLESS_THERE}`);
    }
    for (const [field, text = ""] of Object.entries({ name, description })) {
      if (/[\p{Cc}\u2028\u2029]/u.test(text)) {
        findings.warn(["shared", key, field], `must not have line breaks or other control characters${UNLESS_THERE}`);
      }
    }
  }
  const named = (field: "email" | "name") =>
    mailboxes.flatMap(([key, mailbox]) => {
      const name = mailbox[field];
      return name === undefined ? [] : [{ name: name.trim(), path: ["shared", key, field] }];
    });
  refuseTwice(named("email"), findings);
  for (const { path, other } of twice(named("name"))) {
    findings.warn(path, `is the same as ${other.join(".")}: the service may refuse it`);
  }
}

/** Of what a mailbox has already, the resource's own check knows; it refuses the rest in the preview. */
const UNLESS_THERE = ", unless the mailbox has it already";

/** The keys of mailboxes are names of resources: each stands for one mailbox, and for the same one tomorrow. */
function checkKeys(draft: Draft, people: PeopleCheck, findings: Findings): void {
  const { shared = {}, delegated = {} } = draft;
  for (const key of Object.keys(shared)) {
    if (!KEY.test(key)) {
      findings.refuse(["shared", key], KEY_FORM, "key");
    }
  }
  for (const key of Object.keys(delegated)) {
    if (Object.hasOwn(shared, key)) {
      findings.refuse(
        ["delegated", key],
        "is a key of shared already: write the owner's address, or rename the other",
        "key",
      );
    }
    refuseIf(people.problemWith(key), ["delegated", key], "key", findings);
  }
  refuseTwice(
    Object.keys(delegated).map((name) => ({ name, path: ["delegated", name] })),
    findings,
    "key",
  );
  for (const [kind, mailboxes] of Object.entries({ shared, delegated })) {
    checkWas(kind === "shared" ? "shared" : "delegated", mailboxes, findings);
    const count = Object.keys(mailboxes).length;
    const most = limitsOf(draft).ofAKind;
    if (count > most) {
      findings.refuse([kind], `has ${count} mailboxes, and an organization can have ${most} of a kind`, "key");
    }
  }
}

function checkWas(kind: Kind, mailboxes: NonNullable<Draft["delegated"]>, findings: Findings): void {
  const named = Object.entries(mailboxes).flatMap(([key, { was }]) =>
    listOf(was).map((name, at) => ({ name, path: [kind, key, "was", ...(Array.isArray(was) ? [at] : [])] })),
  );
  for (const { name, path } of named) {
    if (Object.hasOwn(mailboxes, name)) {
      findings.refuse(path, `${name} is the key of a mailbox now, so it cannot be what another one was`);
    }
  }
  refuseTwice(named, findings);
}

function refuseIf(problem: string | undefined, path: Path, part: "key" | "value", findings: Findings): void {
  if (problem !== undefined) {
    findings.refuse(path, problem, part);
  }
}

function refuseTwice(
  named: readonly { name: string; path: Path }[],
  findings: Findings,
  part: "key" | "value" = "value",
): void {
  for (const { path, other } of twice(named)) {
    findings.refuse(path, `is the same as ${other.join(".")}`, part);
  }
}

/** What has the name of something before it, which is `other`. */
function twice(named: readonly { name: string; path: Path }[]): { path: Path; other: Path }[] {
  const first = new Map<string, Path>();
  return named.flatMap(({ name, path }) => {
    const other = first.get(plainName(name));
    if (other === undefined) {
      first.set(plainName(name), path);
      return [];
    }
    return [{ path, other }];
  });
}
