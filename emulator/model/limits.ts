/** Limits of an organization. Source: page `limits` and the help page on mailboxes; older pages have smaller numbers. */
export interface Limits {
  /** Shared mailboxes of an organization. Default 2500. */
  sharedMailboxes: number;
  /** Personal mailboxes with delegation of an organization. Default 2500. */
  delegatedMailboxes: number;
  /** Mailboxes one employee has access to, their own not counted. Default 40. */
  mailboxesPerUser: number;
  /** Employees with access to one mailbox, the owner not counted. Default 40. */
  usersPerMailbox: number;
}

/** Today's documented limits. */
export const defaultLimits: Readonly<Limits> = {
  sharedMailboxes: 2500,
  delegatedMailboxes: 2500,
  mailboxesPerUser: 40,
  usersPerMailbox: 40,
};
