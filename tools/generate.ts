/** Writes what is derived from the registry: `npm run generate`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writtenFromRegistry } from "./registry";
import { ROOT } from "./sources";

for (const { path, text } of writtenFromRegistry()) {
  writeFileSync(join(ROOT, path), text);
}
