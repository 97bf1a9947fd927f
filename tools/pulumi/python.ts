import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, kept, type Made } from "./cache";
import { type Progress, withProgress } from "./progress";
import { run } from "./run";

const MINUTE = 60_000;
const REQUIREMENTS = join(__dirname, "python/requirements.txt");
/** The same with and without a virtual environment on PATH. */
const IDENTITY = "import sys; print(sys.base_prefix, sys.version)";

/**
 * Has Pulumi's SDK for Python ready, in a virtual environment of the `python3` on PATH. Put the folder that it gives first on
 * PATH. `python3` is what works in it; the scripts beside it, such as `pip`, name the folder that they were made in.
 *
 * @throws Error with one line that says why it is not to be had.
 */
export function ensurePython(): Promise<string> {
  return withProgress(async (progress) => {
    const { stdout, problem } = await run("python3", ["-c", IDENTITY], { limit: MINUTE });
    if (problem !== undefined) throw new Error(`Pulumi's SDK for Python: ${problem}`);
    const hash = createHash("sha256")
      .update(stdout)
      .update(await readFile(REQUIREMENTS));
    const name = `python-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 8)}`;
    return join(await kept(cacheRoot(), name, (scratch) => install(scratch, progress)), "bin");
  });
}

async function install(scratch: string, progress: Progress): Promise<Made> {
  progress.stage("Installing Pulumi's SDK for Python");
  const keep = join(scratch, "python");
  const python = join(keep, "bin/python3");
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"];
  const steps: [title: string, command: string, ...args: string[]][] = [
    ["python3 -m venv (on Debian and Ubuntu of the package python3-venv)", "python3", "-m", "venv", keep],
    ["pip install", python, ...pip, "--require-hashes", "-r", REQUIREMENTS],
    ["import pulumi", python, "-c", "import pulumi"],
  ];
  for (const [title, command, ...args] of steps) {
    const { problem } = await run(command, args, { limit: 10 * MINUTE });
    if (problem !== undefined) return { reason: `Pulumi's SDK for Python: ${title}: ${problem}` };
  }
  return { keep };
}
