import { type ChildProcess, spawn } from "node:child_process";

/** How a command ended. */
export interface Ended {
  /** -1 where a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
  /** stdout and stderr as they came. */
  output: string;
  seconds: number;
}

export interface CommandOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv | undefined;
  /** Whether it leads a session of its own, so that all it has started can be found. */
  ownSession?: boolean;
  /** Is given the process as soon as it runs. */
  running?: ((child: ChildProcess) => void) | undefined;
}

/** Runs a command to its end, whatever its status; rejects only where it cannot be started. */
export function command(
  file: string,
  args: readonly string[],
  { cwd, env, ownSession = false, running }: CommandOptions,
): Promise<Ended> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: env ?? process.env,
      detached: ownSession,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running?.(child);
    let stdout = "";
    let stderr = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? -1, stdout, stderr, output, seconds: (performance.now() - begun) / 1000 });
    });
  });
}

/** As `command`; a status other than 0 is an error that shows what was printed. */
export async function succeed(file: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
  const ended = await command(file, args, options);
  if (ended.code !== 0) {
    throw new Error(`${file} ${args.join(" ")} ended with status ${ended.code}:\n${ended.output}`);
  }
  return ended;
}
