/** What a lock file says of the packages that the program's user gets. */
import { z } from "zod";

const ranges = z.record(z.string(), z.string()).default({});
const entry = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: ranges,
  optionalDependencies: ranges,
  peerDependencies: ranges,
});

/** The packages of a lock file, by their folder. */
export const lockSchema = z.object({ packages: z.record(z.string(), entry) });

/** One package of a lock file. */
export type Locked = z.infer<typeof entry>;
export type Lock = z.infer<typeof lockSchema>["packages"];

const NODE_MODULES = "node_modules/";

/** The folder in which a package finds another one, as Node looks for it. */
function folderOf(lock: Lock, name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(NODE_MODULES) - 1))) {
    const folder = `${at === "" ? "" : `${at}/`}${NODE_MODULES}${name}`;
    if (lock[folder] !== undefined) return folder;
    if (at === "") return undefined;
  }
}

/** Every package that the dependencies lead to, with the package at `root` left out. Peers are the user's own choice. */
export function runtimeTree(lock: Lock, root: string): Map<string, Locked> {
  const tree = new Map<string, Locked>();
  const walk = (from: string) => {
    const { dependencies = {}, optionalDependencies = {} } = lock[from] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = folderOf(lock, name, from);
      const found = folder === undefined ? undefined : lock[folder];
      if (folder === undefined || found === undefined) throw new Error(`${from} needs ${name}, which is not locked`);
      if (tree.has(folder)) continue;
      tree.set(folder, found);
      walk(folder);
    }
  };
  walk(root);
  return tree;
}

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
export function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf(NODE_MODULES) + NODE_MODULES.length);
}

type Version = [major: number, minor: number, patch: number];

function parse(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * Whether npm may give this version for this range. It knows the forms that the tree uses (exact, `^`, `||`), and any other
 * is an error, so that it never says no to what it has not understood. A pre-release counts as its release.
 */
export function admits(range: string, version: string): boolean {
  const wanted = parse(version);
  return range.split("||").some((part) => {
    const match = /^(\^?)(\d+(?:\.\d+){0,2})(?:-[\w.]+)?$/.exec(part.trim());
    if (match === null) throw new Error(`the range ${range} is of a form that this test does not know`);
    const [, caret, text = ""] = match;
    const least = parse(text);
    const parts = text.split(".").length;
    if (caret === "") return parts === 3 ? compare(wanted, least) === 0 : wanted.slice(0, parts).join(".") === text;
    // A caret keeps the first number that is not zero; one that is left out is not kept.
    const first = least.findIndex((number) => number > 0);
    const kept = Math.min(first === -1 ? 3 : first + 1, parts);
    return compare(wanted, least) >= 0 && wanted.slice(0, kept).join() === least.slice(0, kept).join();
  });
}
