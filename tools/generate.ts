/** Writes what is derived from the registry and from the shapes of organization files: `npm run generate`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writtenFromShapes } from "./organizationFile";
import { writtenFromRegistry } from "./registry";
import { ROOT } from "./sources";

for (const { path, text } of [...writtenFromRegistry(), ...writtenFromShapes()]) {
  writeFileSync(join(ROOT, path), text);
}
