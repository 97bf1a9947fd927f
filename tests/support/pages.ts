import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/sources";

/** Every page of the project, relative to its root. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
  ...readdirSync(join(ROOT, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
    .map((file) => `examples/${file}`),
];

/** Why no test runs a block of commands; it stands as a comment on the line above the block. */
export const REASONS = [
  "needs the real service",
  "needs a clone of its own",
  "needs the language host of this version of Pulumi",
];

/** A fenced block. */
export interface Block {
  language: string;
  text: string;
  /** The file that the line before the block names, as in "`Pulumi.yaml`:". */
  file: string | undefined;
  /** The comment on the line above the block. */
  mark: string | undefined;
}

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** The fenced blocks of a text, in its order. */
export function blocksIn(text: string): Block[] {
  const fences = text.matchAll(/(?:`([\w.-]+)`:\n\n)?(?:^<!-- (.*) -->\n)?^```(\w*)\n([\s\S]*?)^```/gm);
  return [...fences].map(([, file, mark, language = "", code = ""]) => ({ language, text: code, file, mark }));
}

/** The blocks of commands in a page that a test has to run: those without a reason above them. */
export function commandsOf(page: string): string[] {
  return blocksIn(readPage(page))
    .filter(({ language, mark }) => language === "sh" && mark === undefined)
    .map(({ text }) => text);
}

/** What stands between the marks of a part, without them. */
export function partOf(document: string, name: string): string {
  const { from, to } = placeOf(document, name);
  return document.slice(from, to);
}

/** The document with one part, which stands between `<!-- name -->` and `<!-- /name -->`, replaced. */
export function withPart(document: string, name: string, text: string): string {
  const { from, to } = placeOf(document, name);
  return document.slice(0, from) + text + document.slice(to);
}

function placeOf(document: string, name: string): { from: number; to: number } {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`the document has no part ${name}`);
  }
  return { from: from + begin.length, to };
}
