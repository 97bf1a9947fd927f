/** An organization as its file has it, as programs name the types. Without imports: declarations of the SDK name these types. */

/** What may be said of a mailbox, or at the top for every mailbox that says nothing itself. */
export interface MailboxSettings {
  /** Whether people whom the file does not name lose their access. Default: true. */
  exclusive?: boolean | undefined;
  /** What becomes of people whom neither the file nor the state has ever named. Default: `refuse`. */
  unlisted?: "refuse" | "remove" | undefined;
  /** Whom the service tells of a change of access. Default: `all`. */
  notify?: "all" | "delegates" | "none" | undefined;
  /** Whether Pulumi refuses to delete the mailbox. Default: true. */
  protect?: boolean | undefined;
}

/** Roles for a time. */
export interface TimedAccess {
  /** Roles by their short names, or by the API's. */
  roles: string[];
  /** The first day, as `2026-12-01`. Default: it has begun. */
  from?: string | undefined;
  /** The last day, that day included. Default: it does not end. */
  until?: string | undefined;
  /** Why; for whoever reads it. */
  reason?: string | undefined;
}

/** A mailbox. */
export interface MailboxSpec extends MailboxSettings {
  /** What the key was before, one or a list. */
  was?: string | string[] | undefined;
  /** Who has access: people and teams (`team:name`), each with roles. */
  access?: Record<string, string[] | TimedAccess> | undefined;
}

/** A shared mailbox. */
export interface SharedMailboxSpec extends MailboxSpec {
  email: string;
  name: string;
  description?: string | undefined;
  /** Whether to take over a shared mailbox that has the address already. Default: false. */
  adopt?: boolean | undefined;
}

/** A team that is not a list of people: either a group or a department. */
export interface TeamSource {
  /** A group: its address, name or id. */
  group?: string | undefined;
  /** A department: its name, address or id. */
  department?: string | undefined;
  /** Whether the departments below the department count, too. Default: false. */
  nested?: boolean | undefined;
  /** Whether it may have nobody in it, or be gone. Default: false. */
  mayBeEmpty?: boolean | undefined;
}

/** What the service allows an organization. */
export interface LimitsSpec {
  /** How many people can have access to a mailbox, beside its owner. Default: 40. */
  people?: number | undefined;
  /** To how many mailboxes somebody can have access. Default: 40. */
  mailboxes?: number | undefined;
  /** How many shared mailboxes, and how many delegated ones, the organization can have. Default: 2500. */
  ofAKind?: number | undefined;
}

/** A whole organization; docs/organization-file.md has every key. */
export interface OrganizationSpec extends MailboxSettings {
  /** The stack that it is for; another one refuses it. */
  stack: string;
  /** The organization's domain, or all of its domains. */
  domain: string | string[];
  /** The time zone of the days in `from` and `until`. Default: UTC. */
  timeZone?: string | undefined;
  /** What the service allows this organization, where that is more than usual. */
  limits?: LimitsSpec | undefined;
  /** Teams by name: people, a group or a department. */
  teams?: Record<string, string[] | TeamSource> | undefined;
  /** Shared mailboxes by key. */
  shared?: Record<string, SharedMailboxSpec> | undefined;
  /** Delegated mailboxes by their owner. */
  delegated?: Record<string, MailboxSpec> | undefined;
}
