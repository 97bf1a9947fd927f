import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { functionNames, functions, type ResourceType, resources, resourceTypes } from "../../provider/registry";
import * as sdk from "../../sdk";
import { PROPERTIES } from "../../sdk/properties";
import { isRequired, propertiesOf } from "../../tools/properties";
import { writtenFromRegistry } from "../../tools/registry";
import { ROOT } from "../../tools/sources";
import { GOOD, TABLE } from "../reliability/harness/badValues";

const fileOf = (type: ResourceType) => `${type.charAt(0).toLowerCase()}${type.slice(1)}.ts`;

describe("the registry", () => {
  it("is what docs/resources.md says of every property; `npm run generate` writes it", () => {
    const page = writtenFromRegistry().find(({ path }) => path === "docs/resources.md");
    assert.equal(readFileSync(join(ROOT, "docs/resources.md"), "utf8"), page?.text);
  });

  it("is what docs/hosts.md says of import ids and settings; `npm run generate` writes it", () => {
    const page = writtenFromRegistry().find(({ path }) => path === "docs/hosts.md");
    assert.equal(readFileSync(join(ROOT, "docs/hosts.md"), "utf8"), page?.text);
  });

  it("is what docs/lookups.md says of every function; `npm run generate` writes it", () => {
    const page = writtenFromRegistry().find(({ path }) => path === "docs/lookups.md");
    assert.equal(readFileSync(join(ROOT, "docs/lookups.md"), "utf8"), page?.text);
  });

  it("is what schema.json has been made from; `npm run generate` makes it", () => {
    const schema = writtenFromRegistry().find(({ path }) => path === "schema.json");
    assert.ok(schema !== undefined);
    assert.deepEqual(JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")), JSON.parse(schema.text));
  });

  it("describes whatever has a name in schema.json", () => {
    const named = namedIn(JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")), "schema.json");
    assert.ok(named.length > 50, `only ${named.length} names were found`);
    assert.deepEqual(
      named.filter(({ description }) => !/^\S.*\.$/.test(description)).map(({ path }) => path),
      [],
    );
    console.log(`      G6: ${named.length} of ${named.length} types, properties, values and settings described`);
  });

  it("is where the SDK has the names of the properties from; `npm run generate` writes them", () => {
    const names = resourceTypes.map((type) => [type, propertiesOf(type).map(([name]) => name)]);
    assert.deepEqual(PROPERTIES, Object.fromEntries(names));
  });

  it("has a file of its own for every type, in each folder that needs one", () => {
    const files = resourceTypes.map(fileOf).sort();
    assert.deepEqual(readdirSync(join(ROOT, "sdk/shell")).sort(), files);
    for (const folder of ["provider/resources", "sdk"]) {
      const there = readdirSync(join(ROOT, folder));
      assert.deepEqual(
        files.filter((file) => !there.includes(file)),
        [],
        folder,
      );
    }
  });

  it("has every bad value of every property in the harness's table, and good inputs of every type", () => {
    const expected = resourceTypes.flatMap((type) => propertiesOf(type).map(([name]) => `${type}.${name}`));
    assert.deepEqual([...new Set(TABLE.map(([type, name]) => `${type}.${name}`))].sort(), expected.sort());
    assert.deepEqual(Object.keys(GOOD).sort(), [...resourceTypes].sort());
  });

  for (const type of resourceTypes) {
    describe(type, () => {
      const source = ts.createSourceFile(
        fileOf(type),
        readFileSync(join(ROOT, "sdk", fileOf(type)), "utf8"),
        ts.ScriptTarget.Latest,
        true,
      );
      const args = source.statements.find(
        (node) => ts.isInterfaceDeclaration(node) && node.name.text === `${type}Args`,
      );
      const made = source.statements.find((node) => ts.isClassDeclaration(node) && node.name?.text === type);
      assert.ok(args !== undefined && ts.isInterfaceDeclaration(args));
      assert.ok(made !== undefined && ts.isClassDeclaration(made));

      it("has a class that the package exports, a shell that names it, and its description before the class", () => {
        assert.ok(Object.keys(sdk).includes(type));
        const shell = readFileSync(join(ROOT, "sdk/shell", fileOf(type)), "utf8");
        assert.ok(shell.includes(`shell("${type}")`), shell);
        assert.ok(docblock(made).startsWith(resources[type].description), docblock(made));
      });

      it("has each property among the class's arguments, required or not, with its description", () => {
        const declared = args.members.filter(ts.isPropertySignature).map((member) => ({
          name: member.name.getText(),
          required: member.questionToken === undefined,
          docblock: docblock(member),
        }));
        const expected = propertiesOf(type).map(([name, property]) => ({ name, required: isRequired(property) }));
        const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
        assert.deepEqual(
          declared.map(({ name, required }) => ({ name, required })).sort(byName),
          expected.sort(byName),
        );
        for (const [name, { description }] of propertiesOf(type)) {
          const text = declared.find((member) => member.name === name)?.docblock;
          assert.ok(text?.includes(description), `${name} is documented as\n${text}\nand described as\n${description}`);
        }
      });

      it("has each property among the class's outputs", () => {
        const outputs = made.members.filter(ts.isPropertyDeclaration).map(({ name }) => name.getText());
        assert.deepEqual(
          outputs.sort(),
          propertiesOf(type)
            .map(([name]) => name)
            .sort(),
        );
      });

      it("has a description of whole sentences for itself and every property", () => {
        for (const [name, { description }] of propertiesOf(type)) {
          assert.match(description, /^[A-Z][^|\n]*[^|\n.]\.$/, name);
        }
        assert.match(resources[type].description, /^[A-Z].*\.$/);
      });
    });
  }
});

describe("the functions of the registry", () => {
  const files = ["people.ts", "mailboxes.ts"].map((file) =>
    ts.createSourceFile(file, readFileSync(join(ROOT, "sdk", file), "utf8"), ts.ScriptTarget.Latest, true),
  );
  const statements = files.flatMap((file) => [...file.statements]);
  const functionCalled = (name: string) =>
    statements.filter(ts.isFunctionDeclaration).find((node) => node.name?.text === name);
  const interfaceCalled = (name: string) =>
    statements.filter(ts.isInterfaceDeclaration).find((node) => node.name.text === name);
  /** The arguments of an interface with those that it inherits, as their names and docblocks. */
  const membersOf = (name: string): [string, string][] => {
    const found = interfaceCalled(name);
    assert.ok(found !== undefined, name);
    const parents = (found.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => expression.getText()),
    );
    const own = found.members.filter(ts.isPropertySignature);
    return [
      ...own.map((member): [string, string] => [member.name.getText(), docblock(member)]),
      ...parents.flatMap(membersOf),
    ];
  };

  for (const name of functionNames) {
    const { description, lookup } = functions[name];

    it(`has ${name} in the SDK in both forms, with its description and its arguments`, () => {
      for (const form of [name, `${name}Output`]) {
        assert.ok(Object.keys(sdk).includes(form), form);
      }
      const made = functionCalled(name);
      assert.ok(made !== undefined);
      assert.ok(docblock(made).startsWith(description), docblock(made));
      const args = /^(?:\w+<)?(\w+)>?$/.exec(made.parameters[0]?.type?.getText() ?? "")?.[1];
      const documented = args === undefined ? [] : membersOf(args);
      assert.deepEqual(documented.map(([member]) => member).sort(), Object.keys(lookup.inputs).sort());
      for (const [member, text] of documented) {
        const about = lookup.inputs[member]?.description ?? "";
        assert.ok(text.includes(about), `${name}.${member} is documented as\n${text}\nand described as\n${about}`);
      }
    });

    it(`describes ${name} and all it takes and answers in whole sentences`, () => {
      const fields = [...Object.entries(lookup.inputs), ...Object.entries(lookup.outputs)];
      for (const [field, about] of fields) {
        assert.match(about.description, /^[A-Z][^|\n]*[^|\n.]\.$/, field);
      }
      assert.match(description, /^[A-Z].*\.$/);
    });
  }
});

/** What schemas hold by name. */
const BY_NAME = ["variables", "types", "resources", "functions", "properties", "inputProperties"];

/** Whatever has a name in a part of a schema, and each value of an enum. */
function namedIn(part: unknown, path: string): { path: string; description: string }[] {
  return Object.entries(isRecord(part) ? part : {}).flatMap(([key, value]) => {
    const members = BY_NAME.includes(key) || key === "enum" ? Object.entries(isRecord(value) ? value : {}) : [];
    const own = members.map(([name, member]) => ({
      path: `${path}.${key}.${name}`,
      description: String(isRecord(member) ? member.description : undefined),
    }));
    return [...own, ...namedIn(value, `${path}.${key}`)];
  });
}

/** The text of a docblock on one line, without its links' braces. */
function docblock(node: ts.Node): string {
  const [block] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (block?.getText() ?? "")
    .replace(/^\/\*\*|\*\/$/g, "")
    .replace(/\n\s*\* ?/g, " ")
    .replace(/\{@link (\w+)\}/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
