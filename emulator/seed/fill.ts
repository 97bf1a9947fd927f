import { domainToASCII } from "node:url";
import type { Organization } from "../model/organization";
import type { DepartmentSeed, GroupSeed, OrganizationSeed, Seed } from "../model/seed";
import { type Member, ROOT } from "../model/structure";
import type { Surroundings } from "../model/surroundings";
import { World } from "../model/world";
import { SeedError } from "./parse";

/** The world a seed describes. Throws SeedError, which names every problem by its path. */
export function worldOf(seed: Seed, around: Surroundings): World {
  const world = new World(around);
  for (const token of seed.tokens) world.tokens.add(token);
  const problems = seed.organizations.flatMap((organization, index) =>
    addTo(world, organization).map((problem) => `organizations[${index}].${problem}`),
  );
  const foreign = seed.tokens.flatMap(({ organizations = [] }, index) =>
    organizations.flatMap((id, position) =>
      world.organizations.has(id)
        ? []
        : [`tokens[${index}].organizations[${position}]: there is no organization ${id}`],
    ),
  );
  if (problems.length + foreign.length > 0) throw new SeedError([...problems, ...foreign]);
  for (const { id, madeUpUsers } of seed.organizations) makeUp(world.organizations.get(id), madeUpUsers);
  return world;
}

/** Adds an organization to a world. Throws SeedError. */
export function addOrganization(world: World, seed: OrganizationSeed): Organization {
  const problems = addTo(world, seed);
  const organization = world.organizations.get(seed.id);
  if (problems.length > 0 || organization === undefined) throw new SeedError(problems);
  makeUp(organization, seed.madeUpUsers);
  return organization;
}

/** Adds employees whose ids no seed has given. */
function makeUp(organization: Organization | undefined, count = 0): void {
  for (let n = 1; n <= count; n++) {
    organization?.addUser({ nickname: `employee${n}`, name: { first: "Employee", last: String(n) } });
  }
}

/** Adds an organization; returns the problems by path, none when all is well. */
function addTo(world: World, seed: OrganizationSeed): string[] {
  if (world.organizations.has(seed.id)) return [`id: organization ${seed.id} is there already`];
  const given = { users: seed.users, shared: seed.shared };
  const twice = Object.entries(given).flatMap(([list, items = []]) =>
    items.flatMap(({ id }, index) =>
      id === undefined || world.reserve(id) ? [] : [`${list}[${index}].id: ${id} is given twice`],
    ),
  );
  const organization = world.createOrganization(seed);
  const problems = fill(organization, seed);
  for (const id of organization.unlisted) world.reserve(id);
  return [...twice, ...problems];
}

/** Puts the seeded employees, mailboxes and rights into an organization; returns the problems by path. */
function fill(organization: Organization, seed: OrganizationSeed): string[] {
  const problems: string[] = [];
  const each = <T>(list: string, items: readonly T[] | undefined, add: (item: T) => void) => {
    for (const [index, item] of (items ?? []).entries()) {
      try {
        add(item);
      } catch (error) {
        problems.push(`${list}[${index}]: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const { structure } = organization;
  const departments = new Map<DepartmentSeed, number>();
  each("departments", seed.departments, (department) => {
    if (department.id === ROOT) structure.nameRoot(department);
    else departments.set(department, structure.addDepartment({ ...department, parent: undefined }));
  });
  // Departments may be below those that stand after them.
  each("departments", seed.departments, (department) => {
    const id = departments.get(department);
    if (id !== undefined) structure.placeDepartment(id, department.parent ?? ROOT);
  });
  each("users", seed.users, (user) => {
    organization.addUser(user);
  });
  each("shared", seed.shared, (mailbox) => {
    const domain = domainToASCII(mailbox.email.slice(mailbox.email.lastIndexOf("@") + 1));
    if (!organization.domains.some(({ name }) => domainToASCII(name) === domain))
      throw new Error(`${mailbox.email} is on none of the organization's domains`);
    const person = organization.users.get(organization.findUser(mailbox.email) ?? "");
    // The address of somebody who has left may be a shared mailbox's by now.
    const taken = organization.findShared(mailbox.email) ?? (person?.isDismissed ? undefined : person);
    if (taken) throw new Error(`the address ${mailbox.email} is taken`);
    organization.createShared(mailbox);
  });
  const groups = new Map<GroupSeed, number>();
  each("groups", seed.groups, (group) => {
    const address = `${group.label}@${organization.mainDomain}`;
    const taken = organization.findShared(address) ?? organization.findUser(address);
    if (group.label !== undefined && (taken || structure.hasAddress(address)))
      throw new Error(`the address ${address} is taken`);
    groups.set(group, structure.addGroup(group));
  });
  // Groups may hold groups that stand after them.
  each("groups", seed.groups, (group) => addMembers(organization, groups.get(group), group));
  each("delegated", seed.delegated, (reference) => {
    const owner = person(organization, reference);
    if (organization.delegated.has(owner)) throw new Error(`the mailbox of ${reference} is given twice`);
    organization.enableDelegation(owner);
  });
  each("access", seed.access, ({ mailboxId, actorId, roles }) => {
    const mailbox = organization.resolve(mailboxId);
    const actor = person(organization, actorId);
    if (organization.access.roles(mailbox, actor).length > 0)
      throw new Error(`the access of ${actorId} to ${mailboxId} is given twice`);
    organization.setAccess(mailbox, actor, roles);
  });
  return problems;
}

/** The id of an employee. An id that nobody has is somebody's whom the directory does not list; an address is not. */
function person(organization: Organization, reference: string): string {
  const id = organization.resolve(reference);
  if (organization.shared.has(id)) throw new Error(`${reference} is a shared mailbox, and no employee`);
  if (!organization.users.has(id)) organization.unlisted.add(id);
  return id;
}

function addMembers(organization: Organization, id: number | undefined, seed: GroupSeed): void {
  if (id === undefined) return;
  const { structure } = organization;
  const add = (type: Member["type"], ids: readonly (number | string)[]) => {
    for (const member of ids) structure.addMember(id, { type, id: String(member) });
  };
  add(
    "user",
    (seed.users ?? []).map((user) => person(organization, user)),
  );
  add(
    "group",
    (seed.groups ?? []).map((group) => structure.group(group)),
  );
  add(
    "department",
    (seed.departments ?? []).map((department) => structure.department(department)),
  );
  add(
    "shared_mailbox",
    (seed.sharedMailboxes ?? []).map((one) => existing(organization.shared, organization.resolve(one))),
  );
}

function existing(known: ReadonlyMap<string, unknown>, id: string): string {
  if (!known.has(id)) throw new Error(`nothing has the id ${id}`);
  return id;
}
