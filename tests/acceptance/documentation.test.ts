import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { explainSample, SAMPLE_COMMANDS, UNPROTECTED } from "../../tools/explainSample";
import { engineEnvironment, ensureEngine } from "../../tools/pulumi/engine";
import { ensureLanguages } from "../../tools/pulumi/languages";
import { recoveryBlock } from "../reliability/harness/recovery";
import { installed, REPOSITORY, SCRATCH, thePackage } from "../support/cli/packed";
import { Terminal } from "../support/cli/terminal";
import { blocksIn, commandsOf, PAGES, readPage } from "../support/pages";

const WALK = "docs/getting-started.md";
const PROGRAM = readPage("examples/quickstart/index.ts");
const SUPPORT = /const support = [\s\S]*?\);\n|new yandex360.MailboxAccess\("support-anna"[\s\S]*?\}\);\n/g;
const BOSS = /const boss = [\s\S]*?\);\n|new yandex360.MailboxAccess\("boss-anna"[\s\S]*?\}\);\n/g;

/** A terminal in a folder, where `pulumi` is on the PATH, asks nothing, and knows no backend and no passphrase. */
async function terminal(folder: string, settings: Record<string, string>, ensure = ensureEngine): Promise<Terminal> {
  const { binDir } = await ensure();
  const home = mkdtempSync(join(SCRATCH, "pulumi-home-"));
  const env = engineEnvironment({ binDir, backendDir: folder, home });
  const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...rest } = env;
  const npm = { npm_config_prefer_offline: "true", npm_config_audit: "false", npm_config_fund: "false" };
  return new Terminal(folder, { ...rest, ...npm, ...settings, PULUMI_SKIP_CONFIRMATIONS: "true" });
}

/** A folder like a clone of the repository, after `npm pack` has left the archive beside it. */
async function clone(): Promise<string> {
  const folder = join(mkdtempSync(join(SCRATCH, "docs-")), "clone");
  mkdirSync(folder);
  const { tarball } = await thePackage();
  cpSync(tarball, join(folder, "..", basename(tarball)));
  return folder;
}

describe("the commands in the documentation", function () {
  this.timeout(300_000);

  describe("of the first hour and of everyday work", () => {
    let emulator: Emulator;
    let typed: Terminal;
    const [walk, end] = [commandsOf(WALK).slice(0, -1), commandsOf(WALK).slice(-1)];
    const snapshot = () => emulator.organization("1000001").snapshot();
    const writes = () => emulator.journal.filter(({ method }) => method !== "GET");
    const program = (text: string) => writeFileSync(join(typed.folder, "index.ts"), text);

    before(async () => {
      emulator = await startEmulator();
      typed = await terminal(await clone(), { YANDEX360_API_URL: emulator.url });
    });
    after(() => emulator.close());

    it("lead from an empty folder to the mailboxes and the access of the page's program", async () => {
      let employees = "";
      for (const { language, text, file, mark } of blocksIn(readPage(WALK))) {
        if (file !== undefined) writeFileSync(join(typed.folder, file), text);
        if (language !== "sh" || mark !== undefined || !walk.includes(text)) continue;
        const { stdout } = await typed.type(text, text.includes("yandex360:token") ? "test-token\n" : "");
        if (text.includes("/users?")) employees = stdout;
      }

      assert.match(employees, /"id":"1130000000000002",.*"email":"user2@example.org"/);
      const { shared, delegated, access } = snapshot();
      assert.deepEqual(
        shared.map(({ email }) => email),
        ["support@example.org"],
      );
      assert.deepEqual(delegated, ["1130000000000001"]);
      assert.equal(access.length, 2);
      emulator.clearJournal();
      await typed.type("pulumi preview --expect-no-changes\n");
      assert.deepEqual(writes(), []);
    });

    it("are right that protection does not reach the access where the preview is skipped", async () => {
      const removed = PROGRAM.replace(SUPPORT, "");
      program(removed);

      const refused = await typed.attempt("pulumi up");
      assert.notEqual(refused.code, 0);
      assert.match(refused.output, /cannot be deleted\s+because it is protected/);
      assert.equal(snapshot().access.length, 2);

      const skipped = await typed.attempt("pulumi up --skip-preview");
      assert.notEqual(skipped.code, 0);
      assert.match(skipped.output, /cannot be deleted\s+because it is protected/);
      assert.equal(snapshot().access.length, 1);
      assert.equal(snapshot().shared.length, 1);

      program(PROGRAM);
      await typed.type("pulumi up");
      assert.equal(snapshot().access.length, 2);
    });

    it("release a protected mailbox, which goes when it leaves the program", async () => {
      const { stdout } = await typed.type(commandsOf("docs/everyday.md")[0] ?? "");
      assert.match(stdout, /URN: urn:pulumi:dev::mailboxes::pulumi-nodejs:dynamic\/yandex360:SharedMailbox::support/);

      program(PROGRAM.replace(SUPPORT, ""));
      await typed.type("pulumi up");

      assert.deepEqual(snapshot().shared, []);
    });

    it("hand a mailbox back with its access, and the program no longer has it", async () => {
      await typed.type(commandsOf("docs/everyday.md")[1] ?? "");
      emulator.clearJournal();
      program(PROGRAM.replace(SUPPORT, "").replace(BOSS, ""));

      await typed.type("pulumi up --expect-no-changes");

      assert.deepEqual(writes(), []);
      assert.deepEqual(snapshot().delegated, ["1130000000000001"]);
      assert.equal(snapshot().access.length, 1);
    });

    it("are right that retainOnDelete hands it back through the program, and adopt takes it back", async () => {
      const support = PROGRAM.replace(BOSS, "").replace("protect: true", "retainOnDelete: true");
      program(support.replace(/\[yandex360.Role.Owner\],\n\}/, "$&, { retainOnDelete: true }"));
      await typed.type("pulumi up");
      const [made] = snapshot().shared;
      emulator.clearJournal();

      program(PROGRAM.replace(SUPPORT, "").replace(BOSS, ""));
      await typed.type("pulumi up");
      assert.deepEqual(writes(), []);
      assert.equal(snapshot().access.length, 2);

      program(PROGRAM.replace('"First line"', '"First line", adopt: true'));
      await typed.type("pulumi up");
      assert.deepEqual(
        snapshot().shared.map(({ id }) => id),
        [made?.id],
      );
    });

    it("take it all away", async () => {
      await typed.type(end[0] ?? "");

      const { shared, delegated, access } = snapshot();
      assert.deepEqual([shared, delegated, access], [[], [], []]);
    });
  });

  it("of the first page bring its program up", async () => {
    const emulator = await startEmulator();
    const folder = join(await clone(), "..", "project");
    mkdirSync(folder);
    const pulumi = { PULUMI_CONFIG_PASSPHRASE: "x", PULUMI_BACKEND_URL: `file://${folder}` };
    const typed = await terminal(folder, { YANDEX360_API_URL: emulator.url, ...pulumi });
    writeFileSync(join(folder, "Pulumi.yaml"), "name: first\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), '{ "private": true, "main": "index.ts" }');
    writeFileSync(
      join(folder, "index.ts"),
      blocksIn(readPage("README.md")).find(({ language }) => language === "ts")?.text ?? "",
    );
    try {
      await typed.type("pulumi stack init dev\n");
      for (const block of commandsOf("README.md")) await typed.type(block, "test-token\n");

      assert.equal(emulator.organization("1000001").snapshot().access.length, 2);
    } finally {
      await emulator.close();
    }
  });

  it("of the command line without a program do what the page says, and the plugin is installed as the page on hosts says", async () => {
    const PAGE = "docs/command-line.md";
    const emulator = await startEmulator();
    const folder = mkdtempSync(join(await installed(), "docs-"));
    const typed = await terminal(folder, { YANDEX360_API_URL: emulator.url });
    try {
      for (const block of commandsOf("docs/hosts.md")) await typed.type(block);
      for (const { language, text, file, mark } of blocksIn(readPage(PAGE))) {
        if (file !== undefined) writeFileSync(join(folder, file), text);
        if (language === "sh" && mark === undefined) await typed.type(text, "test-token\n");
      }

      const { shared, delegated, access } = emulator.organization("1000001").snapshot();
      assert.deepEqual(
        shared.map(({ email, description }) => `${email} ${description}`),
        ["support@example.org First line", "orders@example.org "],
      );
      assert.deepEqual(delegated, ["1130000000000001"]);
      assert.deepEqual(access, []);
    } finally {
      await emulator.close();
    }
  });

  for (const [page, files] of Object.entries({
    "examples/quickstart/README.md": { "examples/quickstart": "." },
    "examples/organization/README.md": {
      "Pulumi.yaml": "Pulumi.yaml",
      "Pulumi.globex.yaml": "Pulumi.globex.yaml",
      "organization.globex.yaml": "organization.globex.yaml",
      "examples/organization": "examples/organization",
    },
    "docs/emulator.md": {},
    "docs/doctor.md": {},
    "docs/export.md": {},
    "docs/report.md": { "organization.acme.yaml": "organization.acme.yaml" },
    "docs/organization-file.md": { "organization.acme.yaml": "organization.acme.yaml" },
  })) {
    it(`of ${page} do what they are there for, the emulator in a terminal of its own`, async () => {
      const folder = mkdtempSync(join(await installed(), "docs-"));
      const skipped = /node_modules|package-lock/;
      for (const [from, to] of Object.entries(files)) {
        const filter = (source: string) => !skipped.test(source.slice(REPOSITORY.length));
        cpSync(join(REPOSITORY, from), join(folder, to), { recursive: true, filter });
      }
      await typeAll(page, await terminal(folder, {}));
    });
  }

  for (const page of ["examples/yaml/README.md", "examples/two-organizations/README.md"]) {
    it(`of ${page} do what they are there for, with the provider plugin`, async () => {
      const folder = mkdtempSync(join(await installed(), "docs-"));
      for (const part of ["dist/plugin", dirname(page)]) {
        cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
      }
      await typeAll(page, await terminal(join(folder, dirname(page)), {}, ensureLanguages));
    });
  }

  it("of the page on explanations print what the page and README.md show", async () => {
    const PAGE = "docs/explain.md";
    const { text, markdown, status } = await explainSample();

    assert.equal(status, 1);
    assert.deepEqual(commandsOf(PAGE), [`${SAMPLE_COMMANDS.join("\n")}\n`]);
    assert.ok(readPage(PAGE).includes(`add the line \`${UNPROTECTED}\` to the file and run \`pulumi up\` before`));
    assert.ok(readPage(PAGE).includes(`\`\`\`console\n${text}\`\`\``), text);
    for (const page of [PAGE, "README.md"]) {
      assert.ok(readPage(page).includes(`-->\n${markdown.trimEnd()}\n<!--`), `${page}: ${markdown}`);
    }
    for (const block of commandsOf(PAGE)) Terminal.typed.add(block);
  });

  describe("on all pages", () => {
    it("are in docs/recovery.md those that R3 of docs/reliability.md types after a kill", () => {
      const headings = ["The process was killed", "State on disk was cut short", "The copy was cut short, too"];
      assert.deepEqual(commandsOf("docs/recovery.md"), headings.map(recoveryBlock));
    });

    it("were all typed, but those that say above them why not", () => {
      const left = PAGES.filter((page) => page !== "docs/recovery.md").flatMap((page) =>
        commandsOf(page)
          .filter((block) => !Terminal.typed.has(block))
          .map((block) => `${page}: ${block}`),
      );
      assert.deepEqual(left, []);
    });
  });
});

/** Types what the page says; the emulator gets a terminal of its own. */
async function typeAll(page: string, typed: Terminal): Promise<void> {
  try {
    for (const block of commandsOf(page)) {
      if (!block.startsWith("npx yandex360 emulator")) await typed.type(block);
      else assert.match(await typed.start(block), /Point a Pulumi stack at it/);
    }
  } finally {
    typed.close();
  }
}
