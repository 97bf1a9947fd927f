/** The emulator of a build as one script: it is started as a whole. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { dependencies } from "../package.json";
import { ROOT } from "./sources";

/** @param dist - the folder of the build. The declarations stay as they are. */
export async function bundleEmulator(dist: string): Promise<void> {
  const folder = join(dist, "emulator");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".js")) {
      rmSync(join(folder, file));
    }
  }
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["emulator/index.ts"],
    outfile: join(folder, "index.js"),
    external: Object.keys(dependencies),
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
}
