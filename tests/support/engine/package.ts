import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { type ResourceType, resourceTypes } from "../../../provider/registry";
import { scratchFolder } from "../scratch";

const ROOT = resolve(__dirname, "../../..");

/** A resource type of the package. */
export type TypeName = ResourceType;

/** The resource types of the package. */
export const TYPE_NAMES: readonly TypeName[] = resourceTypes;

/** A folder with the built package in its node_modules, and the provider text that a program there puts into state. */
export interface Home {
  folder: string;
  /** Where the package is. */
  installed: string;
  texts: Record<TypeName, string>;
}

const PRINT_TEXTS = `
const pulumi = require("@pulumi/pulumi");
const texts = {};
pulumi.runtime.setMocks({
  newResource({ name, inputs }) {
    texts[name] = inputs.__provider;
    return { id: "1", state: inputs };
  },
  call: () => ({}),
});
const package = require("pulumi-yandex360");
const made = ${JSON.stringify(TYPE_NAMES)}.map((type) => new package[type](type, {}).urn);
pulumi.all(made).apply(() => console.log(JSON.stringify(texts)));`;

const textsSchema = z.record(z.enum(TYPE_NAMES), z.string().min(1));

let built: Home | undefined;

/** Builds the package once and lays it out as npm would, with this repository's own dependencies beside it. */
export function theHome(): Home {
  built ??= makeHome();
  return built;
}

/** The built package with something broken in it, to see that the checks notice. */
export function brokenHome(file: string, code: string): Home {
  const { folder: whole, texts } = theHome();
  const folder = scratch();
  cpSync(whole, folder, { recursive: true, verbatimSymlinks: true });
  const installed = join(folder, "node_modules/pulumi-yandex360");
  const broken = join(installed, "dist/provider", file);
  if (!existsSync(broken)) {
    throw new Error(`the package has no file ${file} to break`);
  }
  appendFileSync(broken, `\n${code}\n`);
  return { folder, installed, texts };
}

function makeHome(): Home {
  const folder = scratch();
  const modules = join(folder, "node_modules");
  const installed = join(modules, "pulumi-yandex360");
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (name !== "pulumi-yandex360" && name !== "@pulumi" && !name.startsWith(".")) {
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
  }
  // Not a link: Pulumi looks for the package from where itself is.
  cpSync(join(ROOT, "node_modules/@pulumi"), join(modules, "@pulumi"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
  run(process.execPath, [
    join(ROOT, "node_modules/typescript/bin/tsc"),
    ...["-p", join(ROOT, "tools/tsconfig.build.json"), "--outDir", join(installed, "dist")],
    // Types are the gate's affair; without them this takes a tenth of the time.
    ...["--noCheck", "--declaration", "false"],
  ]);
  const texts = textsSchema.parse(JSON.parse(run(process.execPath, ["-e", PRINT_TEXTS], folder)));
  return { folder, installed, texts };
}

/** A folder that is there until the process ends. */
export function scratch(): string {
  return scratchFolder("yandex360-reliability-");
}

function run(command: string, args: string[], cwd = ROOT): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
  }
  return stdout;
}
