import assert from "node:assert/strict";
import { type Emulator, type EmulatorOptions, type EndpointName, startEmulator } from "../../emulator";
import type { Sentence } from "../../provider/api/errors";
import { explainOperation, worded } from "../../provider/engine/advice";
import type { Settings } from "../../provider/engine/settings";
import type { DelegatedMailboxInputs } from "../../provider/resources/delegatedMailbox";
import type { MailboxAccessInputs } from "../../provider/resources/mailboxAccess";
import type { Access, MailboxAccessListInputs } from "../../provider/resources/mailboxAccessList";
import { PartiallyCreated } from "../../provider/resources/partial";
import type { SharedMailboxInputs } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import { type ContextOptions, createContext } from "../../provider/service/context";
import { LeapClock } from "./clock";

export const ORG = "1000001";
export const TOKEN = "test-token";
/** The text that the host passes with every resource. */
export const PROVIDER_TEXT = "exports.handler = () => shell";
/** Employee n of the emulator's organization. */
export const user = (n: number): string => String(1_130_000_000_000_000 + n);

/** Inputs as they are past check, with `__provider` as the host passes them on. */
export function sharedInputs(given: Partial<SharedMailboxInputs> = {}): SharedMailboxInputs {
  const inputs = { orgId: ORG, email: "support@example.org", name: "Support", description: "", adopt: false };
  return { ...inputs, ...given, ...{ __provider: PROVIDER_TEXT } };
}

export function delegatedInputs(given: Partial<DelegatedMailboxInputs> = {}): DelegatedMailboxInputs {
  return { orgId: ORG, ownerId: user(1), ...given, ...{ __provider: PROVIDER_TEXT } };
}

export function accessInputs(
  given: Partial<MailboxAccessInputs> & Pick<MailboxAccessInputs, "mailboxId">,
): MailboxAccessInputs {
  const inputs = { orgId: ORG, actorId: user(2), roles: ["shared_mailbox_reader"], notify: "none" as const };
  return { ...inputs, ...given, ...{ __provider: PROVIDER_TEXT } };
}

/** An exclusive list of a mailbox, where nothing else is given. */
export function listInputs(
  mailboxId: string,
  access: Access,
  given: Partial<MailboxAccessListInputs> = {},
): MailboxAccessListInputs {
  const inputs = {
    orgId: ORG,
    mailboxId,
    access,
    notify: "none" as const,
    exclusive: true,
    unlisted: "refuse" as const,
  };
  return { ...inputs, ...given, ...{ __provider: PROVIDER_TEXT } };
}

/** A provider context that speaks to the emulator. */
export function testContext(emulator: Emulator, overrides: Partial<Settings> & ContextOptions = {}): Context {
  const { clock = new LeapClock(), cancelled, log, ...settings } = overrides;
  return createContext(
    {
      apiUrl: emulator.url,
      requestTimeout: 1,
      taskTimeout: 300,
      maxConcurrency: 16,
      adopt: "never",
      previewLooks: true,
      ...settings,
      token: settings.token ?? TOKEN,
    },
    { clock, cancelled, log },
  );
}

/** What a test of the protocol works with. Emulator and provider share the clock, unless the test says otherwise. */
export interface Bench {
  emulator: Emulator;
  context: Context;
  clock: LeapClock;
  /** A new run of the program: what the process remembers is gone. */
  nextRun(options?: ContextOptions): Context;
  /** The methods asked for since the last call of this, in order. */
  asked(): string[];
  /** What the operations have said so far. */
  said: string[];
}

export interface BenchOptions extends EmulatorOptions {
  clock?: LeapClock;
  settings?: Partial<Settings> & ContextOptions;
}

/**
 * Runs a test with an emulator of its own. Whatever the test is about, every request has to carry the token, to be
 * documented, and to stay within the organization.
 */
export async function withBench(options: BenchOptions, body: (bench: Bench) => Promise<void>): Promise<void> {
  const { clock = new LeapClock(), settings = {}, ...emulated } = options;
  const emulator = await startEmulator({ now: clock.now, ...emulated });
  const said: string[] = [];
  const say = (message: Sentence) => void said.push(worded(message));
  const log = { info: say, warn: say };
  const nextRun = (more: ContextOptions = {}) => testContext(emulator, { log, ...settings, clock, ...more });
  let seen = 0;
  const asked = () => {
    const entries = emulator.journal.slice(seen);
    seen = emulator.journal.length;
    return entries.map(({ endpoint }) => endpoint);
  };
  try {
    await body({ emulator, clock, context: nextRun(), nextRun, asked, said });
    assert.deepEqual(emulator.strictViolations, []);
    for (const { authorization, path } of emulator.journal) {
      assert.ok(authorization !== "none" && authorization !== "wrong", `${path} was asked with ${authorization} token`);
      assert.ok(path.startsWith(`/admin/v1/org/${ORG}/`), `${path} is outside the organization`);
    }
  } finally {
    await emulator.close();
  }
}

/** How often a method was asked for. */
export function count(emulator: Emulator, endpoint: EndpointName): number {
  return emulator.requests(endpoint).length;
}

/** The error that an operation ends in. */
export async function failure(operation: Promise<unknown>): Promise<Error> {
  try {
    await operation;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  assert.fail("it succeeded");
}

/** What the user reads of the error that an operation ends in. */
export async function told(operation: Promise<unknown>): Promise<string> {
  return explainOperation(await failure(operation));
}

/** The half-made resource that an operation leaves, as the host keeps it. */
export async function halfMade<State>(operation: Promise<State | { id: string; outs: State }>): Promise<{
  id: string;
  properties: State;
  reasons: string[];
}> {
  const error = await failure(operation);
  assert.ok(error instanceof PartiallyCreated, `${error.constructor.name}: ${error.message}`);
  const { id, reasons } = error;
  assert.equal("__provider" in error.properties && error.properties.__provider, PROVIDER_TEXT);
  return { id, reasons, properties: error.properties as State };
}

/** A shared mailbox with access made by hand. */
export function seedShared(emulator: Emulator, email = "support@example.org", name = "Support"): string {
  return emulator.organization(ORG).createShared({ email, name });
}

/** Who has which roles on a mailbox, as the service holds it. */
export function rolesHeld(emulator: Emulator, mailboxId: string, actorId: string): readonly string[] {
  emulator.organization(ORG).tasks.settle();
  return emulator.organization(ORG).access.roles(mailboxId, actorId);
}
