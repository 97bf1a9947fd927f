import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSdk } from "../../tools/pulumi/generateSdk";
import { SCRATCH } from "../support/cli/packed";

const PROPERTIES = { displayName: { type: "string", description: "What people see." } };
const SCHEMA = {
  name: "sample",
  version: "1.2.3",
  language: { go: { importBasePath: "example.org/sample/sdk/go/sample" } },
  resources: {
    "sample:index:Thing": {
      description: "A thing.",
      properties: PROPERTIES,
      required: ["displayName"],
      inputProperties: PROPERTIES,
    },
  },
};

/** A file of the SDK in each language, and a line that it has. */
const SDKS = [
  ["nodejs", "thing.ts", "export class Thing extends pulumi.CustomResource {"],
  ["python", "pulumi_sample/thing.py", "class Thing(pulumi.CustomResource):"],
  ["go", "sample/thing.go", '\tDisplayName pulumi.StringOutput `pulumi:"displayName"`'],
] as const;

describe("Pulumi's generator of SDKs", function () {
  this.timeout(900_000);
  const folder = mkdtempSync(join(SCRATCH, "sdks-"));
  const sdk = join(folder, "sdk");
  const file = (name: string, schema: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(schema));
    return join(folder, name);
  };

  for (const [language, path, line] of SDKS) {
    it(`writes an SDK for ${language}`, async () => {
      await generateSdk(file("schema.json", SCHEMA), language, join(sdk, language));
      const lines = readFileSync(join(sdk, language, path), "utf8").split("\n");
      assert.ok(lines.includes(line), lines.join("\n"));
    });
  }

  it("tells every error in a schema, and writes nothing", async () => {
    const broken = structuredClone(SCHEMA);
    broken.resources["sample:index:Thing"].required.push("email", "owner");
    await assert.rejects(generateSdk(file("broken.json", broken), "python", join(sdk, "broken")), (error: Error) => {
      assert.match(error.message, /^SDK for python: error: .*required property "email"/);
      assert.match(error.message, /\nerror: .*required property "owner"/);
      assert.match(error.message, /broken\.json: 2 errors and warnings$/);
      return true;
    });
    assert.equal(existsSync(join(sdk, "broken")), false);
  });

  it("takes a warning for an error", async () => {
    const thing = { ...SCHEMA.resources["sample:index:Thing"], properties: { ...PROPERTIES, urn: { type: "string" } } };
    const doubtful = { ...SCHEMA, resources: { "sample:index:Thing": thing } };
    await assert.rejects(
      generateSdk(file("doubtful.json", doubtful), "go", join(sdk, "doubtful")),
      /^Error: SDK for go: warning: .*urn is a reserved property name/,
    );
  });

  it("takes a word that no schema has for an error", async () => {
    const misspelt = { ...SCHEMA, licence: "Apache-2.0" };
    await assert.rejects(generateSdk(file("misspelt.json", misspelt), "nodejs", join(sdk, "misspelt")), /"licence"/);
  });
});
