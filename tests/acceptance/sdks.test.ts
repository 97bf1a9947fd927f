import assert from "node:assert/strict";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSdk } from "../../tools/pulumi/generateSdk";
import { SCRATCH } from "../support/cli/packed";

const PROPERTIES = { displayName: { type: "string", description: "What people see." } };
const SCHEMA = {
  name: "sample",
  version: "1.2.3",
  resources: {
    "sample:index:Thing": {
      description: "A thing.",
      properties: PROPERTIES,
      required: ["displayName"],
      inputProperties: PROPERTIES,
    },
  },
};

describe("Pulumi's generator of SDKs", function () {
  this.timeout(900_000);
  const folder = mkdtempSync(join(SCRATCH, "sdks-"));
  const sdk = join(folder, "sdk");
  const file = (name: string, schema: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(schema));
    return join(folder, name);
  };

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
