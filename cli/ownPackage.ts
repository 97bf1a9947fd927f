import { existsSync, readFileSync } from "node:fs";
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

/**
 * The page of the report, which lacks only its data.
 *
 * @throws Error where the package has not been built.
 */
export function readTemplate(): string {
  const place = join(dirname(MANIFEST), "dist/report/page.html");
  if (!existsSync(place)) {
    throw new Error(`${place} is not there: install the package again, or run \`npm run build\` in a clone`);
  }
  return readFileSync(place, "utf8");
}
