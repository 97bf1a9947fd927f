import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Injection, InjectionHandle } from "./faults/injection";
import { Injections } from "./faults/injections";
import { answerRequest } from "./http/answerRequest";
import { createApp } from "./http/app";
import { RateLimiter } from "./http/rateLimiter";
import type { EndpointName } from "./model/endpointNames";
import { Journal, type JournalEntry } from "./model/journal";
import { defaultLimits, type Limits } from "./model/limits";
import type { Organization } from "./model/organization";
import type { TokenSeed } from "./model/scopes";
import type { OrganizationSeed, Seed } from "./model/seed";
import type { EmulatorSettings } from "./model/settings";
import { defaultSwitches, type Switches } from "./model/switches";
import type { World } from "./model/world";
import { exampleSeed } from "./seed/example";
import { addOrganization, worldOf } from "./seed/fill";

/** How an emulator starts; every field has a default. */
export interface EmulatorOptions extends Partial<EmulatorSettings> {
  /** TCP port on 127.0.0.1. Default 0: a free one. */
  port?: number | undefined;
  /** What there is at the start. Default: one organization, see `exampleSeed`. */
  seed?: Seed | undefined;
  /** The clock, ms since 1970. Default: the machine's. */
  now?: (() => number) | undefined;
  limits?: Partial<Limits> | undefined;
  switches?: Partial<Switches> | undefined;
  /** Most requests the journal keeps. Default 1,000,000. */
  journalLimit?: number | undefined;
  /** Told of every request the service answers, right before the answer goes out. */
  onAnswer?: ((entry: JournalEntry) => void) | undefined;
  /** Told of every request once it is answered or cut. */
  onRequest?: ((entry: JournalEntry) => void) | undefined;
}

const JOURNAL_LIMIT = 1_000_000;
const KEEP_ALIVE_MS = 60_000;

/** A running emulator; made by `startEmulator`. */
export class Emulator {
  /** Pause, task time and rate limit in force; may be changed at any time. */
  readonly settings: EmulatorSettings;
  /** Choices in force; may be changed at any time. */
  readonly switches: Switches;
  /** Limits in force; may be changed at any time. */
  readonly limits: Limits;
  readonly #world: World;
  readonly #journal: Journal;
  readonly #injections = new Injections();
  readonly #fetch: ReturnType<typeof createApp>["fetch"];
  #server: Server | undefined;
  #port: number;

  /** @internal Use `startEmulator`. */
  constructor(options: EmulatorOptions = {}) {
    const { taskDurationMs = 0, taskPolls, latencyMs = 0, rateLimit, now = Date.now } = options;
    this.settings = { taskDurationMs, taskPolls, latencyMs, rateLimit };
    this.switches = { ...defaultSwitches, ...options.switches };
    this.limits = { ...defaultLimits, ...options.limits };
    this.#port = options.port ?? 0;
    const around = { now, settings: this.settings, switches: this.switches, limits: this.limits };
    this.#world = worldOf(options.seed ?? exampleSeed, around);
    this.#journal = new Journal(options.journalLimit ?? JOURNAL_LIMIT);
    const answering = {
      world: this.#world,
      injections: this.#injections,
      limiter: new RateLimiter(around),
      onAnswer: options.onAnswer ?? (() => {}),
      onRequest: options.onRequest ?? (() => {}),
    };
    this.#fetch = createApp(this.#journal, around, (request) => answerRequest(answering, request)).fetch;
  }

  /** The base URL of the API and of the directory, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.switches.basePath}`;
  }

  /** The port listened on; it stays the same over `goOffline` and `goOnline`. */
  get port(): number {
    return this.#port;
  }

  /** Requests so far, oldest first. */
  get journal(): readonly JournalEntry[] {
    return this.#journal.entries;
  }

  /** Requests the documentation does not allow: an unknown path, query parameter or field, a missing or mis-typed one. */
  get strictViolations(): string[] {
    return this.#world.strictViolations;
  }

  /** Requests of one method, or all. */
  requests(endpoint?: EndpointName | "Unknown"): JournalEntry[] {
    return this.journal.filter((entry) => endpoint === undefined || entry.endpoint === endpoint);
  }

  /** Forgets all requests; the numbers go on. */
  clearJournal(): void {
    this.#journal.entries.length = 0;
  }

  /** Instructs a fault. Of several that fit a request, the oldest wins. */
  inject(injection: Injection): InjectionHandle {
    return this.#injections.add(injection);
  }

  /** Removes all faults. */
  clearFaults(): void {
    this.#injections.clear();
  }

  /** One organization, to look at and to change directly. Throws for an id it does not have. */
  organization(id: string): Organization {
    const organization = this.#world.organizations.get(id);
    if (organization === undefined) throw new Error(`the emulator has no organization ${id}`);
    return organization;
  }

  /** All organizations. */
  get organizations(): Organization[] {
    return [...this.#world.organizations.values()];
  }

  /** One more organization. Throws SeedError for a seed it cannot use. */
  addOrganization(seed: OrganizationSeed): Organization {
    return addOrganization(this.#world, seed);
  }

  /** Tokens with their scopes; the secrets are in it. */
  get tokens(): TokenSeed[] {
    return this.#world.tokens.list();
  }

  /** One more token, or other rights for one that is there. */
  addToken(token: TokenSeed): void {
    this.#world.tokens.add(token);
  }

  /** From now on the token is answered 401. */
  revokeToken(token: string): void {
    this.#world.tokens.revoke(token);
  }

  /** Starts to listen; connections are refused before. */
  async goOnline(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createAdaptorServer({ fetch: this.#fetch, overrideGlobalObjects: false }) as Server;
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
    this.#server = server;
  }

  /** Stops to listen and cuts open connections: from now on connections are refused. State, journal and port stay. */
  async goOffline(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /** Ends the emulator; open connections are cut. */
  async close(): Promise<void> {
    await this.goOffline();
  }
}

/** Starts the emulated Yandex 360 API on 127.0.0.1. Throws SeedError for a seed it cannot use, and Node's error when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.goOnline();
  return emulator;
}
