import { join } from "node:path";
import { pruneDeclarations } from "./declarations";
import { bundlePlugin } from "./plugin/bundle";
import { bundleReport } from "./report/template";

/**
 * Makes what the compiler has built a package: with the plugin and the report's page, and with no declaration that nobody can reach.
 *
 * @param dist - the folder of the build.
 */
export async function finishBuild(dist: string): Promise<void> {
  pruneDeclarations(dist);
  await bundlePlugin(join(dist, "plugin"));
  await bundleReport(join(dist, "report"));
}
