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

/** What differs between the state and checked inputs. What is unknown may change, and replaces only where the property says so. */
export function diff<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Raw, inputs: Raw): Diff {
  const changed = propertiesOf(lifecycle).filter(([name, property]) => !same(property, state[name], inputs[name]));
  const replaces = changed.filter(
    ([name, { change, unknown }]) => change === "replace" && (unknown === "replace" || !hasUnknown(inputs[name])),
  );
  return {
    changes: changed.length > 0 || lifecycle.needsUpdate?.(state as Inputs) === true,
    replaces: replaces.map(([name]) => name),
  };
}

/** The inputs that lead to a state: what is only the state's own is left out. */
export function inputsOf<Inputs extends object>(lifecycle: Lifecycle<Inputs>, state: Inputs): Inputs {
  return lifecycle.inputsOf?.(state) ?? state;
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
