import { join } from "node:path";
import { bundleCli } from "./cli";
import { removeComments } from "./comments";
import { pruneDeclarations } from "./declarations";
import { bundleEmulator } from "./emulator";
import { bundlePlugin } from "./plugin/bundle";
import { bundleReport } from "./report/template";

/**
 * Makes what the compiler has built a package: with the command, its report's page and the plugin, no comments in scripts, and no
 * declaration that nobody can reach.
 *
 * @param dist - the folder of the build.
 */
export async function finishBuild(dist: string): Promise<void> {
  pruneDeclarations(dist);
  removeComments(dist);
  await bundleEmulator(dist);
  await bundlePlugin(join(dist, "plugin"));
  await bundleReport(join(dist, "report"));
  await bundleCli(dist);
}
