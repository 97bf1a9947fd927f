import type { DepartmentSeed, ExternalContact, GroupSeed } from "./seed";

/** What a group can hold. Source: GroupService_Get for the first three, GroupV2 for the shared mailbox. */
export interface Member {
  type: "user" | "group" | "department" | "shared_mailbox";
  id: string;
}

/** What groups and departments have in common. */
interface Unit {
  id: number;
  name: string;
  description: string;
  /** Local part of the address; empty where there is none. */
  label: string;
  email: string;
  /** The id of the mail list behind the address. */
  emailId: string;
  aliases: string[];
}

/** A group. Source: GroupService_Get. */
export interface Group extends Unit {
  type: string;
  members: Member[];
  externalContacts: ExternalContact[];
}

/** A department. Source: DepartmentService_Get. */
export interface Department extends Unit {
  /** 0 for the root. */
  parentId: number;
}

/** The number of the department that every other one is below. */
export const ROOT = 1;
const GROUP_LISTS = 1_130_000_700_000_000;
const DEPARTMENT_LISTS = 1_130_000_800_000_000;

/** How an organization is ordered: groups, which may hold one another, and the tree of departments. */
export class Structure {
  readonly groups = new Map<number, Group>();
  readonly departments = new Map<number, Department>();

  /** @param domain - the main domain. */
  constructor(readonly domain: () => string) {
    this.departments.set(ROOT, { ...this.#unit({ name: "All employees" }, ROOT, DEPARTMENT_LISTS), parentId: 0 });
  }

  /** Returns the number. Members are added by `addMember`. */
  addGroup(seed: GroupSeed): number {
    const id = seed.id ?? free(this.groups, 1);
    if (this.groups.has(id)) throw new Error(`group ${id} is there already`);
    const { type = "generic", externalContacts = [] } = seed;
    const unit = this.#unit(seed, id, GROUP_LISTS);
    this.groups.set(id, { ...unit, type, members: [], externalContacts: [...externalContacts] });
    return id;
  }

  /** Returns the number. */
  addDepartment(seed: DepartmentSeed): number {
    const id = seed.id ?? free(this.departments, ROOT);
    if (this.departments.has(id)) throw new Error(`department ${id} is there already`);
    this.departments.set(id, {
      ...this.#unit(seed, id, DEPARTMENT_LISTS),
      parentId: this.department(seed.parent ?? ROOT),
    });
    return id;
  }

  /** Says what the root is called, and which address it has. */
  nameRoot(seed: DepartmentSeed): void {
    this.departments.set(ROOT, { ...this.#unit(seed, ROOT, DEPARTMENT_LISTS), parentId: 0 });
  }

  /** Puts a department below another one, by number or name. */
  placeDepartment(id: number, parent: number | string): void {
    const department = this.departments.get(id);
    const parentId = this.department(parent);
    if (this.subtree(id).has(parentId)) throw new Error(`department ${id} cannot be below itself`);
    if (department !== undefined) this.departments.set(id, { ...department, parentId });
  }

  /** Puts somebody or something into a group, once. */
  addMember(groupId: number, member: Member): void {
    const members = this.groups.get(groupId)?.members;
    if (members === undefined) throw new Error(`no group ${groupId}`);
    if (!members.some(({ type, id }) => type === member.type && id === member.id)) members.push(member);
  }

  /** The number of a group, by number or name. */
  group(reference: number | string): number {
    return find("group", this.groups, reference);
  }

  /** The number of a department, by number or name. */
  department(reference: number | string): number {
    return find("department", this.departments, reference);
  }

  /** The groups that hold this member: directly, or also by another group. */
  groupsOf(member: Member, depth: "direct" | "all"): number[] {
    const found = new Set<number>();
    const climb = ({ type, id }: Member) => {
      for (const group of this.groups.values()) {
        const holds = group.members.some((held) => held.type === type && held.id === id);
        if (!holds || found.has(group.id)) continue;
        found.add(group.id);
        if (depth === "all") climb({ type: "group", id: String(group.id) });
      }
    };
    climb(member);
    return [...found];
  }

  /** The department with everything below it. */
  subtree(id: number): Set<number> {
    const below = new Set([id]);
    for (const found of below)
      for (const { id: child, parentId } of this.departments.values()) if (parentId === found) below.add(child);
    return below;
  }

  /** True when a group or a department has the address, whatever its case. */
  hasAddress(address: string): boolean {
    const wanted = address.toLowerCase();
    return [...this.groups.values(), ...this.departments.values()].some(({ email, aliases }) =>
      [email, ...aliases.map((alias) => `${alias}@${this.domain()}`)].some((own) => own.toLowerCase() === wanted),
    );
  }

  /** What both kinds are made from. */
  #unit(
    { name, label = "", aliases = [], description = "" }: GroupSeed | DepartmentSeed,
    id: number,
    lists: number,
  ): Unit {
    const email = label === "" ? "" : `${label}@${this.domain()}`;
    return {
      id,
      name,
      description,
      label,
      email,
      emailId: label === "" ? "" : String(lists + id),
      aliases: [...aliases],
    };
  }
}

function free(taken: ReadonlyMap<number, unknown>, first: number): number {
  let id = first;
  while (taken.has(id)) id += 1;
  return id;
}

function find(kind: string, units: ReadonlyMap<number, Unit>, reference: number | string): number {
  const found = [...units.values()].find(({ id, name }) => id === reference || name === reference);
  if (found === undefined) throw new Error(`no ${kind} ${reference}`);
  return found.id;
}
