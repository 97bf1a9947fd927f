import * as pulumi from "@pulumi/pulumi";

import { given, workable } from "./given";
import { lookBeforeMade } from "./preview";
import { PROPERTIES, type ResourceType } from "./properties";
import { providerText } from "./providerText";
import { unique } from "./unique";

/** The module in the token of every resource, such as `pulumi-nodejs:dynamic/yandex360:SharedMailbox`. State depends on it. */
const MODULE = "yandex360";

/**
 * A resource of Pulumi's dynamic host. It is not a `pulumi.dynamic.Resource`, which would write into state where the package
 * lies, and fails where Pulumi's own serialisation does not find it.
 */
export abstract class Resource extends pulumi.CustomResource {
  protected constructor(type: ResourceType, name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    // Each property is an output also where it is not given.
    const properties = PROPERTIES[type];
    const absent = Object.fromEntries(properties.map((property) => [property, undefined]));
    const resource = `${type} "${name}"`;
    const props = { ...absent, ...unique(type, resource, given(resource, args)), __provider: providerText(type) };
    // What was the provider plugin's before stays the same resource, as the plugin's own SDKs do the other way round.
    const aliases = [{ type: `${MODULE}:index:${type}` }];
    super(tokenOf(type), name, props, pulumi.mergeOptions(workable(resource, opts), { aliases }));
    lookBeforeMade(type, this, properties, args, opts);
  }
}

/** Whether `value` is a resource of this package's type, whichever copy of the package made it. */
export function isOfType(value: unknown, type: ResourceType): boolean {
  return pulumi.CustomResource.isInstance(value) && "__pulumiType" in value && value.__pulumiType === tokenOf(type);
}

function tokenOf(type: ResourceType): string {
  return `pulumi-nodejs:dynamic/${MODULE}:${type}`;
}
