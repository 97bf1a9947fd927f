/**
 * From what a program gives to valid inputs, and from two sets of inputs to what changes.
 * The only place that knows unknown values and `__provider`.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Unsettled } from "./access";
import type { Lifecycle, Problem, Property } from "./lifecycle";
import { isOutdated } from "./storedText";

/** How the engine writes a value that is only known after `up`: one string, whatever the type. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The property that holds the provider's text. It is passed through wherever inputs are copied. */
const PROVIDER = "__provider";

/** Properties as the engine passes them. */
export type Raw = Record<string, unknown>;

/** What the engine wants to know of a change. */
export interface Diff {
  changes: boolean;
  replaces: string[];
  deleteBeforeReplace: boolean;
}

/** The kept inputs of a resource, and what is wrong with the given ones. Unknown values pass. */
export function check<Inputs extends object>(
  lifecycle: Lifecycle<Inputs>,
  raw: Raw,
): { inputs: Raw; problems: Problem[] } {
  const { [PROVIDER]: _, ...properties } = raw;
  const given = withoutAbsent(properties);
  const unknown = propertiesOf(lifecycle).flatMap(([name]) => (hasUnknown(given[name]) ? [name] : []));
  const parsed = schemaOf(lifecycle, unknown).safeParse(given);
  if (!parsed.success) {
    return { inputs: given, problems: parsed.error.issues.flatMap(toProblems) };
  }
  const inputs = withoutAbsent(parsed.data);
  const known = Object.entries(inputs).filter(([, value]) => !hasUnknown(value));
  return { inputs, problems: lifecycle.together?.(Object.fromEntries(known) as Partial<Inputs>) ?? [] };
}

/** Of each lifecycle, by the names of the unknown properties: to make a schema costs more than to use it. */
const schemas = new WeakMap<object, Map<string, z.ZodType<Raw>>>();

function schemaOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, unknown: string[]): z.ZodType<Raw> {
  const known = schemas.get(lifecycle) ?? new Map<string, z.ZodType<Raw>>();
  schemas.set(lifecycle, known);
  const key = unknown.join();
  let whole = known.get(key);
  if (whole === undefined) {
    const shape = propertiesOf(lifecycle).map(([name, { schema }]) => [
      name,
      unknown.includes(name) ? z.unknown() : schema,
    ]);
    whole = z.strictObject(Object.fromEntries(shape));
    known.set(key, whole);
  }
  return whole;
}

/** The inputs that lead to a state: what is only the state's own is left out. */
export function inputsOf<Inputs extends object>(state: Inputs): Inputs {
  const inputs: Inputs & Unsettled = { ...state };
  delete inputs.unsettled;
  return inputs;
}

/** Tells one set of inputs from another. */
export function fingerprint(inputs: object): string {
  const entries = Object.entries(inputs).filter(([name]) => name !== PROVIDER);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What differs between the state and checked inputs. What is unknown may change, and is no reason to replace. */
export function diff<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Raw, inputs: Raw): Diff {
  const changed = propertiesOf(lifecycle).filter(([name, property]) => !same(property, state[name], inputs[name]));
  const replaces = changed.filter(([name, { change }]) => change === "replace" && !hasUnknown(inputs[name]));
  return {
    changes: changed.length > 0 || state.unsettled !== undefined || isOutdated(state[PROVIDER], inputs[PROVIDER]),
    replaces: replaces.map(([name]) => name),
    deleteBeforeReplace: lifecycle.deleteBeforeReplace && replaces.length > 0,
  };
}

/** Whether the provider's text is all that an update has to change: then nothing is sent to the service. */
export function changesTextAlone<Inputs extends object>(
  lifecycle: Lifecycle<Inputs>,
  state: Raw,
  inputs: Raw,
): boolean {
  return (
    isOutdated(state[PROVIDER], inputs[PROVIDER]) &&
    !diff(lifecycle, { ...state, [PROVIDER]: inputs[PROVIDER] }, inputs).changes
  );
}

function same({ same }: Property, a: unknown, b: unknown): boolean {
  if (same === undefined || a === undefined || b === undefined || hasUnknown(b)) {
    return isDeepStrictEqual(a, b);
  }
  return same(a as never, b as never);
}

function propertiesOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>): [string, Property][] {
  return Object.entries<Property>(lifecycle.properties);
}

/** YAML and JSON programs write null for a property that is not given; the host cannot pass `undefined` on. */
function withoutAbsent(given: Raw): Raw {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
}

function hasUnknown(value: unknown): boolean {
  return (
    value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value as Raw).some(hasUnknown))
  );
}

function toProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const whole = issue.path.length > 0 ? "entry" : "resource";
    return issue.keys.map((key) => problem([...issue.path, key], `is not a property of this ${whole}`));
  }
  return [problem(issue.path, issue.message)];
}

function problem([first = "", ...parts]: PropertyKey[], reason: string): Problem {
  const property = String(first);
  const within = parts.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return within === "" ? { property, reason } : { property, place: property + within, reason };
}
