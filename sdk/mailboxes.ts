import type * as pulumi from "@pulumi/pulumi";
import type {
  DelegatedMailboxFound,
  Domain,
  EmployeeMailbox,
  MailboxActor,
  OrganizationFound,
  SharedMailboxFound,
} from "../provider/service/answers";
import type { Inputs } from "./inputs";
import { invoke, invokeOutput } from "./invoke";
import type { GetEmployeeArgs } from "./people";

/** The organization of a look-up that needs nothing else. */
export interface OfOrganizationArgs {
  /** The organization, a decimal id. Default: the stack's `yandex360:orgId`. */
  orgId?: string | number | undefined;
}

/** Which mailbox {@link getSharedMailbox} looks up: give one of `email` and `id`. */
export interface GetSharedMailboxArgs extends OfOrganizationArgs {
  /** The mailbox's address. Letter case means nothing. */
  email?: string | undefined;
  /** The mailbox's decimal id. */
  id?: string | number | undefined;
}

/** Which mailbox {@link getMailboxActors} looks at. */
export interface GetMailboxActorsArgs extends OfOrganizationArgs {
  /** The mailbox: the decimal id of a shared mailbox, or of the employee whose own mailbox it is. */
  mailboxId: string | number;
}

/**
 * Looks up a shared mailbox by address or id. By address, every shared mailbox of the organization is read once a process.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const archive = yandex360.getSharedMailboxOutput({ email: "archive@example.org" });
 *
 * new yandex360.MailboxAccess("archive-anna", {
 *   mailboxId: archive.id,
 *   actorId: yandex360.getEmployeeOutput({ email: "anna@example.org" }).id,
 *   roles: ["reader"],
 * });
 * ```
 *
 * Errors: none is found, with those that were probably meant; the address is somebody else's; the token lacks the scope
 * `ya360_admin:mail_read_shared_mailbox_inventory`.
 * Source: MailboxService_ListShared and _GetShared.
 */
export function getSharedMailbox(args: GetSharedMailboxArgs): Promise<SharedMailboxFound> {
  return invoke("getSharedMailbox", args);
}

/** As {@link getSharedMailbox}, with outputs for arguments and as the result. */
export function getSharedMailboxOutput(args: Inputs<GetSharedMailboxArgs>): pulumi.Output<SharedMailboxFound> {
  return invokeOutput("getSharedMailbox", args);
}

/**
 * Lists the shared mailboxes of the organization.
 *
 * Errors: the token lacks the scope `ya360_admin:mail_read_shared_mailbox_inventory`.
 * Source: MailboxService_ListShared and _GetShared.
 */
export function getSharedMailboxes(args: OfOrganizationArgs = {}): Promise<{ mailboxes: SharedMailboxFound[] }> {
  return invoke("getSharedMailboxes", args);
}

/** As {@link getSharedMailboxes}, with outputs for arguments and as the result. */
export function getSharedMailboxesOutput(
  args: Inputs<OfOrganizationArgs> = {},
): pulumi.Output<{ mailboxes: SharedMailboxFound[] }> {
  return invokeOutput("getSharedMailboxes", args);
}

/**
 * Lists the employees' mailboxes for which delegation is on.
 *
 * Errors: the token lacks the scope `ya360_admin:mail_read_shared_mailbox_inventory`.
 * Source: MailboxService_ListDelegated.
 */
export function getDelegatedMailboxes(args: OfOrganizationArgs = {}): Promise<{ mailboxes: DelegatedMailboxFound[] }> {
  return invoke("getDelegatedMailboxes", args);
}

/** As {@link getDelegatedMailboxes}, with outputs for arguments and as the result. */
export function getDelegatedMailboxesOutput(
  args: Inputs<OfOrganizationArgs> = {},
): pulumi.Output<{ mailboxes: DelegatedMailboxFound[] }> {
  return invokeOutput("getDelegatedMailboxes", args);
}

/**
 * Lists who has access to a mailbox, with roles. The owner of a personal mailbox is not among them.
 *
 * Errors: there is no such mailbox; the token lacks the scope `ya360_admin:mail_read_shared_mailbox_inventory`.
 * Source: MailboxService_ListActors.
 */
export function getMailboxActors(args: GetMailboxActorsArgs): Promise<{ actors: MailboxActor[] }> {
  return invoke("getMailboxActors", args);
}

/** As {@link getMailboxActors}, with outputs for arguments and as the result. */
export function getMailboxActorsOutput(args: Inputs<GetMailboxActorsArgs>): pulumi.Output<{ actors: MailboxActor[] }> {
  return invokeOutput("getMailboxActors", args);
}

/**
 * Lists the mailboxes that an employee has access to, with roles. Their own is not among them. Give one of `email`,
 * `nickname` and `id`; only with the first two is the list of employees read.
 *
 * Errors: as with getEmployee; the token lacks the scope `ya360_admin:mail_read_shared_mailbox_inventory`.
 * Source: MailboxService_ListResources.
 */
export function getEmployeeMailboxes(
  args: GetEmployeeArgs,
): Promise<{ employeeId: string; mailboxes: EmployeeMailbox[] }> {
  return invoke("getEmployeeMailboxes", args);
}

/** As {@link getEmployeeMailboxes}, with outputs for arguments and as the result. */
export function getEmployeeMailboxesOutput(
  args: Inputs<GetEmployeeArgs>,
): pulumi.Output<{ employeeId: string; mailboxes: EmployeeMailbox[] }> {
  return invokeOutput("getEmployeeMailboxes", args);
}

/**
 * Lists the domains of the organization.
 *
 * Errors: the token lacks the scope `directory:read_domains`.
 * Source: DomainService_List.
 */
export function getDomains(args: OfOrganizationArgs = {}): Promise<{ domains: Domain[] }> {
  return invoke("getDomains", args);
}

/** As {@link getDomains}, with outputs for arguments and as the result. */
export function getDomainsOutput(args: Inputs<OfOrganizationArgs> = {}): pulumi.Output<{ domains: Domain[] }> {
  return invokeOutput("getDomains", args);
}

/**
 * Lists the organizations that the token's user administers.
 *
 * Errors: the token lacks the scope `directory:read_organization`.
 * Source: Organizations, list.
 */
export function getOrganizations(): Promise<{ organizations: OrganizationFound[] }> {
  return invoke("getOrganizations", {});
}

/** As {@link getOrganizations}, as an output. */
export function getOrganizationsOutput(): pulumi.Output<{ organizations: OrganizationFound[] }> {
  return invokeOutput("getOrganizations", {});
}
