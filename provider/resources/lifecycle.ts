import type { z } from "zod";
import type { Clock } from "../api/clock";
import type { Mailboxes } from "../api/mailboxes";
import type { Inventory } from "../service/inventory";
import type { Log } from "../service/log";
import type { ServiceOptions } from "../service/options";
import type { Renames } from "../service/renames";
import type { TaskWaiter } from "../service/tasks";
import type { Writes } from "../service/writes";

/** What a lifecycle works with; one for the whole process. */
export interface Context {
  api: Mailboxes;
  inventory: Inventory;
  tasks: TaskWaiter;
  writes: Writes;
  renames: Renames;
  settings: ServiceOptions;
  clock: Clock;
  log: Log;
  /** What the service's clock showed at a moment of ours, both in milliseconds. */
  serviceTime(moment: number): number;
}

/** One property: what it is, how it is checked, and what its change means. */
export interface Property {
  /** Sentences of Markdown for whoever writes a program. They stand in the docs page and in the SDK's docblocks. */
  description: string;
  /** Turns what the program gives into the kept value, or says what is wrong with it. */
  schema: z.ZodType;
  /** `update` in place, or `replace` the resource. */
  change: "update" | "replace";
  /** `replace` where a value that is not known yet means another thing. Default: it may be the same one. */
  unknown?: "replace";
  /** The setting that counts where the property is absent. */
  setting?: keyof ServiceOptions;
  /** Whether two values mean the same. Default: they are equal. */
  same?: (a: never, b: never) => boolean;
}

/** A bad input: which property, and why. */
export interface Problem {
  property: string;
  /** The part of the property that is bad, such as `access[1].actorId`, where it is not all of it. */
  place?: string;
  /** The text that was given there, in quotes; see typed.ts. */
  typed?: string;
  reason: string;
}

/**
 * One resource type: inputs are valid past check, and the state is the inputs as the service confirmed them.
 * `id` is what the API calls the thing.
 */
export interface Lifecycle<Inputs extends object> {
  properties: { [name in Exclude<keyof Required<Inputs>, "unsettled">]: Property };
  /** Checks what only shows when properties are looked at together. Absent or unknown properties are left out. */
  checkTogether?(inputs: Partial<Inputs>): Problem[];
  /** What a replacement does to others, as a warning. */
  replacing?(id: string, state: Inputs, inputs: Inputs): string;
  /** What the errors call the thing, such as `shared mailbox support@example.org`. */
  describe(inputs: Inputs, id?: string): string;
  /** The keys of what the resource is to hold at the service; see writes.ts. */
  holds(inputs: Inputs, id: string): string[];
  /** Whether this run has taken away what the resource holds, so that it has to be sent again although nothing differs. */
  lost?(writes: Writes, inputs: Inputs): boolean;
  create(context: Context, inputs: Inputs): Promise<{ id: string; outs: Inputs }>;
  /** The state as the service has it; `undefined` only where it is proven that the thing is gone. */
  read(context: Context, id: string, state: Inputs): Promise<Inputs | undefined>;
  update(context: Context, id: string, state: Inputs, inputs: Inputs): Promise<Inputs>;
  delete(context: Context, id: string, state: Inputs): Promise<void>;
}
