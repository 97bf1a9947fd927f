/** What a project in use has of its own, which an export with --force keeps. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { SOURCES } from "../../provider/engine/settings";
import type { Files } from "./exported";

const ADDRESSES = [SOURCES.apiUrl.key, SOURCES.directoryUrl.key];

/**
 * The files of an export, with the settings of the stack and the packages that are in the folder already.
 *
 * @param stack - what the stack is called.
 * @throws Error with one line where the stack is another organization's.
 */
export function withKept(files: Files, folder: string, stack: string): Files {
  const kept = { [`Pulumi.${stack}.yaml`]: settingsKept, "package.json": packagesKept };
  const merged = Object.entries(kept).flatMap(([name, keep]) => {
    const place = join(folder, name);
    return existsSync(place) ? [[name, keep(readFileSync(place, "utf8"), files[name] ?? "", place)]] : [];
  });
  return { ...files, ...Object.fromEntries(merged) };
}

/** The token and all else that is there, and the organization and its addresses as they are exported. */
function settingsKept(there: string, exported: string, place: string): string {
  const document = parseDocument(there);
  const config: Record<string, string> = parseDocument(exported).toJS().config;
  if (document.errors.length > 0 || !isMap(document.get("config"))) {
    return exported;
  }
  const orgId = document.getIn(["config", SOURCES.orgId.key]);
  if (orgId !== undefined && String(orgId) !== config[SOURCES.orgId.key]) {
    throw new Error(`${place} has the settings of organization ${orgId}: name another stack with --name`);
  }
  for (const key of ADDRESSES) {
    document.deleteIn(["config", key]);
  }
  for (const [key, value] of Object.entries(config)) {
    document.setIn(["config", key], value);
  }
  return String(document);
}

function packagesKept(there: string, exported: string): string {
  try {
    const [own, ours] = [there, exported].map((text) => JSON.parse(text));
    return `${JSON.stringify({ ...ours, ...own, dependencies: { ...ours.dependencies, ...own.dependencies } }, undefined, 2)}\n`;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return exported;
    }
    throw error;
  }
}
