/** Makes dist/plugin: the plugin in one file, with what starts it and its schema. Part of `npm run build`. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "./sources";

const OUT = join(ROOT, "dist/plugin");
const STARTERS = join(__dirname, "plugin");

async function main(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await build({
    entryPoints: [join(ROOT, "provider/hosts/plugin/main.ts")],
    outfile: join(OUT, "pulumi-resource-yandex360.cjs"),
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    legalComments: "eof",
    logLevel: "warning",
  });
  for (const name of readdirSync(STARTERS)) {
    copyFileSync(join(STARTERS, name), join(OUT, name));
  }
  copyFileSync(join(ROOT, "schema.json"), join(OUT, "schema.json"));
  copyFileSync(join(ROOT, "LICENSE"), join(OUT, "LICENSE"));
  chmodSync(join(OUT, "pulumi-resource-yandex360"), 0o755);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
