import { createRequire } from "node:module";
import { join } from "node:path";

/** How release 0.1.0 refers to a module of the package where it was found by its name: installed or linked. */
const BY_NAME = /require\("(pulumi-yandex360\/[\w/]+)"\)/;

/**
 * Whether the provider's text in state has to give way to the one that the program passes: it names a folder in which the
 * package lay, or a module that this project does not find by its name, so that refresh and deletion could not run it; or there is
 * none, since the resource was the provider plugin's before.
 */
export function isOutdated(stored: unknown, passed: unknown): boolean {
  if (typeof passed !== "string" || stored === passed) {
    return false;
  }
  const name = typeof stored === "string" ? BY_NAME.exec(stored)?.[1] : undefined;
  return name === undefined || !isFound(name);
}

function isFound(name: string): boolean {
  try {
    createRequire(join(process.cwd(), "_")).resolve(name);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      return false;
    }
    throw error;
  }
}
