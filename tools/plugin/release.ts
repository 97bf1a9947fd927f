/** The tarballs that Pulumi's command installs the plugin from. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { EXECUTABLE } from "./bundle";

/** The systems as Go names them, and so do Pulumi's plugin servers. */
const SYSTEMS = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((machine) => [system, machine]),
);
/** The plugin is the same at whatever time it is packed. */
const MADE = new Date(0);

/**
 * Packs the plugin's folder for every system, the same for each, with the SHA-256 of each tarball in `SHA256SUMS`. The same folder gives the same
 * bytes.
 */
export async function release(plugin: string, version: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(plugin).sort();
  const sums: string[] = [];
  for (const [system, machine] of SYSTEMS) {
    const name = `${EXECUTABLE}-v${version}-${system}-${machine}.tar.gz`;
    await create({ cwd: plugin, file: join(folder, name), gzip: true, portable: true, mtime: MADE }, files);
    sums.push(
      `${createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex")}  ${name}\n`,
    );
  }
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
}
