import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { resourceTypes } from "../../provider/registry";
import { ROOT } from "../../tools/sources";
import { blocksIn, PAGES, readPage } from "../support/pages";

const kind = z.looseObject({
  inputProperties: z.record(z.string(), z.unknown()),
  requiredInputs: z.array(z.string()).default([]),
});
const schema = z
  .object({ provider: kind, resources: z.record(z.string(), kind) })
  .parse(JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")));
const program = z.object({
  resources: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) })),
});

/** The resources of all programs in YAML. */
const declared = PAGES.flatMap((page) =>
  blocksIn(readPage(page))
    .filter(({ language, text }) => language === "yaml" && /^resources:/m.test(text))
    .flatMap(({ text }) =>
      Object.entries(program.parse(parse(text)).resources).map(([name, given]) => ({ page, name, ...given })),
    ),
);

function kindOf(type: string) {
  return type === "pulumi:providers:yandex360"
    ? schema.provider
    : schema.resources[type.replace(/^yandex360:(\w+)$/, "yandex360:index:$1")];
}

describe("the programs in YAML in the documentation", () => {
  it("show every type of the package on its page", () => {
    const types = declared.filter(({ page }) => page === "docs/resources.md").map(({ type }) => type);
    assert.deepEqual(
      types,
      resourceTypes.map((type) => `yandex360:${type}`),
    );
  });

  for (const { page, name, type, properties } of declared) {
    it(`give ${name} in ${page} the properties that ${type} has in the schema, and all that it needs`, () => {
      const known = kindOf(type);
      assert.ok(known !== undefined, `${type} is no type`);
      const given = Object.keys(properties);
      assert.deepEqual(
        given.filter((property) => !(property in known.inputProperties)),
        [],
      );
      assert.deepEqual(
        known.requiredInputs.filter((property) => !given.includes(property)),
        [],
      );
    });

    it(`write the ids of ${name} in ${page} as text`, () => {
      const ids = Object.entries(properties).filter(([property]) => property.endsWith("Id"));
      assert.deepEqual(
        ids.filter(([, id]) => typeof id !== "string"),
        [],
      );
    });
  }
});
