import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "./progress";
import { run } from "./run";
import { isAtLeast } from "./version";

const MINUTE = 60_000;

/** A program that can be built from a Go module. */
export interface GoProgram {
  /** The folder of its go.mod, as seen from this folder. */
  module: string;
  package: string;
  ldflags: string;
}

/** Compiles the programs into the folder `bin`, which it makes. Returns what went wrong. */
export async function compileAll(programs: GoProgram[], bin: string, progress: Progress): Promise<string | undefined> {
  await mkdir(bin, { recursive: true });
  for (const program of programs) {
    const problem = (await goProblem(program.module, progress)) ?? (await compile(program, bin, progress));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Runs `go` in the folder of a module of this folder. */
export function go(
  module: string,
  args: string[],
  limit: number,
  onLine?: (line: string) => void,
): ReturnType<typeof run> {
  const env = { ...process.env, GOWORK: "off" };
  return run("go", args, { cwd: join(__dirname, module), env, limit, ...(onLine && { onLine }) });
}

async function compile(program: GoProgram, bin: string, progress: Progress): Promise<string | undefined> {
  const name = program.package.slice(program.package.lastIndexOf("/") + 1);
  let modules = 0;
  progress.stage(`go build of ${name}`);
  const downloads = (line: string): boolean => {
    if (!line.startsWith("go: downloading ")) return false;
    modules += 1;
    progress.tick(`${name}: ${modules} modules downloaded`);
    return true;
  };

  const listing = ["list", "-mod=readonly", "-deps", program.package];
  const list = await go(program.module, listing, 30 * MINUTE, downloads);
  if (list.problem !== undefined) return `go list of ${name}: ${list.problem}`;

  const total = list.stdout.split("\n").length;
  let packages = 0;
  const { problem } = await go(
    program.module,
    [
      "build",
      "-v",
      "-mod=readonly",
      "-trimpath",
      "-buildvcs=false",
      `-ldflags=${program.ldflags}`,
      `-o=${join(bin, name)}`,
      program.package,
    ],
    60 * MINUTE,
    (line) => {
      if (downloads(line)) return;
      packages += 1;
      progress.tick(`${name}: ${packages} of at most ${total} packages compiled`);
    },
  );
  return problem === undefined ? undefined : `go build of ${name}: ${problem}`;
}

/**
 * Why the Go on PATH cannot build this module, or undefined when it can. Go fetches a newer Go by itself where it is allowed
 * to.
 */
export async function goProblem(module: string, progress: Progress): Promise<string | undefined> {
  const { stdout, problem } = await go(module, ["env", "GOVERSION"], 5 * MINUTE, progress.tick);
  if (problem !== undefined) return problem;
  const needed = /^go (\S+)$/m.exec(readFileSync(join(__dirname, module, "go.mod"), "utf8"))?.[1];
  return needed === undefined ? "go.mod names no version of Go" : goTooOld(stdout.trim(), needed);
}

/** Why Go `version` cannot build what needs Go `needed`, or undefined when it can. */
export function goTooOld(version: string, needed: string): string | undefined {
  if (isAtLeast(version, needed)) return undefined;
  return `${version} is too old: Go ${needed} is needed (GOTOOLCHAIN=auto lets Go fetch it)`;
}

/** Changes whenever other programs would be built. `files` are the files of this folder that are used besides. */
export function recipe(programs: GoProgram[], ...files: string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(programs));
  const modules = programs.flatMap(({ module }) => [`${module}/go.mod`, `${module}/go.sum`]);
  for (const file of [...modules, ...files]) hash.update(readFileSync(join(__dirname, file)));
  return hash.digest("hex").slice(0, 8);
}
