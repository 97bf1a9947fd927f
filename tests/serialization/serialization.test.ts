import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { succeed } from "../acceptance/support/command";
import { build, CURRENT_SDK, LOWEST_SDK, REPOSITORY } from "../acceptance/support/packed";
import { byNpm, type Layout, linked, otherBuild, strict } from "./layouts";

const SECRET = "y0_a-token-of-the-environment";
const TYPES = ["SharedMailbox", "DelegatedMailbox", "MailboxAccess"];
const METHODS = ["check", "diff", "create", "read", "update", "delete"];

async function runIn(layout: Layout, program: string, ...args: string[]): Promise<string> {
  cpSync(join(__dirname, "programs", program), join(layout, program));
  const env = { ...process.env, YANDEX360_TOKEN: SECRET, YANDEX360_ORG_ID: "4815162342" };
  return (await succeed("node", [program, ...args], { cwd: layout, env })).stdout;
}

async function serialize(layout: Layout): Promise<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(JSON.parse(await runIn(layout, "serialize.cjs")));
}

describe("What Pulumi stores of the package in every resource", function () {
  this.timeout(300_000);

  const layouts: [title: string, make: () => Promise<Layout>, reference: RegExp][] = [
    [`installed by npm, with SDK ${CURRENT_SDK}`, () => byNpm(), /require\("pulumi-yandex360\/shell\/\w+"\)/],
    [`installed by npm, with SDK ${LOWEST_SDK}`, () => byNpm(LOWEST_SDK), /require\("pulumi-yandex360\/shell\/\w+"\)/],
    ["linked", linked, /require\("pulumi-yandex360\/provider"\)/],
    ["in pnpm's strict layout", strict, /require\("pulumi-yandex360\/\w+(\/\w+)?"\)/],
  ];
  const stored = new Map<string, Record<string, string>>();

  for (const [title, make, reference] of layouts) {
    describe(title, () => {
      let layout: Layout;
      let texts: Record<string, string> = {};
      before(async () => {
        layout = await make();
        texts = await serialize(layout);
        stored.set(title, texts);
      });

      it("is at most 1 KB of text for each type, which refers to the package by name", () => {
        assert.deepEqual(Object.keys(texts).sort(), [...TYPES].sort());
        for (const text of Object.values(texts)) {
          assert.ok(text.length <= 1024, `${text.length} bytes:\n${text}`);
          assert.match(text, reference);
        }
        console.log(
          `        ${Object.entries(texts)
            .map(([type, { length }]) => `${type} ${length} bytes`)
            .join(", ")}`,
        );
      });

      it("holds no secret, no setting and no path of this machine", () => {
        for (const text of Object.values(texts)) {
          for (const forbidden of [SECRET, "4815162342", layout, REPOSITORY, "/tmp/", process.cwd(), "file:"]) {
            assert.equal(text.includes(forbidden), false, text);
          }
        }
      });

      it("becomes in Pulumi's host a provider that has every method as soon as `configure` was called", async () => {
        const methods: unknown = JSON.parse(await runIn(layout, "host.cjs", JSON.stringify(texts)));

        assert.deepEqual(methods, Object.fromEntries(TYPES.map((type) => [type, METHODS])));
      });
    });
  }

  describe("everywhere", () => {
    it("is the same text with the lowest and the current version of Pulumi's SDK", () => {
      const [current, lowest] = layouts.map(([title]) => stored.get(title));

      assert.notEqual(current, undefined);
      assert.deepEqual(lowest, current);
    });

    it("is the same text in another build of the package, installed or linked", async () => {
      assert.deepEqual(await serialize(await otherBuild(await build("again"))), stored.get("linked"));
    });
  });
});
