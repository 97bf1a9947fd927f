import * as pulumi from "@pulumi/pulumi";

/** The module in the token of every resource, such as `pulumi-nodejs:dynamic/yandex360:SharedMailbox`. State depends on it. */
export const MODULE = "yandex360";

/** Whether `value` is a resource of this package's type, whichever copy of the package made it. */
export function isOfType(value: unknown, type: string): boolean {
  return (
    pulumi.CustomResource.isInstance(value) &&
    "__pulumiType" in value &&
    value.__pulumiType === `pulumi-nodejs:dynamic/${MODULE}:${type}`
  );
}
