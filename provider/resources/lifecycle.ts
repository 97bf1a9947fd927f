import type { z } from "zod";
import { Yandex360Error } from "../api/errors";
import type { Context } from "../service/context";
import type { Holdings } from "../service/holdings";
import type { ServiceOptions } from "../service/options";

/** Something that a program gives: what it is, and how it is checked. */
export interface Given {
  /** Sentences of Markdown for whoever writes a program. They stand in the docs page and in the SDK's docblocks. */
  description: string;
  /** Its type, for programs in typed languages. */
  type: SchemaType;
  /** Turns what the program gives into the kept value, or says what is wrong with it. */
  schema: z.ZodType;
  /** The setting that counts where it is absent. */
  setting?: keyof ServiceOptions;
}

/** One property: what it is, how it is checked, and what its change means. */
export interface Property extends Given {
  /** The type of what is kept of it, where that is another one. */
  keptType?: SchemaType;
  /** `update` in place, or `replace` the resource. */
  change: "update" | "replace";
  /** `replace` where a value that is not known yet means another thing. Default: it may be the same one. */
  unknown?: "replace";
  /** Whether two values mean the same. Default: they are equal. */
  same?: (a: never, b: never) => boolean;
  /** For values that are records: whether two entries mean the same, so that a diff names the entries that differ. */
  sameEntry?: (a: never, b: never) => boolean;
}

/** A type as Pulumi's package schema writes it. Source: https://www.pulumi.com/docs/iac/extending-pulumi/schema/. */
export interface SchemaType {
  type?: "string" | "boolean" | "integer" | "array" | "object";
  /** An object or enum type of the schema, such as `#/types/yandex360:index:Role`. */
  $ref?: string;
  items?: SchemaType;
  additionalProperties?: SchemaType;
  oneOf?: SchemaType[];
}

/** A part of a resource's id: which thing's id it is, so that an address can stand in its place. */
export type IdPart = "sharedMailbox" | "employee" | "mailbox";

/** One thing of the service that a resource can be imported from. */
export interface Listed {
  id: string;
  /** What people call it. */
  name: string;
}

/** A part of a list. */
export interface Page {
  /** The id that an earlier list was left at. Default: none. */
  after?: string | undefined;
  /** How many are wanted; what lies behind them is not asked for. Default: all. */
  size?: number | undefined;
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
 * One resource type: inputs are valid past check, and the state is the inputs as the service confirmed them, with what a
 * resource notes beside them of an operation that is not finished.
 * `id` is what the API calls the thing.
 */
export interface Lifecycle<Inputs extends object, State extends Inputs = Inputs> {
  properties: { [name in keyof Required<Inputs>]: Property };
  /** Checks what only shows when properties are looked at together. Absent or unknown properties are left out. */
  checkTogether?(inputs: Partial<Inputs>): Problem[];
  /** What a replacement does to others, as a warning. */
  replacing?(id: string, state: State, inputs: Inputs): string;
  /** What an update to known inputs does to others, as warnings. Default: nothing. */
  updating?(state: State, inputs: Inputs): string[];
  /** The parts of the id, between slashes. */
  idParts: readonly IdPart[];
  /** What the errors call the thing, such as `shared mailbox support@example.org`. */
  describe(inputs: Inputs, id?: string): string;
  /** The keys of what the resource is to hold at the service; see service/holdings.ts. */
  holds(inputs: Inputs, id: string): string[];
  /** Whether this run has taken away what the resource holds, so that it has to be sent again although nothing differs. */
  lost?(holdings: Holdings, inputs: Inputs): boolean;
  /** The property that an update sends again where `lost` or `needsUpdate` asks for it. */
  resent?: string;
  /** Whether an update has to finish what the state says, although nothing differs. Default: never. */
  needsUpdate?(state: State): boolean;
  /** The inputs that lead to a state. Default: all of it. */
  inputsOf?(state: State): Inputs;
  create(context: Context, inputs: Inputs): Promise<{ id: string; outs: State }>;
  /**
   * The state as the service has it, found by the id; `undefined` only where it is proven that the thing is gone.
   *
   * @param state - keeps the program's spelling, and what the service does not know. Without it, the organization is the
   * setting's, and every property that the service does not know has its default.
   * @throws Yandex360Error where the id has another format.
   */
  read(context: Context, id: string, state?: State): Promise<State | undefined>;
  /** The names of the properties that a list can be narrowed by. */
  filters: readonly string[];
  /**
   * What there is to import, in the order of ids.
   *
   * @param filters - valid values of the filters; the organization is always one of them.
   * @param page - which part of them is wanted.
   */
  list(context: Context, filters: Partial<Inputs> & { orgId: string }, page: Page): AsyncIterable<Listed>;
  update(context: Context, id: string, state: State, inputs: Inputs): Promise<State>;
  delete(context: Context, id: string, state: State): Promise<void>;
}

/** The organization to read a resource of. */
export function organizationOf({ settings }: Context, state: { orgId: string } | undefined): string {
  const orgId = state?.orgId ?? settings.orgId;
  if (orgId === undefined) {
    throw new Yandex360Error(
      "the id does not say which organization it is in: set yandex360:orgId, or YANDEX360_ORG_ID",
    );
  }
  return orgId;
}
