import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleCode } from "../../../tools/plugin/bundle";
import { ROOT } from "../../../tools/sources";
import { scratch } from "./package";

/** The plugin in one file, and the folder it is in. */
export interface Bundled {
  folder: string;
  file: string;
}

let built: Promise<Bundled> | undefined;

/** Bundles the plugin once, as the build does. */
export function thePlugin(): Promise<Bundled> {
  built ??= bundled();
  return built;
}

/** The plugin with other code in one place of one file, to see that the checks notice. */
export function brokenPlugin(path: string, whole: string, broken: string): Promise<Bundled> {
  const file = join(ROOT, "provider", path);
  return bundled(file, (text) => {
    if (!text.includes(whole)) {
      throw new Error(`${path} has no ${whole} to break`);
    }
    return text.replace(whole, broken);
  });
}

async function bundled(changed?: string, change = (text: string) => text): Promise<Bundled> {
  const folder = scratch();
  const file = join(folder, "pulumi-resource-yandex360.cjs");
  await bundleCode(file, [
    {
      name: "change",
      setup({ onLoad }) {
        onLoad({ filter: /\.ts$/ }, async ({ path }) =>
          path === changed ? { contents: change(await readFile(path, "utf8")), loader: "ts" } : undefined,
        );
      },
    },
  ]);
  return { folder, file };
}
