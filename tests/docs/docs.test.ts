import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { readSettings, SOURCES } from "../../provider/engine/settings";
import { ROOT, sourcesIn } from "../../tools/sources";
import { blocksIn, PAGES, REASONS, readPage } from "../support/pages";

const manifest = z.object({ files: z.array(z.string()) }).parse(JSON.parse(readPage("package.json")));
/** Whether npm packs the file. */
const isShipped = (file: string) =>
  ["README.md", "LICENSE", "package.json", ...manifest.files].some((part) => `${file}/`.startsWith(`${part}/`));

/** The code of a text's fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return blocksIn(text)
    .filter((block) => block.language === language)
    .map(({ text }) => text);
}

/** The rows of the tables below a heading, cell by cell, without the backquotes of names. */
function rows(page: string, heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return section
    .split("\n")
    .filter((row) => row.startsWith("| `"))
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")),
    );
}

describe("the documentation", () => {
  for (const page of ["README.md", "docs/getting-started.md"]) {
    it(`shows the quickstart program in ${page}, to the letter`, () => {
      assert.equal(blocks(readPage(page), "ts")[0], readPage("examples/quickstart/index.ts"));
    });
  }

  it("lists every setting with its key, variable and default", () => {
    const { settings } = readSettings(() => undefined);
    const documented = rows(readPage("README.md"), "Use it").map(([key, variable, otherwise]) => [
      key,
      variable,
      otherwise,
    ]);
    const actual = Object.entries(SOURCES).map(([name, { key, variable }]) => [
      key,
      variable,
      String(settings?.[name as keyof typeof SOURCES] ?? ""),
    ]);
    assert.deepEqual(documented, actual);
  });

  const links = PAGES.flatMap((page) =>
    [...readPage(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([link, target = "", anchor]) => ({
      from: `${page}: ${link}`,
      page,
      target: target === "" ? page : normalize(join(dirname(page), target)),
      anchor,
    })),
  );

  it("has no link to a file or a heading that is not there", () => {
    const broken = links.filter(
      ({ target, anchor }) =>
        !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(readPage(target)).includes(anchor)),
    );
    assert.deepEqual(
      broken.map(({ from }) => from),
      [],
    );
  });

  it("links in the package to nothing that is not in the package", () => {
    const broken = links.filter(({ page, target }) => isShipped(page) && !isShipped(target));
    assert.ok(isShipped("docs/getting-started.md"));
    assert.deepEqual(
      broken.map(({ from }) => from),
      [],
    );
  });

  it("says above a block of commands only what is a reason not to run it", () => {
    const marked = PAGES.flatMap((page) =>
      blocksIn(readPage(page)).flatMap(({ language, mark }) =>
        language === "sh" && mark !== undefined && !REASONS.includes(mark) ? [`${page}: ${mark}`] : [],
      ),
    );
    assert.deepEqual(marked, []);
  });

  it("has only TypeScript that compiles, in pages and in docblocks", () => {
    const fromPages = PAGES.flatMap((page) => blocks(readPage(page), "ts").map((code) => ({ from: page, code })));
    const fromDocblocks = sourcesIn("sdk").flatMap(({ path, text }) =>
      blocks(text.replace(/^ \* ?/gm, ""), "ts").map((code) => ({ from: path, code })),
    );
    const snippets = [...fromPages, ...fromDocblocks];
    assert.ok(snippets.length >= 6, `only ${snippets.length} snippets were found`);
    assert.deepEqual(compile(snippets), []);
  });
});

/** What a link to a heading of the page can name. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The errors of the snippets, compiled as modules of an example with the project's settings. */
function compile(snippets: { from: string; code: string }[]): string[] {
  const files = new Map(
    snippets.map(({ from, code }, at) => [
      join(ROOT, "examples/quickstart", `snippet${at}.mts`),
      { from, code: `${code}\nexport {};\n` },
    ]),
  );
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const snippet = files.get(name);
    return snippet === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, snippet.code, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const from = files.get(file?.fileName ?? "")?.from ?? file?.fileName;
    return `${from}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
