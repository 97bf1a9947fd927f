import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { command, type Ended } from "./command";
import { SCRATCH } from "./packed";

const after = z.tuple([z.string(), z.record(z.string(), z.string())]);

/** A terminal into which blocks of commands are typed: what one changes of folder and environment, the next one finds. */
export class Terminal {
  /** The blocks that ended well in any terminal. */
  static readonly typed = new Set<string>();
  private readonly scratch = mkdtempSync(join(SCRATCH, "terminal-"));
  private readonly servers: ChildProcess[] = [];
  private readonly ports = new Map<string, string>();

  constructor(
    private current: string,
    private env: NodeJS.ProcessEnv,
  ) {}

  /** Where its commands run. */
  get folder(): string {
    return this.current;
  }

  /** Types a block; a command that fails is an error that shows what was printed. `answers` is what it is asked for. */
  async type(block: string, answers = ""): Promise<Ended> {
    const ended = await this.attempt(block, answers);
    if (ended.code !== 0) throw new Error(`${block}ended with status ${ended.code}:\n${ended.output}`);
    Terminal.typed.add(block);
    return ended;
  }

  /** As `type`, whatever the status. */
  async attempt(block: string, answers = ""): Promise<Ended> {
    const [input, state] = [join(this.scratch, "input"), join(this.scratch, "state")];
    writeFileSync(input, answers);
    writeFileSync(state, JSON.stringify([this.current, this.env]));
    const remember = `node -e 'fs.writeFileSync(process.argv[1], JSON.stringify([process.cwd(), process.env]))' '${state}'`;
    const script = `exec <'${input}'\n${this.withFreePorts(block)}\n${remember}\n`;
    const ended = await command("sh", ["-ec", script], { cwd: this.current, env: this.env });
    [this.current, this.env] = after.parse(JSON.parse(readFileSync(state, "utf8")));
    return ended;
  }

  /** Types a block that runs until Ctrl+C, into a terminal of its own; gives what it prints first. */
  async start(block: string): Promise<string> {
    for (const port of ["3600", ...(/--port (\d+)/.exec(block)?.slice(1) ?? [])])
      this.ports.set(port, await freePort());
    const typed = this.withFreePorts(block).trim();
    const line = typed.includes("--port") ? typed : `${typed} --port ${this.ports.get("3600")}`;
    const server = spawn("sh", ["-ec", line], { cwd: this.current, env: this.env, detached: true });
    this.servers.push(server);
    let printed = "";
    server.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    while (!printed.includes("Ctrl+C")) await Promise.race([once(server.stdout, "data"), ended(server, line)]);
    Terminal.typed.add(block);
    return printed;
  }

  /** Ctrl+C in every terminal that `start` has opened. */
  close(): void {
    for (const { pid } of this.servers) if (pid !== undefined) process.kill(-pid, "SIGINT");
  }

  private withFreePorts(text: string): string {
    return [...this.ports].reduce((changed, [port, free]) => changed.replaceAll(port, free), text);
  }
}

async function ended(server: ChildProcess, line: string): Promise<never> {
  const [code] = await once(server, "close");
  throw new Error(`${line} ended with status ${code}`);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return String(typeof address === "object" ? address?.port : address);
}
