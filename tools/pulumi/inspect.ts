import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { run } from "./run";
import { versionProblem } from "./version";
import type { Attempt, Engine, Way } from "./way";

/** What Pulumi starts from PATH for a Node.js program with dynamic resources, beside `node`. */
export const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

const VERSION_LIMIT = 20_000;

/** What `inspect` asks of the machine. */
export interface Probes {
  isExecutable(file: string): Promise<boolean>;
  /** What `pulumi version` says, or why it says nothing. */
  version(pulumi: string): Promise<{ text: string } | { problem: string }>;
}

export const realProbes: Probes = {
  async isExecutable(file) {
    try {
      await access(file, constants.X_OK);
      return (await stat(file)).isFile();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return false;
      throw error;
    }
  },
  async version(pulumi) {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { stdout, problem } = await run(pulumi, ["version"], { env, limit: VERSION_LIMIT });
    return problem === undefined ? { text: stdout.trim() } : { problem };
  },
};

/**
 * Whether the first `pulumi` in `folders` can be used: it is new enough, and its companions are in `folders` too. They are
 * looked for first: the npm wrapper has none beside it, and would begin its download when asked for its version.
 */
export async function inspect(folders: string[], source: Engine["source"], probes = realProbes): Promise<Attempt> {
  const find = async (name: string): Promise<string | undefined> => {
    for (const folder of folders) {
      if (await probes.isExecutable(join(folder, name))) return folder;
    }
    return undefined;
  };
  const binDir = await find("pulumi");
  if (binDir === undefined) return { reason: "there is no pulumi" };
  const pulumi = join(binDir, "pulumi");
  for (const companion of COMPANIONS) {
    if ((await find(companion)) === undefined) return { reason: `${pulumi} is without ${companion}` };
  }
  const said = await probes.version(pulumi);
  if ("problem" in said) return { reason: `${pulumi} does not run: ${said.problem}` };
  const problem = versionProblem(said.text);
  if (problem !== undefined) return { reason: `${pulumi}: ${problem}` };
  return { engine: { binDir, version: said.text.replace(/^v/, ""), source } };
}

/** A Pulumi that is installed. */
export function onPath(path = process.env.PATH ?? "", probes = realProbes): Way {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return { title: "PATH", ready: () => inspect(folders, "path", probes) };
}
