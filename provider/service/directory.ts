import type { Department, Group } from "../api/directorySchemas";
import { Yandex360Error } from "../api/errors";
import type { Mailboxes } from "../api/mailboxes";
import type { Resource, SharedMailboxReply } from "../api/schemas";
import { AddressBook } from "./addressBook";
import type { Domain, Employee, OrganizationFound, Unit } from "./answers";
import type { DirectoryReads } from "./directoryReads";
import { addressesOf, named, toEmployee } from "./employees";
import {
  anotherKind,
  type HasName,
  nearestAddresses,
  nearestNames,
  nothing,
  quoted,
  several,
  withAddress,
  withName,
} from "./findings";
import type { Inventory } from "./inventory";
import { type Expanded, expand, inDepartments, present, subtree } from "./structure";

/** How somebody is looked up: by exactly one of these. */
export interface ByPerson {
  email?: string | undefined;
  nickname?: string | undefined;
  id?: string | undefined;
}

/** How a group is looked up: by exactly one of these. */
export interface ByUnit {
  email?: string | undefined;
  id?: string | undefined;
  name?: string | undefined;
}

/**
 * Who and what is in an organization, found as people know it: by address, alias, login or name. What is not found, or found
 * more than once, is an error that says what there is.
 */
export class OrganizationDirectory {
  private readonly addresses: AddressBook;

  constructor(
    readonly reads: DirectoryReads,
    private readonly inventory: Inventory,
    private readonly mailboxes: Pick<Mailboxes, "listResources">,
  ) {
    this.addresses = new AddressBook(reads, inventory);
  }

  /** Everybody whom the service lists, dismissed people too; no shared mailbox is among them. */
  async employees(orgId: string): Promise<readonly Employee[]> {
    const [{ all }, shared] = await Promise.all([this.addresses.index(orgId), this.addresses.sharedIds(orgId)]);
    return all.filter(({ id }) => !shared.has(id));
  }

  /** One employee: by a main address, an alias, or one on another of the organization's domains; or by login, or by id. */
  async employee(orgId: string, by: ByPerson): Promise<Employee> {
    const [found, ...others] = await this.matching(orgId, by);
    if (found === undefined) {
      throw await this.nobody(orgId, by);
    }
    if (others.length > 0) {
      throw several("employees", [found, ...others].map(named));
    }
    if ((await this.addresses.sharedIds(orgId)).has(found.id)) {
      throw anotherKind("shared mailbox", quoted(found));
    }
    return found;
  }

  /** One group, by an address, by number or by name. */
  async group(orgId: string, by: ByUnit): Promise<Group> {
    const groups = await this.reads.groups(orgId);
    const { email, id, name } = by;
    if (email === undefined) {
      return only("group", groups, { id, name });
    }
    const direct = withAddress(groups, [email]);
    const [found, ...others] =
      direct.length > 0 ? direct : withAddress(groups, await this.addresses.spellings(orgId, email));
    if (found === undefined) {
      const near = nearestAddresses(email, groups.flatMap(addressesOf));
      throw (await this.addresses.otherwise(orgId, email, "group")) ?? nothing("no group has this address", near);
    }
    if (others.length > 0) {
      throw several("groups", [found, ...others].map(quoted));
    }
    return found;
  }

  /** Everybody and everything in a group, by the groups and departments in it too; nobody who has left. */
  async membersOf(orgId: string, groupId: string): Promise<Expanded> {
    const employees = await this.addresses.index(orgId);
    return expand(groupId, {
      employees,
      members: (id) => this.reads.members(orgId, id),
      departments: () => this.reads.departments(orgId),
      unlisted: (id) => this.unlisted(orgId, id),
    });
  }

  /** One department, by number or by name. */
  async department(orgId: string, by: Omit<ByUnit, "email">): Promise<Department> {
    return only("department", await this.reads.departments(orgId), by);
  }

  /** Who is in a department and has not left; `nested` counts the departments below it. */
  async employeesIn(orgId: string, id: string, nested: boolean): Promise<{ employees: Employee[]; below: Unit[] }> {
    const [index, departments] = await Promise.all([this.addresses.index(orgId), this.reads.departments(orgId)]);
    const ids = subtree([id], departments);
    const below = departments.filter((one) => one.id !== id && ids.includes(one.id));
    return {
      employees: present(inDepartments(index, nested ? ids : [id])),
      below: below.map(({ id: number, name = "" }) => ({ id: number, name })),
    };
  }

  /** One shared mailbox, by address or by id. */
  async sharedMailbox(orgId: string, by: { email?: string | undefined; id?: string | undefined }) {
    if (by.id !== undefined) {
      const found = await this.inventory.sharedIfThere(orgId, by.id);
      if (found === undefined) {
        throw new Yandex360Error("there is no shared mailbox with this id");
      }
      return found;
    }
    const wanted = by.email ?? "";
    const fits = ({ email }: SharedMailboxReply) => email.toLowerCase() === wanted;
    const found = (await this.inventory.showsShared(orgId, fits)) ?? (await this.inventory.findShared(orgId, fits));
    if (found === undefined) {
      const others = await this.inventory.allShared(orgId);
      throw (
        (await this.addresses.otherwise(orgId, wanted, "shared mailbox")) ??
        nothing(
          "no shared mailbox has this address",
          nearestAddresses(
            wanted,
            others.map(({ email }) => email),
          ),
        )
      );
    }
    return found;
  }

  /** The mailboxes that an employee has access to, their own not among them. */
  mailboxesOf(orgId: string, employeeId: string): Promise<readonly Resource[]> {
    return this.mailboxes.listResources(orgId, employeeId);
  }

  /** The organization's domains. */
  async domains(orgId: string): Promise<Domain[]> {
    const domains = await this.reads.domains(orgId);
    return domains.map(({ name, master, verified }) => ({
      name: name.toLowerCase(),
      isMain: master === true,
      isVerified: verified === true,
    }));
  }

  /** The organizations that the token's user administers. */
  async organizations(): Promise<OrganizationFound[]> {
    return (await this.reads.organizations()).map(({ id, name = "" }) => ({ id, name }));
  }

  private async matching(orgId: string, { email, nickname, id = "" }: ByPerson): Promise<readonly Employee[]> {
    const index = await this.addresses.index(orgId);
    if (email !== undefined) {
      const direct = index.withAddress(email);
      return direct.length > 0 ? direct : index.withAddresses(await this.addresses.spellings(orgId, email));
    }
    if (nickname !== undefined) {
      return index.withNickname(nickname);
    }
    const found = index.withId(id) ?? (await this.unlisted(orgId, id));
    return found === undefined ? [] : [found];
  }

  private async unlisted(orgId: string, id: string): Promise<Employee | undefined> {
    const user = await this.reads.user(orgId, id);
    return user && toEmployee(user);
  }

  private async nobody(orgId: string, { email, nickname, id }: ByPerson): Promise<Yandex360Error> {
    const index = await this.addresses.index(orgId);
    const among = `among the ${index.all.length} employees that ${this.reads.hostOf(orgId, "users")} lists`;
    if (email !== undefined) {
      const other = await this.addresses.otherwise(orgId, email, "employee");
      return other ?? nothing(`nobody ${among} has this address`, nearestAddresses(email, index.addresses));
    }
    return nickname !== undefined
      ? nothing(`nobody ${among} has this login`, nearestNames(nickname, index.nicknames))
      : nothing(`nobody ${among} has the id ${id}`, []);
  }
}

/** The one with this number, or this name. */
function only<Unit extends HasName>(
  kind: "group" | "department",
  units: readonly Unit[],
  { id, name = "" }: ByUnit,
): Unit {
  const [found, ...others] = id === undefined ? withName(units, name) : units.filter((unit) => unit.id === id);
  if (found === undefined) {
    throw id === undefined
      ? nothing(
          `no ${kind} has this name`,
          nearestNames(
            name,
            units.map((unit) => unit.name ?? ""),
          ),
        )
      : nothing(`no ${kind} has the number ${id}`, []);
  }
  if (others.length > 0) {
    throw several(`${kind}s`, [found, ...others].map(quoted));
  }
  return found;
}
