import * as pulumi from "@pulumi/pulumi";

/** What each program run has declared. Several runs may share one process (Automation API); without a stack, in unit tests with mocks, nothing is compared. */
const declaredBy = new WeakMap<pulumi.Resource, Map<string, string>>();

/**
 * Lets `value` through once per program for each thing; a second resource for the same thing would fight the first.
 * Decided as soon as the ids are known: at preview, or when the resources they come from exist.
 *
 * @param what - what the two resources would both be, such as `the access of employee … to mailbox …`.
 * @throws pulumi.RunError naming both resources.
 */
export function once<T>(
  resource: { type: string; name: string },
  ids: pulumi.Input<string | number>[],
  value: pulumi.Input<T>,
): pulumi.Output<T> {
  const stack = pulumi.runtime.getStackResource();
  return pulumi.all([pulumi.all(ids), pulumi.output(value)]).apply(([parts, passed]) => {
    const declared = stack === undefined ? undefined : declaredOf(stack);
    const thing = `${resource.type} ${parts.join("/").toLowerCase()}`;
    const other = declared?.get(thing);
    if (other !== undefined) {
      throw new pulumi.RunError(
        `${resource.type} "${other}" and ${resource.type} "${resource.name}" are for the same ${parts.join(" and ")}: remove one of the two`,
      );
    }
    declared?.set(thing, resource.name);
    return passed as T;
  });
}

function declaredOf(stack: pulumi.Resource): Map<string, string> {
  const known = declaredBy.get(stack) ?? new Map<string, string>();
  declaredBy.set(stack, known);
  return known;
}
