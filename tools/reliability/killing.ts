/** R3: kills the processes of a real `pulumi up` at the boundary of a request, and recovers as docs/recovery.md says. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EndpointName } from "../../emulator";

/** Who is killed. */
export const VICTIMS = ["CLI", "plugin", "both"] as const;
/** When: the service has not acted; it has, and nobody knows; the answer is out, and state is not written. */
export const MOMENTS = ["before", "after", "answered"] as const;

/** One case. */
export interface Kill {
  victim: (typeof VICTIMS)[number];
  moment: (typeof MOMENTS)[number];
  endpoint: EndpointName;
}

/** Requests of the one `up` with all resource types, in which a kill can fall. */
export const KILL_POINTS = [
  "CreateShared",
  "CreateDelegated",
  "Set",
  "TaskStatus",
  "UpdateShared",
  "DeleteShared",
  "DeleteDelegated",
] as const satisfies EndpointName[];

/** The commands of docs/recovery.md, as they stand there. */
export function recoveryCommands(): string[] {
  const text = readFileSync(join(__dirname, "../../docs/recovery.md"), "utf8");
  const block = /```sh\n([\s\S]*?)```/.exec(text)?.[1];
  if (block === undefined) {
    throw new Error("docs/recovery.md has no block of commands");
  }
  return block.split("\n").filter((line) => line !== "");
}

/** A command in a process group of its own. */
export function start(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** A process below another one. */
interface Descendant {
  pid: number;
  command: string;
}

/** Every process below `root`, as /proc has them now. */
export function descendants(root: number): Descendant[] {
  if (!existsSync("/proc/self/stat")) {
    throw new Error("this test finds the plugin's process in /proc, which this system has not");
  }
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const stat = readOrNothing(`/proc/${entry}/stat`);
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && (parent === root || below(parent));
  };
  return [...parents.keys()].filter(below).map((pid) => ({ pid, command: readOrNothing(`/proc/${pid}/cmdline`) }));
}

/** Kills the CLI, the plugin, or both at the same moment; the rest is left to end by itself. */
export function kill(root: number, victim: Kill["victim"]): void {
  const plugins = descendants(root).filter(({ command }) => /dynamic-provider/.test(command));
  if (victim !== "CLI" && plugins.length === 0) {
    throw new Error("no plugin is running");
  }
  const pids = [...(victim === "plugin" ? [] : [root]), ...(victim === "CLI" ? [] : plugins.map(({ pid }) => pid))];
  for (const pid of pids) {
    process.kill(pid, "SIGKILL");
  }
}

/** A process may have gone since it was listed. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return "";
    }
    throw error;
  }
}
