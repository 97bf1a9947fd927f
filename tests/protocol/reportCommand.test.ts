import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../cli/report/model";
import type { PageData } from "../../cli/report/shape";
import { demoSeed, type Emulator, startEmulator } from "../../emulator";
import { Role } from "../../provider/service/roles";
import { bundleReport } from "../../tools/report/template";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";

const ARCHIVE = "1130000900000001";
const IRINA = "1130000000000009";
const OLEG = "1130000000000015";

const FILE = `stack: acme
domain: acme.example
shared:
  archive:
    email: old-archive@acme.example
    name: Old archive
    access:
      irina.morozova: { roles: [reader, sender], until: 2099-12-31 }
`;

describe("yandex360 report", () => {
  const folder = mkdtempSync(join(tmpdir(), "yandex360-report-"));
  let emulator: Emulator;
  before(async () => {
    const built = join(ROOT, "dist/report");
    if (!existsSync(built)) await bundleReport(built);
    const [acme, ...others] = demoSeed.organizations;
    assert.ok(acme !== undefined);
    const access = [...(acme.access ?? []), { mailboxId: ARCHIVE, actorId: OLEG, roles: [Role.Owner] }];
    emulator = await startEmulator({ seed: { ...demoSeed, organizations: [{ ...acme, access }, ...others] } });
    writeFileSync(join(folder, "organization.acme.yaml"), FILE);
  });
  after(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });
  const environment = (settings: Record<string, string>) => ({
    PATH: join(process.execPath, ".."),
    YANDEX360_API_URL: emulator.url,
    YANDEX360_ORG_ID: "1000001",
    YANDEX360_TOKEN: "demo-token-readonly",
    ...settings,
  });
  const report = async (args: string[], settings: Record<string, string> = {}) => {
    const env = environment(settings);
    const tsx = ["--import", require.resolve("tsx"), join(ROOT, "cli/index.ts")];
    return command(process.execPath, [...tsx, "report", ...args], { cwd: folder, env });
  };
  const made = (name: string) => readFileSync(join(folder, name), "utf8");

  it("prints the organization as JSON, and only reads", async () => {
    emulator.clearJournal();
    const { code, stdout, stderr } = await report(["--format", "json"]);

    assert.equal(code, 0);
    assert.equal(stderr, "");
    const { organization, mailboxes, people, findings, comparison } = JSON.parse(stdout) as Report;
    assert.deepEqual(organization, {
      id: "1000001",
      name: "Acme",
      domains: ["acme.example", "acme-logistics.example"],
    });
    assert.deepEqual(
      mailboxes.map(({ email, access }) => [email, access.map(({ personId, roles }) => [personId, ...roles])]),
      [
        [
          "old-archive@acme.example",
          [
            [IRINA, Role.Reader],
            [OLEG, Role.Owner],
          ],
        ],
      ],
    );
    assert.equal(people.length, 16);
    assert.deepEqual(
      findings.map(({ code, personId }) => [code, personId]),
      [["leftWithAccess", OLEG]],
    );
    assert.equal(comparison, undefined);
    assert.deepEqual(
      emulator.journal.filter(({ method }) => method !== "GET"),
      [],
    );
  });

  it("says what differs from an organization file, in a directory that is read once", async () => {
    emulator.clearJournal();
    const { code, stdout, stderr } = await report(["--format", "json", "--compare", "organization.acme.yaml"]);

    assert.equal(code, 0, stderr);
    const { comparison, mailboxes } = JSON.parse(stdout) as Report;
    assert.deepEqual(
      comparison?.differences.map(({ code, personId, rolesInFile }) => [code, personId, rolesInFile]),
      [
        ["otherRoles", IRINA, [Role.Reader, Role.Sender]],
        ["notInFile", OLEG, []],
      ],
    );
    assert.equal(mailboxes[0]?.access[0]?.until, "2099-12-31");
    const lists = emulator.journal.map(({ endpoint }) => endpoint);
    assert.deepEqual(
      lists.filter((endpoint, at) => lists.indexOf(endpoint) !== at),
      [],
    );
  });

  it("writes a file in the form that its name says, and tells what was found on stderr", async () => {
    const html = await report(["--out", "access.html"]);
    assert.deepEqual(
      [html.code, html.stdout, html.stderr],
      [0, "", "wrote access.html: 1 mailbox, 2 people with access, 1 finding, 1 of them serious\n"],
    );
    const [, data = ""] = /id="data">(.*?)<\/script>/.exec(made("access.html")) ?? [];
    assert.equal((JSON.parse(data) as PageData).rights.length, 2);

    await report(["--out", "access.csv"]);
    assert.match(made("access.csv"), /^\ufeff"mailbox kind"/);
    await report(["--out", "access.txt", "--format", "mermaid"]);
    assert.match(made("access.txt"), /^graph LR\n/);
  });

  it("writes to standard output with --out -, and no file of that name", async () => {
    const { code, stdout, stderr } = await report(["--format", "csv", "--out", "-"]);

    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^\ufeff"mailbox kind".*old-archive/s);
    assert.equal(existsSync(join(folder, "-")), false);
  });

  it("keeps a file that is there, unless it is told to replace it", async () => {
    writeFileSync(join(folder, "kept.csv"), "mine");
    emulator.clearJournal();
    const refused = await report(["--out", "kept.csv"]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^yandex360 report: [^\n]*kept\.csv is there already: pass --force [^\n]*\n$/);
    assert.equal(made("kept.csv"), "mine");
    assert.deepEqual(emulator.journal, [], "before anything is read");

    assert.equal((await report(["--out", "kept.csv", "--force"])).code, 0);
    assert.match(made("kept.csv"), /old-archive/);
  });

  it("ends on Ctrl+C with status 130, and writes nothing", async () => {
    let interrupt: () => unknown = () => assert.fail("a request before the command");
    const slow = await startEmulator({ seed: demoSeed, onRequest: () => interrupt() });
    const args = ["--import", require.resolve("tsx"), join(ROOT, "cli/index.ts"), "report", "--out", "never.html"];
    const child = spawn(process.execPath, args, { cwd: folder, env: environment({ YANDEX360_API_URL: slow.url }) });
    interrupt = () => {
      // A second one would end the command at once.
      interrupt = () => undefined;
      child.kill("SIGINT");
    };
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    const [status] = await once(child, "close");
    await slow.close();

    assert.deepEqual([status, said], [130, "yandex360 report: interrupted, and nothing is written\n"]);
    assert.equal(existsSync(join(folder, "never.html")), false);
  });

  it("says on one line with status 2 why there is no report, and leaves nothing behind", async () => {
    writeFileSync(join(folder, "wrong.yaml"), FILE.replace("irina.morozova", "nobody"));
    writeFileSync(join(folder, "broken.yaml"), "stack: [");
    writeFileSync(join(folder, "other.yaml"), "stack: globex\ndomain: globex.example\nshared: {}\n");
    writeFileSync(join(folder, "old.html"), "old");
    const before = readdirSync(folder);
    const rows: [args: string[], settings: Record<string, string>, message: RegExp][] = [
      [[], { YANDEX360_TOKEN: "nobodys" }, /HTTP 401/],
      [["--compare", "broken.yaml"], {}, /could not compare with broken\.yaml: .* run `yandex360 check broken\.yaml`/],
      [
        ["--compare", "wrong.yaml"],
        {},
        /could not compare with wrong\.yaml: there is a problem in it; run `yandex360 check/,
      ],
      [
        ["--compare", "other.yaml"],
        {},
        /: other\.yaml has the domains globex\.example, and organization 1000001 has acme\.example, acme-logistics\.example: name the right organization with --org or --stack$/m,
      ],
    ];
    for (const [args, settings, message] of rows) {
      const { code, stdout, stderr } = await report(["--out", "old.html", "--force", ...args], settings);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /^yandex360 report: [^\n]*\n$/);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /nobodys|demo-token/);
    }
    assert.equal(made("old.html"), "old");
    assert.deepEqual(readdirSync(folder), before);
    assert.ok(existsSync(join(folder, "organization.acme.yaml")));
  });
});
