/** The ways in which package managers lay out a project, its libraries and the package on disk. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build as esbuild } from "esbuild";
import { succeed } from "../support/cli/command";
import { CURRENT_SDK, installed, type Packed, SCRATCH, thePackage } from "../support/cli/packed";
import type { Layout } from "../support/cli/project";

const PNPM = "pnpm@10.34.8";
const YARN = "@yarnpkg/cli-dist@4.9.4";

/** A library that makes a mailbox. Whoever depends on it need not know the package. */
const LIBRARY = `const { SharedMailbox } = require("pulumi-yandex360");
exports.mailbox = (name) => new SharedMailbox(name, { email: name + "@example.org", name: name + " box" });
`;

/** A program that makes a mailbox by itself, and one that has the library make it. */
const DIRECT = `const { SharedMailbox } = require("pulumi-yandex360");
new SharedMailbox("support", { email: "support@example.org", name: "support box" });
`;
const BY_LIBRARY = `require("@acme/mail").mailbox("support");\n`;

type Dependencies = Record<string, string>;

/** The package installed by npm, as users have it. */
export const hoisted = async (sdk?: string): Promise<Layout> => {
  const folder = join(await installed(sdk), "program");
  project(folder, {}, DIRECT);
  return { folder };
};

/** A developer's checkout or a file of the project, linked into its node_modules by npm. */
export async function linked(): Promise<Layout> {
  const { folder: checkout } = await thePackage();
  link(join(await installed(), "node_modules"), join(checkout, "node_modules"));
  const folder = join(SCRATCH, "linked/program");
  project(folder, { ...sdk(), "pulumi-yandex360": `file:${checkout}` }, DIRECT);
  await npm(folder, "--install-links=false");
  return { folder };
}

/** npm puts the package below the library, as it does where two versions are asked for; the library shows only its entry. */
export async function nested(): Promise<Layout> {
  const folder = join(SCRATCH, "nested/program");
  project(folder, { ...sdk(), "@acme/mail": `file:${await packedLibrary({ exports: "./index.js" })}` }, BY_LIBRARY);
  await npm(folder, "--install-strategy=nested");
  return { folder };
}

/** npm's workspaces: the library beside the project, one node_modules above both. */
export async function npmWorkspace(): Promise<Layout> {
  const root = join(SCRATCH, "npm-workspace");
  const { tarball } = await thePackage();
  library(join(root, "mail"), { "pulumi-yandex360": `file:${tarball}` });
  const folder = join(root, "program");
  project(folder, { ...sdk(), "@acme/mail": "1.0.0" }, BY_LIBRARY);
  write(root, "package.json", JSON.stringify({ private: true, workspaces: ["mail", "program"] }));
  await npm(root);
  return { folder };
}

/** pnpm's strict layout: a package finds only what it depends on. */
export async function pnpmStrict(name = "pnpm-strict"): Promise<Layout> {
  const folder = join(SCRATCH, name, "program");
  const { tarball } = await thePackage();
  project(folder, { ...sdk(), "pulumi-yandex360": `file:${tarball}` }, DIRECT);
  await pnpm(folder);
  return { folder };
}

/** A pnpm workspace in which only the library depends on the package. */
export async function pnpmWorkspace(): Promise<Layout> {
  const root = join(SCRATCH, "pnpm-workspace");
  const { tarball } = await thePackage();
  library(join(root, "mail"), { "pulumi-yandex360": `file:${tarball}`, ...sdk() });
  const folder = join(root, "program");
  project(folder, { ...sdk(), "@acme/mail": "workspace:*" }, BY_LIBRARY);
  write(root, "package.json", JSON.stringify({ private: true }));
  write(root, "pnpm-workspace.yaml", "packages: [mail, program]\n");
  await pnpm(root);
  return { folder };
}

/** Yarn without any node_modules; only the library depends on the package. */
export async function yarnPnp(): Promise<Layout> {
  const root = join(SCRATCH, "yarn-pnp");
  const folder = join(root, "program");
  project(folder, { ...sdk(), "@acme/mail": `file:${await packedLibrary({ exports: "./index.js" })}` }, BY_LIBRARY);
  write(root, "package.json", JSON.stringify({ private: true, workspaces: ["program"] }));
  write(root, "yarn.lock", "");
  write(root, ".yarnrc.yml", "enableTelemetry: false\nenableImmutableInstalls: false\nenableScripts: false\n");
  await succeed(process.execPath, [join(await managers(), "node_modules/@yarnpkg/cli-dist/bin/yarn.js")], {
    cwd: root,
  });
  // What `yarn run` and `yarn exec` set.
  const env = { NODE_OPTIONS: `--require ${root}/.pnp.cjs --experimental-loader file://${root}/.pnp.loader.mjs` };
  return { folder, env };
}

/** A program that esbuild has bundled together with the package, but not with Pulumi's SDK. */
export async function bundled(): Promise<Layout> {
  const folder = join(await installed(), "bundled");
  project(folder, {}, "");
  write(folder, "source.js", DIRECT);
  await esbuild({
    entryPoints: [join(folder, "source.js")],
    bundle: true,
    platform: "node",
    external: ["@pulumi/pulumi"],
    outfile: join(folder, "index.js"),
  });
  return { folder };
}

/** Another build and another tarball of the same sources, unpacked without npm. */
export async function otherBuild({ folder: built }: Packed): Promise<Layout> {
  const home = await installed();
  link(join(home, "node_modules"), join(dirname(built), "node_modules"));
  const folder = join(SCRATCH, "other");
  project(folder, {}, DIRECT);
  link(built, join(folder, "node_modules/pulumi-yandex360"));
  link(join(home, "node_modules/@pulumi/pulumi"), join(folder, "node_modules/@pulumi/pulumi"));
  return { folder };
}

const sdk = (): Dependencies => ({ "@pulumi/pulumi": CURRENT_SDK });

function project(folder: string, dependencies: Dependencies, program: string): void {
  write(folder, "package.json", JSON.stringify({ name: "program", private: true, main: "index.js", dependencies }));
  write(folder, "index.js", program);
}

function library(folder: string, dependencies: Dependencies, more: object = {}): void {
  const manifest = { name: "@acme/mail", version: "1.0.0", main: "index.js", dependencies };
  write(folder, "package.json", JSON.stringify({ ...manifest, peerDependencies: { "@pulumi/pulumi": "*" }, ...more }));
  write(folder, "index.js", LIBRARY);
}

async function packedLibrary(more: object): Promise<string> {
  const { tarball } = await thePackage();
  const folder = join(SCRATCH, "library/package");
  library(folder, { "pulumi-yandex360": `file:${tarball}` }, more);
  await succeed("npm", ["pack", "--silent", "--pack-destination", ".."], { cwd: folder });
  return join(folder, "../acme-mail-1.0.0.tgz");
}

async function npm(cwd: string, ...options: string[]): Promise<void> {
  await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", ...options], {
    cwd,
  });
}

async function pnpm(cwd: string): Promise<void> {
  const script = join(await managers(), "node_modules/pnpm/bin/pnpm.cjs");
  await succeed(process.execPath, [script, "install", "--ignore-scripts", "--prefer-offline"], { cwd });
}

let other: Promise<string> | undefined;

/** pnpm and yarn, installed once. */
function managers(): Promise<string> {
  other ??= (async () => {
    const folder = join(SCRATCH, "managers");
    write(folder, "package.json", JSON.stringify({ private: true }));
    await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", PNPM, YARN], { cwd: folder });
    return folder;
  })();
  return other;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
