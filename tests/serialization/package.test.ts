import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { succeed } from "../support/cli/command";
import { CURRENT_SDK, installed, SCRATCH, thePackage } from "../support/cli/packed";
import { hoisted } from "./layouts";

/** The oldest, a middle and the newest one; are-the-types-wrong looks at the resolutions that each leaves out. */
const TYPESCRIPTS = [
  ["4.9.5", ["node", "node16"]],
  ["5.9.3", ["bundler"]],
  ["6.0.3", ["nodenext"]],
] as const;
const CHECKERS = ["publint@0.3.25", "@arethetypeswrong/cli@0.18.5"];

const KB = 1024;
const NAMES = "DelegatedMailbox,MailboxAccess,Role,SharedMailbox";

describe("The packed package", function () {
  this.timeout(300_000);

  it("holds the build, its manifest and its texts and nothing else, in at most 150 KB for provider, SDK, emulator and command line, 3 MB in all", async () => {
    const { files, size, folder } = await thePackage();

    const texts = [
      "organization/organization.schema.json",
      "package.json",
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "docs/getting-started.md",
    ];
    const rooms = /^dist\/((organization|sdk|provider|emulator)\/[\w/.-]+\.(js|d\.ts)|(cli|plugin|report)\/[\w.-]+)$/;
    assert.deepEqual(
      files.filter(
        (file) => !texts.includes(file) && !/^docs\/[\w-]+(\/[\w-]+)?\.(md|yml|png)$/.test(file) && !rooms.test(file),
      ),
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
    const code = files
      .filter((file) => /^dist\/(provider|sdk|emulator|cli)\//.test(file))
      .map((file) => readFileSync(join(folder, file)));
    // As npm packs.
    const compressed = gzipSync(Buffer.concat(code), { level: 9 }).length;
    assert.ok(compressed <= 150 * KB, `${compressed} bytes`);
    assert.ok(size <= 3 * 1024 * KB, `${size} bytes`);
    console.log(
      `      S4: ${files.length} files, ${Math.ceil(compressed / KB)} KB packed for provider, SDK, emulator and command line, ${Math.ceil(size / KB)} KB in all`,
    );
  });

  it("has comments in its declarations, and none in its scripts", async () => {
    const { files, folder } = await thePackage();
    const commented = files
      .filter((file) => /^dist\/(organization|sdk|provider|emulator)\//.test(file))
      .filter((file) => /^\s*(\/\*\*|\/\/)/m.test(readFileSync(join(folder, file), "utf8")));
    assert.ok(commented.includes("dist/sdk/mailboxAccess.d.ts"));
    assert.deepEqual(
      commented.filter((file) => !file.endsWith(".d.ts")),
      [],
    );
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

  for (const [version, resolutions] of TYPESCRIPTS) {
    for (const moduleResolution of resolutions) {
      it(`is typed for TypeScript ${version} with module resolution ${moduleResolution}, with every declaration read`, async () => {
        const home = await checkers();
        const folder = join(home, `typed-${version}-${moduleResolution}`);
        mkdirSync(folder);
        cpSync(join(__dirname, "programs/typed.ts"), join(folder, "index.ts"));
        const type = moduleResolution === "node" || moduleResolution === "node16" ? "commonjs" : "module";
        writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type }));
        const module = { node: "commonjs", node16: "node16", nodenext: "nodenext", bundler: "esnext" }[
          moduleResolution
        ];
        const options = {
          module,
          moduleResolution,
          target: "es2020",
          strict: true,
          noEmit: true,
          types: [],
        };
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["index.ts"] }));

        const compiler = join(home, `node_modules/typescript-${version}/bin/tsc`);
        await succeed(process.execPath, [compiler, "-p", "."], { cwd: folder });
      });
    }
  }

  it("has declarations that import nothing but Pulumi, for `.` and `./emulator`", async () => {
    const root = join(await installed(), "node_modules/pulumi-yandex360/dist");
    const seen = new Set<string>();
    const packages = new Set<string>();
    const walk = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
      for (const [, name = ""] of text.matchAll(/\b(?:from|import|require|types=)\s*\(?"([^"]+)"/g)) {
        if (name.startsWith(".")) walk(join(dirname(file), `${name}.d.ts`));
        else packages.add(name);
      }
    };
    walk(join(root, "sdk/index.d.ts"));
    walk(join(root, "emulator/index.d.ts"));

    assert.deepEqual([...packages], ["@pulumi/pulumi"]);
    assert.ok(seen.size > 20);
  });

  it("has nothing that publint or are-the-types-wrong complain about", async () => {
    const { tarball } = await thePackage();
    const bin = join(await checkers(), "node_modules/.bin");
    await succeed(join(bin, "publint"), ["run", tarball, "--strict"], { cwd: SCRATCH });
    await succeed(join(bin, "attw"), [tarball, "--no-emoji"], { cwd: SCRATCH });
  });
});

let made: Promise<string> | undefined;

/** A folder with the package, and the compilers and checkers that look at it. Later types of Node need a later TypeScript. */
function checkers(): Promise<string> {
  made ??= (async () => {
    const folder = join(SCRATCH, "checkers");
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const compilers = TYPESCRIPTS.map(([version]) => `typescript-${version}@npm:typescript@${version}`);
    const { tarball } = await thePackage();
    const packages = [tarball, `@pulumi/pulumi@${CURRENT_SDK}`, "@types/node@20.19.43", ...compilers, ...CHECKERS];
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    await succeed("npm", ["install", ...quiet, ...packages], { cwd: folder });
    return folder;
  })();
  return made;
}
