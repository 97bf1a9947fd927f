import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, kept, type Made } from "./cache";
import { type Engine, ensureEngine } from "./engine";
import { compileAll, type GoProgram, go, recipe } from "./goProgram";
import { COMPANIONS, realProbes } from "./inspect";
import { type Progress, withProgress } from "./progress";

const MINUTE = 60_000;
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const PYTHON_SCRIPT = "pulumi-language-python-exec";

const HOSTS: GoProgram[] = [
  {
    module: "yaml-host",
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    ldflags: "-s -w",
  },
  { module: "sdk-hosts", package: `${SDK}/python/cmd/pulumi-language-python`, ldflags: "-s -w" },
  { module: "sdk-hosts", package: `${SDK}/go/pulumi-language-go`, ldflags: "-s -w" },
];

/** What the engine starts for YAML, Python and Go. */
export const LANGUAGES = ["pulumi-language-yaml", "pulumi-language-python", PYTHON_SCRIPT, "pulumi-language-go"];

/**
 * Has an engine ready that runs programs in YAML, Python and Go too: that of `ensureEngine` where its release has brought
 * their language hosts, else a folder with a copy of it and hosts built from Go modules. A Python program also needs
 * Pulumi's SDK (`ensurePython`), and a Go program needs Go.
 *
 * @throws Error with one line that says what is not to be had.
 */
export async function ensureLanguages(): Promise<Engine> {
  const engine = await ensureEngine();
  return withProgress((progress) => withLanguages(engine, progress));
}

/** The engine itself where all language hosts are beside it, else a copy that has them. */
export async function withLanguages(engine: Engine, progress: Progress, root = cacheRoot()): Promise<Engine> {
  const beside = await Promise.all(LANGUAGES.map((name) => realProbes.isExecutable(join(engine.binDir, name))));
  if (beside.every(Boolean)) return engine;
  const name = `v${engine.version}-${process.platform}-${process.arch}-languages-${recipe(HOSTS)}`;
  const folder = await kept(root, name, (scratch) => build(engine, scratch, progress));
  return { ...engine, binDir: join(folder, "bin") };
}

async function build(engine: Engine, scratch: string, progress: Progress): Promise<Made> {
  progress.stage("Building Pulumi's hosts of YAML, Python and Go: some 2 minutes on two cores, once on this machine");
  const keep = join(scratch, "languages");
  const bin = join(keep, "bin");
  const problem = (await compileAll(HOSTS, bin, progress)) ?? (await addPythonScript(bin));
  if (problem !== undefined) return { reason: problem };
  await addEngine(engine, bin);
  return { keep };
}

/** The script that Python's host starts; its `python` is `python3` on most machines. */
async function addPythonScript(bin: string): Promise<string | undefined> {
  const { stdout, problem } = await go("sdk-hosts", ["list", "-m", "-f={{.Dir}}", SDK], MINUTE);
  if (problem !== undefined) return `go list of ${SDK}: ${problem}`;
  const text = await readFile(join(stdout.trim(), "python/cmd", PYTHON_SCRIPT), "utf8");
  await writeFile(join(bin, PYTHON_SCRIPT), text.replace(/^#!.*/, "#!/usr/bin/env python3"), { mode: 0o755 });
  return undefined;
}

/** The engine warns of every host on PATH that is not in its own folder. */
async function addEngine(engine: Engine, bin: string): Promise<void> {
  for (const name of ["pulumi", ...COMPANIONS]) {
    const file = join(engine.binDir, name);
    if (await realProbes.isExecutable(file)) await copyFile(file, join(bin, name));
  }
}
