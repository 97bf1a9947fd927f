import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, type Emulator, startEmulator } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";

const FILE = `stack: acme
domain: acme.example
shared:
  support:
    email: support@acme.example
    name: Поддержка
    access:
      ana.smirnova: [owner]
      vera.kuznetsova: { roles: [editor, sender], until: 2020-01-01 }
`;

describe("yandex360 check", () => {
  const folder = mkdtempSync(join(tmpdir(), "yandex360-check-"));
  const file = join(folder, "organization.acme.yaml");
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ seed: demoSeed });
    writeFileSync(file, FILE);
  });
  after(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });
  const check = async (args: string[], settings: Record<string, string> = {}) => {
    const env = { PATH: join(process.execPath, ".."), YANDEX360_API_URL: emulator.url, ...settings };
    const tsx = ["--import", "tsx", join(ROOT, "cli/index.ts")];
    const { code, stdout, stderr } = await command(process.execPath, [...tsx, "check", ...args], { cwd: ROOT, env });
    return { code, stdout: stdout.replaceAll(file, "FILE"), stderr: stderr.replaceAll(file, "FILE") };
  };
  const ONLINE = { YANDEX360_ORG_ID: "1000001", YANDEX360_TOKEN: "demo-token-readonly" };

  const ENDED =
    "FILE:9:58: shared.support.access.vera.kuznetsova.until: the access ended on 2020-01-01: take the entry out, or give it " +
    "another day (warning)\n";
  const NOBODY =
    "FILE:8:7: shared.support.access.ana.smirnova: is not an employee of the organization; did you mean Анна Смирнова " +
    "(anna.smirnova@acme.example)?\n";

  it("says with status 0 what needs no directory, and that nothing is wrong", async () => {
    emulator.clearJournal();
    const fine = await check([file, "--offline"]);

    assert.deepEqual(fine, { code: 0, stdout: `${ENDED}FILE: nothing is wrong with its mailbox\n`, stderr: "" });
    assert.deepEqual(emulator.journal, []);
  });

  it("says with status 1 what the directory shows, by place, with a token that may only read", async () => {
    assert.deepEqual(await check([file], ONLINE), { code: 1, stdout: `${NOBODY}${ENDED}`, stderr: "" });
  });

  it("knows the stack by the file's name, or is told another", async () => {
    const { code, stdout } = await check([file, "--offline", "--stack", "globex"]);

    assert.equal(code, 1);
    assert.match(stdout, /^FILE:1:8: stack: is acme, and the stack is globex: this is the file of another stack$/m);
  });

  it("takes the settings from the config of the stack that is named, and from no variable", async () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const config = { "yandex360:orgId": { value: "1000001" }, "yandex360:token": { value: "demo-token-readonly" } };
    const pulumi = `#!/bin/sh
[ "$*" = "config --json --show-secrets --non-interactive --stack acme" ] || { echo "error: no stack named '$6'" >&2; exit 1; }
echo '${JSON.stringify(config)}'`;
    writeFileSync(join(bin, "pulumi"), pulumi, { mode: 0o755 });
    const env = { PATH: `${bin}:/bin`, YANDEX360_ORG_ID: "2000002", YANDEX360_TOKEN: "nobodys" };

    const { code, stdout, stderr } = await check([file, "--stack", "acme"], env);
    assert.deepEqual([code, stdout, stderr], [1, `${NOBODY}${ENDED}`, ""]);
    const other = await check([file, "--stack", "globex"], env);
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /could not read the config of stack globex: no stack named 'globex'; run `pulumi stack ls` [^\n]*\n$/,
    );
  });

  it("prints one JSON object where it is asked for", async () => {
    const { code, stdout } = await check([file, "--json"], ONLINE);

    assert.equal(code, 1);
    const { problems, warnings } = JSON.parse(stdout) as Record<
      string,
      { line: number; column: number; path: string[] }[]
    >;
    assert.deepEqual(
      [problems, warnings].map((found) => found?.map(({ line, column, path }) => [line, column, path.join("/")])),
      [[[8, 7, "shared/support/access/ana.smirnova"]], [[9, 58, "shared/support/access/vera.kuznetsova/until"]]],
    );
  });

  it("says with status 2, on one line, that there is no file, or nobody to ask", async () => {
    const missing = await check([join(folder, "organization.none.yaml")]);
    assert.equal(missing.code, 2);
    assert.match(
      missing.stderr,
      /^yandex360 check: could not read [^\n]*organization\.none\.yaml: there is no such file; name [^\n]*\n$/,
    );

    const nobody = await check([file]);
    assert.equal(nobody.code, 2);
    assert.match(
      nobody.stderr,
      /^yandex360 check: could not check FILE against the directory: no organization is named: pass --org [^\n]*--offline\n$/,
    );

    const refused = await check([file], { ...ONLINE, YANDEX360_TOKEN: "nobodys" });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^[^\n]*HTTP 401[^\n]*\n$/);
    assert.doesNotMatch(refused.stderr, /nobodys/);
  });
});
