import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot, kept } from "../../../tools/pulumi/cache";
import { succeed } from "./command";

/** The lowest Node that the package supports, and one of each later line. */
export const NODES = ["20.19.0", "22.23.3", "24.21.0"] as const;

/** The folder of this version's `node`, from the npm package that has it for this machine; kept between runs. */
export async function nodeFolder(version: string): Promise<string> {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const root = join(cacheRoot(), "../node");
  const folder = await kept(root, `${name}-${version}`, async (scratch) => {
    mkdirSync(join(scratch, "home"));
    writeFileSync(join(scratch, "home/package.json"), JSON.stringify({ private: true }));
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"];
    await succeed("npm", ["install", ...quiet, `${name}@${version}`], { cwd: join(scratch, "home") });
    return { keep: join(scratch, "home/node_modules", name) };
  });
  return join(folder, "bin");
}
