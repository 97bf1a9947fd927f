import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { ROOT } from "./sources";

/**
 * Makes the provider plugin in one file, with everything that it needs beside Node.js.
 *
 * @param outfile - where it goes.
 * @param plugins - what changes it on the way, as a test does.
 */
export async function bundle(outfile: string, plugins: Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [join(ROOT, "provider/hosts/plugin/main.ts")],
    outfile,
    plugins,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    legalComments: "eof",
    logLevel: "warning",
  });
}
