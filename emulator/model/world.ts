import { exampleSeed } from "../seed/example";
import { fillOrganization } from "../seed/fillOrganization";
import { type OrganizationSeed, type Seed, SeedError } from "../seed/seed";
import { Organization } from "./organization";
import { Tokens } from "./scopes";
import type { Surroundings } from "./settings";

/** Everything the emulated service knows: organizations, tokens, and the choices in force. */
export class World {
  readonly organizations = new Map<string, Organization>();
  readonly tokens = new Tokens();
  /** Requests the documentation does not allow, described; see `Emulator.strictViolations`. */
  readonly strictViolations: string[] = [];
  readonly #taken = new Set<string>();
  #users = 1_130_000_000_000_000n;
  #shared = 1_130_000_900_000_000n;
  #tasks = 0;

  constructor(
    readonly around: Surroundings,
    seed: Seed = exampleSeed,
  ) {
    for (const token of seed.tokens) this.tokens.add(token);
    const problems = seed.organizations.flatMap((organization, index) =>
      this.#add(organization).map((problem) => `organizations[${index}].${problem}`),
    );
    const foreign = seed.tokens.flatMap(({ organizations = [] }, index) =>
      organizations.flatMap((id, position) =>
        this.organizations.has(id)
          ? []
          : [`tokens[${index}].organizations[${position}]: there is no organization ${id}`],
      ),
    );
    if (problems.length + foreign.length > 0) throw new SeedError([...problems, ...foreign]);
  }

  /** Adds an organization. Throws SeedError. */
  addOrganization(seed: OrganizationSeed): Organization {
    const problems = this.#add(seed);
    const organization = this.organizations.get(seed.id);
    if (problems.length > 0 || organization === undefined) throw new SeedError(problems);
    return organization;
  }

  /** Adds an organization; problems by path. */
  #add(seed: OrganizationSeed): string[] {
    if (this.organizations.has(seed.id)) return [`id: organization ${seed.id} is there already`];
    const given = { users: seed.users, shared: seed.shared };
    const twice = Object.entries(given).flatMap(([list, items = []]) =>
      items.flatMap(({ id }, index) => (this.#take(id) ? [] : [`${list}[${index}].id: ${id} is given twice`])),
    );
    const organization = new Organization(seed, this.around, {
      user: () => this.#free(() => ++this.#users),
      shared: () => this.#free(() => ++this.#shared),
      task: () => `task-${seed.id}-${++this.#tasks}`,
    });
    this.organizations.set(seed.id, organization);
    return [...twice, ...fillOrganization(organization, seed)];
  }

  /** False for an id that was taken before. */
  #take(id: string | undefined): boolean {
    if (id === undefined) return true;
    if (this.#taken.has(id)) return false;
    this.#taken.add(id);
    return true;
  }

  /** The next id nobody has. */
  #free(next: () => bigint): string {
    let id = String(next());
    while (this.#taken.has(id)) id = String(next());
    this.#taken.add(id);
    return id;
  }
}
