/** The licences of the packages in a bundle. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { z } from "zod";
import { ROOT } from "./sources";

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});

/**
 * One entry for each package that has code in the bundle: name, version, licence, and the licence's text.
 *
 * @param bundle - what the bundle is: `plugin`, say.
 * @throws Error where a package does not say what its licence is.
 */
export function thirdParty(bundle: string, { outputs }: Metafile): string {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0),
  );
  const folders = new Set(files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  return `The ${bundle} contains code of these packages.\n\n${[...folders].sort().map(entryOf).join("\n")}`;
}

function entryOf(folder: string): string {
  const { name, version, license, author } = manifest.parse(
    JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")),
  );
  const texts = readdirSync(join(ROOT, folder))
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(ROOT, folder, file), "utf8").trim());
  const text =
    texts.length > 0 ? texts.join("\n\n") : `By ${author ?? "its authors"}. The package has no text of its licence.`;
  return `==== ${name} ${version}, ${license} ====\n\n${text}\n`;
}
