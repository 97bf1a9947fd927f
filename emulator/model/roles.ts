/**
 * The seven mailbox roles of the API, the one with full rights first.
 * Source: MailboxService_Set, MailboxService_ListActors.
 */
export const ROLES = [
  "shared_mailbox_owner",
  "shared_mailbox_reader",
  "shared_mailbox_editor",
  "shared_mailbox_admin",
  "shared_mailbox_imap_admin",
  "shared_mailbox_sender",
  "shared_mailbox_half_sender",
] as const;

/** The role that contains all others. */
export const OWNER = ROLES[0];

/** Who is told by mail of a changed right; the API's default is `all`. Source: MailboxService_Set. */
export const NOTIFY = ["all", "delegates", "none"] as const;

/** Documented states of an access task. Source: MailboxService_TaskStatus. */
export const TASK_STATUSES = ["running", "complete", "error"] as const;

/** How the service shows a stored role list: what `Switches.rolesShown` chooses from. */
export type RolesShown = "as sent" | "owner alone" | "owner expanded" | "reordered";

/** The stored list as a reply shows it. */
export function showRoles(roles: readonly string[], shown: RolesShown): string[] {
  if (shown === "owner alone" && roles.includes(OWNER)) return [OWNER];
  if (shown === "owner expanded" && roles.includes(OWNER)) return [...ROLES];
  if (shown === "reordered") return [...roles].sort().reverse();
  return [...roles];
}
