import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installed, type Packed, SCRATCH, thePackage } from "../acceptance/support/packed";

/** A folder from which a program can import the package and Pulumi's SDK. */
export type Layout = string;

/** The packed package, installed by npm, as users have it. */
export const byNpm = (sdk?: string): Promise<Layout> => installed(sdk).then((home) => project(join(home, "program")));

/** A developer's checkout, linked into the project, as `npm link`, workspaces and `file:` do. */
export async function linked(): Promise<Layout> {
  const home = await installed();
  const { folder } = await thePackage();
  link(join(home, "node_modules"), join(folder, "node_modules"));
  return project(join(SCRATCH, "linked"), {
    "pulumi-yandex360": folder,
    "@pulumi/pulumi": join(home, "node_modules/@pulumi/pulumi"),
  });
}

/**
 * pnpm's strict layout: the project's node_modules holds links to its direct dependencies alone; a package finds only what
 * it depends on, beside its own real folder.
 */
export async function strict(): Promise<Layout> {
  const home = await installed();
  const from = (name: string) => join(home, "node_modules", name);
  const store = join(SCRATCH, "strict/node_modules/.pnpm");
  const real = join(store, "pulumi-yandex360@0.1.0/node_modules");
  mkdirSync(real, { recursive: true });
  const { cpSync } = await import("node:fs");
  cpSync(from("pulumi-yandex360"), join(real, "pulumi-yandex360"), { recursive: true });
  for (const name of ["got", "zod", "p-limit", "hono", "@hono/node-server", "commander", "yaml", "@pulumi/pulumi"]) {
    link(from(name), join(real, name));
  }
  return project(join(SCRATCH, "strict"), {
    "pulumi-yandex360": join(real, "pulumi-yandex360"),
    "@pulumi/pulumi": from("@pulumi/pulumi"),
  });
}

/** Another build and another tarball of the same sources, unpacked without npm. */
export async function otherBuild({ folder }: Packed): Promise<Layout> {
  const home = await installed();
  const parent = join(SCRATCH, "other");
  link(join(home, "node_modules"), join(dirname(folder), "node_modules"));
  return project(parent, {
    "pulumi-yandex360": folder,
    "@pulumi/pulumi": join(home, "node_modules/@pulumi/pulumi"),
  });
}

function project(folder: string, links: Record<string, string> = {}): Layout {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  for (const [name, target] of Object.entries(links)) link(target, join(folder, "node_modules", name));
  return folder;
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
