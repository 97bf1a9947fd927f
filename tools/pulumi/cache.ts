import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

const DAY = 24 * 60 * 60 * 1000;
const UNFINISHED = "unfinished-";

/** Where finished engines, and what goes with them, are kept: outside the repository, so that a fresh clone finds them. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base && isAbsolute(base) ? base : join(homedir(), ".cache"), "pulumi-yandex360", "engine");
}

/** What `make` has done: a folder to keep, or one line that says why there is none. */
export type Made = { keep: string } | { reason: string };

/**
 * Makes the folder `name` of the cache. `make` gets an empty folder beside it and names the part of it to keep, which is then
 * renamed into place: the cache never holds a half-made folder, and of two processes that make the same one, the first to
 * be done wins.
 */
export async function fill(root: string, name: string, make: (scratch: string) => Promise<Made>): Promise<Made> {
  await mkdir(root, { recursive: true });
  await sweep(root);
  const scratch = await mkdtemp(join(root, UNFINISHED));
  try {
    const made = await make(scratch);
    if ("reason" in made) return made;
    const place = join(root, name);
    try {
      await rename(made.keep, place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
    return { keep: place };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The folder `name` of the cache: the one that is there, else the one that `make` makes, as with `fill`.
 *
 * @throws Error with the line that says why there is none.
 */
export async function kept(root: string, name: string, make: (scratch: string) => Promise<Made>): Promise<string> {
  const place = join(root, name);
  if (existsSync(place)) return place;
  const made = await fill(root, name, make);
  if ("reason" in made) throw new Error(made.reason);
  return made.keep;
}

/** Removes what processes that were killed have left. */
async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const place = join(root, name);
    const age = await stat(place).then(
      (info) => Date.now() - info.mtimeMs,
      () => 0, // another process has just removed it
    );
    if (age > DAY) await rm(place, { recursive: true, force: true });
  }
}
