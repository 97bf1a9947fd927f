import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Engine, engineEnvironment } from "../pulumi/engine";

const ROOT = join(__dirname, "..", "..");

/** What a stack is made of. */
export interface StackOptions {
  /** One of the root project's stacks. */
  name: string;
  /** Where its state and its config are put. */
  folder: string;
  engine: Engine;
  apiUrl: string;
  token: string;
  stop: AbortSignal;
}

/** A stack of the root project that leaves the repository's files alone. */
export interface Stack {
  /** Runs a command of Pulumi's before the person's eyes. @throws Error when it fails. */
  show(...args: string[]): Promise<void>;
}

/**
 * Makes the stack from a copy of its config: `pulumi stack init` writes a salt into the file. The copy has the address of the
 * service too, which wins over the environment, so that nothing in the file can lead elsewhere.
 */
export async function makeStack({ name, folder, engine, apiUrl, token, stop }: StackOptions): Promise<Stack> {
  const backendDir = join(folder, "state");
  const config = `Pulumi.${name}.yaml`;
  const temporary = join(folder, "tmp");
  await mkdir(backendDir);
  await mkdir(temporary);
  for (const file of ["Pulumi.yaml", config]) {
    await copyFile(join(ROOT, file), join(folder, file));
  }
  const env = {
    ...engineEnvironment({ binDir: engine.binDir, backendDir, home: join(folder, "home") }),
    YANDEX360_TOKEN: token,
    // Pulumi leaves its own temporary files behind.
    TMPDIR: temporary,
  };

  const quietly = (...args: string[]) => promisify(execFile)("pulumi", args, { cwd: folder, env, signal: stop });
  await quietly("stack", "init", name);
  await quietly("config", "set", "yandex360:apiUrl", apiUrl, "--stack", name);

  return {
    async show(...args) {
      const command = [...args, "--stack", name, "--config-file", join(folder, config)];
      console.log(`\n$ pulumi ${command.join(" ")}`);
      stop.throwIfAborted();
      await end(spawn("pulumi", command, { cwd: ROOT, env, stdio: "inherit" }));
      stop.throwIfAborted();
    },
  };
}

/** Waits for Pulumi. It gets the terminal's Ctrl+C by itself; a second SIGINT would cut its update short. */
async function end(pulumi: ChildProcess): Promise<void> {
  const forward = () => pulumi.kill("SIGTERM");
  process.on("SIGTERM", forward).on("SIGHUP", forward);
  try {
    const [status, signal] = await once(pulumi, "exit");
    if (status !== 0) throw new Error(`pulumi ended with ${status ?? signal}`);
  } finally {
    process.off("SIGTERM", forward).off("SIGHUP", forward);
  }
}
