/**
 * What an employee may do with a mailbox.
 * Source: the MailboxService_Set and MailboxService_ListActors pages.
 */
export const Role = {
  /** Full rights; contains all the others. */
  Owner: "shared_mailbox_owner",
  /** View in web mail. */
  Reader: "shared_mailbox_reader",
  /** Edit in web mail. */
  Editor: "shared_mailbox_editor",
  /** Manage in web mail. */
  Admin: "shared_mailbox_admin",
  /** Manage through an IMAP client. */
  ImapAdmin: "shared_mailbox_imap_admin",
  /** Send as the mailbox and on its behalf. */
  Sender: "shared_mailbox_sender",
  /** Send on behalf of the mailbox only, in mail clients. */
  HalfSender: "shared_mailbox_half_sender",
} as const;

/** One of the API's role names. */
export type Role = (typeof Role)[keyof typeof Role];

const ORDER: readonly string[] = Object.values(Role);

const SHORT = new Map<string, string>(
  Object.entries(Role).map(([name, role]) => [role, name.charAt(0).toLowerCase() + name.slice(1)]),
);

/** The role as messages name it, such as `imapAdmin`; one that the package does not know, as it is. */
export function shortRole(role: string): string {
  return SHORT.get(role) ?? role;
}

/** Whether the package knows the role. The service may know more. */
export function isKnownRole(role: string): boolean {
  return ORDER.includes(role);
}

/** The roles once each, in one order: the API's own, then unknown ones by name. */
export function canonicalRoles(roles: readonly string[]): string[] {
  const rank = (role: string) => (isKnownRole(role) ? ORDER.indexOf(role) : ORDER.length);
  return [...new Set(roles)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Whether two lists give the same rights: order and repetition do not count, and the owner role covers every other. */
export function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return rights(a) === rights(b);
}

function rights(roles: readonly string[]): string {
  return JSON.stringify(roles.includes(Role.Owner) ? [Role.Owner] : canonicalRoles(roles));
}
