import { spawn } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** The command is ended after so many milliseconds. */
  limit: number;
  /** The command is ended when this has not grown for `stall` milliseconds. */
  growth?: () => number;
  stall?: number;
  /** Told of each line that the command writes to stderr. */
  onLine?: (line: string) => void;
}

/** How a command ended: `problem` is one line that says why, and is not there when it ended with status 0. */
export interface Finished {
  problem?: string;
  stdout: string;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command to its end, or ends it with all that it started: on time-out, when it stalls, and when this process is
 * interrupted. Never throws.
 */
export function run(command: string, args: string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve) => {
    let stdout = "";
    let lastLine = "";
    let partial = "";
    let ended: string | undefined;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true, // a process group of its own, so that it can be ended as a whole
      stdio: ["ignore", "pipe", "pipe"],
    });

    const end = (why: string): void => {
      ended ??= why;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    };
    const interrupted = (signal: NodeJS.Signals): void => {
      end(`interrupted by ${signal}`);
      finish(ended);
      process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS) process.once(signal, interrupted);

    const limit = setTimeout(() => end(`not done after ${seconds(options.limit)}`), options.limit);
    let best = -1;
    let bestAt = Date.now();
    const watch = setInterval(() => {
      if (!options.growth || !options.stall) return;
      const now = options.growth();
      if (now > best) [best, bestAt] = [now, Date.now()];
      else if (Date.now() - bestAt > options.stall) end(`no progress for ${seconds(options.stall)}`);
    }, 1000);

    const finish = (problem?: string): void => {
      clearTimeout(limit);
      clearInterval(watch);
      for (const signal of SIGNALS) process.removeListener(signal, interrupted);
      resolve(problem === undefined ? { stdout } : { stdout, problem });
    };

    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (partial + chunk).split(/[\r\n]+/);
      partial = lines.pop() ?? "";
      for (const line of lines) {
        if (line.trim() !== "") lastLine = line.trim();
        options.onLine?.(line);
      }
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      finish(error.code === "ENOENT" ? `no ${command} on PATH` : error.message);
    });
    child.on("close", (code, signal) => {
      if (code === 0 && ended === undefined) return finish();
      const said = partial.trim() || lastLine;
      finish([ended ?? (code === null ? `ended by ${signal}` : `status ${code}`), said].filter(Boolean).join(": "));
    });
  });
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
