import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { finishBuild } from "../../../tools/finish";
import { scratchFolder } from "../scratch";
import { succeed } from "./command";

/** The root of this repository. */
export const REPOSITORY = resolve(__dirname, "../../..");

const manifest = z
  .object({
    devDependencies: z.object({ "@pulumi/pulumi": z.string(), typescript: z.string() }),
    peerDependencies: z.object({ "@pulumi/pulumi": z.string() }),
  })
  .parse(JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")));

/** Pulumi's SDK that the package is developed with. */
export const CURRENT_SDK = manifest.devDependencies["@pulumi/pulumi"];
/** The oldest one that its peer range allows. */
export const LOWEST_SDK = /\d+\.\d+\.\d+/.exec(manifest.peerDependencies["@pulumi/pulumi"])?.[0] ?? "no version";

/** Everything that these tests make on disk; it goes when the process ends. */
export const SCRATCH = scratchFolder("yandex360-acceptance-");

const packed = z.array(
  z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string() })) }),
);

/** A package as `npm pack` makes it. */
export interface Packed {
  tarball: string;
  /** Bytes. */
  size: number;
  files: string[];
  /** The folder it was made from: what a developer who links the package has. */
  folder: string;
}

const PARTS = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "docs", "organization/organization.schema.json"];

/** Builds the sources into a folder of its own, so that nobody's `dist` matters, and packs it. */
export async function build(name: string): Promise<Packed> {
  const folder = join(SCRATCH, name, "package");
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS.filter((file) => existsSync(join(REPOSITORY, file)))) {
    cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  const compile = [
    "tsc",
    "-p",
    "tools/tsconfig.build.json",
    "--outDir",
    join(folder, "dist"),
    "--incremental",
    "false",
  ];
  await succeed("npx", compile, { cwd: REPOSITORY });
  await finishBuild(join(folder, "dist"));
  const { stdout } = await succeed("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", ".."], {
    cwd: folder,
  });
  const [made] = packed.parse(JSON.parse(stdout));
  if (made === undefined) throw new Error("npm pack made nothing");
  const files = made.files.map(({ path }) => path);
  return { tarball: join(SCRATCH, name, made.filename), size: made.size, files, folder };
}

let first: Promise<Packed> | undefined;

/** The one package of this run. */
export function thePackage(): Promise<Packed> {
  first ??= build("built");
  return first;
}

const homes = new Map<string, Promise<string>>();

/** A folder in whose node_modules npm has put the packed package and this version of Pulumi's SDK; made once. */
export function installed(sdk = CURRENT_SDK): Promise<string> {
  const known = homes.get(sdk);
  if (known !== undefined) return known;
  const made = install(sdk);
  homes.set(sdk, made);
  return made;
}

async function install(sdk: string): Promise<string> {
  const { tarball } = await thePackage();
  const home = join(SCRATCH, `sdk-${sdk}`);
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true }));
  // The lowest SDK excludes today's TypeScript, and only the TypeScript programs need one.
  const typescript = sdk === CURRENT_SDK ? [`typescript@${manifest.devDependencies.typescript}`] : [];
  const packages = [tarball, `@pulumi/pulumi@${sdk}`, ...typescript];
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"];
  await succeed("npm", ["install", ...quiet, ...packages], { cwd: home });
  return home;
}
