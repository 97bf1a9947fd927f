/** The grants of a mailbox, and the roles that they give people. */
import { type Day, isDay, type Phase, phaseOf } from "./days";
import { type Employee, nameOf } from "./directory";
import { type Kind, teamIn } from "./names";
import type { People } from "./people";
import type { Findings, Path } from "./problems";
import { type Access, entryOf } from "./schema";
import { employeeNamed } from "./teams";
import { roleNamed, type Vocabulary } from "./vocabulary";

/** One entry of a mailbox's access: who has which roles, and when. */
export interface Grant {
  kind: Kind;
  /** The mailbox's key. */
  key: string;
  /** As the file names them: a person, or `team:` and a team. */
  who: string;
  path: Path;
  /** Who that is today, without the mailbox's owner. */
  people: readonly Employee[];
  /** The API's names. */
  roles: readonly string[];
  from?: Day | undefined;
  until?: Day | undefined;
  reason?: string | undefined;
  phase: Phase;
}

/** A mailbox with everybody's roles today. */
export interface ResolvedMailbox {
  kind: Kind;
  key: string;
  /** The address of a shared mailbox, the id of the owner of a delegated one. Undefined where it is refused. */
  identity: string | undefined;
  /** The API's role names by employee id: all that any active grant gives. */
  roles: ReadonlyMap<string, readonly string[]>;
  grants: readonly Grant[];
}

/** What grants are made with. */
export interface Surroundings {
  people: People;
  /** Who is in each team. */
  teams: ReadonlyMap<string, readonly Employee[]>;
  vocabulary: Vocabulary;
  today: Day;
  findings: Findings;
}

/** A mailbox with its access. */
export function mailboxOf(
  { kind, key, identity }: Pick<ResolvedMailbox, "kind" | "key" | "identity">,
  access: Access,
  around: Surroundings,
): ResolvedMailbox {
  const owner = kind === "delegated" ? identity : undefined;
  const grants = Object.entries(access).map(([who, given]): Grant => {
    const path = [kind, key, "access", who];
    const { roles = [], from, until, reason } = entryOf(given);
    const span = { from: dayOrNone(from), until: dayOrNone(until) };
    return {
      kind,
      key,
      who,
      path,
      people: peopleOf(who, path, owner, around),
      roles: roles.flatMap((name) => roleNamed(around.vocabulary, name) ?? []),
      ...span,
      reason,
      phase: phaseOf(span, around.today),
    };
  });
  const roles = rolesOf(grants, around.vocabulary);
  warnOfDoubts(grants, roles, around);
  return { kind, key, identity, roles, grants };
}

function dayOrNone(day: string | undefined): Day | undefined {
  return day !== undefined && isDay(day) ? day : undefined;
}

function peopleOf(
  who: string,
  path: Path,
  owner: string | undefined,
  { people, teams, findings }: Surroundings,
): Employee[] {
  const team = teamIn(who);
  const all = team === undefined ? employeeNamed(who, path, "key", people, findings) : (teams.get(team) ?? []);
  const others = all.filter(({ id }) => id !== owner);
  if (others.length < all.length) {
    if (team === undefined) {
      findings.refuse(path, "is the mailbox's owner, who has every right already", "key");
    } else {
      findings.warn(path, "the mailbox's owner is in the team, has every right already, and is left out", "key");
    }
  }
  return others;
}

function rolesOf(grants: readonly Grant[], { roles }: Vocabulary): Map<string, readonly string[]> {
  const given = new Map<string, Set<string>>();
  for (const { phase, people, roles } of grants) {
    for (const { id } of phase === "active" ? people : []) {
      const all = given.get(id) ?? new Set();
      given.set(id, all);
      for (const role of roles) {
        all.add(role);
      }
    }
  }
  const order = Object.values(roles);
  const inOrder = (all: ReadonlySet<string>) => [
    ...order.filter((role) => all.has(role)),
    ...[...all].filter((role) => !order.includes(role)).sort(),
  ];
  return new Map([...given].flatMap(([id, all]) => (all.size === 0 ? [] : [[id, inOrder(all)] as const])));
}

/** Warns once for each person, where the file names the person first. A reason says that the roles are meant as they are. */
function warnOfDoubts(
  grants: readonly Grant[],
  roles: ReadonlyMap<string, readonly string[]>,
  { vocabulary, findings }: Surroundings,
): void {
  const seen = new Set<string>();
  for (const { phase, people, path, reason } of grants) {
    if (phase !== "active" || reason !== undefined) {
      continue;
    }
    const doubtful = new Map<string, Employee[]>();
    for (const employee of people.filter(({ id }) => !seen.has(id))) {
      seen.add(employee.id);
      for (const doubt of vocabulary.doubtsAbout(roles.get(employee.id) ?? [])) {
        doubtful.set(doubt, [...(doubtful.get(doubt) ?? []), employee]);
      }
    }
    for (const [doubt, [first, ...others]] of doubtful) {
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      findings.warn(path, first === undefined ? doubt : `${nameOf(first)}${more}: ${doubt}`, "key");
    }
  }
}
