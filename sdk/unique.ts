import * as pulumi from "@pulumi/pulumi";
import { CLAIMS, Claims } from "../provider/engine/claims";
import type { ResourceType } from "./properties";

/**
 * What each program run has declared. Several runs may share one process (Automation API); where there is no stack, in unit
 * tests with mocks, nothing is compared.
 */
const claimsOf = new WeakMap<pulumi.Resource, Claims>();

/**
 * The arguments, with an error in place of the one that names the thing where another resource of the program stands for the
 * same: the two would fight. Decided as soon as the ids are known: at preview, or when the resources they come from exist.
 *
 * @param resource - what errors call it, such as `SharedMailbox "support"`.
 */
export function unique(type: ResourceType, resource: string, args: object): object {
  const stack = pulumi.runtime.getStackResource();
  const { properties, of } = CLAIMS[type];
  const inputs: pulumi.Input<unknown>[] = properties.map((name) => Reflect.get(args, name));
  const first = pulumi.all(inputs).apply((values) => {
    // What is no id is left to check, which says so.
    if (stack !== undefined && values.every((value) => typeof value === "string" || typeof value === "number")) {
      const claim = of(...values.map((value) => String(value).toLowerCase()));
      const refusal = claimsIn(stack).take(resource, claim);
      if (refusal !== undefined) {
        throw asItIs(refusal);
      }
    }
    return values[0];
  });
  return { ...args, [properties[0]]: first };
}

/** An error that is printed as its message alone. */
export function asItIs(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // It surfaces where Pulumi serialises the property, which prints the stack of any error and puts words before the message.
  error.stack = "";
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
  return error;
}

function claimsIn(stack: pulumi.Resource): Claims {
  const claims = claimsOf.get(stack) ?? new Claims();
  claimsOf.set(stack, claims);
  return claims;
}
