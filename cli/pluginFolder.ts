/** The plugin among those that Pulumi's engine finds by itself. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { makeFolder } from "./common/output";

/** The name of no plugin, so that the engine takes no notice of it. */
const UNFINISHED = ".unfinished-yandex360-";
const HOUR = 3_600_000;
/** What the engine keeps beside a plugin. The first says that it has not been installed to its end. */
const PARTIAL = ".partial";
const BESIDE = [PARTIAL, ".lock", ".lastused"];

/** What `install` has found or done. */
export type Installed = "installed" | "already installed" | "different";

/** Where the engine looks for a version of the plugin: in PULUMI_HOME, else in `.pulumi` of the user's home. */
export function placeOf(version: string, env: NodeJS.ProcessEnv = process.env): string {
  const home = env.PULUMI_HOME ? resolve(env.PULUMI_HOME) : join(homedir(), ".pulumi");
  return join(home, "plugins", `resource-yandex360-v${version}`);
}

/**
 * Puts a copy of the folder in its place, whole or not at all, also where two do so at once or one is interrupted.
 *
 * @param force - whether to replace what is there, whatever it is.
 * @returns `different` where other files are there, which stay.
 * @throws Error of the file system.
 */
export function install(from: string, place: string, force: boolean): Installed {
  const half = existsSync(place + PARTIAL);
  if (!force && !half && isThere(place)) return isSame(from, place) ? "already installed" : "different";
  return inScratch(join(place, ".."), (scratch) => {
    const [copy, old] = [join(scratch, "new"), join(scratch, "old")];
    cpSync(from, copy, { recursive: true });
    chmodSync(join(copy, "pulumi-resource-yandex360"), 0o755);
    const replaced = moved(place, old);
    try {
      renameSync(copy, place);
    } catch (error) {
      // Another process may have been faster.
      if (isThere(place) && isSame(from, place)) return "already installed";
      if (replaced) moved(old, place);
      throw error;
    }
    rmSync(place + PARTIAL, { force: true });
    return "installed";
  });
}

/**
 * Takes the plugin out of its place.
 *
 * @returns whether it was there.
 * @throws Error of the file system.
 */
export function uninstall(place: string): boolean {
  const was = isThere(place) && inScratch(join(place, ".."), (scratch) => moved(place, join(scratch, "old")));
  for (const suffix of BESIDE) rmSync(place + suffix, { force: true });
  return was;
}

/** Gives a folder on the same disk, which goes with what is in it, and so does what an interrupted process has left. */
function inScratch<T>(plugins: string, work: (scratch: string) => T): T {
  makeFolder(plugins);
  const left = readdirSync(plugins).filter((name) => name.startsWith(UNFINISHED));
  for (const path of left.map((name) => join(plugins, name))) {
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > HOUR) rmSync(path, { recursive: true, force: true });
  }
  const scratch = mkdtempSync(join(plugins, UNFINISHED));
  try {
    return work(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Moves what is there; false where nothing is. */
function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether every file of `from` is there as it is. What the engine has added does not matter. */
export function isSame(from: string, place: string): boolean {
  if (!statSync(place).isDirectory()) return false;
  return readdirSync(from).every((name) => {
    const file = join(place, name);
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
    return isFile && readFileSync(file).equals(readFileSync(join(from, name)));
  });
}
