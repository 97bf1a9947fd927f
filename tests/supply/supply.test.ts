import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { sourcesIn } from "../../tools/sources";
import { installed, REPOSITORY, thePackage } from "../support/cli/packed";
import { admits, type Lock, lockSchema, nameOf, runtimeTree } from "./lock";

/** Releases of 4 August 2026 that are known to be malicious. */
const MALICIOUS: Readonly<Record<string, string>> = { keyv: "6.0.0", "cacheable-request": "13.0.20" };
const MOST_DIRECT = 7;
/** What npm runs on the machine of whoever installs a package. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

/** The plugin's code is in one file, with what starts it. */
const PLUGIN = [
  "pulumi-resource-yandex360",
  "pulumi-resource-yandex360.cmd",
  "pulumi-resource-yandex360.cjs",
  "plugin.cjs",
  "schema.json",
  "LICENSE",
  "THIRD-PARTY.txt",
];
/** So are the command's, which loads what makes a report when there is one to make, and the emulator's. */
const COMMAND = ["cli/index.js", "report/make.js", "report/page.html", "report/THIRD-PARTY.txt", "emulator/index.js"];

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  bundleDependencies: z.array(z.string()).optional(),
  scripts: z.record(z.string(), z.string()).default({}),
});

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), "utf8"));

/** Every range by which a package of the tree, or the package itself, can bring in another one. */
function rangesOf(lock: Lock, root: string): { from: string; name: string; range: string }[] {
  const tree = [[root, lock[root]] as const, ...runtimeTree(lock, root)];
  return tree.flatMap(([from, locked]) =>
    Object.entries({ ...locked?.dependencies, ...locked?.optionalDependencies }).map(([name, range]) => ({
      from,
      name,
      range,
    })),
  );
}

/**
 * The age of the locked versions cannot be tested here: a lock file has no dates, and tests reach no registry. Nor can it be
 * known offline which later releases the ranges of others will lead to; the lock and its hashes hold for this repository.
 */
describe("The supply chain", function () {
  this.timeout(300_000);
  const lock = lockSchema.parse(read(REPOSITORY, "package-lock.json")).packages;
  const own = manifest.parse(read(REPOSITORY, "package.json"));

  it("locks nothing but tarballs of a registry, each with its SHA-512", () => {
    const others = Object.entries(lock).filter(
      ([folder, { link, integrity, resolved }]) =>
        folder.includes("node_modules/") &&
        !(link && resolved !== undefined && (resolved === "" || /^examples\/[\w-]+$/.test(resolved))) &&
        // Without `resolved` npm takes the tarball from the registry that its user has set, and compares the hash.
        !(
          /^sha512-[\w+/]{86}==$/.test(integrity ?? "") &&
          (resolved === undefined || /^https:\/\/[^\s?#]+\.tgz$/.test(resolved))
        ),
    );
    assert.deepEqual(others, []);
    const workspaces = Object.keys(lock).filter((folder) => !folder.includes("node_modules/"));
    assert.deepEqual(
      workspaces.filter((folder) => folder !== "" && !/^examples\/[\w-]+$/.test(folder)),
      [],
    );
  });

  it("has few direct dependencies at run time, each pinned to one version, and none that runs a script when installed", () => {
    const direct = Object.entries(own.dependencies);
    const tree = runtimeTree(lock, "");
    const scripted = [...tree].filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder);

    assert.ok(direct.length <= MOST_DIRECT, `${direct.length} direct dependencies`);
    assert.deepEqual(
      direct.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range)),
      [],
    );
    assert.deepEqual([own.optionalDependencies, own.bundleDependencies], [undefined, undefined]);
    assert.deepEqual(scripted, []);
    assert.ok(tree.size >= direct.length);
    console.log(
      `      S4: ${direct.length} direct dependencies of at most ${MOST_DIRECT}, ${tree.size} packages at run time, 0 with install scripts`,
    );
  });

  it("runs no script of its own when installed", async () => {
    const { folder } = await thePackage();
    const { scripts } = manifest.parse(read(folder, "package.json"));
    assert.deepEqual(
      INSTALL_SCRIPTS.filter((name) => name in scripts),
      [],
    );
  });

  it("cannot reach the releases that are known to be malicious, by any range of the lock", () => {
    const ranges = rangesOf(lock, "");
    assert.ok(ranges.length > 20, `only ${ranges.length} ranges`);
    for (const [name, version] of Object.entries(MALICIOUS)) {
      const towards = ranges.filter((one) => one.name === name);
      assert.ok(towards.length > 0, `nothing needs ${name} any more: take it off the list`);
      assert.deepEqual(
        towards.filter(({ range }) => admits(range, version)),
        [],
      );
    }
    const locked = Object.entries(lock).filter(
      ([folder, { version = "none" }]) => MALICIOUS[nameOf(folder)] === version,
    );
    assert.deepEqual(locked, []);
    console.log(`      S4: ${ranges.length} ranges; keyv 6.0.0 and cacheable-request 13.0.20 within none of them`);
  });

  it("gives a user who installs the packed package today the same: no scripts, no malicious release", async () => {
    const home = await installed();
    const theirs = lockSchema.parse(read(home, "node_modules/.package-lock.json")).packages;
    const root = "node_modules/pulumi-yandex360";
    const tree = [...runtimeTree(theirs, root)];

    assert.ok(tree.length >= Object.keys(own.dependencies).length);
    for (const [folder, { version, hasInstallScript }] of tree) {
      const { scripts } = manifest.pick({ scripts: true }).parse(read(home, folder, "package.json"));
      assert.equal(hasInstallScript, false, folder);
      assert.deepEqual(
        INSTALL_SCRIPTS.filter((name) => name in scripts),
        [],
        folder,
      );
      assert.notEqual(MALICIOUS[nameOf(folder)], version, folder);
    }
    for (const { from, name, range } of rangesOf(theirs, root)) {
      const version = MALICIOUS[name];
      if (version !== undefined) assert.equal(admits(range, version), false, `${from} allows ${name} ${version}`);
    }
  });

  it("packs exactly one script for each source, the declarations that a program can reach, the bundles of the emulator, the command, its report and the plugin, four texts, the JSON Schema of organization files, and the documentation", async () => {
    // The size and the rooms of the package are held by tests/serialization/package.test.ts.
    const { files, size } = await thePackage();
    const compiled = sourcesIn("organization", "provider", "sdk", "emulator")
      .filter(({ path }) => !path.startsWith("provider/hosts/plugin/"))
      .map(({ path }) => `dist/${path.replace(/\.ts$/, "")}.js`);
    const built = compiled.filter((file) => !file.startsWith("dist/emulator/"));
    const bundles = [...COMMAND.map((file) => `dist/${file}`), ...PLUGIN.map((file) => `dist/plugin/${file}`)];
    const docs = readdirSync(join(REPOSITORY, "docs"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(REPOSITORY, join(parentPath, name)));
    const schema = "organization/organization.schema.json";
    const expected = [...built, ...bundles, ...docs, schema, "package.json", "README.md", "LICENSE", "CHANGELOG.md"];

    const declarations = files.filter((file) => file.endsWith(".d.ts"));
    assert.deepEqual(files.filter((file) => !declarations.includes(file)).sort(), expected.sort());
    // That none is missing, the programs of tests/serialization/package.test.ts show, which read every declaration.
    assert.deepEqual(
      declarations.filter((file) => !compiled.includes(file.replace(/d\.ts$/, "js"))),
      [],
    );
    console.log(`      S4: ${files.length} files, ${Math.ceil(size / 1024)} KB packed`);
  });

  it("is judged by a comparison that can say yes, and says nothing about ranges it does not know", () => {
    const yes = [
      ["^6.0.0", "6.0.0"],
      ["^5 || ^6.0.0-0", "6.0.0"],
      ["6.0.0", "6.0.0"],
      ["^13.0.1", "13.0.20"],
      ["^6", "6.0.0"],
      ["^0.4.1", "0.4.9"],
    ] as const;
    const no = [
      ["^4.5.4", "6.0.0"],
      ["^6.0.1", "6.0.0"],
      ["^12.0.1", "13.0.20"],
      ["^13.1.0", "13.0.20"],
      ["^0.4.1", "0.5.0"],
      ["5.9.9", "6.0.0"],
    ] as const;
    assert.deepEqual(
      yes.map(([range, version]) => admits(range, version)),
      yes.map(() => true),
    );
    assert.deepEqual(
      no.map(([range, version]) => admits(range, version)),
      no.map(() => false),
    );
    for (const range of [">=4", "*", "~5.0.0", "latest", "git+ssh://example.org/x.git", ""]) {
      assert.throws(() => admits(range, "6.0.0"), /does not know/);
    }
  });

  it("takes notice of a package that is not from a registry, and of one with scripts", () => {
    const bad = lockSchema.parse({
      packages: {
        "": { dependencies: { a: "1.0.0" } },
        "node_modules/a": { version: "1.0.0", dependencies: { b: "^2.0.0" } },
        "node_modules/a/node_modules/b": { version: "2.0.0", hasInstallScript: true },
        "node_modules/b": { version: "1.0.0" },
      },
    }).packages;
    const tree = runtimeTree(bad, "");
    assert.deepEqual([...tree.keys()], ["node_modules/a", "node_modules/a/node_modules/b"]);
    assert.equal(tree.get("node_modules/a/node_modules/b")?.hasInstallScript, true);
    const unlocked = lockSchema.parse({ packages: { "": { dependencies: { c: "1.0.0" } } } }).packages;
    assert.throws(() => runtimeTree(unlocked, ""), /needs c, which is not locked/);
  });
});
