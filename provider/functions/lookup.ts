import type { z } from "zod";
import type { Given, Problem } from "../resources/lifecycle";
import type { Context } from "../service/context";

/** One thing that a function answers. */
export interface Answered {
  /** Sentences of Markdown, as with `Given`. */
  description: string;
  schema: z.ZodType;
}

/** One function: what it is given, what it answers, and how that is looked up. It reads, and never writes. */
export interface Lookup<Inputs extends object, Outputs extends object> {
  inputs: { [name in keyof Required<Inputs>]: Given };
  outputs: { [name in keyof Required<Outputs>]: Answered };
  /** Checks what only shows when inputs are looked at together. Absent or unknown ones are left out. */
  checkTogether?(inputs: Partial<Inputs>): Problem[];
  /** What the errors call what is looked up, such as `employee anna@example.org`. */
  describe(inputs: Inputs): string;
  invoke(context: Context, inputs: Inputs): Promise<Outputs>;
}

/** A function whose inputs and answers are known by name alone, as a host sees it. */
export interface AnyLookup {
  inputs: Readonly<Record<string, Given>>;
  outputs: Readonly<Record<string, Answered>>;
  checkTogether?(inputs: object): Problem[];
  describe(inputs: object): string;
  invoke(context: Context, inputs: object): Promise<object>;
}

const CHOICE = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** The inputs of which a look-up is given exactly one. */
export function exactlyOne<Inputs extends object>(names: readonly (keyof Inputs & string)[]) {
  return (inputs: Partial<Inputs>): Problem[] => {
    const [first, second] = names.filter((name) => inputs[name] !== undefined);
    if (first === undefined) {
      return [{ property: "", place: CHOICE.format(names), reason: "is required" }];
    }
    return second === undefined
      ? []
      : [{ property: second, place: `${first} and ${second}`, reason: "must not be given together" }];
  };
}

/** The fields of an object as a function's answers: each says what it is itself. */
export function fieldsOf<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  const fields = Object.entries(shape).map(([name, schema]): [string, Answered] => [
    name,
    { description: schema.description ?? "", schema },
  ]);
  return Object.fromEntries(fields) as { [name in keyof Shape]: Answered };
}
