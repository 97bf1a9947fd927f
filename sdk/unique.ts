import * as pulumi from "@pulumi/pulumi";

/**
 * What each program run has declared: which resource stands for which thing. Several runs may share one process
 * (Automation API); where there is no stack, in unit tests with mocks, nothing is compared.
 */
const declaredBy = new WeakMap<pulumi.Resource, Map<string, string>>();

/** What a resource stands for, once its ids are known. */
export interface Claim {
  /** What no second resource may stand for. */
  thing: string;
  /** What others must not stand for beside this one. */
  rivals?: string[];
  /** What rivals are told by, where many resources of a kind are fine. */
  part?: string;
}

/**
 * Lets `value` through where the program has no other resource for the same thing, since the two would fight.
 * Decided as soon as the ids are known: at preview, or when the resources they come from exist.
 *
 * @param resource - what errors call it, such as `SharedMailbox "support"`.
 * @throws pulumi.RunError naming both resources.
 */
export function once<T>(
  resource: string,
  ids: pulumi.Input<string | number>[],
  claimOf: (...ids: string[]) => Claim,
  value: pulumi.Input<T>,
): pulumi.Output<T> {
  const stack = pulumi.runtime.getStackResource();
  return pulumi.all([pulumi.all(ids), pulumi.output(value)]).apply(([known, passed]) => {
    // What is no id is left to check, which says so.
    if (stack !== undefined && known.every((id) => typeof id === "string" || typeof id === "number")) {
      claim(resource, claimOf(...known.map((id) => String(id).toLowerCase())), declaredOf(stack));
    }
    return passed as T;
  });
}

function claim(resource: string, { thing, rivals = [], part }: Claim, declared: Map<string, string>): void {
  for (const wanted of [thing, ...rivals]) {
    const other = declared.get(wanted);
    if (other !== undefined) {
      throw asItIs(`${other} and ${resource} are both for ${wanted}: remove one of the two`);
    }
  }
  declared.set(thing, resource);
  if (part !== undefined) {
    declared.set(part, resource);
  }
}

/** An error that is printed as its message alone. */
function asItIs(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // It surfaces where Pulumi serialises the property, which prints the stack of any error and puts words before the message.
  error.stack = "";
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
  return error;
}

function declaredOf(stack: pulumi.Resource): Map<string, string> {
  const known = declaredBy.get(stack) ?? new Map<string, string>();
  declaredBy.set(stack, known);
  return known;
}
