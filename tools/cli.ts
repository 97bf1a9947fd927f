/** The `yandex360` command in a folder: its code in one file, and the licences of the packages in it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { dependencies } from "../package.json";
import { ROOT } from "./sources";
import { thirdParty } from "./thirdParty";

/** The rooms that are compiled beside the command. */
const ROOMS = ["organization", "provider", "sdk", "emulator"];

/**
 * Makes the folder anew: the command's own code and the packages that only it uses. What package.json has in `dependencies`, and the rooms
 * that programs use too, stay outside.
 */
export async function bundleCli(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, "index.js");
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["cli/index.ts"],
    outfile,
    plugins: [besideTheCommand],
    external: ["pulumi-yandex360", ...Object.keys(dependencies)],
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    // The lines of the program that an export writes would look like those of a module.
    supported: { "template-literal": false },
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  writeFileSync(join(folder, "THIRD-PARTY.txt"), thirdParty("command", metafile));
  chmodSync(outfile, 0o755);
}

/** Leaves a compiled room where it is, as the bundle sees it from its own folder. */
const besideTheCommand: Plugin = {
  name: "beside-the-command",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.\.\// }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === besideTheCommand || !importer.startsWith(join(ROOT, "cli/"))) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: besideTheCommand });
      const place = relative(ROOT, found.path).replaceAll("\\", "/");
      return ROOMS.includes(place.split("/")[0] ?? "")
        ? { path: `../${place.replace(/\.ts$/, ".js")}`, external: true }
        : found;
    });
  },
};
