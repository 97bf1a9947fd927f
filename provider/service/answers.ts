/**
 * What look-ups answer. Without imports: the declarations of the SDK name these types, and need nothing but Pulumi.
 * Ids are decimal strings.
 */

/** An employee of the organization. */
export interface Employee {
  /** The decimal id, as `actorId` and `ownerId` take it. */
  id: string;
  /** The main address, in lower case; empty where the service says none. */
  email: string;
  /** The login. */
  nickname: string;
  /** The name that people see. */
  name: string;
  firstName: string;
  lastName: string;
  middleName: string;
  position: string;
  /** Further addresses, in lower case. */
  aliases: string[];
  /** The number of the department; absent where the service says none. */
  departmentId?: string | undefined;
  isAdmin: boolean;
  /** Whether the account is a robot's, and nobody's. */
  isRobot: boolean;
  /** Whether the employee has left. */
  isDismissed: boolean;
  /** Whether the account is blocked, for now or for good. */
  isBlocked: boolean;
}

/** A group, a department or a shared mailbox in a list. */
export interface Unit {
  id: string;
  name: string;
}

/** A group with everybody in it. */
export interface Group {
  id: string;
  name: string;
  /** The main address, in lower case; empty where it has none. */
  email: string;
  description: string;
  /** Everybody in the group, by the groups and departments in it too, once each; nobody who has left. */
  members: Employee[];
  /** The groups in it, however deep. */
  groups: Unit[];
  /** The departments in it; departments below these count too. */
  departments: Unit[];
  /** The shared mailboxes in it, however deep. */
  sharedMailboxes: Unit[];
  /** How many people from outside are in it. */
  externalContacts: number;
}

/** A department with everybody in it. */
export interface Department {
  id: string;
  name: string;
  /** The address, in lower case; empty where it has none. */
  email: string;
  /** The department that it belongs to; absent where it belongs to none. */
  parentId?: string | undefined;
  /** Everybody in the department, and in those below it where that was asked for; nobody who has left. */
  members: Employee[];
  /** The departments below it, however deep. */
  departments: Unit[];
}

/** A shared mailbox as the service has it. */
export interface SharedMailboxFound {
  /** As `mailboxId` takes it. */
  id: string;
  email: string;
  name: string;
  description: string;
}

/** An employee's mailbox for which delegation is on. */
export interface DelegatedMailboxFound {
  /** The id of the employee whose mailbox it is. */
  id: string;
  /** How many employees have access; absent where the service does not say. */
  users?: number | undefined;
}

/** Who has access to a mailbox. */
export interface MailboxActor {
  /** The employee's id. */
  actorId: string;
  /** The roles by the API's names, once each, in the API's order. */
  roles: string[];
}

/** A mailbox that an employee has access to. */
export interface EmployeeMailbox {
  mailboxId: string;
  /** `shared` or `delegated`; absent where the service does not say. */
  type?: string | undefined;
  /** The roles by the API's names, once each, in the API's order. */
  roles: string[];
}

/** A domain of the organization. */
export interface Domain {
  /** In Punycode where it has other letters than Latin ones. */
  name: string;
  /** Whether it is the main domain, on which shared mailboxes are made. */
  isMain: boolean;
  /** Whether the organization has proven that the domain is its own. */
  isVerified: boolean;
}

/** An organization that the token's user administers. */
export interface OrganizationFound {
  /** As `orgId` takes it. */
  id: string;
  name: string;
}

/** What each function answers, by its name. */
export interface Answers {
  getEmployee: Employee;
  getEmployees: { employees: Employee[] };
  getGroup: Group;
  getDepartment: Department;
  getSharedMailbox: SharedMailboxFound;
  getSharedMailboxes: { mailboxes: SharedMailboxFound[] };
  getDelegatedMailboxes: { mailboxes: DelegatedMailboxFound[] };
  getMailboxActors: { actors: MailboxActor[] };
  getEmployeeMailboxes: { employeeId: string; mailboxes: EmployeeMailbox[] };
  getDomains: { domains: Domain[] };
  getOrganizations: { organizations: OrganizationFound[] };
}
