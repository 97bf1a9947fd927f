/** From what a program gives to valid inputs. Unknown values exist here and in diff.ts only. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { nearest } from "../nearest";
import type { Given, Lifecycle, Problem, Property } from "../resources/lifecycle";
import { RESOURCE_OPTIONS } from "./resourceOptions";
import { mayBeToken, typed } from "./typed";

/** How the engine writes a value that is only known after `up`: one string, whatever the type. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties as the engine passes them. */
export type Raw = Record<string, unknown>;

/** What inputs are checked by: a lifecycle, or the inputs of a function. */
export interface Checked<Inputs extends object> {
  properties: { [name in keyof Required<Inputs>]: Given };
  checkTogether?(inputs: Partial<Inputs>): Problem[];
}

/**
 * The kept inputs of a resource, and what is wrong with the given ones. Unknown values pass, and so does what state has
 * already: it was checked before or comes from the service, and `ignoreChanges` gives it back.
 */
export function check<Inputs extends object>(
  checked: Checked<Inputs>,
  raw: Raw,
  state: Raw = {},
): { inputs: Raw; problems: Problem[] } {
  const given = withoutAbsent(raw);
  const names = Object.keys(checked.properties);
  const passing = names.flatMap((name) =>
    hasUnknown(given[name]) || (name in given && isDeepStrictEqual(given[name], state[name])) ? [name] : [],
  );
  const parsed = schemaOf(checked, passing).safeParse(given);
  if (!parsed.success) {
    return { inputs: given, problems: parsed.error.issues.flatMap((issue) => toProblems(issue, given, names)) };
  }
  const inputs = withoutAbsent(parsed.data);
  const known = Object.entries(inputs).filter(([, value]) => !hasUnknown(value));
  return { inputs, problems: checked.checkTogether?.(Object.fromEntries(known) as Partial<Inputs>) ?? [] };
}

/** What a list is narrowed by, and what is wrong with it. The organization is required. */
export function checkFilters<Inputs extends object>(
  lifecycle: Lifecycle<Inputs>,
  raw: Raw,
): { inputs: Raw & { orgId: string }; problems: Problem[] } {
  const given = withoutAbsent(raw);
  const names = [...lifecycle.filters];
  const shape = propertiesOf(lifecycle)
    .filter(([name]) => name === "orgId" || (name in given && names.includes(name)))
    .map(([name, { schema }]) => [name, schema]);
  const parsed = z
    .strictObject(Object.fromEntries(shape))
    .pipe(z.looseObject({ orgId: z.string() }))
    .safeParse(given);
  return parsed.success
    ? { inputs: parsed.data, problems: [] }
    : { inputs: { orgId: "" }, problems: parsed.error.issues.flatMap((issue) => toProblems(issue, given, names)) };
}

/** Of everything that is checked, by the names of the properties that are not looked at: to make a schema costs more than to use it. */
const schemas = new WeakMap<object, Map<string, z.ZodType<Raw>>>();

function schemaOf<Inputs extends object>(checked: Checked<Inputs>, passing: string[]): z.ZodType<Raw> {
  const known = schemas.get(checked) ?? new Map<string, z.ZodType<Raw>>();
  schemas.set(checked, known);
  const key = passing.join();
  let whole = known.get(key);
  if (whole === undefined) {
    const shape = Object.entries<Given>(checked.properties).map(([name, { schema }]) => [
      name,
      passing.includes(name) ? z.unknown() : schema,
    ]);
    whole = z.strictObject(Object.fromEntries(shape));
    known.set(key, whole);
  }
  return whole;
}

/** A lifecycle's properties by name. */
export function propertiesOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>): [string, Property][] {
  return Object.entries<Property>(lifecycle.properties);
}

/** YAML and JSON programs write null for a property that is not given; the host cannot pass `undefined` on. */
function withoutAbsent(given: Raw): Raw {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
}

/** Whether a whole value is only known after `up`. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether a value, or a part of it, is only known after `up`. */
export function hasUnknown(value: unknown): boolean {
  return (
    isUnknown(value) || (typeof value === "object" && value !== null && Object.values(value as Raw).some(hasUnknown))
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
