/** What is written from the registry: the property names of the SDK, the tables of docs/resources.md, and schema.json. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ResourceType, resources, resourceTypes } from "../provider/registry";
import type { Property } from "../provider/resources/lifecycle";
import { hostSections } from "./hosts";
import { lookupSections } from "./lookups";
import { isRequired, propertiesOf } from "./properties";
import { packageSchema } from "./schema";
import { ROOT } from "./sources";

/** A file as the registry has it; its path is relative to the project's root. */
export interface Written {
  path: string;
  text: string;
}

/** Every file, or part of one, that the registry decides on. */
export function writtenFromRegistry(): Written[] {
  return [
    { path: "sdk/properties.ts", text: propertyNames() },
    { path: "docs/resources.md", text: withTables("docs/resources.md", resourceTypes.map(ofType)) },
    { path: "docs/hosts.md", text: withTables("docs/hosts.md", hostSections()) },
    { path: "docs/lookups.md", text: withTables("docs/lookups.md", lookupSections()) },
    { path: "schema.json", text: packageSchema() },
  ];
}

function propertyNames(): string {
  const names = (type: ResourceType) => propertiesOf(type).map(([name]) => `    "${name}",\n`);
  return `/** The names of each resource type's properties. Written from provider/registry.ts by \`npm run generate\`. */
export const PROPERTIES = {
${resourceTypes.map((type) => `  ${type}: [\n${names(type).join("")}  ],\n`).join("")}} as const;

/** The resource types of the package. */
export type ResourceType = keyof typeof PROPERTIES;
`;
}

/** The page with each table between its two comments written anew. */
function withTables(page: string, sections: readonly (readonly [name: string, text: string])[]): string {
  return sections.reduce(
    (text, [name, section]) => {
      const [begin, end] = [`<!-- ${name}: written by \`npm run generate\` -->\n`, `<!-- end of ${name} -->`];
      const [before, rest = ""] = text.split(begin);
      const [, after] = rest.split(end);
      if (before === undefined || after === undefined) {
        throw new Error(
          `${page} has no place for the table of ${name}: put ${begin.trim()} and ${end} into its section`,
        );
      }
      return `${before}${begin}\n${section}\n${end}${after}`;
    },
    readFileSync(join(ROOT, page), "utf8"),
  );
}

function ofType(type: ResourceType): readonly [name: string, text: string] {
  return [type, section(type)];
}

function section(type: ResourceType): string {
  const properties = propertiesOf(type);
  const rows = [
    ...properties.filter(([, property]) => isRequired(property)),
    ...properties.filter(([, property]) => !isRequired(property)),
  ].map(([name, property]) => {
    const change = property.change === "replace" ? "**replaces**" : "updates";
    return `| \`${name}\` | ${whetherRequired(property)} | ${change} | ${property.description} |\n`;
  });
  return `${resources[type].description}

| property | required | a change | what |
|---|---|---|---|
${rows.join("")}`;
}

function whetherRequired(property: Property): string {
  const { schema, setting } = property;
  if (isRequired(property)) {
    return "yes";
  }
  const otherwise = schema.safeParse(undefined).data;
  return setting === undefined
    ? `no, ${otherwise === "" ? "empty" : `\`${otherwise}\``}`
    : `no, \`yandex360:${setting}\``;
}
