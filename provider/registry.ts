/**
 * The resource types of the package. The hosts' providers, the SDK's property names, the tables of docs/resources.md and the
 * tests' tables are derived from this list or checked against it.
 */
import { delegatedMailbox } from "./resources/delegatedMailbox";
import type { Lifecycle } from "./resources/lifecycle";
import { mailboxAccess } from "./resources/mailboxAccess";
import { mailboxAccessList } from "./resources/mailboxAccessList";
import { sharedMailbox } from "./resources/sharedMailbox";

/** One resource type. */
export interface Registration {
  /** One sentence for whoever looks for the right type. It begins the type's docs section and its class's docblock. */
  description: string;
  lifecycle: Lifecycle<{ orgId: string }>;
}

const REGISTERED = {
  SharedMailbox: {
    description: "A mailbox that belongs to nobody in particular.",
    lifecycle: sharedMailbox,
  },
  DelegatedMailbox: {
    description: "Delegation of an employee's own mailbox, so that others can be given access to it.",
    lifecycle: delegatedMailbox,
  },
  MailboxAccess: {
    description: "The roles of one employee on one mailbox.",
    lifecycle: mailboxAccess,
  },
  MailboxAccessList: {
    description: "Everybody's roles on one mailbox, in one resource.",
    lifecycle: mailboxAccessList,
  },
} satisfies Record<string, Registration>;

/** The name of a resource type, as in its class and its token. */
export type ResourceType = keyof typeof REGISTERED;

/** The resource types by name. */
export const resources: Readonly<Record<ResourceType, Registration>> = REGISTERED;

/** The names of the resource types, in the order of the documentation. */
export const resourceTypes = Object.keys(REGISTERED) as ResourceType[];
