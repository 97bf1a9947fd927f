/** Employees, groups and departments by what people call them. */
import { type Department, type Directory, type Employee, type Group, nameOf } from "./directory";
import { addressOf, plainName } from "./names";
import { question } from "./vocabulary";

/** What a name led to: one, or what to say of the name. */
export type Found<T> = { one: T } | { message: string; isUnknown: boolean };

/** What is so long a number means the employee of this id and nobody else, whatever logins there are. */
const LONG_ID = /^[1-9]\d{15,19}$/;

/** How many names are compared with all of the directory: comparing takes time, and nobody reads more. */
const HINTS = 20;

/** What the file says of names. */
export interface FileNames {
  /** The organization's domains: a login has the same mailbox in each. */
  domains: readonly string[];
  /** Whether a person's name is refused whoever is in the directory. */
  isRefused: (name: string) => boolean;
  /** The known names that a text was probably meant to be. */
  near: (text: string, known: readonly string[]) => string[];
}

/** Finds people and teams in a directory. */
export class People {
  readonly employees: ReadonlyMap<string, Employee>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly departments: ReadonlyMap<string, Department>;
  private readonly byAddress = new Index<Employee>();
  private readonly byLogin = new Index<Employee>();
  private readonly byDepartment = new Index<Employee>();
  private readonly byParent = new Index<Department>();
  private readonly unitAddresses: ReadonlySet<string>;
  private readonly seen = new Map<string, Found<Employee>>();
  private hints = HINTS;

  constructor(
    directory: Directory,
    private readonly file: FileNames,
  ) {
    const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one] as const));
    this.employees = byId(directory.employees);
    this.groups = byId(directory.groups);
    this.departments = byId(directory.departments);
    this.unitAddresses = new Set(
      [...directory.groups, ...directory.departments].map(({ email = "" }) => plainName(email)),
    );
    for (const employee of directory.employees) {
      this.add(employee);
    }
    for (const department of directory.departments) {
      this.byParent.add(department.parentId ?? "", department);
    }
  }

  private add(employee: Employee): void {
    const { nickname, email, aliases = [], departmentId = "" } = employee;
    this.byDepartment.add(departmentId, employee);
    // Somebody with a mailbox elsewhere has no address in the organization's domains.
    const isOurs = email === "" || this.isOurs(addressOf(email)?.domain);
    for (const name of [email, ...aliases].filter((one) => one !== "")) {
      const address = addressOf(name);
      if (address !== undefined) {
        this.byAddress.add(address.address, employee);
      }
      if (address === undefined || this.isOurs(address.domain)) {
        this.byLogin.add(address?.login ?? name.toLowerCase(), employee);
      }
    }
    if (nickname !== undefined && isOurs) {
      this.byLogin.add(nickname.toLowerCase(), employee);
    }
  }

  private isOurs(domain: string | undefined): boolean {
    const { domains } = this.file;
    return domain !== undefined && (domains.length === 0 || domains.includes(domain));
  }

  /** Whether check.ts has said already why this is nobody. */
  isRefused(name: string): boolean {
    return this.file.isRefused(name);
  }

  /** Whose address it is, or undefined. */
  holderOf(address: string): string | undefined {
    if (this.unitAddresses.has(address)) {
      return "a group or department";
    }
    const found = this.employee(address);
    return "one" in found ? nameOf(found.one) : found.isUnknown ? undefined : "several employees";
  }

  /** The employee of an address, alias, nickname or id. */
  employee(name: string): Found<Employee> {
    const plain = plainName(name);
    const known = this.seen.get(plain) ?? this.look(name, plain);
    this.seen.set(plain, known);
    return known;
  }

  private look(name: string, plain: string): Found<Employee> {
    const byId = this.employees.get(name);
    if (byId !== undefined) {
      return { one: byId };
    }
    const address = addressOf(name);
    const exact = this.byAddress.get(plain);
    const others = LONG_ID.test(name)
      ? []
      : address === undefined || this.isOurs(address.domain)
        ? this.byLogin.get(address?.login ?? plain)
        : [];
    const found = exact.length > 0 ? exact : others;
    if (this.unitAddresses.has(plain) && found.length === 0) {
      const message = "is a group or department: make a team of it under teams, and name that";
      return { message, isUnknown: true };
    }
    return only(
      found,
      "an employee",
      (one) => `${nameOf(one)} ${one.id}`,
      () => this.hint(name),
    );
  }

  /** Logins are compared, since the domain would make any two addresses alike. */
  private hint(name: string): string {
    if (this.hints === 0) {
      return "";
    }
    this.hints--;
    const logins = this.file.near(addressOf(name)?.login ?? name, [...this.byLogin.names()]);
    const near = new Set(logins.flatMap((login) => this.byLogin.get(login)));
    return question([...near].map(nameOf));
  }

  /** The employees of a department, without those below it. */
  in(departmentId: string): readonly Employee[] {
    return this.byDepartment.get(departmentId);
  }

  /** The departments right below a department. */
  below(departmentId: string): readonly Department[] {
    return this.byParent.get(departmentId);
  }

  /** The group of an address, name or id. */
  group(name: string): Found<Group> {
    return this.unit(this.groups, name, "a group");
  }

  /** The department of a name, address or id. */
  department(name: string): Found<Department> {
    return this.unit(this.departments, name, "a department");
  }

  private unit<T extends Group | Department>(units: ReadonlyMap<string, T>, name: string, what: string): Found<T> {
    const plain = plainName(name);
    const all = [...units.values()].filter(({ isRemoved }) => isRemoved !== true);
    const byId = all.filter(({ id }) => id === name);
    const byAddress = all.filter(({ email = "", aliases = [] }) =>
      [email, ...aliases].some((one) => plainName(one) === plain),
    );
    const byName = all.filter((unit) => unit.name.trim().toLowerCase() === name.trim().toLowerCase());
    const found = [byId, byAddress, byName].find(({ length }) => length > 0) ?? [];
    const names = all.flatMap((unit) => [unit.name, ...(unit.email ? [unit.email] : [])]);
    return only(
      found,
      what,
      (one) => `${one.name} ${one.id}`,
      () => question(this.file.near(name, names)),
    );
  }
}

function only<T>(found: readonly T[], what: string, show: (one: T) => string, hint: () => string): Found<T> {
  const [one, ...more] = found;
  if (one === undefined) {
    return { message: `is not ${what} of the organization${hint()}`, isUnknown: true };
  }
  return more.length === 0
    ? { one }
    : { message: `may be ${found.map(show).join(" or ")}: write the id`, isUnknown: false };
}

/** Who has a name; each once. */
class Index<T> {
  private readonly entries = new Map<string, Set<T>>();

  add(name: string, one: T): void {
    const known = this.entries.get(name);
    if (known === undefined) {
      this.entries.set(name, new Set([one]));
    } else {
      known.add(one);
    }
  }

  get(name: string): readonly T[] {
    return [...(this.entries.get(name) ?? [])];
  }

  names(): Iterable<string> {
    return this.entries.keys();
  }
}
