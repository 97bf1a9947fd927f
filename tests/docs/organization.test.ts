import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCHEMA_PLACE } from "../../organization";
import { writtenFromRegistry } from "../../tools/registry";
import { ROOT } from "../../tools/sources";

const PATH = "organization/organization.schema.json";

describe("the JSON Schema of organization files", () => {
  it("is made from the shapes; `npm run generate` writes it", () => {
    const schema = writtenFromRegistry().find(({ path }) => path === PATH);
    assert.equal(readFileSync(join(ROOT, PATH), "utf8"), schema?.text);
  });

  it("is where a written file says that it is, in the installed package", () => {
    const { name, files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      name: string;
      files: string[];
    };
    assert.equal(SCHEMA_PLACE, `./node_modules/${name}/${PATH}`);
    assert.ok(files.includes(PATH));
  });
});
