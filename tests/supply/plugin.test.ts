import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { command } from "../support/cli/command";
import { REPOSITORY, SCRATCH, thePackage } from "../support/cli/packed";

const read = (file: string): unknown => JSON.parse(readFileSync(join(REPOSITORY, file), "utf8"));
const manifest = z.object({ engines: z.object({ node: z.string() }) });

let made = 0;

/** The plugin's folder as it is packed, where no package of ours can be found. */
async function alone(): Promise<string> {
  const folder = join(SCRATCH, `alone-${++made}`);
  cpSync(join((await thePackage()).folder, "dist/plugin"), folder, { recursive: true });
  return folder;
}

/** Starts the plugin where PATH has nothing but this `node`: of some version, or none. */
async function start(plugin: string, node: string | undefined) {
  const path = join(SCRATCH, `path-${++made}`);
  mkdirSync(path);
  if (node !== undefined) pretend(path, node);
  return command(join(plugin, "pulumi-resource-yandex360"), ["127.0.0.1:1"], { cwd: path, env: { PATH: path } });
}

/** A `node` that says that it is of this version. */
function pretend(path: string, version: string): void {
  const preload = join(path, "version.cjs");
  writeFileSync(
    preload,
    `Object.defineProperty(process, "versions", { value: { node: "${version}" } });
Object.defineProperty(process, "version", { value: "v${version}" });`,
  );
  writeFileSync(join(path, "node"), `#!/bin/sh\nexec "${process.execPath}" --require "${preload}" "$@"\n`);
  chmodSync(join(path, "node"), 0o755);
}

describe("The plugin's folder", function () {
  this.timeout(120_000);

  it("needs Node.js on PATH and nothing else: no package, no other command", async () => {
    const { code, stdout, stderr } = await start(await alone(), process.versions.node);
    assert.equal(stderr, "");
    assert.match(stdout, /^\d{4,5}\n$/);
    assert.equal(code, 0);
  });

  it("says in one line that there is no node on PATH", async () => {
    const { code, stdout, stderr } = await start(await alone(), undefined);
    assert.match(
      stderr,
      /^pulumi-resource-yandex360 needs Node\.js 20\.19 or newer, and there is no node on PATH: .+\n$/,
    );
    assert.deepEqual([code, stdout], [1, ""]);
  });

  for (const version of ["8.17.0", "18.20.4", "20.18.3"]) {
    it(`says in one line that Node.js ${version} is too old, and loads nothing of the plugin`, async () => {
      const plugin = await alone();
      writeFileSync(join(plugin, "plugin.cjs"), "this is in a language of the future");
      const { code, stdout, stderr } = await start(plugin, version);
      assert.match(stderr, /^pulumi-resource-yandex360 needs Node\.js 20\.19 or newer, and the node on PATH is .+\n$/);
      assert.ok(stderr.includes(`v${version}, ${process.execPath}`), stderr);
      assert.deepEqual([code, stdout], [1, ""]);
    });
  }

  for (const version of ["20.19.0", "21.0.0", "26.1.0"]) {
    it(`starts with Node.js ${version}`, async () => {
      const { code, stdout } = await start(await alone(), version);
      assert.match(stdout, /^\d{4,5}\n$/);
      assert.equal(code, 0);
    });
  }

  it("asks for the Node.js that the package asks for, in every text and in the check", async () => {
    const plugin = await alone();
    const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(manifest.parse(read("package.json")).engines.node) ?? [];
    for (const file of ["", ".cmd", ".cjs"]) {
      const text = readFileSync(join(plugin, `pulumi-resource-yandex360${file}`), "utf8");
      assert.ok(text.includes(`needs Node.js ${major}.${minor} or newer`), file);
    }
    const check = readFileSync(join(plugin, "pulumi-resource-yandex360.cjs"), "utf8");
    assert.ok(check.includes(`parts[0] > ${major} || (parts[0] === ${major} && parts[1] >= ${minor})`));
  });
});
