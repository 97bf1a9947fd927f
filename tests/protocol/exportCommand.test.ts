import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { fileNames } from "../../cli/export/project";
import { FORMS } from "../../cli/export/readme";
import { type Emulator, type EmulatorOptions, READ_SCOPES, readSeed, SCOPES, startEmulator } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { command, type Ended } from "../support/cli/command";
import { LIVING_EMULATOR } from "../support/living";

const ORG = "1000001";
const TSX = `file://${join(ROOT, "node_modules/tsx/dist/loader.mjs")}`;

describe("yandex360 export", () => {
  const scratch = mkdtempSync(join(tmpdir(), "yandex360-export-"));
  let emulator: Emulator;
  let folders = 0;
  const begin = async (options: EmulatorOptions) => {
    await emulator?.close();
    emulator = await startEmulator(options);
    emulator.addToken({ token: "reads", scopes: READ_SCOPES });
  };
  before(() => begin(LIVING_EMULATOR));
  after(async () => {
    await emulator.close();
    rmSync(scratch, { recursive: true });
  });
  const folder = () => {
    const made = join(scratch, String(++folders));
    mkdirSync(made);
    return made;
  };
  const run = (cwd: string, args: string[], settings: Record<string, string> = {}, running?: (pid: number) => void) => {
    const env = {
      PATH: dirname(process.execPath),
      YANDEX360_API_URL: emulator.url,
      YANDEX360_ORG_ID: ORG,
      YANDEX360_TOKEN: "reads",
      ...settings,
    };
    const tsx = ["--import", TSX, join(ROOT, "cli/index.ts")];
    return command(process.execPath, [...tsx, "export", ...args], {
      cwd,
      env,
      running: ({ pid = 0 }) => running?.(pid),
    });
  };
  const filesIn = (of: string) => readdirSync(of, { recursive: true }).map(String).sort();
  /** The organization of an emulator that starts with the copy in a folder. */
  const copiedIn = async (of: string) => {
    const copy = await startEmulator({ ...LIVING_EMULATOR, seed: readSeed(join(of, "emulator.yaml")) });
    try {
      return copy.organization(ORG).snapshot();
    } finally {
      await copy.close();
    }
  };
  const refused = ({ code, stdout, stderr }: Ended): string => {
    assert.deepEqual([code, stdout], [2, ""], stderr);
    const lines = stderr.trim().split("\n");
    assert.equal(lines.length, 1, stderr);
    return lines[0] ?? "";
  };

  it("writes a project named after the main domain, and says what to type next", async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(cwd, []);
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      `Wrote ООО «Ромашка» *& Co* (1000001) with 8 mailboxes to acme. Type next:

  cd acme
  npm install
  pulumi stack init acme
  pulumi config set --secret yandex360:token
  pulumi import --file import.json --generate-code=false
  pulumi preview
  pulumi up
`,
    );
    assert.deepEqual(filesIn(cwd), ["acme", ...fileNames("organization", "acme").map((name) => `acme/${name}`)].sort());
    const text = readFileSync(join(cwd, "acme/README.md"), "utf8");
    assert.match(text, /^# The mailboxes of ООО «Ромашка» \\\*\\& Co\\\*\n/);
    assert.ok(emulator.journal.every(({ method }) => method === "GET"));
    assert.deepEqual(emulator.strictViolations, []);
  });

  it("names the files of each form as it writes them, and the copy for the emulator is the organization", async () => {
    for (const form of FORMS) {
      const cwd = folder();
      assert.equal((await run(cwd, ["--as", form, "--out", ".", "--name", "acme"])).code, 0);
      assert.deepEqual(filesIn(cwd), fileNames(form, "acme").sort());
      const preview =
        /shows `\[diff: ~protect\]` beside access( and the organization, and `\+ mailboxes` among the outputs)?\./;
      const [, ofOrganization] = preview.exec(readFileSync(join(cwd, "README.md"), "utf8")) ?? assert.fail(form);
      assert.equal(ofOrganization !== undefined, form === "organization");
      assert.deepEqual(await copiedIn(cwd), emulator.organization(ORG).snapshot());
    }
  });

  it("copies an organization whose domains the token does not show", async () => {
    const token = "shows-no-domains";
    emulator.addToken({ token, scopes: READ_SCOPES.filter((scope) => scope !== "directory:read_domains") });
    const cwd = folder();
    const { code, stderr } = await run(cwd, ["--out", ".", "--name", "acme"], { YANDEX360_TOKEN: token });
    assert.equal(code, 0, stderr);
    assert.deepEqual(await copiedIn(cwd), emulator.organization(ORG).snapshot());
  });

  it("keeps what is there: --force replaces only its own files", async () => {
    const cwd = folder();
    const args = ["--out", "here", "--name", "acme"];
    mkdirSync(join(cwd, "here"));
    writeFileSync(join(cwd, "here/README.md"), "mine");
    writeFileSync(join(cwd, "here/index.ts"), "mine");
    assert.match(
      refused(await run(cwd, args)),
      /index\.ts and 1 more file are there already: pass --force to replace them/,
    );
    rmSync(join(cwd, "here/index.ts"));
    writeFileSync(join(cwd, "here/other"), "mine");
    const sent = emulator.journal.length;
    assert.match(refused(await run(cwd, args)), /README\.md is there already: pass --force to replace it/);
    assert.equal(emulator.journal.length, sent);
    assert.deepEqual(filesIn(cwd), ["here", "here/README.md", "here/other"]);
    assert.equal((await run(cwd, [...args, "--force"])).code, 0);
    assert.equal(readFileSync(join(cwd, "here/other"), "utf8"), "mine");
    assert.match(readFileSync(join(cwd, "here/README.md"), "utf8"), /^# The mailboxes/);
  });

  it("keeps the settings of the stack and the packages where --force writes a project anew", async () => {
    const cwd = folder();
    const args = ["--out", ".", "--name", "acme"];
    await run(cwd, args);
    const settings = join(cwd, "Pulumi.acme.yaml");
    const packages = join(cwd, "package.json");
    const { "yandex360:orgId": orgId } = parse(readFileSync(settings, "utf8")).config;
    const own = {
      encryptionsalt: "v1:salt",
      config: {
        "yandex360:orgId": orgId,
        "yandex360:apiUrl": "https://elsewhere.example",
        "yandex360:directoryUrl": "https://elsewhere.example",
        "yandex360:token": { secure: "v1:kept" },
      },
    };
    writeFileSync(settings, `# Ours.\n${stringify(own)}`);
    writeFileSync(
      packages,
      JSON.stringify({ name: "ours", dependencies: { "pulumi-yandex360": "file:x", zod: "^4.0.0" } }),
    );
    assert.match(
      refused(await run(cwd, args)),
      /organization\.acme\.yaml is there already: bring it up to date with --update organization\.acme\.yaml, pass --force /,
    );
    assert.equal((await run(cwd, [...args, "--force"])).code, 0);
    const text = readFileSync(settings, "utf8");
    assert.match(text, /^# Ours\./);
    assert.deepEqual(parse(text), {
      encryptionsalt: "v1:salt",
      config: {
        "yandex360:orgId": ORG,
        "yandex360:apiUrl": emulator.url,
        "yandex360:token": { secure: "v1:kept" },
      },
    });
    const { name, main, dependencies } = JSON.parse(readFileSync(packages, "utf8"));
    assert.deepEqual(
      [name, main, dependencies["pulumi-yandex360"], dependencies.zod],
      ["ours", "index.ts", "file:x", "^4.0.0"],
    );
    assert.ok("@pulumi/pulumi" in dependencies);

    writeFileSync(settings, text.replace(ORG, "999"));
    const before = filesIn(cwd).map((file) => readFileSync(join(cwd, file), "utf8"));
    assert.match(
      refused(await run(cwd, [...args, "--force"])),
      /Pulumi\.acme\.yaml has the settings of organization 999: name another stack with --name$/,
    );
    assert.deepEqual(
      filesIn(cwd).map((file) => readFileSync(join(cwd, file), "utf8")),
      before,
    );
  });

  it("ends with one line on stderr where standard output is full", async () => {
    const script = `${process.execPath} --import ${TSX} ${join(ROOT, "cli/index.ts")} --help > /dev/full`;
    const { code, stderr } = await command("sh", ["-c", script], { cwd: folder() });
    assert.deepEqual(
      [code, stderr],
      [2, "yandex360: could not write to standard output: ENOSPC: no space left on device, write\n"],
    );
  });

  const bad: Record<string, [args: string[], settings: Record<string, string>, reason: RegExp]> = {
    "a wrong organization": [["--org", "7"], {}, /organization 7/],
    "an organization that is none": [["--org", "seven"], {}, /orgId .*decimal id/],
    "no organization": [[], { YANDEX360_ORG_ID: "" }, /no organization is named: pass --org <id>/],
    "a token that may not read mailboxes": [
      [],
      { YANDEX360_TOKEN: "weak" },
      /ya360_admin:mail_read_shared_mailbox_inventory/,
    ],
    "an unreachable host": [[], { YANDEX360_API_URL: "http://127.0.0.1:1" }, /nothing listens there/],
    "a name that no stack can have": [["--name", "a b"], {}, /a b cannot be the name of a stack/],
    "a place that is a file": [["--out", "file"], {}, /could not write to .*file: a part of this path is a file/],
    "a place below a file": [["--out", "file/x"], {}, /could not write to .*file\/x: a part of this path is a file/],
    "a name that is too long": [
      ["--out", "a".repeat(300)],
      {},
      /could not write to .*a: a name in this path is too long/,
    ],
    "a place right below /proc": [
      ["--out", "/proc/x"],
      {},
      /could not write to \/proc\/x: no folder can be made there/,
    ],
    "a place where no folder can be made": [
      ["--out", "/proc/nope/x"],
      {},
      /could not write to \/proc\/nope\/x: no folder can be made there; name another place with --out/,
    ],
    "a form that is none": [["--as", "cobol"], {}, /Allowed choices are organization, typescript, yaml/],
  };
  for (const [what, [args, settings, reason]] of Object.entries(bad)) {
    it(`says on one line that there is ${what}, and writes nothing`, async () => {
      const cwd = folder();
      writeFileSync(join(cwd, "file"), "mine");
      emulator.addToken({ token: "weak", scopes: [SCOPES.readUsers, SCOPES.readDomains] });
      const line = refused(await run(cwd, args, settings));
      assert.match(line, /^yandex360 export: /);
      assert.match(line, reason);
      assert.ok(!line.includes("weak"));
      assert.deepEqual(filesIn(cwd), ["file"]);
    });
  }

  it("writes nothing where a list can be read only in part", async () => {
    const cwd = folder();
    emulator.inject({ endpoint: "ListActors", skip: 3, times: Number.POSITIVE_INFINITY, fault: "wrong-types" });
    const line = refused(await run(cwd, []));
    emulator.clearFaults();
    assert.match(line, /could not look up organization 1000001/);
    assert.deepEqual(filesIn(cwd), []);
  });

  it("brings an organization file up to date, says what it has changed, and changes nothing the second time", async () => {
    const cwd = folder();
    await run(cwd, ["--out", ".", "--name", "acme"]);
    const file = join(cwd, "organization.acme.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("  support:\n", "  # The first line.\n  support:\n"));
    const organization = emulator.organization(ORG);
    organization.setAccess("1130000900000001", "1130000000000002", []);
    const { code, stdout, stderr } = await run(cwd, ["--update", "organization.acme.yaml"]);
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^organization\.acme\.yaml says what is there now:\n {2}support: has no access: Boris.*\n\nWhatever you had added/,
    );
    const text = readFileSync(file, "utf8");
    assert.match(text, / {2}# The first line\.\n {2}support:/);
    assert.ok(
      !JSON.stringify(JSON.parse(readFileSync(join(cwd, "import.json"), "utf8"))).includes('owner"],"1130000000000002'),
    );
    const copy = join(cwd, "emulator.yaml");
    assert.deepEqual(await copiedIn(cwd), organization.snapshot());
    writeFileSync(copy, "organizations: []");
    const again = await run(cwd, ["--update", "organization.acme.yaml"]);
    assert.equal(readFileSync(copy, "utf8"), "organizations: []");
    assert.equal(again.stdout, "organization.acme.yaml says what is there: nothing is changed in it\n");
    assert.equal(readFileSync(file, "utf8"), text);
    writeFileSync(file, "stack: [");
    assert.match(
      refused(await run(cwd, ["--update", "organization.acme.yaml"])),
      /not valid YAML.*correct the file first/,
    );
    assert.equal(readFileSync(file, "utf8"), "stack: [");
  });

  it("says after an update what to type beside Pulumi.yaml, wherever that is", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "our stack/files"), { recursive: true });
    writeFileSync(join(cwd, "our stack/Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    const next = async (at: string, file: string) => {
      writeFileSync(join(at, file), "stack: acme\ndomain: acme.example\n");
      const { stdout, stderr } = await run(at, ["--update", file]);
      assert.equal(stderr, "");
      return stdout.slice(stdout.indexOf("\n\n") + 2);
    };
    const said = (...lines: string[]) =>
      `Whatever you had added to the file and not brought up yet has left it, too.\n\nType next, beside Pulumi.yaml:\n\n${lines
        .map((line) => `  ${line}\n`)
        .join("")}`;
    const commands = (place: string) => [
      "pulumi refresh",
      `pulumi import --file ${place} --generate-code=false`,
      "pulumi preview",
    ];
    const stack = join(cwd, "our stack");
    assert.equal(await next(stack, "a.yaml"), said(...commands("import.json")));
    assert.equal(await next(cwd, "our stack/a.yaml"), said("cd 'our stack'", ...commands("import.json")));
    assert.equal(await next(join(stack, "files"), "b.yaml"), said("cd ..", ...commands("files/import.json")));
    assert.equal(await next(cwd, "b.yaml"), said(...commands("import.json")));
  });

  it("refuses to empty a file: of another organization always, and otherwise without --force", async () => {
    const cwd = folder();
    const file = join(cwd, "organization.acme.yaml");
    const text = (domain: string) =>
      `stack: acme\ndomain: ${domain}\nshared:\n  m:\n    email: m@${domain}\n    name: Mm\n`;
    const update = (...args: string[]) => run(cwd, ["--update", "organization.acme.yaml", ...args]);
    writeFileSync(file, text("globex.example"));
    for (const args of [[], ["--force"]]) {
      assert.equal(
        refused(await update(...args)),
        "yandex360 export: organization.acme.yaml has the domains globex.example, and organization 1000001 has " +
          "acme.example, второй.example: name the right organization with --org or --stack",
      );
    }
    assert.equal(readFileSync(file, "utf8"), text("globex.example"));

    writeFileSync(file, text("acme.example"));
    assert.match(
      refused(await update()),
      /organization\.acme\.yaml: its mailbox is not in organization 1000001: .*--org or --stack, or pass --force/,
    );
    assert.equal(readFileSync(file, "utf8"), text("acme.example"));
    assert.deepEqual(filesIn(cwd), ["organization.acme.yaml"]);
    const { code, stdout, stderr } = await update("--force");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /m: is not in the organization, and leaves the file\n.*\n\nWhatever you had added/s);
  });

  it("refuses to update what is no regular file, and to write where something else is", async () => {
    const cwd = folder();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    assert.match(
      refused(await run(cwd, ["--update", "pipe"])),
      /^yandex360 export: could not read pipe: it is not a regular file; name the organization file/,
    );
    assert.match(refused(await run(cwd, ["--update", "."])), /could not read \.: it is a folder; name a file$/);
    writeFileSync(join(cwd, "organization.acme.yaml"), "stack: acme\ndomain: acme.example\n");
    mkdirSync(join(cwd, "import.json"));
    assert.match(
      refused(await run(cwd, ["--update", "organization.acme.yaml"])),
      /import\.json: it is not a file; update a copy of the file in another folder$/,
    );
  });

  it("updates the file that a link leads to", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "real"));
    const real = join(cwd, "real/organization.acme.yaml");
    writeFileSync(real, "stack: acme\ndomain: acme.example\n");
    const link = join(cwd, "link.yaml");
    symlinkSync(join("real", "organization.acme.yaml"), link);
    const { code, stderr } = await run(cwd, ["--update", "link.yaml"]);
    assert.equal(code, 0, stderr);
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.match(readFileSync(real, "utf8"), /support@acme\.example/);
    assert.deepEqual(filesIn(cwd), ["import.json", "link.yaml", "real", "real/organization.acme.yaml"]);
  });

  it("leaves no half file at Ctrl+C, and goes on without a request twice", async () => {
    const press = { pid: 0 };
    // The second mailbox's request is answered after Ctrl+C.
    const onRequest = () => {
      if (press.pid !== 0 && emulator.requests("GetShared").length === 2) {
        process.kill(press.pid, "SIGINT");
        press.pid = 0;
      }
    };
    await begin({ ...LIVING_EMULATOR, onRequest });
    const cwd = folder();
    const whole = { YANDEX360_MAX_CONCURRENCY: "1" };
    const interrupted = await run(cwd, ["--out", "a", "--name", "acme"], whole, (pid) => {
      press.pid = pid;
    });
    assert.equal(interrupted.code, 130, interrupted.stderr);
    assert.match(interrupted.stderr, /interrupted, and nothing is written; the same command goes on within an hour/);
    assert.deepEqual(filesIn(cwd), [".yandex360-export.journal"]);
    const journal = join(cwd, ".yandex360-export.journal");
    const kept = readFileSync(journal, "utf8");
    assert.ok(!kept.includes("reads"));
    emulator.addToken({ token: "weak", scopes: [] });
    const weak = await run(cwd, ["--out", "a", "--name", "acme"], { ...whole, YANDEX360_TOKEN: "weak" });
    assert.equal(weak.code, 2);
    assert.match(weak.stderr, /another token, organization or address has left its answers here: they are not used/);
    assert.equal(readFileSync(journal, "utf8"), kept);
    const resumed = await run(cwd, ["--out", "a", "--name", "acme"], whole);
    assert.equal(resumed.code, 0, resumed.stderr);
    const requests = emulator.journal
      .filter(({ status }) => status !== 403)
      .map(({ path, query }) => `${path}?${new URLSearchParams(query)}`);
    assert.deepEqual(
      requests.filter((one, at) => requests.indexOf(one) !== at),
      [],
    );
    assert.ok(!existsSync(journal));
  });

  it("keeps what it has read where the service is gone, and goes on without reading it again", async () => {
    let offline: Promise<void> | undefined;
    const onRequest = () => {
      if (offline === undefined && emulator.requests("GetShared").length === 3) offline = emulator.goOffline();
    };
    await begin({ ...LIVING_EMULATOR, onRequest });
    const cwd = folder();
    const whole = { YANDEX360_MAX_CONCURRENCY: "1" };
    const failed = refused(await run(cwd, ["--out", "a", "--name", "acme"], whole));
    assert.match(failed, /; what was read is kept, and the same command goes on within an hour$/);
    await offline;
    await emulator.goOnline();
    const resumed = await run(cwd, ["--out", "a", "--name", "acme"], whole);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(emulator.requests("ListShared").length, 1);
    assert.deepEqual(filesIn(cwd).includes(".yandex360-export.journal"), false);
  });
});
