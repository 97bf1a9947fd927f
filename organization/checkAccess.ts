/** Who may do what for how long, as far as that can be checked without the directory. */
import type { PeopleCheck } from "./checkPeople";
import { type Day, isDay, phaseOf } from "./days";
import { plainName, teamIn } from "./names";
import type { Findings, Path } from "./problems";
import { type Draft, type Entry, entryOf } from "./schema";
import { knownRole, meant, type Vocabulary } from "./vocabulary";

/** Checks the access of every mailbox. */
export function checkAccess(
  draft: Draft,
  { vocabulary, today }: { vocabulary: Vocabulary; today: Day },
  people: PeopleCheck,
  findings: Findings,
): void {
  for (const kind of ["shared", "delegated"] as const) {
    for (const [key, { access = {} }] of Object.entries(draft[kind] ?? {})) {
      for (const [who, given] of Object.entries(access)) {
        const path = [kind, key, "access", who];
        const team = teamIn(who);
        if (team === undefined) {
          const problem = people.problemWith(who);
          if (problem !== undefined) {
            findings.refuse(path, problem, "key");
          }
          if (kind === "delegated" && plainName(who) === plainName(key)) {
            findings.refuse(path, "is the mailbox's owner, who has every right already", "key");
          }
        } else if (!Object.hasOwn(draft.teams ?? {}, team)) {
          const hint = meant(vocabulary, team, Object.keys(draft.teams ?? {}));
          findings.refuse(path, `there is no team ${team} under teams${hint}`, "key");
        }
        const entry = entryOf(given);
        checkRoles(entry.roles, [...path, ...(Array.isArray(given) ? [] : ["roles"])], vocabulary, findings);
        checkDays(entry, path, today, findings);
      }
    }
  }
}

function checkRoles(roles: Entry["roles"], path: Path, vocabulary: Vocabulary, findings: Findings): void {
  for (const [at, name] of (roles ?? []).entries()) {
    if (knownRole(vocabulary, name) !== undefined) {
      continue;
    }
    const short = Object.keys(vocabulary.roles);
    const hint = meant(vocabulary, name, short) || `; there are ${short.join(", ")}`;
    if (vocabulary.mayBeUnknownRole(name)) {
      findings.warn([...path, at], `${name} is not a role that is known here, and is passed on as it is${hint}`);
    } else {
      findings.refuse([...path, at], `${name} is not a role${hint}`);
    }
  }
}

function checkDays({ from, until }: Entry, path: Path, today: string, findings: Findings): void {
  for (const [key, day] of Object.entries({ from, until })) {
    if (day !== undefined && !isDay(day)) {
      findings.refuse([...path, key], "has to be a day of the calendar such as 2026-12-31");
    }
  }
  if (from !== undefined && until !== undefined && isDay(from) && isDay(until) && from > until) {
    findings.refuse([...path, "until"], `is before ${from}, the day from which the access is`);
  } else if (until !== undefined && isDay(until) && phaseOf({ until }, today) === "ended") {
    findings.warn([...path, "until"], `the access ended on ${until}: take the entry out, or give it another day`);
  }
}
