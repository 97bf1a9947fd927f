import type { TokenSeed } from "./scopes";

/** An employee to start with. */
export interface UserSeed {
  /** Decimal string. Default: the next free one from 1130000000000001 on. */
  id?: string | undefined;
  /** Local part of the address; a robot may do without. */
  nickname: string;
  name: { first: string; last: string; middle?: string | undefined };
  /** Default: first and last name. */
  displayName?: string | undefined;
  /** Default: nickname and the main domain. Empty: the employee has no address. */
  email?: string | undefined;
  /** The address that letters come from. Default: `email`. */
  defaultEmail?: string | undefined;
  /** Further local parts, or whole addresses. */
  aliases?: readonly string[] | undefined;
  position?: string | undefined;
  isAdmin?: boolean | undefined;
  isRobot?: boolean | undefined;
  isDismissed?: boolean | undefined;
  /** `false` for a blocked account. Default: not dismissed. */
  isEnabled?: boolean | undefined;
  /** The department, by number or name. Default: the root, 1. */
  department?: number | string | undefined;
}

/** A department to start with. The root, 1 "All employees", is always there; a department with the id 1 says what it is called. */
export interface DepartmentSeed {
  /** Default: the next free one from 2 on. */
  id?: number | undefined;
  name: string;
  /** The department it belongs to, by number or name. Default: the root. */
  parent?: number | string | undefined;
  /** Local part of the department's address. Default: it has none. */
  label?: string | undefined;
  /** Further local parts. */
  aliases?: readonly string[] | undefined;
  /** Default: empty. */
  description?: string | undefined;
}

/** Somebody from outside in a group. */
export interface ExternalContact {
  id: string;
  firstName: string;
  lastName: string;
  middleName: string;
}

/** A group to start with. Groups may hold one another, in circles too. */
export interface GroupSeed {
  /** Default: the next free one from 1 on. */
  id?: number | undefined;
  name: string;
  /** Local part of the group's address. Default: it has none. */
  label?: string | undefined;
  /** Further local parts. */
  aliases?: readonly string[] | undefined;
  /** Default: empty. */
  description?: string | undefined;
  /** Default: `generic`. */
  type?: "generic" | "organization_admin" | "organization_deputy_admin" | "robots" | undefined;
  /** Employees, by id or by address; also somebody whom the directory does not list, by id. */
  users?: readonly string[] | undefined;
  /** Groups, by number or name. */
  groups?: readonly (number | string)[] | undefined;
  /** Departments, by number or name. */
  departments?: readonly (number | string)[] | undefined;
  /** Shared mailboxes, by id or by address. */
  sharedMailboxes?: readonly string[] | undefined;
  externalContacts?: readonly ExternalContact[] | undefined;
}

/** A shared mailbox to start with. */
export interface SharedSeed {
  /** Decimal string. Default: the next free one from 1130000900000001 on. */
  id?: string | undefined;
  email: string;
  name: string;
  /** Default: empty. */
  description?: string | undefined;
}

/**
 * A right to start with; mailbox and employee by id or by address. An id that no employee has stands for somebody whom the
 * directory does not list.
 */
export interface AccessSeed {
  mailboxId: string;
  actorId: string;
  /** The API's names; one that is not documented is kept as it is. */
  roles: readonly string[];
}

/** A domain to start with. */
export interface DomainSeed {
  /** In Punycode where it has other letters than Latin ones, as the directory has it. */
  name: string;
  /** Default: true. */
  verified?: boolean | undefined;
}

/** An organization to start with. */
export interface OrganizationSeed {
  /** Decimal string below 2^53. */
  id: string;
  name: string;
  /** Names, or names with what is known of them. The first one is the main domain. */
  domains: readonly (string | DomainSeed)[];
  departments?: readonly DepartmentSeed[] | undefined;
  users?: readonly UserSeed[] | undefined;
  /** How many further employees there are, `employee1`, `employee2` …, made up. Default: 0. */
  madeUpUsers?: number | undefined;
  groups?: readonly GroupSeed[] | undefined;
  shared?: readonly SharedSeed[] | undefined;
  /** Employees whose mailbox is delegated, by id or by address; also somebody whom the directory does not list, by id. */
  delegated?: readonly string[] | undefined;
  access?: readonly AccessSeed[] | undefined;
}

/** Everything the emulator starts with: organizations, and the tokens that may use them. */
export interface Seed {
  organizations: readonly OrganizationSeed[];
  tokens: readonly TokenSeed[];
}
