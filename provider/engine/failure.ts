import type { Problem } from "../resources/lifecycle";
import { howToSet } from "./settings";
import { mayBeToken } from "./typed";

/** What is wrong with an input. The engine prints the property and its whole value beside the reason, if one is named. */
export interface Failure {
  property: string;
  reason: string;
}

/** Beside a property the engine prints its whole value: of use where it is a word or a number, and no token. */
export function toFailure({ property, place, typed = "", reason }: Problem, whole: unknown): Failure {
  const isShown = typeof whole === "number" || (typeof whole === "string" && !mayBeToken(whole));
  if (place === undefined && isShown) {
    return { property, reason };
  }
  return { property: "", reason: [place ?? property, typed, reason].filter(Boolean).join(" ") };
}

/** @param what - what can be given an organization, such as `the resource`. */
export function missingOrganization(what: string): Failure {
  return { property: "", reason: `orgId is missing: give ${what} an orgId, or the stack one: ${howToSet("orgId")}` };
}
