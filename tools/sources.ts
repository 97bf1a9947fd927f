import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The repository's root. */
export const ROOT = join(__dirname, "..");

/** A TypeScript file of the project. */
export interface Source {
  /** Relative to the root, with slashes. */
  path: string;
  text: string;
  lines: string[];
}

/** The TypeScript files below the given folders of the root. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.parentPath.includes("node_modules"))
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const text = readFileSync(file, "utf8");
        return { path: relative(ROOT, file).replaceAll("\\", "/"), text, lines: text.split("\n") };
      }),
  );
}
