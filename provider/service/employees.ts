/** Employees as look-ups give them, found by whatever address they have. */
import type { User } from "../api/directorySchemas";
import type { Employee } from "./answers";

/** An employee as the list has them. Flags that the service leaves out are taken for not set. */
export function toEmployee(user: User): Employee {
  const { id, nickname = "", name, displayName, position = "", departmentId } = user;
  const email = (user.email ?? user.defaultEmail ?? "").toLowerCase();
  const { first = "", last = "", middle = "" } = name ?? {};
  const whole = displayName || [first, last].filter(Boolean).join(" ") || nickname || email;
  return {
    id,
    email,
    nickname,
    name: whole,
    firstName: first,
    lastName: last,
    middleName: middle,
    position,
    aliases: addressesOf(user).filter((address) => address !== email),
    ...(departmentId === undefined ? {} : { departmentId }),
    isAdmin: user.isAdmin === true,
    isRobot: user.isRobot === true,
    isDismissed: user.isDismissed === true,
    isBlocked: user.isEnabled === false && user.isDismissed !== true,
  };
}

/** Every address of an employee, a group or a department, in lower case: an alias may be a local part alone. */
export function addressesOf(has: {
  email?: string | undefined;
  defaultEmail?: string | undefined;
  aliases?: string[] | undefined;
}): string[] {
  const main = has.email || has.defaultEmail || "";
  const aliases = (has.aliases ?? []).map((alias) => (alias.includes("@") ? alias : `${alias}@${domainOf(main)}`));
  const all = [main, has.defaultEmail ?? "", ...aliases].map((address) => address.toLowerCase());
  return [...new Set(all)].filter((address) => address !== "");
}

/** What stands before the `@`. */
export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf("@")).toLowerCase();
}

/** What stands after the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** An employee as messages name them: `Anna Smirnova <anna@acme.example> (1130000000000001)`. */
export function named({ id, email, name }: Pick<Employee, "id" | "email" | "name">): string {
  return `${name} <${email}> (${id})`;
}

/** What is to be known of an account before it is given access: `is dismissed`, and nothing where it is as usual. */
export function stateOf({ isDismissed, isBlocked, isRobot }: Employee): string | undefined {
  if (isDismissed) {
    return "is dismissed";
  }
  if (isBlocked) {
    return "is blocked";
  }
  return isRobot ? "is a robot" : undefined;
}

/** Employees by id, by address and by nickname, each found at once among thousands. */
export class EmployeeIndex {
  readonly all: readonly Employee[];
  private readonly byId: ReadonlyMap<string, Employee>;
  private readonly byAddress = new Map<string, Employee[]>();
  private readonly byNickname = new Map<string, Employee[]>();
  private readonly mainDomains = new Set<string>();

  constructor(users: readonly User[]) {
    this.all = users.map(toEmployee);
    this.byId = new Map(this.all.map((employee) => [employee.id, employee]));
    for (const employee of this.all) {
      for (const address of [employee.email, ...employee.aliases]) {
        add(this.byAddress, address, employee);
      }
      add(this.byNickname, employee.nickname.toLowerCase(), employee);
      this.mainDomains.add(domainOf(employee.email));
    }
  }

  /** The employee with this id. */
  withId(id: string): Employee | undefined {
    return this.byId.get(id);
  }

  /** Those with this address as it is, whatever its letter case. */
  withAddress(address: string): readonly Employee[] {
    return this.byAddress.get(address.toLowerCase()) ?? [];
  }

  /** Those with one of these addresses, each once. */
  withAddresses(addresses: readonly string[]): readonly Employee[] {
    return [...new Set(addresses.flatMap((address) => this.withAddress(address)))];
  }

  /** Those with this login, whatever its letter case. */
  withNickname(nickname: string): readonly Employee[] {
    return this.byNickname.get(nickname.toLowerCase()) ?? [];
  }

  /** Whether somebody's main address is on the domain. */
  isMainDomain(domain: string): boolean {
    return this.mainDomains.has(domain);
  }

  /** All addresses, for whoever looks for a near one. */
  get addresses(): string[] {
    return [...this.byAddress.keys()];
  }

  /** All logins. */
  get nicknames(): string[] {
    return [...this.byNickname.keys()];
  }
}

function add(index: Map<string, Employee[]>, key: string, employee: Employee): void {
  const known = index.get(key);
  if (key === "" || known?.includes(employee)) {
    return;
  }
  if (known === undefined) {
    index.set(key, [employee]);
  } else {
    known.push(employee);
  }
}
