/**
 * A small model of what Pulumi's engine does with the package's lifecycles: it keeps state, orders the steps of `up` and
 * `refresh`, and keeps half-made resources. It lets hundreds of stories run in a process of their own in seconds.
 */

import { explain } from "../../provider/engine/advice";
import { check, type Raw } from "../../provider/engine/check";
import { diff } from "../../provider/engine/diff";
import { type ResourceType, resources, resourceTypes } from "../../provider/registry";
import type { Lifecycle } from "../../provider/resources/lifecycle";
import { PartiallyCreated } from "../../provider/resources/partial";
import type { Context } from "../../provider/service/context";
import { ORG, PROVIDER_TEXT } from "../support/context";

type Inputs = { orgId: string };

function operationsOf(lifecycle: Lifecycle<Inputs>) {
  return {
    check: (raw: Raw) => check(lifecycle, raw),
    diff: (state: Raw, inputs: Raw) => diff(lifecycle, state, inputs),
    holds: (inputs: Raw, id: string) => lifecycle.holds(inputs as Inputs, id),
    create: async (context: Context, inputs: Raw) => {
      const { id, outs } = await lifecycle.create(context, inputs as Inputs);
      return { id, outs: { ...outs } as Raw };
    },
    read: async (context: Context, id: string, state: Raw): Promise<Raw | undefined> => {
      const found = await lifecycle.read(context, id, state as Inputs);
      return found && ({ ...found } as Raw);
    },
    update: async (context: Context, id: string, state: Raw, inputs: Raw): Promise<Raw> => {
      const outs = await lifecycle.update(context, id, state as Inputs, inputs as Inputs);
      return { ...outs } as Raw;
    },
    delete: (context: Context, id: string, state: Raw) => lifecycle.delete(context, id, state as Inputs),
  };
}

const TYPES = Object.fromEntries(
  resourceTypes.map((type) => [type, operationsOf(resources[type].lifecycle)]),
) as Record<ResourceType, ReturnType<typeof operationsOf>>;

/** A resource as a program declares it; `$name` stands for the id of another one, which comes before it. */
export type Declared = { type: ResourceType } & Raw;

/** A program: its resources by name, in an order in which each comes after what it needs. */
export type Program = Record<string, Declared>;

/** A resource in state. */
export interface Held {
  type: ResourceType;
  id: string;
  outs: Raw;
  /** The engine asks for an update at the next `up`, whatever the diff says. */
  halfMade: boolean;
}

/** The state of one stack. */
export class Stack {
  readonly held = new Map<string, Held>();
  /** Replaced, and not deleted yet. */
  private condemned: Held[] = [];

  /** @param nextRun - a context for a process that remembers nothing of earlier ones. */
  constructor(private readonly nextRun: () => Context) {}

  /** Everything in state, also what waits for its deletion. */
  get all(): Held[] {
    return [...this.held.values(), ...this.condemned];
  }

  /** Makes the service what the program says; the errors, one text each. After an error nothing is deleted. */
  async up(program: Program): Promise<string[]> {
    const context = this.nextRun();
    const errors: string[] = [];
    for (const [name, declared] of Object.entries(program)) {
      const inputs = this.inputsOf(declared);
      if (inputs === undefined) continue;
      await attempt(errors, () => this.converge(context, name, declared.type, inputs));
    }
    if (errors.length > 0) return errors;
    // Access depends on its mailbox, so the engine deletes it first.
    const isAccess = ([, { type }]: [string, Held]) => Number(type.startsWith("MailboxAccess"));
    const gone = [...this.held].filter(([name]) => !(name in program)).sort((a, b) => isAccess(b) - isAccess(a));
    for (const [name, { type, id, outs }] of gone) {
      await attempt(errors, async () => {
        await TYPES[type].delete(context, id, outs);
        this.held.delete(name);
      });
    }
    for (const old of [...this.condemned]) {
      await attempt(errors, async () => {
        await TYPES[old.type].delete(context, old.id, old.outs);
        this.condemned = this.condemned.filter((one) => one !== old);
      });
    }
    return errors;
  }

  /** Reads everything: what was dropped from state, what differs from it, and the errors. */
  async refresh(): Promise<{ gone: Held[]; drifted: string[]; errors: string[] }> {
    const context = this.nextRun();
    const [gone, drifted, errors]: [Held[], string[], string[]] = [[], [], []];
    const read = async (name: string, held: Held) => {
      const found = await TYPES[held.type].read(context, held.id, held.outs);
      if (found === undefined) {
        gone.push(held);
        this.held.delete(name);
        return;
      }
      if (TYPES[held.type].diff(held.outs, found).changes) drifted.push(name);
      this.held.set(name, { ...held, outs: found, halfMade: false });
    };
    await Promise.all([...this.held].map(([name, held]) => attempt(errors, () => read(name, held))));
    return { gone, drifted, errors };
  }

  /** The inputs past check, with ids in place of names; `undefined` where a resource that it needs is not there. */
  inputsOf({ type, ...given }: Declared): Raw | undefined {
    const raw: Raw = { orgId: ORG };
    for (const [property, value] of Object.entries(given)) {
      const needs = typeof value === "string" && value.startsWith("$") ? value.slice(1) : undefined;
      const needed = needs === undefined ? undefined : this.held.get(needs);
      if (needs !== undefined && needed === undefined) return undefined;
      raw[property] = needed?.id ?? value;
    }
    const { inputs, problems } = TYPES[type].check(raw);
    if (problems.length > 0) throw new Error(`the story is wrong: ${JSON.stringify(problems)}`);
    return { ...inputs, __provider: PROVIDER_TEXT };
  }

  private async converge(context: Context, name: string, type: Held["type"], inputs: Raw): Promise<void> {
    const old = this.held.get(name);
    if (old === undefined) {
      await this.make(name, type, () => TYPES[type].create(context, inputs));
      return;
    }
    const { changes, replaces } = TYPES[type].diff(old.outs, inputs);
    if (replaces.length > 0) {
      try {
        await this.make(name, type, () => TYPES[type].create(context, inputs));
      } finally {
        if (this.held.get(name) !== old) this.condemned.push(old);
      }
      return;
    }
    // The engine's diff of what a program declares says what the program holds.
    context.service.holdings.hold(...TYPES[type].holds(inputs, old.id));
    if (changes || old.halfMade) {
      await this.make(name, type, async () => ({
        id: old.id,
        outs: await TYPES[type].update(context, old.id, old.outs, inputs),
      }));
    }
  }

  private async make(name: string, type: Held["type"], work: () => Promise<{ id: string; outs: Raw }>): Promise<void> {
    try {
      this.held.set(name, { type, ...(await work()), halfMade: false });
    } catch (error) {
      if (error instanceof PartiallyCreated) {
        this.held.set(name, { type, id: error.id, outs: { ...error.properties }, halfMade: true });
      }
      throw error;
    }
  }
}

async function attempt(errors: string[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    errors.push(explain(error));
  }
}
