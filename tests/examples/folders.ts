import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/sources";

/** A policy pack, which is no project; tests/acceptance/policies.test.ts runs it. */
const POLICIES = "policies";

/** The folders of examples/ whose projects use the provider plugin, or else dynamic resources. */
export function exampleFolders(host: "plugin" | "dynamic"): string[] {
  const entries = readdirSync(join(ROOT, "examples"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== POLICIES).map(({ name }) => name);
  return folders.filter((name) => usesPlugin(join(ROOT, "examples", name, "Pulumi.yaml")) === (host === "plugin"));
}

function usesPlugin(project: string): boolean {
  return existsSync(project) && readFileSync(project, "utf8").includes("path: ../../dist/plugin\n");
}
