/** Shared mailboxes, delegated mailboxes and access rights of Yandex 360 for Business as Pulumi resources, and look-ups. */
export type {
  MailboxSettings,
  MailboxSpec,
  OrganizationSpec,
  SharedMailboxSpec,
  TeamSource,
  TimedAccess,
} from "../organization/spec";
export type { Notify } from "../provider/api/notify";
export type {
  DelegatedMailboxFound,
  Department,
  Domain,
  Employee,
  EmployeeMailbox,
  Group,
  MailboxActor,
  OrganizationFound,
  SharedMailboxFound,
  Unit,
} from "../provider/service/answers";
export { Role, type RoleName } from "../provider/service/roles";
export { DelegatedMailbox, type DelegatedMailboxArgs } from "./delegatedMailbox";
export { MailboxAccess, type MailboxAccessArgs } from "./mailboxAccess";
export { type MailboxAccessEntry, MailboxAccessList, type MailboxAccessListArgs } from "./mailboxAccessList";
export * from "./mailboxes";
export { Organization, type OrganizationArgs, organizationFile } from "./organization";
export * from "./people";
export { SharedMailbox, type SharedMailboxArgs } from "./sharedMailbox";
