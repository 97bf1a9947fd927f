import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RateLimit } from "../../emulator";

/** How the emulated service behaves in one measurement. */
export interface ServiceOptions {
  /** How many employees there are. Default: 100. */
  employees?: number;
  taskDurationMs?: number;
  rateLimit?: RateLimit;
}

/** What the journal says of the requests since the last look. */
export interface Counts {
  total: number;
  /** Answered 429; in no other number here but `total`. */
  refused: number;
  endpoints: Record<string, number>;
  /** From the first request to the last. */
  seconds: number;
  /** How often each task was asked for. */
  polls: number[];
}

/** What the emulator's process can be told. */
export type Order = { start: ServiceOptions } | { take: true };

export const ORG = "1000001";
export const TOKEN = "bench-token";

/** An emulator that runs in a process of its own. */
export class Service {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(options: ServiceOptions = {}): Promise<Service> {
    const child = fork(join(__dirname, "emulatorProcess.ts"), { execArgv: ["--import", "tsx"] });
    const url = String(await ask(child, { start: options }));
    return new Service(child, url);
  }

  /** The requests since the last call. */
  async take(): Promise<Counts> {
    return (await ask(this.child, { take: true })) as Counts;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    this.child.disconnect();
    await gone;
  }
}

/** Starts a service, works with it and stops it. */
export async function withService<T>(options: ServiceOptions, work: (service: Service) => Promise<T>): Promise<T> {
  const service = await Service.start(options);
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}

async function ask(child: ChildProcess, order: Order): Promise<unknown> {
  const answer = once(child, "message");
  child.send(order);
  const [message] = (await answer) as [{ reply?: unknown; error?: string }];
  if (message.error !== undefined) throw new Error(message.error);
  return message.reply;
}
