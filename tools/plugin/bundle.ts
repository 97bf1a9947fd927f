/** The plugin in a folder: its code in one file, with what starts it, its schema and its licences. */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { bundleScript } from "../script";
import { ROOT } from "../sources";
import { thirdParty } from "../thirdParty";

/** What the engine runs; on Windows, the file of this name that ends in `.cmd`. */
export const EXECUTABLE = "pulumi-resource-yandex360";

/** Makes the folder anew. It needs nothing but Node.js on PATH. */
export async function bundlePlugin(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const contents = await bundleCode(join(folder, "plugin.cjs"));
  cpSync(join(__dirname, "starters"), folder, { recursive: true });
  cpSync(join(ROOT, "schema.json"), join(folder, "schema.json"));
  cpSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "THIRD-PARTY.txt"), thirdParty("plugin", contents));
  // Whatever the umask is: the same modes make the same tarballs.
  for (const file of readdirSync(folder)) chmodSync(join(folder, file), file === EXECUTABLE ? 0o755 : 0o644);
}

/**
 * Makes the plugin's code in one file.
 *
 * @param plugins - what changes it on the way, as a test does.
 * @returns what is in it.
 */
export function bundleCode(outfile: string, plugins: Plugin[] = []): Promise<Metafile> {
  return bundleScript("provider/hosts/plugin/main.ts", outfile, { plugins, legalComments: "eof" });
}
