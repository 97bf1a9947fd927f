import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

/** A folder that is there until the process ends. */
export function scratchFolder(prefix: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  if (folders.push(folder) === 1) {
    process.once("exit", removeAll);
    // Mocha gives its processes a second to end, and then this signal: the removal goes on to its end.
    process.once("SIGTERM", () => process.exit(1));
  }
  return folder;
}

function removeAll(): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
