/** The properties of the registry's types, as what is written from it needs them. */
import { type ResourceType, resources } from "../provider/registry";
import type { Property } from "../provider/resources/lifecycle";

/** The properties of a resource type, in the registry's order. */
export function propertiesOf(type: ResourceType): [name: string, property: Property][] {
  return Object.entries<Property>(resources[type].lifecycle.properties);
}

/** Whether a program has to give the property. */
export function isRequired({ schema, setting }: Property): boolean {
  return setting === undefined && !schema.safeParse(undefined).success;
}
