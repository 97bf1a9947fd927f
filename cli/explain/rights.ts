/** What roles allow, so that two lists of them can be compared as people feel them. */
import { canonicalRoles, Role, shortRole } from "../../provider/service/roles";

/** What a role allows besides itself. Source: the table of roles on the help page about shared mailboxes. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  [Role.Owner]: Object.values(Role),
  [Role.Admin]: [Role.Editor, Role.Reader],
  [Role.Editor]: [Role.Reader],
  [Role.Sender]: [Role.HalfSender],
};

/** Every role that somebody has by these. */
function rightsOf(roles: readonly string[]): Set<string> {
  return new Set(roles.flatMap((role) => [role, ...(COVERED[role] ?? [])]));
}

/** Whether somebody who had these roles may do something no longer. */
export function losesRights(before: readonly string[], after: readonly string[]): boolean {
  const left = rightsOf(after);
  return [...rightsOf(before)].some((right) => !left.has(right));
}

/** The roles as people read them: `owner`, or `imapAdmin, sender`. */
export function inWords(roles: readonly string[]): string {
  const shown = roles.includes(Role.Owner) ? [Role.Owner] : canonicalRoles(roles);
  return shown.map(shortRole).join(", ");
}

/** Whether this is somebody who manages the mailbox. */
export function isOwner(roles: readonly string[]): boolean {
  return roles.includes(Role.Owner);
}
