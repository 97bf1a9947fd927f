/** What the program declares in this run of the engine. */
import { isUnknown } from "../../engine/check";
import { CLAIMS, Claims } from "../../engine/claims";
import type { ResourceType } from "../../registry";
import { warningsAbout } from "../../service/roles";
import type { Properties } from "./wire";

/** A resource as the engine names it. */
export interface Named {
  urn: string;
  type: ResourceType;
  name: string;
}

/** Two resources of one program must not stand for the same thing, and roles that may be a mistake are warned of once. */
export class Program {
  private readonly claims = new Claims();
  private readonly warned = new Set<string>();

  /**
   * Why the program must not declare the resource, where it must not. The engine may ask several times, and in a preview not
   * every id is known.
   */
  refusalOf({ urn, type, name }: Named, inputs: Properties): string | undefined {
    const { properties, of } = CLAIMS[type];
    const values = properties.map((property) => inputs[property]);
    return values.every((value) => typeof value === "string") && !values.some(isUnknown)
      ? this.claims.take(`${type} "${name}"`, of(...values.map((value) => value.toLowerCase())), urn)
      : undefined;
  }

  /** Warnings about the roles of a resource that were not given yet. */
  warningsAbout({ urn }: Named, { roles, access }: Properties): string[] {
    const lists = [roles, ...Object.values(typeof access === "object" && access !== null ? access : {})];
    const warnings = lists.flatMap((list) => (isTexts(list) ? warningsAbout(list) : []));
    return warnings.filter((warning) => {
      const key = `${urn} ${warning}`;
      const isNew = !this.warned.has(key);
      this.warned.add(key);
      return isNew;
    });
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
