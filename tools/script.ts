import { type BuildOptions, build, type Metafile } from "esbuild";
import { ROOT } from "./sources";

/**
 * Makes an entry and all that it imports into one minified script for the oldest Node.js that the package runs on.
 *
 * @param entry - relative to the repository.
 * @returns what is in it.
 */
export async function bundleScript(entry: string, outfile: string, options: BuildOptions = {}): Promise<Metafile> {
  const { metafile } = await build({
    legalComments: "none",
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    logLevel: "warning",
    metafile: true,
  });
  return metafile;
}
