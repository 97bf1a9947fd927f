import { strict as assert } from "node:assert";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { delegatedMailbox } from "../../provider/delegatedMailbox";
import type { Property } from "../../provider/lifecycle";
import { mailboxAccess } from "../../provider/mailboxAccess";
import { mailboxAccessList } from "../../provider/mailboxAccessList";
import { readSettings, SOURCES } from "../../provider/settings";
import { sharedMailbox } from "../../provider/sharedMailbox";
import { ROOT, sourcesIn } from "../../tools/sources";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const PAGES = [
  ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`),
  ...readdirSync(join(ROOT, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
    .map((file) => `examples/${file}`),
];

/** The fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) => code ?? "");
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
  it("shows the quickstart program on its first page, to the letter", () => {
    assert.equal(blocks(read("README.md"), "ts")[0], read("examples/quickstart/index.ts"));
  });

  it("lists every setting with its key, variable and default", () => {
    const { settings } = readSettings(() => undefined);
    const documented = rows(read("README.md"), "Use it").map(([key, variable, otherwise]) => [
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

  const lifecycles = {
    SharedMailbox: sharedMailbox,
    DelegatedMailbox: delegatedMailbox,
    MailboxAccess: mailboxAccess,
    MailboxAccessList: mailboxAccessList,
  };
  for (const [type, { properties }] of Object.entries(lifecycles)) {
    it(`says of every property of ${type} whether a change updates or replaces`, () => {
      const documented = rows(read("docs/resources.md"), type)
        .filter(([name]) => name !== undefined && name in properties)
        .map(([name, , change]) => [name, change?.includes("replaces") ? "replace" : "update"]);
      const actual = Object.entries<Property>(properties)
        .filter(([name]) => name !== "orgId")
        .map(([name, { change }]) => [name, change]);
      assert.deepEqual(documented.sort(), actual.sort());
    });
  }

  it("has no link to a file that is not there", () => {
    const broken = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target ?? "")
        .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it("has only TypeScript that compiles, in pages and in docblocks", function () {
    this.timeout(60_000);
    const fromPages = PAGES.flatMap((page) => blocks(read(page), "ts").map((code) => ({ from: page, code })));
    const fromDocblocks = sourcesIn("sdk").flatMap(({ path, text }) =>
      blocks(text.replace(/^ \* ?/gm, ""), "ts").map((code) => ({ from: path, code })),
    );
    const snippets = [...fromPages, ...fromDocblocks];
    assert.ok(snippets.length >= 6, `only ${snippets.length} snippets were found`);
    assert.deepEqual(compile(snippets), []);
  });
});

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
