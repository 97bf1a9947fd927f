/** The `yandex360` command in a folder: its code in one file, and the licences of the packages in it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { dependencies } from "../package.json";
import { bundleScript } from "./script";
import { ROOT } from "./sources";
import { thirdParty } from "./thirdParty";

/** The rooms that are compiled beside the command. */
const ROOMS = ["organization", "provider", "sdk", "emulator"];

/** What the command loads when it makes a report: it is published beside the report's page. */
const REPORT = "cli/report/make.ts";

/**
 * Makes the command's own code and the packages that only it uses into two scripts: `cli/index.js`, and `report/make.js`. What
 * package.json has in `dependencies`, and the rooms that programs use too, stay outside.
 *
 * @param dist - the folder of the build.
 */
export async function bundleCli(dist: string): Promise<void> {
  rmSync(join(dist, "cli"), { recursive: true, force: true });
  mkdirSync(join(dist, "cli"), { recursive: true });
  const command = await bundle("cli/index.ts", join(dist, "cli/index.js"));
  const report = await bundle(REPORT, join(dist, "report/make.js"));
  const outputs = { ...command.outputs, ...report.outputs };
  writeFileSync(join(dist, "report/THIRD-PARTY.txt"), thirdParty("command", { ...command, outputs }));
  chmodSync(join(dist, "cli/index.js"), 0o755);
}

function bundle(entry: string, outfile: string): Promise<Metafile> {
  return bundleScript(entry, outfile, {
    plugins: [besideTheCommand, oneBar],
    external: ["pulumi-yandex360", ...Object.keys(dependencies)],
    // The progress bar's own measure brings a table of all emoji, of which it shows none.
    alias: { "string-width": join(ROOT, "cli/common/columns.ts") },
    // The lines of the program that an export writes would look like those of a module.
    supported: { "template-literal": false },
  });
}

/** Leaves compiled code where it is, as the scripts see it from their folders, which lie side by side. */
const besideTheCommand: Plugin = {
  name: "beside-the-command",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.\.?\// }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === besideTheCommand || !importer.startsWith(join(ROOT, "cli/"))) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: besideTheCommand });
      const place = relative(ROOT, found.path).replaceAll("\\", "/");
      if (place === REPORT) return { path: "../report/make.js", external: true };
      return ROOMS.includes(place.split("/")[0] ?? "")
        ? { path: `../${place.replace(/\.ts$/, ".js")}`, external: true }
        : found;
    });
  },
};

/** Leaves out the part of the progress bar that shows several bars: the command shows one. */
const oneBar: Plugin = {
  name: "one-bar",
  setup({ onLoad }) {
    onLoad({ filter: /cli-progress[\\/]lib[\\/]multi-bar\.js$/ }, () => ({ contents: "" }));
  },
};
