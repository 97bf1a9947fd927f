/** What a project in use has of its own, which an export with --force keeps. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, parse, parseDocument } from "yaml";
import { SOURCES } from "../../provider/engine/settings";
import type { Files } from "./exported";

const ADDRESSES = [SOURCES.apiUrl.key, SOURCES.directoryUrl.key];

/** Reads the text of a file that is there; the result merges an exported text into it. */
type Keep = (there: string, place: string) => (exported: string) => string;

/**
 * Reads the files of the folder that an export with --force adds to: the project, the stack's settings, the packages and .gitignore.
 *
 * @param stack - what the stack is called.
 * @returns merges the files of an export with them; throws Error with one line where the settings are another organization's.
 * @throws Error with one line where one of them is not valid.
 */
export function keptIn(folder: string, stack: string): (files: Files) => Files {
  const kept = Object.entries({
    "Pulumi.yaml": projectKept,
    [`Pulumi.${stack}.yaml`]: settingsKept,
    "package.json": packagesKept,
    ".gitignore": linesKept,
  }).flatMap(([name, keep]) => {
    const place = join(folder, name);
    return existsSync(place) ? [{ name, merge: keep(readFileSync(place, "utf8"), place) }] : [];
  });
  return (files) => ({
    ...files,
    ...Object.fromEntries(kept.map(({ name, merge }) => [name, merge(files[name] ?? "")])),
  });
}

/** Its name, its backend and all else that is there; the program's language, its plugin and its resources as they are exported. */
const projectKept: Keep = (there, place) => {
  const document = documentOf(there, place);
  const own = document.toJS() ?? {};
  const plugins: { name: string }[] = own.plugins?.providers ?? [];
  return (exported) => {
    const [head = "", ...resources] = exported.split(/^(?=resources:)/m);
    const ours = parse(head);
    for (const key of ["name", "description"]) {
      if (!document.has(key)) document.set(key, ours[key]);
    }
    if ((own.runtime?.name ?? own.runtime) !== ours.runtime) {
      document.set("runtime", ours.runtime);
    }
    if (ours.plugins !== undefined && !plugins.some(({ name }) => name === "yandex360")) {
      document.setIn(["plugins", "providers"], [...plugins, ...ours.plugins.providers]);
    }
    document.delete("resources");
    return [textOf(document), ...resources].join("\n");
  };
};

/** The token and all else that is there, and the organization and its addresses as they are exported. */
const settingsKept: Keep = (there, place) => {
  const document = documentOf(there, place);
  const settings = document.get("config") ?? undefined;
  if (settings === undefined) {
    document.set("config", document.createNode({}));
  } else if (!isMap(settings)) {
    throw broken(place, "config");
  }
  return (exported) => {
    const config: Record<string, string> = parse(exported).config;
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
    return textOf(document);
  };
};

const packagesKept: Keep = (there, place) => {
  // npm reads no YAML, but JSON is YAML, and only a reader of YAML says in which line it is broken.
  const own = documentOf(there, place, "json").toJS();
  return (exported) => {
    const ours = JSON.parse(exported);
    const dependencies = { ...ours.dependencies, ...own?.dependencies };
    return `${JSON.stringify({ ...ours, ...own, dependencies }, undefined, 2)}\n`;
  };
};

const linesKept: Keep = (there) => (exported) => {
  const lines = there.split(/\r?\n/);
  const missing = exported.split("\n").filter((line) => line !== "" && !lines.includes(line));
  return missing.length === 0 ? there : [there.trimEnd(), ...missing, ""].join("\n").trimStart();
};

function documentOf(text: string, place: string, schema: "core" | "json" = "core"): Document {
  const document: Document = parseDocument(text, { schema });
  const [error] = document.errors;
  if (error !== undefined || (document.contents !== null && !isMap(document.contents))) {
    throw broken(place, error?.linePos === undefined ? "the text" : `line ${error.linePos[0].line}`);
  }
  return document;
}

function broken(place: string, what: string): Error {
  return new Error(
    `could not keep what is in ${place}: ${what} is not valid; correct it, or name another place with --out`,
  );
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
