import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const MANIFEST = require.resolve("pulumi-yandex360/package.json");

/** The version of the package, which is the plugin's too. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string }).version;
}

/** The folder of the plugin in the package. */
export function ownPlugin(): string {
  return join(dirname(MANIFEST), "dist/plugin");
}
