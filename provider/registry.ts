/**
 * The resource types and the functions of the package. The hosts' providers, the SDK's property names, the tables of docs/resources.md and the
 * tests' tables are derived from this list or checked against it.
 */
import { getDelegatedMailboxes } from "./functions/getDelegatedMailboxes";
import { getDepartment } from "./functions/getDepartment";
import { getDomains } from "./functions/getDomains";
import { getEmployee } from "./functions/getEmployee";
import { getEmployeeMailboxes } from "./functions/getEmployeeMailboxes";
import { getEmployees } from "./functions/getEmployees";
import { getGroup } from "./functions/getGroup";
import { getMailboxActors } from "./functions/getMailboxActors";
import { getOrganizations } from "./functions/getOrganizations";
import { getSharedMailbox } from "./functions/getSharedMailbox";
import { getSharedMailboxes } from "./functions/getSharedMailboxes";
import type { AnyLookup } from "./functions/lookup";
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

/** Whether there is a resource type of this name. */
export function isResourceType(name: string): name is ResourceType {
  return Object.hasOwn(REGISTERED, name);
}

/** One function. */
export interface FunctionRegistration {
  /** One sentence for whoever looks for the right function. It begins the function's docs section and its docblock. */
  description: string;
  lookup: AnyLookup;
}

const FUNCTIONS = {
  getEmployee: {
    description: "Looks up an employee by address, login or id.",
    lookup: getEmployee,
  },
  getEmployees: {
    description: "Lists the employees of the organization.",
    lookup: getEmployees,
  },
  getGroup: {
    description: "Looks up a group by address, id or name, with everybody in it.",
    lookup: getGroup,
  },
  getDepartment: {
    description: "Looks up a department by id or name, with everybody in it.",
    lookup: getDepartment,
  },
  getSharedMailbox: {
    description: "Looks up a shared mailbox by address or id.",
    lookup: getSharedMailbox,
  },
  getSharedMailboxes: {
    description: "Lists the shared mailboxes of the organization.",
    lookup: getSharedMailboxes,
  },
  getDelegatedMailboxes: {
    description: "Lists the employees' mailboxes for which delegation is on.",
    lookup: getDelegatedMailboxes,
  },
  getMailboxActors: {
    description: "Lists who has access to a mailbox, with roles.",
    lookup: getMailboxActors,
  },
  getEmployeeMailboxes: {
    description: "Lists the mailboxes that an employee has access to, with roles.",
    lookup: getEmployeeMailboxes,
  },
  getDomains: {
    description: "Lists the domains of the organization.",
    lookup: getDomains,
  },
  getOrganizations: {
    description: "Lists the organizations that the token's user administers.",
    lookup: getOrganizations,
  },
} satisfies Record<string, FunctionRegistration>;

/** The name of a function. */
export type FunctionName = keyof typeof FUNCTIONS;

/** The functions by name. */
export const functions: Readonly<Record<FunctionName, FunctionRegistration>> = FUNCTIONS;

/** The names of the functions, in the order of the documentation. */
export const functionNames = Object.keys(FUNCTIONS) as FunctionName[];
