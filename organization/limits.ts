/** What the service allows an organization. Source: the help page on shared and delegated mailboxes. */
import { type Directory, type Employee, nameOf } from "./directory";
import type { ResolvedMailbox } from "./mailboxes";
import { type Kind, plainName } from "./names";
import type { Findings } from "./problems";
import type { Draft } from "./schema";
import { settingsOf } from "./settings";

/** What the service allows an organization that has no other limits of its own. */
export const USUAL_LIMITS = { people: 40, mailboxes: 40, ofAKind: 2500 };

/** The limits of the file's organization. */
export function limitsOf({ limits = {} }: Draft): typeof USUAL_LIMITS {
  const { people, mailboxes, ofAKind } = USUAL_LIMITS;
  return {
    people: limits.people ?? people,
    mailboxes: limits.mailboxes ?? mailboxes,
    ofAKind: limits.ofAKind ?? ofAKind,
  };
}

/** Refuses more than the service allows. What is there and not in the file counts, too. */
export function checkLimits(
  mailboxes: readonly ResolvedMailbox[],
  draft: Draft,
  directory: Directory,
  employees: ReadonlyMap<string, Employee>,
  findings: Findings,
): void {
  const limits = limitsOf(draft);
  const existing = existingIn(directory);
  refuseFullOrganization(mailboxes, existing, limits.ofAKind, findings);
  const counts = new Map<string, number>();
  const count = (id: string) => {
    const now = (counts.get(id) ?? 0) + 1;
    counts.set(id, now);
    return now;
  };
  const listed = new Set(mailboxes.map(({ kind, identity }) => `${kind} ${identity}`));
  for (const [name, people] of existing) {
    if (!listed.has(name)) {
      people.forEach(count);
    }
  }
  for (const { kind, key, identity, roles, grants } of mailboxes) {
    const { exclusive } = settingsOf(draft, draft[kind]?.[key] ?? {});
    const others = exclusive ? [] : (existing.get(`${kind} ${identity}`) ?? []);
    const people = new Set([...roles.keys(), ...others]);
    if (people.size > limits.people) {
      findings.refuse(
        [kind, key, "access"],
        `gives access to ${people.size} people, and a mailbox can have ${limits.people}`,
        "key",
      );
    }
    for (const id of people) {
      const employee = employees.get(id);
      if (count(id) === limits.mailboxes + 1 && employee !== undefined) {
        const grant = grants.find((one) => one.people.includes(employee));
        findings.refuse(
          grant?.path ?? [kind, key, "access"],
          `${nameOf(employee)} has access to ${limits.mailboxes} other mailboxes already, and the service allows no more`,
          "key",
        );
      }
    }
  }
}

/** Who has access to each mailbox that is there, as far as that is known. */
function existingIn({ mailboxes }: Directory): Map<string, readonly string[]> {
  const shared = (mailboxes?.shared ?? []).map(
    ({ email, people = [] }) => [`shared ${plainName(email)}`, people] as const,
  );
  const delegated = (mailboxes?.delegated ?? []).map(
    ({ ownerId, people = [] }) => [`delegated ${ownerId}`, people] as const,
  );
  return new Map([...shared, ...delegated]);
}

function refuseFullOrganization(
  mailboxes: readonly ResolvedMailbox[],
  existing: ReadonlyMap<string, unknown>,
  most: number,
  findings: Findings,
): void {
  for (const kind of ["shared", "delegated"] as const satisfies Kind[]) {
    const all = mailboxes.filter((mailbox) => mailbox.kind === kind);
    const names = [...existing.keys()].filter((name) => name.startsWith(`${kind} `));
    const there = new Set(names);
    const fresh = all.filter(({ identity }) => !there.has(`${kind} ${identity}`)).length;
    // A file that is too long by itself is refused without the directory.
    if (there.size > 0 && there.size + fresh > most && all.length <= most && fresh > 0) {
      findings.refuse(
        [kind],
        `adds ${fresh} to the ${there.size} that are there, and an organization can have ${most} of a kind`,
        "key",
      );
    }
  }
}
