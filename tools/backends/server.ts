import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server on this machine that holds the state of stacks, until it is closed. */
export interface Backend {
  /** PULUMI_BACKEND_URL. */
  url: string;
  /** What else the engine's environment needs. */
  env: Record<string, string>;
  /** Ends the server and removes all that it holds. */
  close(): Promise<void>;
}

/** An empty folder that every user of this machine can read. */
export function openFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `yandex360-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

/** A server's process, and what it has printed. */
export class Server {
  printed = "";
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(
    private readonly folder: string,
    private readonly file: string,
    args: string[],
    options: SpawnOptions,
  ) {
    this.child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = once(this.child, "close");
    const print = (text: string) => {
      this.printed += text;
    };
    this.child.stdout?.setEncoding("utf8").on("data", print);
    this.child.stderr?.setEncoding("utf8").on("data", print);
  }

  /** Waits until `isReady` says so; asks it again after each pause. */
  async ready(isReady: () => Promise<boolean>): Promise<void> {
    for (let looks = 0; looks < 300; looks++) {
      if (await isReady()) return;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.close();
    throw new Error(`${this.file} does not answer: ${this.printed.trim().split("\n").at(-1)}`);
  }

  async close(): Promise<void> {
    this.child.kill("SIGINT");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
