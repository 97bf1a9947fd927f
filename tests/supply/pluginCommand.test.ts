import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { command } from "../support/cli/command";
import { installed, REPOSITORY, SCRATCH } from "../support/cli/packed";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")));
const NAME = `resource-yandex360-v${version}`;

let homes = 0;

describe("yandex360 plugin", function () {
  this.timeout(120_000);

  /** The package as npm has installed it. */
  let own = "";
  /** PULUMI_HOME, the folder of all plugins, and the place of this one. */
  let home = "";
  let plugins = "";
  let place = "";

  before(async () => {
    own = join(await installed(), "node_modules/pulumi-yandex360");
  });

  beforeEach(() => {
    home = join(SCRATCH, `pulumi-home-${++homes}`);
    plugins = join(home, "plugins");
    place = join(plugins, NAME);
  });

  /** Runs `yandex360 plugin <line>`, where a script is loaded before it. */
  function plugin(line: string, before = "") {
    mkdirSync(home, { recursive: true });
    const preload = join(home, "preload.cjs");
    writeFileSync(preload, before);
    const args = ["--require", preload, join(own, "dist/cli/index.js"), "plugin", ...line.split(" ")];
    return command(process.execPath, args, { cwd: home, env: { PULUMI_HOME: home } });
  }

  const files = (folder: string) => readdirSync(folder).sort();

  async function refuses(line: string, reason: RegExp, before?: string): Promise<void> {
    const { code, stdout, stderr } = await plugin(line, before);
    assert.match(stderr, /^yandex360 plugin \w+: [^\n]+\n$/);
    assert.match(stderr, reason);
    assert.deepEqual([code, stdout], [2, ""]);
  }

  it("installs the plugin where Pulumi looks for it, ready to start", async () => {
    const { code, stdout, stderr } = await plugin("install");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Installed the plugin yandex360 ${version}: ${place}\n`), stdout);
    assert.deepEqual(files(plugins), [NAME]);
    assert.deepEqual(files(place), files(join(own, "dist/plugin")));

    const path = dirname(process.execPath);
    const started = await command(join(place, "pulumi-resource-yandex360"), ["127.0.0.1:1"], {
      cwd: home,
      env: { PATH: path },
    });
    assert.match(started.stdout, /^\d+\n$/);
  });

  it("can be used from the package as well: its starter can be run where npm has put it", async () => {
    const { code, stdout } = await plugin("path");
    assert.deepEqual([code, stdout], [0, `${join(own, "dist/plugin")}\n`]);
    assert.equal(statSync(join(stdout.trim(), "pulumi-resource-yandex360")).mode & 0o111, 0o111);
  });

  it("says that it is installed already, and leaves alone what is there", async () => {
    await plugin("install");
    const before = statSync(place).ino;
    const { code, stdout } = await plugin("install");
    assert.deepEqual([code, stdout], [0, `The plugin yandex360 ${version} is already installed: ${place}\n`]);
    assert.equal(statSync(place).ino, before);
  });

  it("replaces only with --force what is not what it would install", async () => {
    mkdirSync(plugins, { recursive: true });
    const others = [
      () => writeFileSync(place, "a file in the way"),
      () => appendFileSync(join(place, "plugin.cjs"), "// changed"),
    ];
    for (const other of others) {
      other();
      await refuses("install", /is something else than version .*; --force replaces it/);
      assert.equal((await plugin("install --force")).code, 0);
      assert.match((await plugin("install")).stdout, /already installed/);
    }
    assert.deepEqual(files(plugins), [NAME]);
  });

  it("is a problem to doctor where other files are installed as this version, until it is installed anew", async () => {
    const lineOfDoctor = async () => {
      const args = [join(own, "dist/cli/index.js"), "doctor", "--json"];
      const { stdout } = await command(process.execPath, args, { cwd: home, env: { PULUMI_HOME: home } });
      const { lines } = z.object({ lines: z.array(z.looseObject({ name: z.string() })) }).parse(JSON.parse(stdout));
      return lines.find(({ name }) => name === "plugin");
    };
    await plugin("install");
    writeFileSync(join(place, "pulumi-resource-yandex360"), "");
    assert.deepEqual(await lineOfDoctor(), {
      area: "Software",
      name: "plugin",
      verdict: "problem",
      text: `${version} is installed with other files than this package has: ${place}`,
      advice: "yandex360 plugin install --force",
    });
    await plugin("install --force");
    assert.equal((await lineOfDoctor())?.verdict, "ok");
  });

  it("installs anew what Pulumi has not installed to its end", async () => {
    mkdirSync(place, { recursive: true });
    writeFileSync(`${place}.partial`, "");
    assert.match((await plugin("install")).stdout, /^Installed/);
    assert.deepEqual(files(plugins), [NAME]);
    assert.deepEqual(files(place), files(join(own, "dist/plugin")));
  });

  it("leaves one whole plugin where several install it at once", async () => {
    const ended = await Promise.all(["", "", " --force", " --force"].map((flag) => plugin(`install${flag}`)));
    assert.deepEqual(
      ended.map(({ code, stderr }) => `${code}${stderr}`),
      ["0", "0", "0", "0"],
    );
    assert.deepEqual(files(plugins), [NAME]);
    assert.deepEqual(files(place), files(join(own, "dist/plugin")));
  });

  it("leaves nothing half installed where it is killed, and clears up later", async () => {
    await plugin("install", `require("node:fs").renameSync = () => process.kill(process.pid, "SIGKILL");`);
    const [left = "", ...more] = files(plugins);
    assert.deepEqual([existsSync(place), left.startsWith("."), more], [false, true, []]);

    await plugin("install");
    assert.deepEqual(files(plugins), [left, NAME]);
    utimesSync(join(plugins, left), 0, 0);
    await plugin("install --force");
    assert.deepEqual(files(plugins), [NAME]);
  });

  it("puts back what was there where it cannot put the new one in its place", async () => {
    await plugin("install");
    appendFileSync(join(place, "plugin.cjs"), "// changed");
    const failing = `const fs = require("node:fs"); const { renameSync } = fs;
fs.renameSync = (from, to) => {
  if (from.endsWith("new")) throw Object.assign(new Error("busy"), { code: "EBUSY" });
  renameSync(from, to);
};`;
    await refuses("install --force", /it is in use/, failing);
    assert.match(readFileSync(join(place, "plugin.cjs"), "utf8"), /\/\/ changed$/);
    assert.deepEqual(files(plugins), [NAME]);
  });

  const refusals = [
    ["EACCES", /this user may not; set PULUMI_HOME/],
    ["EROFS", /the disk is read-only; set PULUMI_HOME/],
    ["ENOSPC", /the disk is full; make room/],
  ] as const;
  for (const [code, reason] of refusals) {
    it(`says in one line what ${code} means, and where`, async () => {
      const failing = `require("node:fs").mkdtempSync = () => { throw Object.assign(new Error("no"), { code: "${code}" }); };`;
      await refuses("install", reason, failing);
      await refuses("install", new RegExp(`${place} cannot be written`), failing);
    });
  }

  it("says in one line that a part of the path is a file", async () => {
    mkdirSync(home, { recursive: true });
    writeFileSync(plugins, "");
    await refuses("install", /cannot be written: a part of this path is a file; move it away/);
  });

  it("says in one line that no folder can be made there", async () => {
    const args = [join(own, "dist/cli/index.js"), "plugin", "install"];
    const { code, stdout, stderr } = await command(process.execPath, args, {
      cwd: own,
      env: { PULUMI_HOME: "/proc/nope" },
    });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(
      stderr,
      `yandex360 plugin install: /proc/nope/plugins/${NAME} cannot be written: no folder can be made there; set PULUMI_HOME to another one\n`,
    );
  });

  it("says in one line that the plugin has not been built", async () => {
    const [built, hidden] = [join(own, "dist/plugin"), join(own, "dist/hidden")];
    renameSync(built, hidden);
    try {
      await refuses("install", /dist\/plugin is not there; run npm run build in the clone first/);
      await refuses("path", /dist\/plugin is not there; run npm run build in the clone first/);
    } finally {
      renameSync(hidden, built);
    }
  });

  it("uninstalls it with what Pulumi keeps beside it, once", async () => {
    await plugin("install");
    const other = "resource-yandex360-v0.0.9";
    mkdirSync(join(plugins, other));
    writeFileSync(`${place}.lock`, "");
    const { code, stdout } = await plugin("uninstall");
    assert.deepEqual([code, stdout], [0, `Removed the plugin yandex360 ${version}: ${place}\n`]);
    assert.deepEqual(files(plugins), [other]);
    const again = await plugin("uninstall");
    assert.deepEqual([again.code, again.stdout], [0, `The plugin yandex360 ${version} is not installed: ${place}\n`]);
  });

  it("shows how to use it", async () => {
    const { code, stdout } = await plugin("--help");
    assert.equal(code, 0);
    for (const line of [
      "yandex360 plugin install ",
      "yandex360 plugin uninstall ",
      "path: node_modules/pulumi-yandex360/dist/plugin",
    ]) {
      assert.ok(stdout.includes(line), line);
    }
  });
});
