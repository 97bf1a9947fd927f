/** Files that a verb writes: all of them, or none. */
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What the file system refuses, and what to do about it. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there; name another place with --out",
  EPERM: "this user may not write there; name another place with --out",
  EROFS: "the disk is read-only; name another place with --out",
  ENOSPC: "the disk is full; make room, or name another place with --out",
  ENOTDIR: "a part of this path is a file; name another place with --out",
  EISDIR: "it is a folder; name another place with --out",
  EEXIST: "a part of this path is a file; name another place with --out",
};

/** Whether a file that is there already is replaced. Default: it is an error. */
export interface Overwrite {
  force?: boolean | undefined;
}

/**
 * Says, before anything is read for long, whether the files may be written.
 *
 * @param folder - made if it is not there.
 * @throws Error with one line that names the place, why not, and what to do.
 */
export function checkPlaces(folder: string, names: readonly string[], { force = false }: Overwrite): void {
  const there = names.filter((name) => existsSync(join(folder, name)));
  if (there.length > 0 && !force) {
    const which = there.length === 1 ? there[0] : `${there[0]} and ${there.length - 1} more files`;
    throw new Error(
      `${join(folder, which ?? "")} is there already: pass --force to replace it, or name another place with --out`,
    );
  }
  inScratch(folder, () => undefined);
}

/**
 * Writes the files, or leaves what was there as it was.
 *
 * @param files - texts by name, which may have folders in it.
 * @throws Error as checkPlaces does.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>, overwrite: Overwrite = {}): void {
  checkPlaces(folder, Object.keys(files), overwrite);
  inScratch(folder, (scratch) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, name)), { recursive: true });
      writeFileSync(join(scratch, name), text);
    }
    // Everything is on the disk by now, so that what is left can hardly fail.
    for (const name of Object.keys(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      renameSync(join(scratch, name), join(folder, name));
    }
  });
}

/** Writes one file, as writeFiles does. */
export function writeOneFile(path: string, text: string, overwrite: Overwrite = {}): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${path} is a folder: name a file with --out`);
  }
  writeFiles(dirname(resolve(path)), { [basename(path)]: text }, overwrite);
}

/** Gives a folder on the same disk, which goes with what is in it. */
function inScratch(folder: string, work: (scratch: string) => void): void {
  try {
    mkdirSync(folder, { recursive: true });
    const scratch = mkdtempSync(join(folder, ".yandex360-"));
    try {
      work(scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  } catch (error) {
    const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ""];
    throw refusal === undefined ? error : new Error(`could not write to ${folder}: ${refusal}`);
  }
}
