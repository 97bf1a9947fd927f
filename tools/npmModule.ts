import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./pulumi/run";

const FILES = ["package.json", "package-lock.json"];
const LIMIT = 600_000;

/** A few letters that are others as soon as the folder asks npm for other packages. */
export function lockOf(module: string): string {
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(readFileSync(join(module, file)));
  return hash.digest("hex").slice(0, 8);
}

/** Installs what the folder asks npm for into another one, without running scripts. The result is why that is not possible. */
export async function installModule(module: string, target: string): Promise<string | undefined> {
  for (const file of FILES) copyFileSync(join(module, file), join(target, file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { problem } = await run("npm", args, { cwd: target, limit: LIMIT });
  return problem;
}
