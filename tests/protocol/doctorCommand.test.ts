import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Line } from "../../cli/doctor/check";
import { examine } from "../../cli/doctor/checks";
import { toJson, toText } from "../../cli/doctor/report";
import { setupOf } from "../../cli/doctor/setup";
import { demoSeed, type Emulator, type EmulatorOptions, type Scope, startEmulator } from "../../emulator";
import { version } from "../../package.json";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";
import { blocksIn, readPage } from "../support/pages";

const READ_MAILBOXES = "ya360_admin:mail_read_shared_mailbox_inventory";
const WRITE_MAILBOXES = "ya360_admin:mail_write_shared_mailbox_inventory";

/** The lines by name, for the settings of a stack's config. */
async function examined(settings: Record<string, string>): Promise<Map<string, Line>> {
  const config = (key: string) => settings[key.replace("yandex360:", "")];
  const retried = (message: string) => assert.fail(message);
  const setup = setupOf({ stack: "dev" }, { config }, new AbortController().signal, retried);
  const lines = await examine(setup);
  return new Map(lines.map((line) => [line.name, line]));
}

const verdictOf = (lines: ReadonlyMap<string, Line>, name: string) => lines.get(name)?.verdict;
const textOf = (lines: ReadonlyMap<string, Line>, name: string) => lines.get(name)?.text ?? "";

/** The names of the lines that are not ok, of the service and what is behind it, by verdict. */
function conspicuous(lines: ReadonlyMap<string, Line>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { area, name, verdict } of lines.values()) {
    if (verdict !== "ok" && area !== "Software") found[verdict] = [...(found[verdict] ?? []), name];
  }
  return found;
}

describe("yandex360 doctor", () => {
  const folder = mkdtempSync(join(tmpdir(), "yandex360-doctor-"));
  let emulator: Emulator | undefined;
  afterEach(() => emulator?.close());
  after(() => rmSync(folder, { recursive: true }));

  async function against(options: EmulatorOptions, settings: Record<string, string> = {}) {
    emulator = await startEmulator({ seed: demoSeed, ...options });
    return examined({ apiUrl: emulator.url, orgId: "1000001", token: "demo-token", ...settings });
  }

  /** As the demo, with a token that has these scopes alone. */
  const withScopes = (...scopes: Scope[]): EmulatorOptions => ({
    seed: { ...demoSeed, tokens: [{ token: "demo-token", scopes }] },
  });

  it("finds nothing wrong with the demo, says what it sees, and sends nothing but reads", async () => {
    const lines = await against({});

    assert.deepEqual(conspicuous(lines), { "not known": [WRITE_MAILBOXES] });
    assert.equal(textOf(lines, "yandex360:orgId"), "1000001 (stack dev)");
    assert.equal(textOf(lines, "yandex360:token"), "set (stack dev)");
    assert.equal(textOf(lines, "yandex360:taskTimeout"), "300 (default)");
    assert.equal(textOf(lines, "organization"), "1000001 Acme");
    assert.equal(textOf(lines, "directory:read_users"), "is there: 16 employees, on cloud-api");
    assert.equal(textOf(lines, "main domain"), "acme.example is verified; further ones: acme-logistics.example");
    assert.equal(textOf(lines, "shared mailboxes"), "1 of 2,500, 1 of them with people who have access");
    assert.equal(textOf(lines, "delegated mailboxes"), "0 of 2,500, 0 of them with people who have access");
    const requests = emulator?.journal ?? [];
    assert.deepEqual([...new Set(requests.map(({ method }) => method))], ["GET"]);
    assert.equal(requests.length, 7);
  });

  it("says which settings are missing or wrong, and asks nobody then", async () => {
    const missing = await examined({ apiUrl: "http://127.0.0.1:9", orgId: "" });
    assert.deepEqual(conspicuous(missing).problem, ["yandex360:orgId", "yandex360:token"]);
    assert.match(missing.get("yandex360:token")?.advice ?? "", /pulumi config set --secret yandex360:token/);
    assert.deepEqual([verdictOf(missing, "api360"), textOf(missing, "api360")], ["not asked", "needs yandex360:orgId"]);
    assert.equal(verdictOf(missing, "delegated mailboxes"), "not asked");

    const wrong = await examined({ orgId: "1", token: "t", requestTimeout: "soon", apiUrl: "ftp://x" });
    assert.deepEqual(conspicuous(wrong).problem, ["yandex360:apiUrl", "yandex360:requestTimeout"]);
    assert.equal(verdictOf(wrong, "Node.js"), "ok");
    assert.equal(wrong.get("yandex360:requestTimeout")?.advice, "correct it, or take it out to have the default");

    const needed = await examined({ orgId: "acme", token: "two words" });
    assert.deepEqual(conspicuous(needed).problem, ["yandex360:orgId", "yandex360:token"]);
    assert.match(
      needed.get("yandex360:orgId")?.advice ?? "",
      /^correct it: pass --org <id>, or set it with `pulumi config set yandex360:orgId <id>` or in YANDEX360_ORG_ID$/,
    );
    assert.match(
      needed.get("yandex360:token")?.advice ?? "",
      /^correct it: set it with `pulumi config set --secret yandex360:token <token>` or in YANDEX360_TOKEN$/,
    );
  });

  it("goes on after a host that cannot be reached, and asks nothing that depends on it", async () => {
    emulator = await startEmulator({ seed: demoSeed });
    const settings = { orgId: "1000001", token: "demo-token" };
    const lines = await examined({ ...settings, apiUrl: "http://127.0.0.1:9", directoryUrl: emulator.url });

    assert.deepEqual(conspicuous(lines).problem, ["api360"]);
    assert.match(textOf(lines, "api360"), /ECONNREFUSED/);
    assert.match(lines.get("api360")?.advice ?? "", /yandex360:apiUrl/);
    assert.equal(verdictOf(lines, "cloud-api"), "ok");
    assert.equal(textOf(lines, "token"), "needs api360");

    const other = await examined({ ...settings, apiUrl: emulator.url, directoryUrl: "http://127.0.0.1:9" });
    assert.deepEqual(conspicuous(other).problem, ["cloud-api"]);
    assert.match(other.get("cloud-api")?.advice ?? "", /yandex360:directoryUrl/);
    assert.equal(verdictOf(other, "organization"), "ok");
    assert.equal(verdictOf(other, "directory:read_users"), "not known");
  });

  it("tells a token that is refused from an organization that is another's", async () => {
    const refused = await against({}, { token: "nobodys-token" });
    assert.deepEqual(conspicuous(refused).problem, ["token"]);
    assert.equal(textOf(refused, "organization"), "needs token");
    assert.doesNotMatch(toJson([...refused.values()]), /nobodys-token/);
    await emulator?.close();

    const foreign = await against({}, { orgId: "77" });
    assert.deepEqual(conspicuous(foreign).problem, ["organization"]);
    assert.match(
      textOf(foreign, "organization"),
      /does not administer 77; they administer: 1000001 Acme, 2000002 Globex/,
    );
    assert.equal(verdictOf(foreign, "cloud-api"), "ok");
  });

  it("tells which scopes are missing: what every command needs is a problem, the rest a warning", async () => {
    const directoryOnly = await against(withScopes("directory:read_users", "directory:read_organization"));
    assert.deepEqual(conspicuous(directoryOnly), {
      problem: [READ_MAILBOXES],
      "not known": [WRITE_MAILBOXES, "main domain", "mailbox sharing", "shared mailboxes", "delegated mailboxes"],
      warning: ["directory:read_groups", "directory:read_departments", "directory:read_domains"],
    });
    assert.match(directoryOnly.get(READ_MAILBOXES)?.advice ?? "", /oauth\.yandex\.ru/);
    await emulator?.close();

    const mailboxesOnly = await against(withScopes(READ_MAILBOXES));
    assert.equal(conspicuous(mailboxesOnly).problem, undefined);
    assert.match(textOf(mailboxesOnly, "organization"), /^1000001; its name is not shown/);
    assert.equal(verdictOf(mailboxesOnly, "shared mailboxes"), "ok");
  });

  it("knows a token that cloud-api does not serve, and where the directory is read then", async () => {
    const lines = await against({ switches: { cloudApi: 403 } });

    assert.deepEqual(conspicuous(lines), { warning: ["cloud-api"], "not known": [WRITE_MAILBOXES] });
    assert.equal(textOf(lines, "directory:read_users"), "is there: 16 employees, on api360");
  });

  for (const tariff of [400, 403] as const) {
    it(`takes it for the tariff where an administrator's token may not list mailboxes (HTTP ${tariff})`, async () => {
      const lines = await against({ switches: { tariff } });

      assert.deepEqual(conspicuous(lines).problem, ["mailbox sharing"]);
      assert.match(lines.get("mailbox sharing")?.advice ?? "", /tariff/);
      assert.equal(textOf(lines, "shared mailboxes"), "needs mailbox sharing");
    });
  }

  it("finds a domain that is not verified, a full organization, and a clock that is wrong", async () => {
    const shared = Array.from({ length: 2250 }, (_, n) => ({ email: `box${n}@one.example`, name: `Box ${n}` }));
    const lines = await against({
      seed: {
        organizations: [{ id: "1000001", name: "One", domains: [{ name: "one.example", verified: false }], shared }],
        tokens: [{ token: "demo-token" }],
      },
      now: () => Date.UTC(2020, 0, 1),
    });

    assert.deepEqual(conspicuous(lines).problem, ["main domain"]);
    assert.deepEqual(conspicuous(lines).warning, ["clock", "shared mailboxes"]);
    assert.match(textOf(lines, "clock"), /^is \d+ s ahead of the service's$/);
    assert.match(textOf(lines, "shared mailboxes"), /^2,250 of 2,500, 0 of them /);
  });

  it("shows a symbol and a word for each line, and what to do below it", () => {
    const lines: Line[] = [
      { area: "Service", name: "api360", verdict: "ok", text: "answers" },
      { area: "Service", name: "token", verdict: "problem", text: "is refused\u001b[31m", advice: "get a new one" },
      { area: "Scopes", name: "directory:read_users", verdict: "not asked", text: "needs token" },
    ];
    assert.equal(
      toText(lines, false),
      `Service
  ✔ ok         api360  answers
  ✘ problem    token   is refused [31m
               → get a new one

Scopes
  - not asked  directory:read_users  needs token

1 problem found.`,
    );
    const colored = toText(lines, true);
    assert.ok(colored.includes("\u001b[32m✔ ok"));
    assert.equal(stripVTControlCharacters(colored), toText(lines, false));
  });

  describe("as a command", () => {
    const TOKEN = "canary-4b1d";
    const READER = "demo-token-readonly";
    const home = join(folder, "home");
    const bin = join(folder, "bin");

    async function doctor(args: string[], settings: Record<string, string>, pulumi: string) {
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${pulumi}`, { mode: 0o755 });
      const env = { PATH: `${bin}:/bin`, HOME: home, PULUMI_HOME: home, ...settings };
      const line = ["--import", "tsx", join(ROOT, "cli/index.ts"), "doctor", ...args];
      const ended = await command(process.execPath, line, { cwd: ROOT, env });
      assert.doesNotMatch(ended.output, new RegExp(TOKEN));
      return ended;
    }

    it("ends with 1 where the engine is too old or the plugin another one, which is a warning, and prints JSON", async () => {
      emulator = await startEmulator({ seed: { ...demoSeed, tokens: [{ token: TOKEN }] } });
      mkdirSync(join(home, "plugins/resource-yandex360-v0.0.1"), { recursive: true });
      const settings = {
        YANDEX360_API_URL: emulator.url,
        YANDEX360_ORG_ID: "2000002",
        YANDEX360_TOKEN: TOKEN,
        NO_PROXY: "",
        HTTPS_PROXY: `http://user:${TOKEN}@proxy.example:3128`,
      };
      const { code, stdout, stderr } = await doctor(["--json", "--org", "1000001"], settings, "echo v3.100.0");

      assert.deepEqual([code, stderr], [1, ""]);
      const { problems, lines } = JSON.parse(stdout) as { problems: number; lines: Line[] };
      const byName = new Map(lines.map((line) => [line.name, line]));
      assert.equal(problems, 1);
      assert.equal(byName.get("yandex360:orgId")?.text, "1000001 (--org)");
      assert.equal(byName.get("yandex360:token")?.text, "set (YANDEX360_TOKEN)");
      assert.equal(verdictOf(byName, "Pulumi engine"), "problem");
      assert.match(textOf(byName, "Pulumi engine"), /^v3\.100\.0; pulumi-yandex360 needs >=3\.216\.0 <4$/);
      assert.equal(verdictOf(byName, "Pulumi SDK"), "ok");
      assert.equal(verdictOf(byName, "plugin"), "warning");
      assert.equal(textOf(byName, "plugin"), `0.0.1 is installed, and this package is ${version}`);
    });

    it("prints what its page shows", async () => {
      emulator = await startEmulator({ seed: demoSeed });
      const settings = { YANDEX360_API_URL: emulator.url, YANDEX360_ORG_ID: "1000001", YANDEX360_TOKEN: READER };
      rmSync(home, { recursive: true, force: true });
      const { code, stdout } = await doctor([], settings, "echo v3.259.0");

      const [page = ""] = blocksIn(readPage("docs/doctor.md"))
        .filter(({ language }) => language === "console")
        .map(({ text }) => text.replace("$ npx yandex360 doctor\n", ""));
      const common = (text: string) =>
        text
          .replaceAll(emulator?.url ?? "", "http://127.0.0.1:3600")
          .replace(join(home, "plugins"), "/home/anna/.pulumi/plugins")
          // Versions are those of whoever runs the test.
          .replace(/(\bv|(pulumi|pulumi-yandex360) )\d+\.\d+\.\d+/g, "$1VERSION")
          .replace(/^.*SDK and Node\.js.*\n( +→.*\n)?/m, "")
          .replace(/^(No problem was|1 warning) found\./m, "");
      assert.equal(code, 0);
      assert.equal(common(stdout), common(page));
    });

    it("reads a stack's config, and says why it cannot be read", async () => {
      emulator = await startEmulator({ seed: { ...demoSeed, tokens: [{ token: TOKEN }] } });
      const values = { apiUrl: emulator.url, orgId: "1000001", token: TOKEN };
      const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [`yandex360:${key}`, { value }]));
      const pulumi = `case "$*" in
  version) echo v3.259.0 ;;
  *"--stack dev") echo '${JSON.stringify(config)}' ;;
  *) echo "error: no stack named 'none' found" >&2; exit 255 ;;
esac`;
      const fine = await doctor(["--stack", "dev"], {}, pulumi);
      assert.deepEqual([fine.code, fine.stderr], [0, ""]);
      assert.match(fine.stdout, /ok {9}yandex360:orgId {11}1000001 \(stack dev\)\n/);

      const none = await doctor(["--stack", "none"], {}, pulumi);
      assert.deepEqual([none.code, none.stderr], [1, ""]);
      assert.match(
        none.stdout,
        /✘ problem {4}stack +could not read the config of stack none: no stack named 'none' found\n +→ run `pulumi stack ls` in the project's folder, which lists the stacks\n/,
      );
      assert.equal(none.stdout.split("pulumi stack ls").length, 2);
      assert.match(none.stdout, /- not asked {2}yandex360:token +needs stack\n/);
      assert.match(none.stdout, /✔ ok {9}Pulumi engine +v3\.259\.0/);
    });
  });
});
