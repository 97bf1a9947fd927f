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
