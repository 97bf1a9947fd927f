/** What a policy sees of mailboxes and of who may use them: the same for both kinds of the package's resources. */
import type { PolicyResource } from "@pulumi/policy";

/** Dynamic resources, and those of the provider plugin. */
const TYPE = /^(?:pulumi-nodejs:dynamic\/yandex360|yandex360:index):(\w+)$/;

export type Kind = "SharedMailbox" | "DelegatedMailbox" | "MailboxAccess" | "MailboxAccessList";

/** Whether a resource of this type is one of these. */
export function isOneOf(type: string, ...kinds: Kind[]): boolean {
  const kind = TYPE.exec(type)?.[1];
  return kinds.some((known) => known === kind);
}

/** Somebody who is given access to a mailbox. */
export interface Person {
  actorId: string;
  owner: boolean;
}

/** Whom a `MailboxAccess` or a `MailboxAccessList` gives access; nobody for any other resource. */
export function peopleIn({ type, props }: Pick<PolicyResource, "type" | "props">): Person[] {
  if (isOneOf(type, "MailboxAccess")) return [person(props.actorId, props.roles)];
  if (!isOneOf(type, "MailboxAccessList")) return [];
  // A policy is shown what the program has written: a list, or the roles by id.
  return Array.isArray(props.access)
    ? props.access.map(({ actorId, roles }) => person(actorId, roles))
    : Object.entries<string[]>(props.access).map(([actorId, roles]) => person(actorId, roles));
}

function person(actorId: string | number, roles: string[]): Person {
  return { actorId: String(actorId), owner: roles.some((role) => role === "owner" || role === "shared_mailbox_owner") };
}

/**
 * The mailbox that access is for: the resource of this stack, by its URN, else the id. While the mailbox is only planned, its id
 * is unknown.
 */
export function mailboxOf({ props, propertyDependencies }: PolicyResource): string {
  const mailboxes = (propertyDependencies.mailboxId ?? []).filter(({ type }) =>
    isOneOf(type, "SharedMailbox", "DelegatedMailbox"),
  );
  return mailboxes.length === 1 && mailboxes[0] ? mailboxes[0].urn : props.mailboxId;
}
