import { canonicalRoles, shortRole } from "../service/roles";

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Employees as messages name them, with what they hold: `113… (owner) and 114… (imapAdmin, sender)`. */
export function nameAll(people: Iterable<readonly [actorId: string, roles: readonly string[]]>): string {
  return LIST.format(
    [...people].map(
      ([actorId, roles]) => actorId + (roles.length > 0 ? ` (${canonicalRoles(roles).map(shortRole).join(", ")})` : ""),
    ),
  );
}

/** The warning of people who lose their access to a list. */
export function losingAccess(people: readonly (readonly [actorId: string, roles: readonly string[]])[]): string {
  return `takes access away from ${nameAll(people)}, who ${people.length === 1 ? "is" : "are"} not in \`access\``;
}
