import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, type Emulator, startEmulator } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";
import { previewOf, step } from "../unit/explain/previews";

const ARCHIVE = "1130000900000001";
const ANNA = "1130000000000001";

const LOSES = previewOf([
  step("delete", "MailboxAccess", "a", {
    id: `${ARCHIVE}/1130000000000009`,
    before: { mailboxId: ARCHIVE, actorId: "1130000000000009", roles: ["shared_mailbox_reader"] },
  }),
  step("create", "DelegatedMailbox", "anna", { after: { ownerId: ANNA } }),
  step("create", "DelegatedMailbox", "globex", { after: { ownerId: "1130000000000101", orgId: "2000002" } }),
]);

describe("yandex360 explain", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "yandex360-explain-"));
  const file = join(folder, "preview.json");
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ seed: demoSeed });
    writeFileSync(file, LOSES);
  });
  after(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => emulator.clearJournal());

  const explain = async (args: string, settings: Record<string, string> = {}) => {
    const env = {
      CI: "true",
      PATH: `${join(process.execPath, "..")}:/usr/bin:/bin`,
      YANDEX360_API_URL: emulator.url,
      ...settings,
    };
    const line = `"${process.execPath}" --import tsx "${join(ROOT, "cli/index.ts")}" explain ${args}`;
    const { code, stdout, stderr } = await command("sh", ["-c", line], { cwd: ROOT, env });
    return { code, stdout, stderr };
  };
  const TOKEN = { YANDEX360_TOKEN: "demo-token-readonly" };

  it("says with status 1 who loses access, by name and address, in every organization that the token may read", async () => {
    const { code, stdout, stderr } = await explain(file, TOKEN);

    assert.equal(stderr, "");
    assert.equal(code, 1);
    assert.equal(
      stdout,
      [
        "1 person loses access or a part of it, 2 mailboxes are made or delegated.",
        "",
        "!  old-archive@acme.example (Old archive) of organization 1000001",
        "     - Ирина Морозова (irina.morozova@acme.example) loses access: reader",
        "",
        "   mailbox of Hank Scorpio (hank.scorpio@globex.example) of organization 2000002: delegation is switched on",
        "",
        "   mailbox of Анна Смирнова (anna.smirnova@acme.example) of organization 1000001: delegation is switched on",
        "",
      ].join("\n"),
    );
  });

  it("asks once for the employees of an organization, and once for each mailbox that changes", async () => {
    await explain(file, TOKEN);

    const asked = emulator.journal.map(({ path }) => path);
    assert.equal(asked.filter((path) => /actors\//.test(path)).length, 3);
    assert.equal(asked.filter((path) => /users/.test(path)).length, 2);
    assert.deepEqual(
      emulator.journal.filter(({ method }) => method !== "GET"),
      [],
    );
  });

  it("says ids without a token, and with one that is not to be used, and asks nobody", async () => {
    for (const { code, stdout } of [await explain(file), await explain(`${file} --offline`, TOKEN)]) {
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^! {2}mailbox 1130000900000001 of organization 1000001\n {5}- employee 1130000000000009 loses access: reader$/m,
      );
    }
    assert.deepEqual(emulator.journal, []);
  });

  it("explains all the same where the token is not accepted, and says why it has ids", async () => {
    const { code, stdout } = await explain(file, { YANDEX360_TOKEN: "y0_wrong" });

    assert.equal(code, 1);
    assert.match(stdout, /- employee 1130000000000009 loses access: reader/);
    assert.match(stdout, /^ {3}not asked: could not look up the employees in organization 1000001: .*token/m);
    assert.ok(!stdout.includes("y0_wrong"));
  });

  it("reads standard input, and ends with status 0 where nobody loses anything", async () => {
    writeFileSync(
      join(folder, "gains.json"),
      previewOf([step("create", "DelegatedMailbox", "anna", { after: { ownerId: ANNA } })]),
    );
    const { code, stdout, stderr } = await explain(`--format json --offline < "${join(folder, "gains.json")}"`);

    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(JSON.parse(stdout).mailboxes[0].fate, "switchedOn");
  });

  it("ends with status 2 and one line on stderr where there is no preview", async () => {
    writeFileSync(join(folder, "empty.json"), "");
    for (const [name, reason] of [
      ["none.json", "there is no such file; make it with `pulumi preview --json`"],
      [
        "empty.json",
        "there is nothing in it: pulumi has printed its error elsewhere; make it with `pulumi preview --json`",
      ],
      [".", "it is a folder; name a file"],
    ] as const) {
      const { code, stdout, stderr } = await explain(join(folder, name));
      assert.deepEqual(
        [code, stdout, stderr],
        [2, "", `yandex360 explain: could not read ${join(folder, name)}: ${reason}\n`],
      );
    }
  });
});
