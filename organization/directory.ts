/** The directory of an organization as plain data: whoever looks it up gives it to {@link resolve}. All ids are decimal strings. */

/** An employee. */
export interface Employee {
  id: string;
  /** The login. */
  nickname?: string | undefined;
  /** The main address. */
  email: string;
  /** Other addresses, whole or their part before the @. */
  aliases?: readonly string[] | undefined;
  /** The name that messages show beside the address. */
  name?: string | undefined;
  departmentId?: string | undefined;
  isDismissed?: boolean | undefined;
  isBlocked?: boolean | undefined;
}

/** What groups and departments are found by. */
interface Unit {
  id: string;
  name: string;
  email?: string | undefined;
  aliases?: readonly string[] | undefined;
  /** Whether the service says that it is gone. */
  isRemoved?: boolean | undefined;
}

/** A group with its direct members, by id. */
export interface Group extends Unit {
  members: {
    employees: readonly string[];
    groups: readonly string[];
    departments: readonly string[];
  };
}

/** A department. Its employees are those whose `departmentId` it is. */
export interface Department extends Unit {
  parentId?: string | undefined;
}

/** A mailbox that is there, with who has access to it where that is known: employee ids, without the owner. */
interface ExistingMailbox {
  people?: readonly string[] | undefined;
}

/** What is in an organization today. */
export interface Directory {
  employees: readonly Employee[];
  groups: readonly Group[];
  departments: readonly Department[];
  /** The mailboxes that are there, whether the file has them or not; they count towards the service's limits. */
  mailboxes?:
    | {
        shared: readonly (ExistingMailbox & { email: string })[];
        delegated: readonly (ExistingMailbox & { ownerId: string })[];
      }
    | undefined;
}

/** Whether a name has the form of an employee's id. */
export function isId(name: string): boolean {
  return /^[1-9]\d{0,19}$/.test(name);
}

/** An employee as messages name one. */
export function nameOf({ name, email, id }: Employee): string {
  const address = email === "" ? id : email;
  return name === undefined || name === "" ? address : `${name} (${address})`;
}
