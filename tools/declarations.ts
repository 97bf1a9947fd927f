/** Leaves the declarations that a program can reach from what the package exports, and removes the others: they are a third of it. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { ROOT } from "./sources";

const manifest = z.object({ exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string() })])) });

/** @param dist - the folder of the build. */
export function pruneDeclarations(dist: string): void {
  const reachable = reachableFrom(exportedIn(dist));
  for (const file of declarationsIn(dist)) {
    if (!reachable.has(file)) {
      rmSync(file);
    }
  }
}

/** The declarations that package.json names. */
function exportedIn(dist: string): string[] {
  const { exports } = manifest.parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const patterns = Object.values(exports).flatMap((each) => (typeof each === "string" ? [] : [each.types]));
  return patterns.flatMap((pattern) => {
    const path = join(dist, pattern.replace("./dist/", ""));
    const [folder = "", end = ""] = path.split("*");
    return path.includes("*") ? declarationsIn(folder).filter((file) => file.endsWith(end)) : [path];
  });
}

function reachableFrom(files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    if (!seen.has(file)) {
      seen.add(file);
      const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
      const local = importedFiles.filter(({ fileName }) => fileName.startsWith("."));
      reachableFrom(
        local.map(({ fileName }) => declarationOf(resolve(dirname(file), fileName))),
        seen,
      );
    }
  }
  return seen;
}

function declarationOf(module: string): string {
  const file = `${module.replace(/\.js$/, "")}.d.ts`;
  return existsSync(file) ? file : join(module, "index.d.ts");
}

function declarationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
