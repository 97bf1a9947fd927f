/** What is written from the shapes of organization files: their JSON Schema, and the tables of docs/organization-file.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { jsonSchema, SHAPES } from "../organization";
import { vocabulary } from "../provider/vocabulary";
import type { Written } from "./registry";
import { ROOT } from "./sources";

const PAGE = "docs/organization-file.md";

/** The keys of a mapping of the format. */
type Shape = Readonly<Record<string, z.ZodType>>;

/** Every file, or part of one, that the shapes decide on. */
export function writtenFromShapes(): Written[] {
  return [
    {
      path: "organization/organization.schema.json",
      text: `${JSON.stringify(jsonSchema(vocabulary), null, 2)}\n`,
    },
    { path: PAGE, text: withTables(readFileSync(join(ROOT, PAGE), "utf8")) },
  ];
}

/** The page with each table between its two comments written anew. */
function withTables(page: string): string {
  return Object.entries<Shape>(SHAPES).reduce((text, [name, shape]) => {
    const [begin, end] = [`<!-- ${name}: written by \`npm run generate\` -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) {
      throw new Error(`${PAGE} has no place for the table of ${name}: put ${begin} and ${end} into its section`);
    }
    return `${text.slice(0, from)}${begin}\n\n${table(shape)}\n${text.slice(to)}`;
  }, page);
}

function table(shape: Shape): string {
  const rows = Object.entries(shape).map(([key, schema]) => {
    const required = schema.safeParse(undefined).success ? "no" : "yes";
    return `| \`${key}\` | ${required} | ${schema.description} |\n`;
  });
  return `| key | required | what |\n|---|---|---|\n${rows.join("")}`;
}
