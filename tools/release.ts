/** `npm run release`: makes dist/release, the tarballs of the plugin. */
import { join } from "node:path";
import { version } from "../package.json";
import { bundlePlugin } from "./plugin/bundle";
import { release } from "./plugin/release";
import { ROOT } from "./sources";

async function main(): Promise<void> {
  const plugin = join(ROOT, "dist/plugin");
  const folder = join(ROOT, "dist/release");
  await bundlePlugin(plugin);
  await release(plugin, version, folder);
  console.log(`Made the tarballs of version ${version}: ${folder}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
