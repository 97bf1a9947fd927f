/** Makes dist/plugin. Part of `npm run build`. */
import { join } from "node:path";
import { bundlePlugin } from "./plugin/bundle";
import { ROOT } from "./sources";

bundlePlugin(join(ROOT, "dist/plugin")).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
