import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Directory } from "../../organization";
import { check, inOrder, lineOf, parse, resolve, SCHEMA_PLACE, SHAPES, write } from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { writtenFromShapes } from "../../tools/organizationFile";
import { ROOT } from "../../tools/sources";
import { blocksIn, readPage } from "../support/pages";

const SCHEMA = "organization/organization.schema.json";
const PAGE = "docs/organization-file.md";
const NOW = new Date("2026-11-26T06:00:00Z");

/** What the page says of the organization: who is there, and that Finance has nobody in it. */
const DIRECTORY: Directory = {
  employees: ["anna", "boris", "vera", "larisa"].map((nickname, at) => ({
    id: String(1130000000000001 + at),
    nickname,
    email: `${nickname}@acme.example`,
    departmentId: nickname === "vera" ? "3" : "1",
  })),
  groups: [
    {
      id: "1",
      name: "Sales",
      email: "sales@acme.example",
      members: { employees: ["1130000000000002"], groups: [], departments: [] },
    },
  ],
  departments: [
    { id: "2", name: "Finance" },
    { id: "3", name: "Accounting", parentId: "2" },
  ],
};

/** All that is said of a text, as lines. */
function said(text: string): { problems: string[]; warnings: string[] } {
  const parsed = parse(text, "organization.acme.yaml", vocabulary);
  const checked = check(parsed, { vocabulary, now: NOW, stack: "acme" });
  const resolved = resolve(parsed, DIRECTORY, { vocabulary, now: NOW });
  return {
    problems: inOrder([...parsed.problems, ...checked.problems, ...resolved.problems]).map(lineOf),
    warnings: inOrder([...checked.warnings, ...resolved.warnings]).map(lineOf),
  };
}

describe("the JSON Schema of organization files", () => {
  it("is made from the shapes, as the tables of the page are; `npm run generate` writes them", () => {
    for (const { path, text } of writtenFromShapes()) {
      assert.equal(readFileSync(join(ROOT, path), "utf8"), text, path);
    }
  });

  it("is where a written file says that it is, in the installed package", () => {
    const { name, files } = JSON.parse(readPage("package.json")) as { name: string; files: string[] };
    assert.equal(SCHEMA_PLACE, `./node_modules/${name}/${SCHEMA}`);
    assert.ok(files.includes(SCHEMA));
  });

  it("says of every key, in whole sentences, what it is", () => {
    const texts = Object.values(SHAPES).flatMap((shape) => Object.values(shape).map(({ description }) => description));
    assert.deepEqual(
      texts.filter((text = "") => !/^[A-Z][^|\n]*[^.]\.$/.test(text)),
      [],
    );
  });

  it("completes the names of the roles", () => {
    const text = readFileSync(join(ROOT, SCHEMA), "utf8");
    for (const name of [...Object.keys(vocabulary.roles), ...Object.values(vocabulary.roles)]) {
      assert.ok(text.includes(`"${name}"`), name);
    }
  });
});

describe(PAGE, () => {
  const blocks = blocksIn(readPage(PAGE));
  const files = blocks.filter(({ language }) => language === "yaml").map(({ text }) => text);

  it("shows files that are accepted without a warning", () => {
    assert.ok(files.length >= 1);
    for (const text of files) {
      assert.deepEqual(said(text), { problems: [], warnings: [] }, text);
    }
  });

  it("shows a file that is read as what is written from it", () => {
    const { spec } = parse(files[0] ?? "", "page", vocabulary);
    assert.ok(spec !== undefined);
    assert.deepEqual(parse(write(spec), "written", vocabulary).spec, spec);
  });

  it("shows what is refused as it is refused", () => {
    const [refused, lines] = ["yml", "text"].map(
      (name) => blocks.find(({ language }) => language === name)?.text ?? "",
    );
    assert.equal(said(refused ?? "").problems.join("\n"), lines?.trim());
  });
});
