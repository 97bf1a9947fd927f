/** The plugins that are measured: this package's, and one that does nothing or only waits. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { REPOSITORY, SCRATCH, thePackage } from "../../tests/support/cli/packed";

/** The folder of this package's plugin. */
export async function ourPlugin(): Promise<string> {
  return join((await thePackage()).folder, "dist/plugin");
}

const noops = new Map<number, Promise<string>>();

/** The folder of the plugin that does nothing, started and bundled as this package's; it waits so many seconds in each create. */
export function noopPlugin(waits: number): Promise<string> {
  const known = noops.get(waits);
  if (known !== undefined) return known;
  const made = bundleNoop(waits);
  noops.set(waits, made);
  return made;
}

async function bundleNoop(waits: number): Promise<string> {
  const folder = join(SCRATCH, `noop-plugin-${waits}`);
  cpSync(await ourPlugin(), folder, { recursive: true });
  await build({
    entryPoints: [join(REPOSITORY, "bench/peers/plugin.ts")],
    outfile: join(folder, "plugin.cjs"),
    define: { WAITS: String(waits) },
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
  });
  return folder;
}
