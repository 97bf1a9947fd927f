/** Files that a verb reads. */
import { readFileSync, statSync } from "node:fs";
import { messageOf } from "./failure";

/**
 * Reads a file that somebody has named.
 *
 * @param toDo - what to do where there is no such file.
 * @throws Error with one line that names the file, why it could not be read, and what to do.
 */
export function readInput<T>(file: string, toDo: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`could not read ${file}: ${reasonOf(error, toDo)}`);
  }
}

/**
 * Reads a file that is written again, which can only be a regular one: reading a pipe would not end.
 *
 * @throws Error as readInput does.
 */
export function readToRewrite(file: string, toDo: string): string {
  return readInput(file, toDo, () => {
    const found = statSync(file);
    if (!found.isFile() && !found.isDirectory()) {
      throw new Error(`it is not a regular file; ${toDo}`);
    }
    return readFileSync(file, "utf8");
  });
}

/** Why a named file could not be read. */
function reasonOf(error: unknown, toDo: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return `there is no such file; ${toDo}`;
  if (code === "EISDIR") return "it is a folder; name a file";
  if (code === "EACCES") return "this user may not read it; let them, or name another file";
  return messageOf(error);
}

/** What to do where there is no organization file. */
export const NAME_THE_FILE = "name the organization file, such as organization.acme.yaml";
