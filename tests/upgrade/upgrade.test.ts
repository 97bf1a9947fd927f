import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ORG, TOKEN } from "../support/cli/project";
import { CONTENT, currentTexts, RecordedProject, recordedTexts, STATES, VERSION } from "./recording";

const RELEASES = readdirSync(STATES)
  .filter((file) => file.endsWith(".json") && !file.endsWith(".texts.json"))
  .map((file) => file.replace(/\.json$/, ""));
const read = (file: string) => readFileSync(join(STATES, file), "utf8");

/** 0.1.0 wrote other texts where it was installed than where it was linked. */
const layouts = z.union([z.strictObject({ installed: recordedTexts, linked: recordedTexts }), recordedTexts]);

describe("What earlier releases have left in state", function () {
  this.timeout(300_000);

  it("is, from the first release after 0.1.0 on, one text for each resource type that never changes", async () => {
    const texts = await currentTexts();

    assert.deepEqual(texts, recordedTexts.parse(JSON.parse(readFileSync(join(__dirname, "texts.json"), "utf8"))));
    for (const release of RELEASES.filter((one) => one !== "0.1.0")) {
      assert.deepEqual(recordedTexts.parse(JSON.parse(read(`${release}.texts.json`))), texts);
    }
  });

  it("is recorded for this version; `npx tsx tests/upgrade/record.ts` does it", () => {
    assert.ok(RELEASES.includes(VERSION), RELEASES.join(", "));
  });

  for (const release of RELEASES) {
    describe(`recorded state of ${release}`, () => {
      const project = new RecordedProject(CONTENT);
      let resources = 0;
      before(async () => {
        await project.open();
        await project.succeed(`stack import --file ${join(STATES, `${release}.json`)}`);
        resources = (await project.state()).size;
      });
      after(() => project.close());

      it("holds all four resource types, and no token, ciphertext, address or path of a machine", () => {
        const text = read(`${release}.json`);
        const types = new Set(
          [...text.matchAll(/"type": "pulumi-nodejs:dynamic\/yandex360:(\w+)"/g)].map(([, type]) => type),
        );
        const forbidden = [
          TOKEN,
          // The key by which the engine marks a secret.
          "4dabf18193072939515e22adb298388d",
          '"ciphertext"',
          "127.0.0.1",
          "localhost",
          "file://",
          "/home/",
          "/Users/",
          "/tmp/",
        ];

        assert.deepEqual([...types].sort(), [
          "DelegatedMailbox",
          "MailboxAccess",
          "MailboxAccessList",
          "SharedMailbox",
        ]);
        assert.deepEqual(
          forbidden.filter((part) => text.includes(part)),
          [],
        );
        const positions = [...text.matchAll(/"sourcePosition": "([^"]*)"/g)].map(([, position]) => position ?? "");
        assert.deepEqual(
          positions.filter((position) => !/^project:\/\/\/(\.\.\/node_modules\/|index\.js)/.test(position)),
          [],
        );
      });

      it("is previewed by this version without a change and without a request", async () => {
        const { steps, requests, output } = await project.succeed("preview --expect-no-changes");

        assert.deepEqual([steps, requests], [[], []]);
        assert.match(output, new RegExp(`${resources + 1} unchanged`));
      });

      it("is refreshed by this version without a difference", async () => {
        const { steps, requests, writes } = await project.succeed("refresh --expect-no-changes");

        assert.deepEqual([steps, writes], [[], []]);
        assert.ok(requests.length > 0);
        assert.equal((await project.state()).size, resources);
      });

      it("is destroyed by this version, which leaves the organization empty", async () => {
        const { steps } = await project.succeed("destroy");

        assert.equal(steps.length, resources);
        assert.deepEqual(project.emulator.organization(ORG).snapshot(), { shared: [], delegated: [], access: [] });
        assert.deepEqual(project.emulator.strictViolations, []);
        console.log(`        R7: ${release}: ${resources} resources, 0 changes and 0 requests in preview, destroyed`);
      });

      it("holds the provider texts that are recorded beside it", () => {
        const recorded = layouts.parse(JSON.parse(read(`${release}.texts.json`)));
        const stored = new Set(
          [...read(`${release}.json`).matchAll(/"__provider": ("(?:[^"\\]|\\.)*")/g)].map(([, json]) => json),
        );
        assert.deepEqual(
          [...stored].map((json) => JSON.parse(json ?? "")).sort(),
          Object.values("installed" in recorded ? recorded.installed : recorded).sort(),
        );
      });
    });
  }
});
