/** Takes the comments out of the scripts of a build: they are a sixth of the package. The declarations keep theirs, for editors. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** @param dist - the folder of the build. */
export function removeComments(dist: string): void {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".js")) {
      const file = join(entry.parentPath, entry.name);
      writeFileSync(file, withoutComments(readFileSync(file, "utf8")));
    }
  }
}

/** The same code on lines as the compiler writes them, so that a stack trace still names a line that says something. */
export function withoutComments(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, removeComments: true };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
