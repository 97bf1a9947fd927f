import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, type Emulator, startEmulator } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";
import { previewOf, step, urnOf } from "../unit/explain/previews";

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

describe("yandex360 explain", () => {
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
        "   mailbox of Анна Смирнова (anna.smirnova@acme.example) of organization 1000001: delegation is switched on",
        "",
        "   mailbox of Hank Scorpio (hank.scorpio@globex.example) of organization 2000002: delegation is switched on",
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

  it("ends with status 2 and one short line for a preview that failed, which is not the file's fault", async () => {
    const failed = join(folder, "failed.json");
    const urn = urnOf("SharedMailbox", "support");
    const message = `error: Preview failed: resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, …\n`;
    writeFileSync(failed, previewOf([], [{ urn, severity: "error", message }]));
    const { code, stdout, stderr } = await explain(failed);

    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(
      stderr,
      "yandex360 explain: the preview failed, so an `up` would fail as well: support is protected and cannot be deleted; " +
        "put that right, or take the protection off, and preview again\n",
    );
  });

  it("says what to do where the config of a stack cannot be read", async () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const saysOf = async (printed: string) => {
      writeFileSync(join(bin, "pulumi"), `#!/bin/sh\necho "${printed}" >&2\nexit 255\n`, { mode: 0o755 });
      const { code, stdout, stderr } = await explain(`${file} --stack nope`, { PATH: `${bin}:/usr/bin:/bin` });
      assert.deepEqual([code, stdout], [2, ""]);
      return stderr.replace("yandex360 explain: could not read the config of stack nope: ", "");
    };
    assert.equal(
      await saysOf("error: no stack named 'nope' found"),
      "no stack named 'nope' found; run `pulumi stack ls` in the project's folder, which lists the stacks\n",
    );
    assert.equal(
      await saysOf("error: no Pulumi.yaml project file found (searching upwards from /tmp). If you have not created"),
      "no Pulumi.yaml was found here; run this in the folder of Pulumi.yaml\n",
    );
    assert.equal(
      await saysOf("warning: old\nerror: passphrase must be set"),
      "passphrase must be set; run `pulumi config --stack nope` in the project's folder, and repeat this when it works\n",
    );
  });
});
