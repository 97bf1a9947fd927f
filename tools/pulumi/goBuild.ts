import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, fill, type Made } from "./cache";
import { inspect } from "./inspect";
import type { Progress } from "./progress";
import { run } from "./run";
import { ENGINE_VERSION, isAtLeast } from "./version";
import type { Attempt, Way } from "./way";

const MINUTE = 60_000;
const SCRIPT = "pulumi-resource-pulumi-nodejs";

interface Program {
  /** The folder of its go.mod, in this folder. */
  module: string;
  package: string;
  ldflags: string;
}

const PROGRAMS: Program[] = [
  {
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ldflags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
  },
  {
    module: "nodejs-host",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    ldflags: "-s -w",
  },
];

/** Pulumi's command and its Node.js language host, built from their Go modules. */
export function goBuild(root = cacheRoot()): Way {
  const name = `v${ENGINE_VERSION}-${process.platform}-${process.arch}-go-${recipe()}`;
  const look = (folder: string): Promise<Attempt> => inspect([join(folder, "bin")], "go");
  return {
    title: "Go build",
    ready: () => look(join(root, name)),
    async obtain(progress) {
      const problem = await goProblem(progress);
      if (problem !== undefined) return { reason: problem };
      progress.stage(`Building Pulumi ${ENGINE_VERSION} with Go: some 8 minutes on two cores, once on this machine`);
      const made = await fill(root, name, (scratch) => build(scratch, progress));
      return "reason" in made ? made : look(made.keep);
    },
  };
}

async function build(scratch: string, progress: Progress): Promise<Made> {
  const keep = join(scratch, "engine");
  const bin = join(keep, "bin");
  await mkdir(bin, { recursive: true });
  await copyFile(join(__dirname, SCRIPT), join(bin, SCRIPT));
  for (const program of PROGRAMS) {
    const problem = await compile(program, bin, progress);
    if (problem !== undefined) return { reason: problem };
  }
  const found = await inspect([bin], "go");
  return "reason" in found ? found : { keep };
}

/** Compiles one program into the folder `bin`. Returns what went wrong. */
async function compile(program: Program, bin: string, progress: Progress): Promise<string | undefined> {
  const name = program.package.slice(program.package.lastIndexOf("/") + 1);
  const cwd = join(__dirname, program.module);
  const env = { ...process.env, GOWORK: "off" };
  let modules = 0;
  progress.stage(`go build of ${name}`);
  const downloads = (line: string): boolean => {
    if (!line.startsWith("go: downloading ")) return false;
    modules += 1;
    progress.tick(`${name}: ${modules} modules downloaded`);
    return true;
  };

  const list = await run("go", ["list", "-mod=readonly", "-deps", program.package], {
    cwd,
    env,
    limit: 30 * MINUTE,
    onLine: downloads,
  });
  if (list.problem !== undefined) return `go list of ${name}: ${list.problem}`;

  const total = list.stdout.split("\n").length;
  let packages = 0;
  const { problem } = await run(
    "go",
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
    {
      cwd,
      env,
      limit: 60 * MINUTE,
      onLine: (line) => {
        if (downloads(line)) return;
        packages += 1;
        progress.tick(`${name}: ${packages} of at most ${total} packages compiled`);
      },
    },
  );
  return problem === undefined ? undefined : `go build of ${name}: ${problem}`;
}

/** Why the Go on PATH cannot be used, or undefined when it can. Go fetches a newer Go by itself where it is allowed to. */
async function goProblem(progress: Progress): Promise<string | undefined> {
  const cwd = join(__dirname, "cli");
  const { stdout, problem } = await run("go", ["env", "GOVERSION"], { cwd, limit: 5 * MINUTE, onLine: progress.tick });
  if (problem !== undefined) return problem;
  const needed = /^go (\S+)$/m.exec(readFileSync(join(cwd, "go.mod"), "utf8"))?.[1];
  return needed === undefined ? "go.mod names no version of Go" : goTooOld(stdout.trim(), needed);
}

/** Why Go `version` cannot build what needs Go `needed`, or undefined when it can. */
export function goTooOld(version: string, needed: string): string | undefined {
  if (isAtLeast(version, needed)) return undefined;
  return `${version} is too old: Go ${needed} is needed (GOTOOLCHAIN=auto lets Go fetch it)`;
}

/** Changes whenever another program would be built. */
function recipe(): string {
  const hash = createHash("sha256").update(JSON.stringify(PROGRAMS));
  for (const file of ["cli/go.mod", "cli/go.sum", "nodejs-host/go.mod", "nodejs-host/go.sum", SCRIPT]) {
    hash.update(readFileSync(join(__dirname, file)));
  }
  return hash.digest("hex").slice(0, 8);
}
