import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, fill, type Made } from "./cache";
import { compileAll, type GoProgram, goProblem, recipe } from "./goProgram";
import { inspect } from "./inspect";
import type { Progress } from "./progress";
import { ENGINE_VERSION } from "./version";
import type { Attempt, Way } from "./way";

const SCRIPT = "pulumi-resource-pulumi-nodejs";

const CLI: GoProgram = {
  module: "cli",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  ldflags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
};
const PROGRAMS: GoProgram[] = [
  CLI,
  {
    module: "nodejs-host",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    ldflags: "-s -w",
  },
];

/** Pulumi's command and its Node.js language host, built from their Go modules. */
export function goBuild(root = cacheRoot()): Way {
  const name = `v${ENGINE_VERSION}-${process.platform}-${process.arch}-go-${recipe(PROGRAMS, SCRIPT)}`;
  const look = (folder: string): Promise<Attempt> => inspect([join(folder, "bin")], "go");
  return {
    title: "Go build",
    ready: () => look(join(root, name)),
    async obtain(progress) {
      const problem = await goProblem(CLI.module, progress);
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
  const problem = await compileAll(PROGRAMS, bin, progress);
  if (problem !== undefined) return { reason: problem };
  await copyFile(join(__dirname, SCRIPT), join(bin, SCRIPT));
  const found = await inspect([bin], "go");
  return "reason" in found ? found : { keep };
}
