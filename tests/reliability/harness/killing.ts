/** Kills the processes of a real `pulumi` command at the boundary of a request. Reads /proc, so it needs Linux. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Emulator, EndpointName, JournalEntry } from "../../../emulator";
import { command, type Ended } from "../../support/cli/command";

/** Who is killed. */
export const VICTIMS = ["CLI", "plugin", "both"] as const;
/** When: the service has not acted; it has, and nobody knows; the answer is out, and state is not written. */
export const MOMENTS = ["before the service acts", "acted, unanswered", "answered, not in state"] as const;

/** Where a kill falls. */
export interface Kill {
  victim: (typeof VICTIMS)[number];
  moment: (typeof MOMENTS)[number];
  endpoint: EndpointName;
  /** Requests to the endpoint that pass first. */
  skip: number;
}

/** What an emulator has to be started with so that a kill can fall on an answer. */
export class Answers {
  private awaited: { endpoint: EndpointName; skip: number; freeze: () => void; out: () => void } | undefined;
  private held: JournalEntry | undefined;

  readonly options = {
    onAnswer: (entry: JournalEntry): void => {
      if (this.awaited?.endpoint === entry.endpoint && this.held === undefined && this.awaited.skip-- === 0) {
        this.held = entry;
        this.awaited.freeze();
      }
    },
    onRequest: (entry: JournalEntry): void => {
      if (entry === this.held) {
        this.awaited?.out();
      }
    },
  };

  /** Resolves when an answer is out; `freeze` is called right before it goes, so that nobody can do anything with it. */
  next({ endpoint, skip }: Kill, freeze: () => void): Promise<void> {
    return new Promise((out) => {
      this.awaited = { endpoint, skip, freeze, out };
    });
  }
}

/** Starts a `pulumi` command, kills at the boundary, and ends what the kill has orphaned: it is given no time to finish. */
export async function killDuring(
  emulator: Emulator,
  answers: Answers,
  one: Kill,
  [args, cwd, env]: [args: string[], cwd: string, env: NodeJS.ProcessEnv],
): Promise<Ended> {
  const session = new Session(args, cwd, env);
  try {
    const boundary =
      one.moment === "answered, not in state"
        ? answers.next(one, () => session.signal(one.victim, "SIGSTOP"))
        : emulator.inject({
            endpoint: one.endpoint,
            skip: one.skip,
            times: Number.POSITIVE_INFINITY,
            fault: one.moment === "acted, unanswered" ? "stall-after" : "stall-before",
          }).firstHit;
    await Promise.race([boundary, session.ended.then(refuseEarlyEnd)]);
    session.signal(one.victim, "SIGKILL");
    if (one.victim !== "plugin") {
      await session.end();
    }
    return await session.ended;
  } finally {
    await session.end();
    emulator.clearFaults();
  }
}

function refuseEarlyEnd({ code, output }: Ended): never {
  throw new Error(`the command ended with status ${code} before the request came:\n${output}`);
}

/** A `pulumi` command and every process that it has started, also where their parents are gone. */
export class Session {
  readonly ended: Promise<Ended>;
  private pid = 0;

  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    if (!existsSync("/proc/self/stat")) {
      throw new Error("the plugin's process is found in /proc, which this system has not");
    }
    this.ended = command("pulumi", args, {
      cwd,
      env,
      ownSession: true,
      running: ({ pid = 0 }) => {
        this.pid = pid;
      },
    });
  }

  /** SIGSTOP returns when all threads stand still, SIGKILL at once. */
  signal(victim: Kill["victim"], signal: "SIGSTOP" | "SIGKILL"): void {
    const plugins = this.processes().filter((pid) => read(`/proc/${pid}/cmdline`).includes("dynamic-provider"));
    if (victim !== "CLI" && plugins.length === 0) {
      throw new Error("no plugin is running");
    }
    const pids = [...(victim === "plugin" ? [] : [this.pid]), ...(victim === "CLI" ? [] : plugins)];
    for (const pid of pids) {
      process.kill(pid, signal);
    }
    while (signal === "SIGSTOP" && !pids.every(standsStill));
  }

  /** Kills whatever still runs, and waits until it is gone. */
  async end(): Promise<void> {
    for (let left = this.processes(); left.length > 0; left = this.processes()) {
      for (const pid of left) {
        killIfThere(pid);
      }
      await pause(5);
    }
  }

  private processes(): number[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        const [state, , , session] = fields(`/proc/${pid}/stat`);
        return Number(session) === this.pid && state !== "Z";
      })
      .map(Number);
  }
}

function standsStill(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).every((thread) => fields(`/proc/${pid}/task/${thread}/stat`)[0] === "T");
}

/** State, parent, group and session of a process. */
function fields(file: string): string[] {
  const stat = read(file);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
  }
}

/** A process may have gone since it was listed. */
function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if (isGone(error)) {
      return "";
    }
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");
}
