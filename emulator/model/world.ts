import { Organization } from "./organization";
import { Tokens } from "./scopes";
import type { OrganizationSeed } from "./seed";
import type { Surroundings } from "./surroundings";

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

  constructor(readonly around: Surroundings) {}

  /** A new organization with its domains, and nobody in it. */
  createOrganization(seed: Pick<OrganizationSeed, "id" | "name" | "domains">): Organization {
    const organization = new Organization(seed, this.around, {
      user: () => this.#free(() => ++this.#users),
      shared: () => this.#free(() => ++this.#shared),
      task: () => `task-${seed.id}-${++this.#tasks}`,
    });
    this.organizations.set(seed.id, organization);
    return organization;
  }

  /** Reserves an id, so that no new object gets it. False for an id that is taken. */
  reserve(id: string): boolean {
    if (this.#taken.has(id)) return false;
    this.#taken.add(id);
    return true;
  }

  /** The next id nobody has. */
  #free(next: () => bigint): string {
    let id = String(next());
    while (!this.reserve(id)) id = String(next());
    return id;
  }
}
