/**
 * From what a program gives to valid inputs, and from two sets of inputs to what changes.
 * The only place that knows unknown values and `__provider`.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isOutdated } from "../hosts/dynamic/storedText";
import { nearest } from "../nearest";
import type { Lifecycle, Problem, Property } from "../resources/lifecycle";
import { RESOURCE_OPTIONS } from "./resourceOptions";
import { mayBeToken, typed } from "./typed";

/** How the engine writes a value that is only known after `up`: one string, whatever the type. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The property that holds the provider's text. It is passed through wherever inputs are copied. */
const PROVIDER = "__provider";

/** Properties as the engine passes them. */
export type Raw = Record<string, unknown>;

/**
 * What the engine wants to know of a change. It makes the new thing before it deletes the old one, so that nobody has lost
 * anything where the service refuses the new one.
 */
export interface Diff {
  changes: boolean;
  replaces: string[];
}

/**
 * The kept inputs of a resource, and what is wrong with the given ones. Unknown values pass, and so does what state has
 * already: it was checked before or comes from the service, and `ignoreChanges` gives it back.
 */
export function check<Inputs extends object>(
  lifecycle: Lifecycle<Inputs>,
  raw: Raw,
  state: Raw = {},
): { inputs: Raw; problems: Problem[] } {
  const { [PROVIDER]: _, ...properties } = raw;
  const given = withoutAbsent(properties);
  const passing = propertiesOf(lifecycle).flatMap(([name]) =>
    hasUnknown(given[name]) || (name in given && isDeepStrictEqual(given[name], state[name])) ? [name] : [],
  );
  const parsed = schemaOf(lifecycle, passing).safeParse(given);
  if (!parsed.success) {
    const names = propertiesOf(lifecycle).map(([name]) => name);
    return { inputs: given, problems: parsed.error.issues.flatMap((issue) => toProblems(issue, given, names)) };
  }
  const inputs = withoutAbsent(parsed.data);
  const known = Object.entries(inputs).filter(([, value]) => !hasUnknown(value));
  return { inputs, problems: lifecycle.together?.(Object.fromEntries(known) as Partial<Inputs>) ?? [] };
}

/** Of each lifecycle, by the names of the properties that are not looked at: to make a schema costs more than to use it. */
const schemas = new WeakMap<object, Map<string, z.ZodType<Raw>>>();

function schemaOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, passing: string[]): z.ZodType<Raw> {
  const known = schemas.get(lifecycle) ?? new Map<string, z.ZodType<Raw>>();
  schemas.set(lifecycle, known);
  const key = passing.join();
  let whole = known.get(key);
  if (whole === undefined) {
    const shape = propertiesOf(lifecycle).map(([name, { schema }]) => [
      name,
      passing.includes(name) ? z.unknown() : schema,
    ]);
    whole = z.strictObject(Object.fromEntries(shape));
    known.set(key, whole);
  }
  return whole;
}

/** The inputs that lead to a state: what is only the state's own is left out. */
export function inputsOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Inputs): Inputs {
  return lifecycle.inputsOf?.(state) ?? state;
}

/** Tells one set of inputs from another. */
export function fingerprint(inputs: object): string {
  const entries = Object.entries(inputs).filter(([name]) => name !== PROVIDER);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What differs between the state and checked inputs. What is unknown may change, and replaces only where the property says so. */
export function diff<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Raw, inputs: Raw): Diff {
  const changed = propertiesOf(lifecycle).filter(([name, property]) => !same(property, state[name], inputs[name]));
  const replaces = changed.filter(
    ([name, { change, unknown }]) => change === "replace" && (unknown === "replace" || !hasUnknown(inputs[name])),
  );
  return {
    changes:
      changed.length > 0 ||
      lifecycle.needsUpdate?.(state as Inputs) === true ||
      isOutdated(state[PROVIDER], inputs[PROVIDER]),
    replaces: replaces.map(([name]) => name),
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

function same(property: Property, before: unknown, after: unknown): boolean {
  const [a, b] = [orDefault(property, before), orDefault(property, after)];
  const { same } = property;
  if (same === undefined || a === undefined || b === undefined || hasUnknown(b)) {
    return isDeepStrictEqual(a, b);
  }
  return same(a as never, b as never);
}

/** State of a release that did not have the property stands for its default. */
function orDefault({ schema }: Property, value: unknown): unknown {
  return value === undefined ? schema.safeParse(undefined).data : value;
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

function toProblems(issue: z.core.$ZodIssue, given: Raw, names: string[]): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const known = issue.path.length > 0 ? ENTRY : names;
    return issue.keys.map((key) => ({
      property: String(issue.path[0] ?? key),
      place: placeOf([...issue.path, key]),
      reason: notAProperty(key, known),
    }));
  }
  const problem = { property: String(issue.path[0] ?? ""), reason: issue.message };
  if (issue.path.length < 2) {
    return [problem];
  }
  const value = at(given, issue.path);
  return [{ ...problem, place: placeOf(issue.path), ...(typeof value === "string" ? { typed: typed(value) } : {}) }];
}

/** The properties of an entry of an access list. */
const ENTRY = ["actorId", "roles"];

function notAProperty(key: string, names: string[]): string {
  const meant = nearest(key, names);
  if (meant !== undefined) {
    return `is not a property: did you mean \`${meant}\`?`;
  }
  return RESOURCE_OPTIONS.includes(key)
    ? `is a resource option, not a property: give it in the third argument, { ${key}: … }`
    : `is not a property: there are ${names.join(", ")}`;
}

function placeOf([first = "", ...parts]: PropertyKey[]): string {
  const within = parts.map((part) =>
    isName(part) ? `.${part}` : `[${typeof part === "number" ? part : typed(String(part))}]`,
  );
  return `${isName(first) ? first : typed(String(first))}${within.join("")}`;
}

function isName(part: PropertyKey): part is string {
  return typeof part === "string" && /^[a-z]\w{0,30}$/i.test(part) && !mayBeToken(part);
}

function at(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce(
    (whole, part) => (typeof whole === "object" && whole !== null ? Reflect.get(whole, part) : undefined),
    value,
  );
}
