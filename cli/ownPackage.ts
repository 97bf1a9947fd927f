import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const MANIFEST = require.resolve("pulumi-yandex360/package.json");

/** What a package.json says of versions. */
export interface Manifest {
  version: string;
  engines?: { node?: string };
  peerDependencies?: Readonly<Record<string, string>>;
}

/** What a file called package.json says. */
export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** What npm writes of the packages in a node_modules. */
interface InstalledPackages {
  packages?: Readonly<Record<string, { resolved?: string }>>;
}

/** What the package's own package.json says. */
export function ownManifest(): Manifest {
  return readManifest(MANIFEST);
}

/** The version of the package, which is the plugin's too. */
export function ownVersion(): string {
  return ownManifest().version;
}

/**
 * What the package.json of a project asks for to have this package: the archive that npm has installed it from, or the version.
 *
 * @param folder - the project's.
 */
export function ownDependency(folder: string): string {
  const modules = dirname(dirname(MANIFEST));
  const lock = join(modules, ".package-lock.json");
  const { packages = {} } = existsSync(lock) ? (JSON.parse(readFileSync(lock, "utf8")) as InstalledPackages) : {};
  const { resolved } = packages["node_modules/pulumi-yandex360"] ?? {};
  const archive = resolved?.startsWith("file:") ? resolve(modules, "..", resolved.slice("file:".length)) : undefined;
  return archive !== undefined && existsSync(archive)
    ? `file:${relative(folder, archive).replaceAll(sep, "/")}`
    : `^${ownVersion()}`;
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
