import { readdirSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, fill } from "./cache";
import { inspect } from "./inspect";
import { run } from "./run";
import { ENGINE_VERSION } from "./version";
import type { Attempt, Way } from "./way";

const MINUTE = 60_000;
/** A download that stands still for so long is taken for impossible. */
const STALL = 30_000;
const LIMIT = 15 * MINUTE;

/**
 * Pulumi's own npm package, which downloads the release on its first start. It is no dependency: its `pulumi` in
 * node_modules/.bin would hide an installed one, and a download that is impossible would fail `npm ci`.
 */
export function npmWrapper(root = cacheRoot()): Way {
  const name = `v${ENGINE_VERSION}-${process.platform}-${process.arch}-npm`;
  const look = (folder: string): Promise<Attempt> => inspect([join(folder, "bin")], "npm");
  return {
    title: `npm exec pulumi@${ENGINE_VERSION}`,
    ready: () => look(join(root, name)),
    async obtain(progress) {
      progress.stage(`Downloading Pulumi ${ENGINE_VERSION} with the npm package pulumi`);
      const made = await fill(root, name, async (scratch) => {
        const temporary = join(scratch, "tmp");
        await mkdir(temporary);
        const { problem } = await run(
          "npm",
          ["exec", "--yes", "--fetch-retries=0", `--package=pulumi@${ENGINE_VERSION}`, "--", "pulumi", "version"],
          {
            cwd: scratch,
            env: {
              ...process.env,
              PULUMI_HOME: scratch,
              PULUMI_SKIP_UPDATE_CHECK: "true",
              PULUMI_VERSION: ENGINE_VERSION,
              TMPDIR: temporary,
            },
            limit: LIMIT,
            growth: () => {
              const bytes = bytesBelow(scratch);
              progress.tick(`${Math.round(bytes / 1_000_000)} MB`);
              return bytes;
            },
            stall: STALL,
          },
        );
        if (problem !== undefined) return { reason: problem };
        const keep = join(scratch, "versions", ENGINE_VERSION);
        const found = await look(keep);
        return "reason" in found ? found : { keep };
      });
      return "reason" in made ? made : look(made.keep);
    },
  };
}

/** How much has been written so far. */
function bytesBelow(folder: string): number {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return 0; // a file has gone while they were counted: the next count tells
  }
}
