/** The emulator of a build as one script: it is started as a whole. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dependencies } from "../package.json";
import { bundleScript } from "./script";

/** @param dist - the folder of the build. The declarations stay as they are. */
export async function bundleEmulator(dist: string): Promise<void> {
  const folder = join(dist, "emulator");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".js")) {
      rmSync(join(folder, file));
    }
  }
  await bundleScript("emulator/index.ts", join(folder, "index.js"), { external: Object.keys(dependencies) });
}
