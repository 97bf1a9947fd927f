/** Shared mailboxes, delegated mailboxes and access rights of Yandex 360 for Business as Pulumi resources. */
export type { Notify } from "../provider/api/notify";
export { Role, type RoleName } from "../provider/service/roles";
export { DelegatedMailbox, type DelegatedMailboxArgs } from "./delegatedMailbox";
export { MailboxAccess, type MailboxAccessArgs } from "./mailboxAccess";
export { type MailboxAccessEntry, MailboxAccessList, type MailboxAccessListArgs } from "./mailboxAccessList";
export { SharedMailbox, type SharedMailboxArgs } from "./sharedMailbox";
