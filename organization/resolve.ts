/** Who has which roles on which mailbox today: a file together with the organization's directory. */
import { PeopleCheck } from "./checkPeople";
import { type Day, dayIn, plusDays } from "./days";
import { type Directory, type Employee, type Group, nameOf } from "./directory";
import { checkLimits } from "./limits";
import { type Grant, mailboxOf, type ResolvedMailbox, type Surroundings } from "./mailboxes";
import { domainsOf, plainName } from "./names";
import type { Parsed } from "./parse";
import { People } from "./people";
import { Findings, type Problem } from "./problems";
import type { Draft } from "./schema";
import { employeeNamed, membersOf } from "./teams";
import type { Vocabulary } from "./vocabulary";

/** What a file means today. Holds only where there are no problems. */
export interface Resolved {
  /** The day that counts, in the file's time zone. */
  today: Day;
  mailboxes: ResolvedMailbox[];
  employees: ReadonlyMap<string, Employee>;
  /** Grants that begin after today, at most `soon` days from now. */
  beginning: Grant[];
  /** Active grants whose last day is today, or at most `soon` days from now. */
  ending: Grant[];
  /** Grants whose last day was before today. */
  ended: Grant[];
  problems: Problem[];
  warnings: Problem[];
}

/** What a file is resolved with. */
export interface ResolveOptions {
  vocabulary: Vocabulary;
  /** What time it is. */
  now: Date;
  /** How many days ahead `beginning` and `ending` look. Default: 7. */
  soon?: number | undefined;
}

/** Resolves the parts of a file that could be read. What `check` refuses is not refused again. */
export function resolve(
  { draft, file, places }: Pick<Parsed, "draft" | "file" | "places">,
  directory: Directory,
  { vocabulary, now, soon = 7 }: ResolveOptions,
): Resolved {
  const findings = new Findings(file, places);
  const people = new People(directory, {
    domains: domainsOf(draft),
    isRefused: refusalsOf(draft),
    near: (text, known) => vocabulary.nearest(text, known, 3),
  });
  const today = dayIn(draft.timeZone, now);
  const teams = new Map(
    Object.entries(draft.teams ?? {}).map(
      ([name, team]) => [name, membersOf(team, ["teams", name], people, findings)] as const,
    ),
  );
  const around = { people, teams, vocabulary, today, findings };
  const mailboxes = [...sharedIn(draft, directory, around), ...delegatedIn(draft, around)];
  checkLimits(mailboxes, draft, directory, people.employees, findings);
  const horizon = plusDays(today, soon) ?? today;
  const grants = mailboxes.flatMap((mailbox) => mailbox.grants);
  return {
    today,
    mailboxes,
    employees: people.employees,
    beginning: grants.filter(({ phase, from = "" }) => phase === "later" && from <= horizon),
    ending: grants.filter(({ phase, until }) => phase === "active" && until !== undefined && until <= horizon),
    ended: grants.filter(({ phase }) => phase === "ended"),
    problems: findings.problems,
    warnings: findings.warnings,
  };
}

/** The groups that are teams of a file, by id: of these, and of the groups in them, the members have to be known. */
export function groupsIn({ draft }: Pick<Parsed, "draft">, groups: readonly Omit<Group, "members">[]): string[] {
  const members = { employees: [], groups: [], departments: [] };
  const directory = { employees: [], groups: groups.map((group) => ({ ...group, members })), departments: [] };
  const people = new People(directory, { domains: [], isRefused: () => false, near: () => [] });
  return Object.values(draft.teams ?? {}).flatMap((team) => {
    const found = Array.isArray(team) || team.group === undefined ? undefined : people.group(team.group);
    return found !== undefined && "one" in found ? [found.one.id] : [];
  });
}

function refusalsOf(draft: Draft): (name: string) => boolean {
  const check = new PeopleCheck(draft);
  return (name) => check.problemWith(name) !== undefined;
}

function sharedIn({ shared = {} }: Draft, { mailboxes }: Directory, around: Surroundings): ResolvedMailbox[] {
  const existing = new Set(mailboxes?.shared.map(({ email }) => plainName(email)));
  return Object.entries(shared).map(([key, { email, access = {} }]) => {
    const identity = email === undefined ? undefined : plainName(email);
    if (identity !== undefined && !existing.has(identity)) {
      const holder = around.people.holderOf(identity);
      if (holder !== undefined) {
        around.findings.refuse(["shared", key, "email"], `is the address of ${holder}: a shared mailbox needs its own`);
      }
    }
    return mailboxOf({ kind: "shared", key, identity }, access, around);
  });
}

function delegatedIn({ delegated = {} }: Draft, around: Surroundings): ResolvedMailbox[] {
  const owners = new Map<string, string>();
  return Object.entries(delegated).map(([key, { access = {} }]) => {
    const path = ["delegated", key];
    const [owner] = employeeNamed(key, path, "key", around.people, around.findings);
    const other = owner === undefined ? undefined : owners.get(owner.id);
    if (owner !== undefined && other !== undefined && plainName(other) !== plainName(key)) {
      around.findings.refuse(path, `is ${nameOf(owner)}, as delegated.${other} is: an owner has one mailbox`, "key");
    } else if (owner !== undefined) {
      owners.set(owner.id, key);
    }
    return mailboxOf({ kind: "delegated", key, identity: owner?.id }, access, around);
  });
}
