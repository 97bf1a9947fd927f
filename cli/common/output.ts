/** Files that a verb writes: all of them, or none. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What the file system refuses; what to do instead comes after it. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there; ",
  EPERM: "this user may not write there; ",
  EROFS: "the disk is read-only; ",
  ENOSPC: "the disk is full; make room, or ",
  ENOENT: "no folder can be made there; ",
  ENOTDIR: "a part of this path is a file; ",
  EISDIR: "it is a folder; ",
  EEXIST: "a part of this path is a file; ",
  ENAMETOOLONG: "a name in this path is too long; ",
};

/** How files are written. */
export interface Overwrite {
  /** Whether a file that is there already is replaced. Default: it is an error. */
  force?: boolean | undefined;
  /** What to do where it cannot be written there. Default: another place with `--out`. */
  instead?: string | undefined;
}

const ELSEWHERE = "name another place with --out";

/**
 * Says, before anything is read for long, whether the files may be written.
 *
 * @param folder - made if it is not there.
 * @throws Error with one line that names the place, why not, and what to do.
 */
export function checkPlaces(folder: string, names: readonly string[], overwrite: Overwrite): void {
  const { force = false, instead = ELSEWHERE } = overwrite;
  const [first = "", ...more] = names.filter((name) => existsSync(join(folder, name)));
  if (first !== "" && !force) {
    const others = more.length === 1 ? " and 1 more file are" : ` and ${more.length} more files are`;
    const [which, them] = more.length === 0 ? [" is", "it"] : [others, "them"];
    throw new Error(`${join(folder, first)}${which} there already: pass --force to replace ${them}, or ${instead}`);
  }
  refusing(folder, overwrite, () => {
    makeFolder(folder);
    tryFolder(folder);
  });
  const places = names.map((name) => targetOf(join(folder, name)));
  const special = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === false);
  if (special !== undefined) {
    throw new Error(`could not write to ${special}: it is not a file; ${instead}`);
  }
  for (const one of new Set(places.map(dirname))) {
    refusing(one, overwrite, () => tryFolder(one));
  }
}

/**
 * Writes the files, or leaves what was there as it was. Where a link is, the file is written that it leads to.
 *
 * @param files - texts by name.
 * @throws Error as checkPlaces does.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>, overwrite: Overwrite = {}): void {
  checkPlaces(folder, Object.keys(files), overwrite);
  const staged = Object.entries(files).map(([name, text]) => {
    const place = targetOf(join(folder, name));
    return { place, text, scratch: join(dirname(place), `.yandex360-${randomUUID()}`) };
  });
  refusing(folder, overwrite, () => {
    try {
      for (const { scratch, text } of staged) {
        writeFileSync(scratch, text, { flag: "wx" });
      }
      // Everything is on the disk by now, so that what is left can hardly fail.
      for (const { scratch, place } of staged) {
        renameSync(scratch, place);
      }
    } finally {
      for (const { scratch } of staged) {
        rmSync(scratch, { force: true });
      }
    }
  });
}

/**
 * Says, before anything is read for long, whether one file may be written.
 *
 * @throws Error as checkPlaces does, and where its folder is not there.
 */
export function checkFile(path: string, overwrite: Overwrite): void {
  checkFolderOf(path);
  checkPlaces(dirname(resolve(path)), [basename(path)], overwrite);
}

/** Refuses a file whose folder is not there, or that is a folder itself. */
function checkFolderOf(path: string): void {
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) {
    throw new Error(`could not write to ${path}: there is no folder ${folder}; make it, or name another with --out`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${path} is a folder: name a file with --out`);
  }
}

/** Writes one file, as writeFiles does, into a folder that is there. */
export function writeOneFile(path: string, text: string, overwrite: Overwrite = {}): void {
  checkFolderOf(path);
  writeFiles(dirname(resolve(path)), { [basename(path)]: text }, overwrite);
}

/** The file itself, where its path leads over links. */
function targetOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Makes a folder and those above it. The `recursive` of Node 20 never ends below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Makes something in a folder and takes it away again. */
function tryFolder(folder: string): void {
  rmSync(mkdtempSync(join(folder, ".yandex360-")), { recursive: true });
}

/** Whether there is a folder that this user may write to. */
export function isWritable(folder: string): boolean {
  try {
    tryFolder(folder);
    return true;
  } catch {
    return false;
  }
}

/** Does what the file system may refuse, and says then on one line why. */
function refusing(place: string, { instead = ELSEWHERE }: Overwrite, work: () => void): void {
  try {
    work();
  } catch (error) {
    const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ""];
    throw refusal === undefined ? error : new Error(`could not write to ${place}: ${refusal}${instead}`);
  }
}
