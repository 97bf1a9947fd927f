import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "../acceptance/support/command";
import { installed, thePackage } from "../acceptance/support/packed";
import { hoisted } from "./layouts";

const NAMES = "DelegatedMailbox,MailboxAccess,Role,SharedMailbox";

describe("The packed package", function () {
  this.timeout(300_000);

  it("holds the build, its manifest and its texts and nothing else, in at most 150 KB", async () => {
    const { files, size } = await thePackage();

    const texts = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "docs/getting-started.md"];
    const rooms = /^dist\/(sdk|provider|emulator|cli)\/[\w/.-]+\.(js|d\.ts)$/;
    assert.deepEqual(
      files.filter((file) => !texts.includes(file) && !/^docs\/[\w-]+\.md$/.test(file) && !rooms.test(file)),
      [],
    );
    assert.deepEqual(
      texts.filter((file) => !files.includes(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => /test|example\/|node_modules/.test(file)),
      [],
    );
    assert.ok(size <= 150 * 1024, `${size} bytes`);
    console.log(`      ${files.length} files, ${size} bytes`);
  });

  it("can be required by a CommonJS program", async () => {
    const { folder: layout } = await hoisted();
    cpSync(join(__dirname, "programs/consumer.cjs"), join(layout, "consumer.cjs"));

    const { stdout } = await succeed("node", ["consumer.cjs"], { cwd: layout });

    for (const name of NAMES.split(",")) assert.ok(stdout.includes(name), stdout);
  });

  it("can be imported by name, and as a whole, by an ESM program", async () => {
    const { folder: layout } = await hoisted();
    cpSync(join(__dirname, "programs/consumer.mjs"), join(layout, "consumer.mjs"));

    const { stdout } = await succeed("node", ["consumer.mjs"], { cwd: layout });

    assert.equal(stdout.trim(), NAMES);
  });

  for (const [module, moduleResolution, type] of [
    ["node16", "node16", "commonjs"],
    ["nodenext", "nodenext", "module"],
    ["preserve", "bundler", "module"],
  ] as const) {
    it(`is typed for a ${type} program in TypeScript with module resolution ${moduleResolution}`, async () => {
      const home = await installed();
      const folder = join(home, `typed-${moduleResolution}`);
      mkdirSync(folder);
      cpSync(join(__dirname, "programs/typed.ts"), join(folder, "index.ts"));
      writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type }));
      // Reading every declaration of Pulumi's SDK takes long, so the package's own are read in full once.
      const skipLibCheck = moduleResolution !== "nodenext";
      const options = {
        module,
        moduleResolution,
        skipLibCheck,
        target: "es2022",
        strict: true,
        noEmit: true,
        types: [],
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["index.ts"] }));

      await succeed(join(home, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder });
    });
  }
});
