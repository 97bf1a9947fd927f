import { AccessTable } from "./accessTable";
import { buildDomain, buildUser, type Domain, type User } from "./directory";
import type { DomainSeed, OrganizationSeed, SharedSeed, UserSeed } from "./seed";
import { SharedIndex } from "./sharedIndex";
import { Structure } from "./structure";
import type { Surroundings } from "./surroundings";
import { Tasks } from "./tasks";

/** The state of an organization as plain data, sorted, fit for deepEqual. */
export interface Snapshot {
  shared: { id: string; email: string; name: string; description: string }[];
  /** Employee ids of the delegated mailboxes. */
  delegated: string[];
  access: { mailboxId: string; actorId: string; roles: string[] }[];
}

/** A shared mailbox as it is stored; times in milliseconds. */
export interface StoredShared {
  id: string;
  email: string;
  name: string;
  description: string;
  createdAt: number;
  updatedAt: number;
}

/** Something that was deleted, kept for switches that look back. */
interface Removed {
  id: string;
  email: string;
  since: number;
  until: number;
}

/** Ids no two organizations share. */
export interface IdSource {
  user(): string;
  shared(): string;
  task(): string;
}

const HUMAN = 1_130_000_000_000_000n;
const HALF_SECOND = 505;

/** One organization: its directory, its mailboxes, who has access. The methods change it directly, as if by hand in the admin console; limits and API rules are not applied. */
export class Organization {
  readonly id: string;
  readonly name: string;
  readonly domains: Domain[] = [];
  readonly users = new Map<string, User>();
  /** Ids of those who have access or a delegated mailbox, or are in a group, and whom the directory does not have. */
  readonly unlisted = new Set<string>();
  /** Groups and departments. */
  readonly structure = new Structure(() => this.mainDomain);
  readonly shared = new Map<string, StoredShared>();
  /** Owner id → when delegation was switched on, ms. */
  readonly delegated = new Map<string, number>();
  readonly access = new AccessTable();
  readonly tasks: Tasks;
  readonly removedShared: Removed[] = [];
  readonly removedDelegated: Removed[] = [];
  readonly #sharedIndex = new SharedIndex();
  readonly #userOf = new Map<string, string>();

  constructor(
    seed: Pick<OrganizationSeed, "id" | "name" | "domains">,
    readonly around: Surroundings,
    readonly ids: IdSource,
  ) {
    this.id = seed.id;
    this.name = seed.name;
    this.tasks = new Tasks(around, this, ids.task);
    for (const domain of seed.domains) this.addDomain(domain);
  }

  /** Tasks that have not ended, those told never to end included. */
  get runningTasks(): number {
    this.tasks.settle();
    return this.tasks.running;
  }

  /** The main domain. */
  get mainDomain(): string {
    return this.domains[0]?.name ?? "";
  }

  /** Shared mailboxes, delegations and access as they are now; tasks that are due are done first. */
  snapshot(): Snapshot {
    this.tasks.settle();
    const byId = <T extends { id: string }>(a: T, b: T) => a.id.localeCompare(b.id);
    return {
      shared: [...this.shared.values()]
        .map(({ id, email, name, description }) => ({ id, email, name, description }))
        .sort(byId),
      delegated: [...this.delegated.keys()].sort(),
      access: this.access
        .all()
        .map((entry) => ({ ...entry, roles: [...entry.roles].sort() }))
        .sort((a, b) => a.mailboxId.localeCompare(b.mailboxId) || a.actorId.localeCompare(b.actorId)),
    };
  }

  /** The first domain is the main one. */
  addDomain(domain: string | DomainSeed): void {
    const seed = typeof domain === "string" ? { name: domain } : domain;
    this.domains.push(buildDomain(seed, this.domains.length === 0));
  }

  /** Returns the id. */
  addUser(seed: UserSeed): string {
    const department = seed.department === undefined ? 1 : this.structure.department(seed.department);
    const user = buildUser(seed, seed.id ?? this.ids.user(), this.mainDomain, department);
    this.users.set(user.id, user);
    const addresses = [user.email, user.defaultEmail, ...user.aliases.map((alias) => this.wholeAddress(alias))];
    for (const address of addresses) if (address !== "") this.#userOf.set(address.toLowerCase(), user.id);
    return user.id;
  }

  /** The employee stays in the directory as dismissed; what becomes of their access is the switch `dismissedAccess`. */
  dismissUser(id: string): void {
    const user = this.#user(id);
    user.isDismissed = true;
    user.isEnabled = false;
    if (this.around.switches.dismissedAccess === "ends") this.access.dropActor(id);
  }

  /** The employee goes, with their mailbox and all their access. */
  removeUser(id: string): void {
    this.#user(id);
    this.disableDelegation(id);
    this.access.dropActor(id);
    this.users.delete(id);
    for (const [address, owner] of this.#userOf) if (owner === id) this.#userOf.delete(address);
  }

  /** Returns the id. */
  createShared({ id = this.ids.shared(), email, name, description = "" }: SharedSeed): string {
    const createdAt = this.around.now();
    const updatedAt = createdAt - (this.around.switches.updatedBeforeCreated ? HALF_SECOND : 0);
    this.shared.set(id, { id, email, name, description, createdAt, updatedAt });
    this.#sharedIndex.add({ id, email, name });
    return id;
  }

  /** A new name, or description, or both. */
  renameShared(id: string, change: { name?: string; description?: string }): void {
    const mailbox = this.shared.get(id);
    if (mailbox === undefined) throw new Error(`no shared mailbox ${id} in organization ${this.id}`);
    this.#sharedIndex.remove(mailbox);
    Object.assign(mailbox, change, { updatedAt: this.around.now() });
    this.#sharedIndex.add(mailbox);
  }

  /** Does nothing when there is no such mailbox. */
  removeShared(id: string): void {
    const mailbox = this.shared.get(id);
    if (mailbox === undefined) return;
    this.removedShared.push({ id, email: mailbox.email, since: mailbox.createdAt, until: this.around.now() });
    this.access.dropMailbox(id);
    this.#sharedIndex.remove(mailbox);
    this.shared.delete(id);
  }

  /** Does nothing when delegation is on. */
  enableDelegation(ownerId: string): void {
    if (!this.isSomebody(ownerId)) throw this.#nobody(ownerId);
    if (!this.delegated.has(ownerId)) this.delegated.set(ownerId, this.around.now());
  }

  /** Takes the access of all delegates, too. */
  disableDelegation(ownerId: string): void {
    const since = this.delegated.get(ownerId);
    if (since === undefined) return;
    this.removedDelegated.push({ id: ownerId, email: "", since, until: this.around.now() });
    this.access.dropMailbox(ownerId);
    this.delegated.delete(ownerId);
  }

  /** Replaces the whole role list of one employee on one mailbox; an empty list takes the access away. */
  setAccess(mailboxId: string, actorId: string, roles: readonly string[]): void {
    if (!this.isMailbox(mailboxId))
      throw new Error(`no shared or delegated mailbox ${mailboxId} in organization ${this.id}`);
    if (!this.isSomebody(actorId)) throw this.#nobody(actorId);
    this.access.set(mailboxId, actorId, roles);
  }

  /** True for a shared mailbox, and for a personal one with delegation. */
  isMailbox(id: string): boolean {
    return this.shared.has(id) || this.delegated.has(id);
  }

  /** True for an employee with an account on the organization's domain: not dismissed, invited or a robot. */
  isAccount(id: string): boolean {
    const user = this.users.get(id);
    return user !== undefined && !user.isDismissed && !user.isRobot && BigInt(id) >= HUMAN;
  }

  /** True for an employee, and for somebody whom the directory does not have. */
  isSomebody(id: string): boolean {
    return this.users.has(id) || this.unlisted.has(id);
  }

  /** The id of the employee with this address or alias, whatever its case. */
  findUser(address: string): string | undefined {
    return this.#userOf.get(address.toLowerCase());
  }

  /** The shared mailbox with this address, whatever its case. */
  findShared(address: string): StoredShared | undefined {
    return this.shared.get(this.#sharedIndex.byAddress(address) ?? "");
  }

  /** True when another shared mailbox than this one has the name. */
  isNameTaken(name: string, except?: string): boolean {
    return this.#sharedIndex.byName(name).some((id) => id !== except);
  }

  /** An id for an id or an address, as seeds and people give them. */
  resolve(reference: string): string {
    if (!reference.includes("@")) return reference;
    const id = this.findShared(reference)?.id ?? this.findUser(reference);
    if (id === undefined) throw new Error(`no mailbox ${reference} in organization ${this.id}`);
    return id;
  }

  /** How many employees a department has, nested departments included. */
  countIn(departmentId: number): number {
    const below = this.structure.subtree(departmentId);
    return [...this.users.values()].filter((user) => below.has(user.departmentId)).length;
  }

  /** Why a task cannot set this access now, if there is a reason. */
  accessProblem(
    mailboxId: string,
    actorId: string,
    roles: readonly string[],
  ): "mailbox" | "actor" | "limit" | undefined {
    if (!this.isMailbox(mailboxId)) return "mailbox";
    if (roles.length === 0 && this.isSomebody(actorId)) return undefined;
    if (!this.isAccount(actorId) || actorId === mailboxId) return "actor";
    if (this.access.roles(mailboxId, actorId).length > 0) return undefined;
    const { usersPerMailbox, mailboxesPerUser } = this.around.limits;
    const full = this.access.countActors(mailboxId) >= usersPerMailbox;
    return full || this.access.countMailboxes(actorId) >= mailboxesPerUser ? "limit" : undefined;
  }

  /** What an access task does when it ends well. */
  applyAccess(mailboxId: string, actorId: string, roles: readonly string[]): void {
    if (this.isMailbox(mailboxId) && this.isSomebody(actorId)) this.access.set(mailboxId, actorId, roles);
  }

  /** An alias as an address. */
  wholeAddress(alias: string): string {
    return alias.includes("@") ? alias : `${alias}@${this.mainDomain}`;
  }

  /** The employee, or an error that names the id. */
  #user(id: string): User {
    const user = this.users.get(id);
    if (user === undefined) throw this.#nobody(id);
    return user;
  }

  /** What an id is answered with that stands for nobody. */
  #nobody(id: string): Error {
    return new Error(`no employee ${id} in organization ${this.id}`);
  }
}
