/** From two sets of inputs to what changes. */
import { isDeepStrictEqual } from "node:util";
import type { Lifecycle, Property } from "../resources/lifecycle";
import { hasUnknown, propertiesOf, type Raw } from "./check";

/**
 * What the engine wants to know of a change. It makes the new thing before it deletes the old one, so that nobody has lost
 * anything where the service refuses the new one.
 */
export interface Diff {
  changes: boolean;
  replaces: string[];
}

/** One thing that differs. */
export interface Detail {
  /** The property, or an entry of it, such as `access["1130000000000002"]`. */
  path: string;
  property: string;
  kind: "add" | "delete" | "update";
}

/** What differs between the state and checked inputs. What is unknown may change, and replaces only where the property says so. */
export function diff<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Raw, inputs: Raw): Diff {
  const changed = propertiesOf(lifecycle).filter(
    ([name, property]) => differences(name, property, state[name], inputs[name]).length > 0,
  );
  const replaces = changed.filter(
    ([name, { change, unknown }]) => change === "replace" && (unknown === "replace" || !hasUnknown(inputs[name])),
  );
  return {
    changes: changed.length > 0 || lifecycle.needsUpdate?.(state as Inputs) === true,
    replaces: replaces.map(([name]) => name),
  };
}

/** What exactly differs between the state and checked inputs, in the order of the properties. */
export function detailsOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Raw, inputs: Raw): Detail[] {
  return propertiesOf(lifecycle).flatMap(([name, property]) => differences(name, property, state[name], inputs[name]));
}

/** The inputs that lead to a state: what is only the state's own is left out. */
export function inputsOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Inputs): Inputs {
  return lifecycle.inputsOf?.(state) ?? state;
}

function differences(name: string, property: Property, before: unknown, after: unknown): Detail[] {
  const [a, b] = [orDefault(property, before), orDefault(property, after)];
  if (property.sameEntry !== undefined && isRecord(a) && isRecord(b)) {
    return entriesThatDiffer(name, property.sameEntry, a, b);
  }
  return same(property, a, b) ? [] : [{ path: name, property: name, kind: kindOf(a, b) }];
}

function entriesThatDiffer(name: string, same: (a: never, b: never) => boolean, before: Raw, after: Raw): Detail[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [a, b] = [before[key], after[key]];
    const isSame = a !== undefined && b !== undefined && !hasUnknown(b) && same(a as never, b as never);
    return isSame ? [] : [{ path: `${name}[${JSON.stringify(key)}]`, property: name, kind: kindOf(a, b) }];
  });
}

function same({ same }: Property, a: unknown, b: unknown): boolean {
  if (same === undefined || a === undefined || b === undefined || hasUnknown(b)) {
    return isDeepStrictEqual(a, b);
  }
  return same(a as never, b as never);
}

function kindOf(before: unknown, after: unknown): Detail["kind"] {
  return before === undefined ? "add" : after === undefined ? "delete" : "update";
}

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** State of a release that did not have the property stands for its default. */
function orDefault({ schema }: Property, value: unknown): unknown {
  return value === undefined ? schema.safeParse(undefined).data : value;
}
