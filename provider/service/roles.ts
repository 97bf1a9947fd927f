import { nearest, plain } from "../nearest";

/**
 * What an employee may do with a mailbox.
 * Source: the MailboxService_Set and MailboxService_ListActors pages.
 */
export const Role = {
  /** Full rights; covers all the others. */
  Owner: "shared_mailbox_owner",
  /** Read and mark letters in web mail. */
  Reader: "shared_mailbox_reader",
  /** Also move and delete letters in web mail. */
  Editor: "shared_mailbox_editor",
  /** Also manage folders, labels, signatures and rules in web mail. */
  Admin: "shared_mailbox_admin",
  /** Read, mark, delete, and manage folders in a mail program (IMAP). */
  ImapAdmin: "shared_mailbox_imap_admin",
  /** Send as the mailbox, in web mail and in mail programs; in mail programs on its behalf, too. */
  Sender: "shared_mailbox_sender",
  /** Send on the mailbox's behalf only, in mail programs only. */
  HalfSender: "shared_mailbox_half_sender",
} as const;

/** One of the API's role names. */
export type Role = (typeof Role)[keyof typeof Role];

/** A role by its short name, such as `imapAdmin`. */
export type ShortRole = Uncapitalize<keyof typeof Role>;

/** What a program calls a role: a short name, the API's name, or a role that only the service knows. */
export type RoleName = ShortRole | Role | (string & Record<never, never>);

const ORDER: readonly string[] = Object.values(Role);

const PREFIX = "shared_mailbox_";

/** The short names, in the API's order. */
export const SHORT_ROLES: readonly string[] = Object.keys(Role).map(
  (key) => `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
);

/** The API's names by the plain form of both names. */
const BY_NAME = new Map(
  ORDER.flatMap((role) => [role, role.slice(PREFIX.length)].map((name) => [plain(name), role] as const)),
);

/** The API's name of a role, given by that name or a short one (`imapAdmin`, `imap_admin`, `IMAP-admin`); any other text as it is. */
export function roleOf(name: string): string {
  return BY_NAME.get(plain(name)) ?? name;
}

/** The short name of the known role that an unknown one was probably meant to be. */
export function nearestRole(name: string): string | undefined {
  const bare = plain(name).replace(plain(PREFIX), "");
  return isKnownRole(roleOf(name)) || bare === "" ? undefined : nearest(bare, SHORT_ROLES);
}

/** The role as messages name it, such as `imapAdmin`; one that the package does not know, as it is. */
export function shortRole(role: string): string {
  return SHORT_ROLES[ORDER.indexOf(role)] ?? role;
}

/** Whether the package knows the role. The service may know more. */
export function isKnownRole(role: string): boolean {
  return ORDER.includes(role);
}

/** Whether a name that is not known here may be that of a role which only the service knows: it has the form of the API's names. */
export function mayBeUnknownRole(name: string): boolean {
  const isSlip = nearestRole(name) !== undefined || isKnownRole(roleOf(name));
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(name) && (name.startsWith(PREFIX) || !isSlip);
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

const WEB_ROLES: readonly string[] = [Role.Reader, Role.Editor, Role.Admin];

/**
 * What is surely a mistake in a list of roles, or undefined. A role that another one covers is none, nor is one that only
 * reads or only sends; and nothing is sure of a list with a role the package does not know.
 */
export function mistakeIn(roles: readonly string[]): string | undefined {
  const others = roles.filter((role) => role !== Role.HalfSender);
  const readsInWebMailOnly = others.length > 0 && others.every((role) => WEB_ROLES.includes(role));
  return readsInWebMailOnly && others.length < roles.length
    ? `these roles read in web mail, where ${Role.HalfSender} cannot send: use ${Role.Sender} instead, or add ${Role.ImapAdmin} for a mail program`
    : undefined;
}

/** Warnings about a list of roles by their API names: of what may be meant as it is, and may be a mistake. */
export function warningsAbout(roles: readonly string[]): string[] {
  // One that is near a known role is refused.
  const unknown = roles.filter((role) => !isKnownRole(role) && nearestRole(role) === undefined);
  const mistake = mistakeIn(roles);
  return [
    ...unknown.map((role) => `role ${JSON.stringify(role)} is not one this package knows; it is passed on as it is`),
    ...(mistake === undefined ? [] : [`${roles.join(", ")}: ${mistake}`]),
  ];
}

const READING: readonly string[] = [...WEB_ROLES, Role.ImapAdmin];
const SENDING: readonly string[] = [Role.Sender, Role.HalfSender];

/**
 * What somebody who has these roles may be surprised by. A reader reads, and no more is expected
 * of one. Source: the table of roles on the help page about shared mailboxes.
 */
export function surpriseIn(roles: readonly string[]): string | undefined {
  if (roles.includes(Role.Owner) || !roles.every(isKnownRole)) {
    return undefined;
  }
  const reads = roles.some((role) => READING.includes(role));
  const sends = roles.some((role) => SENDING.includes(role));
  const named = roles.map(shortRole).join(", ");
  if (reads && !sends && roles.some((role) => role !== Role.Reader)) {
    return `can read and not send (${named}): add sender where letters are to be answered`;
  }
  return sends && !reads
    ? `can send and not read (${named}): add reader, editor, admin or imapAdmin where letters are to be read`
    : undefined;
}

function rights(roles: readonly string[]): string {
  return JSON.stringify(roles.includes(Role.Owner) ? [Role.Owner] : canonicalRoles(roles));
}
