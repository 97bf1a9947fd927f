import {
  type Emulator,
  type Injection,
  type InjectionHandle,
  type JournalEntry,
  startEmulator,
} from "../../../emulator";
import { JumpingClock } from "../../support/engine/clock";
import { DynamicHost } from "../../support/engine/dynamicHost";
import type { Host, HostOptions } from "../../support/engine/host";
import { PluginHost } from "../../support/engine/pluginHost";
import { Stack } from "../../support/engine/stack";

/** The token of every run: distinct, and with characters that encodings change. */
export const TOKEN = 'y0_Canary/+"7Zq%2B<&>=k9';
export const EMPLOYEES = 12;
/** Employee n of an organization. */
export const employee = (orgId: string, n: number): string => String(1_130_000_000_000_000 + Number(orgId) * 100 + n);

const STALLING = new Set(["stall-before", "stall-after", "slow-drip"]);
const STACKS_PER_HOST = 60;

/** Starts a host. */
export type Starter = (options: HostOptions) => Promise<Host>;

/** The hosts of the provider: every figure holds on each of them. */
export const HOSTS = {
  dynamic: (options) => DynamicHost.start(options),
  plugin: (options) => PluginHost.start(options),
} as const satisfies Record<string, Starter>;

/** Such as `plugin`. */
export type HostName = keyof typeof HOSTS;

/** An emulator and a host that share a clock; every case has an organization of its own. */
export class World {
  readonly clock = new JumpingClock();
  private readonly stalls: InjectionHandle[] = [];
  private readonly closed = new Set<number>();
  private current: Host | undefined;
  private organizations = 0;
  private stacks = 0;

  private constructor(private readonly starter: Starter) {}

  emulator!: Emulator;

  static async start(starter: Starter): Promise<World> {
    const world = new World(starter);
    world.emulator = await startEmulator({
      now: world.clock.now,
      journalLimit: 20_000,
      seed: { organizations: [world.organizationSeed()], tokens: [{ token: TOKEN }] },
      onRequest: ({ seq }) => world.closed.add(seq),
    });
    world.emulator.switches.perPageCeiling = 2;
    return world;
  }

  /** The host of now. */
  async host(): Promise<Host> {
    this.current ??= await this.starter({
      config: { "yandex360:token": TOKEN, "yandex360:apiUrl": this.emulator.url },
      clock: this.clock,
      stalled: () => this.stalled(),
    });
    return this.current;
  }

  /** Everything that past and present hosts printed or answered. */
  readonly said: string[] = [];

  async retire(): Promise<void> {
    if (this.current !== undefined) {
      this.said.push(...this.current.said);
      await this.current.stop();
      this.current = undefined;
      this.stacks = 0;
    }
  }

  /** A stack without resources; every now and then in a new host, since the texts of past commands stay in memory. */
  async stack(): Promise<Stack> {
    if (this.current !== undefined && this.stacks >= STACKS_PER_HOST) {
      await this.retire();
    }
    this.stacks++;
    return new Stack(await this.host());
  }

  /** A new organization with employees 1 to 12, and things in it that no program manages. */
  newOrganization(): string {
    const seed = this.organizationSeed();
    const organization = this.emulator.addOrganization(seed);
    for (let n = 1; n <= 3; n++) {
      const id = organization.createShared({ email: `other${n}@${seed.id}.example.org`, name: `Other ${n}` });
      organization.enableDelegation(employee(seed.id, 8 + n));
      organization.setAccess(id, employee(seed.id, n), ["shared_mailbox_reader"]);
      organization.setAccess(employee(seed.id, 8 + n), employee(seed.id, n), ["shared_mailbox_sender"]);
    }
    return seed.id;
  }

  /** Requests about one organization: of another, some may still be under way from a command that failed. */
  requestsOf(orgId: string): JournalEntry[] {
    return this.emulator.journal.filter(({ path }) => path.includes(`/org/${orgId}/`));
  }

  inject(injection: Injection): InjectionHandle {
    const handle = this.emulator.inject(injection);
    if (typeof injection.fault === "string" && STALLING.has(injection.fault)) {
      this.stalls.push(handle);
    }
    return handle;
  }

  clearFaults(): void {
    this.emulator.clearFaults();
    this.stalls.length = 0;
  }

  async close(): Promise<void> {
    await this.retire();
    await this.emulator.close();
  }

  private stalled(): number {
    return this.stalls.flatMap(({ entries }) => entries).filter(({ seq }) => !this.closed.has(seq)).length;
  }

  private organizationSeed() {
    const id = String(2_000_000 + this.organizations++);
    const users = Array.from({ length: EMPLOYEES }, (_, index) => ({
      id: employee(id, index + 1),
      nickname: `user${index + 1}`,
      name: { first: "User", last: String(index + 1) },
    }));
    return { id, name: `Organization ${id}`, domains: [`${id}.example.org`], users };
  }
}
