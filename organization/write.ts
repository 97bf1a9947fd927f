/** A spec as the text of an organization file. */
import { Document } from "yaml";
import { keysOfFormat, type Spec } from "./schema";
import { nodeOf, textOf } from "./style";

/** Where editors find the JSON Schema, from a file beside node_modules. */
export const SCHEMA_PLACE = "./node_modules/pulumi-yandex360/organization/organization.schema.json";

/**
 * The text of a file: the same for each spec that says the same, since mailboxes, teams and access are sorted by their keys.
 * Lists keep their order.
 *
 * @param schema - where the JSON Schema is, for the first line, which editors read. Default: in the npm package.
 */
export function write(spec: Spec, schema: string = SCHEMA_PLACE): string {
  const document = new Document();
  document.contents = nodeOf(document, ordered(spec));
  // A comment before the document would be followed by an empty line.
  return `# yaml-language-server: $schema=${schema}\n${textOf(document)}`;
}

/** The keys that the format knows, wherever they stand, in the order in which they are written. */
const ORDER = new Map(keysOfFormat().map((key, at) => [key, at] as const));

/** The data with the keys of the format in one order, and names sorted after them. */
export function ordered(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    return data;
  }
  const rank = (key: string) => ORDER.get(key) ?? ORDER.size;
  const entries = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, ordered(value)]));
}
