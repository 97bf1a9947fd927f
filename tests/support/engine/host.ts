import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { z } from "zod";
import type { JumpingClock } from "./clock";
import { operationErrorOf, type Raw } from "./operationError";
import type { Home } from "./package";

/** What the host is started with. */
export interface HostOptions {
  home: Home;
  /** The stack's config by full key. */
  config: Record<string, string>;
  clock: JumpingClock;
  /** How many requests the emulator leaves unanswered on purpose at the moment. */
  stalled(): number;
}

const asking = z.object({ ask: z.enum(["idle?", "clock"]), offset: z.number().default(0) });
const telling = z.object({
  done: z.string(),
  memory: z.object({ heapUsed: z.number(), rss: z.number(), external: z.number() }),
  polluted: z.array(z.string()),
});

/** What the host's process tells about itself. */
export type Condition = z.infer<typeof telling>;

const GRPC_LIMIT = 400 * 1024 * 1024;

/** Pulumi's own dynamic host in a process of its own, started and spoken to as the engine does. */
export class Host {
  private readonly tellings: ((condition: Condition) => void)[] = [];
  private run = 0;

  private constructor(
    /** Everything that it printed, answered or told the engine. */
    readonly said: string[],
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly engine: grpc.Server,
    private readonly options: HostOptions,
  ) {
    process.on("message", (message) => void this.hear(message));
  }

  static async start(options: HostOptions): Promise<Host> {
    const host = require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [options.home.folder] });
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^YANDEX360_/.test(name)));
    // A new host begins at the emulator's time; at an earlier one, its waiting would not move the emulator's tasks.
    const env = { ...environment, HARNESS_CLOCK_OFFSET: String(options.clock.offset) };
    const said: string[] = [];
    const engine = await listenAsEngine(said);
    const child = spawn(
      process.execPath,
      ["--expose-gc", "--require", join(__dirname, "preload.cjs"), host, engine.address],
      { cwd: options.home.folder, env, stdio: ["ignore", "pipe", "pipe", "ipc"] },
    );
    child.stderr?.on("data", (data) => said.push(String(data)));
    const port = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the host ended with ${code}: ${said.join("")}`)));
      child.stdout?.on("data", (data) => {
        said.push(String(data));
        resolve(String(data).trim());
      });
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": GRPC_LIMIT,
      "grpc.max_send_message_length": GRPC_LIMIT,
    });
    const started = new Host(said, child, client, engine.server, options);
    await started.configure();
    return started;
  }

  /** The engine does so once in a process; commands of the harness may have other settings. */
  async configure(other: Record<string, string> = {}): Promise<void> {
    const request = new rpc.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript({ ...this.options.config, ...other } as never));
    request.setAcceptsecrets(true);
    await this.call((done) => this.client.configure(request, done));
  }

  /**
   * A new command: the engine starts a new host for each. Here the package's modules are loaded anew in the same one, and
   * every provider text carries a comment with the number of the command, so that the host evaluates it again.
   */
  async newCommand(): Promise<void> {
    this.run++;
    await this.ask({ about: "forget", folder: join(this.options.home.installed, "dist") });
  }

  async check(olds: Raw, news: Raw): Promise<{ inputs: Raw; failures: { property: string; reason: string }[] }> {
    const request = new rpc.CheckRequest();
    request.setOlds(this.struct(olds));
    request.setNews(this.struct(news));
    const reply = await this.call<rpc.CheckResponse>((done) => this.client.check(request, done));
    const failures = reply.getFailuresList().map((failure) => failure.toObject());
    return { inputs: this.plain(reply.getInputs()), failures };
  }

  async diff(
    id: string,
    olds: Raw,
    news: Raw,
  ): Promise<{ changes: boolean; replaces: string[]; deleteFirst: boolean }> {
    const request = new rpc.DiffRequest();
    request.setId(id);
    request.setOlds(this.struct(olds));
    request.setNews(this.struct(news));
    const reply = await this.call<rpc.DiffResponse>((done) => this.client.diff(request, done));
    const changes = reply.getChanges() !== rpc.DiffResponse.DiffChanges.DIFF_NONE;
    return { changes, replaces: reply.getReplacesList(), deleteFirst: reply.getDeletebeforereplace() };
  }

  async create(inputs: Raw): Promise<{ id: string; properties: Raw }> {
    const request = new rpc.CreateRequest();
    request.setProperties(this.struct(inputs));
    const reply = await this.call<rpc.CreateResponse>((done) => this.client.create(request, done));
    return { id: reply.getId(), properties: this.plain(reply.getProperties()) };
  }

  /** No id: the resource is gone. */
  async read(id: string, outputs: Raw, inputs: Raw): Promise<{ id: string; properties: Raw; inputs: Raw | undefined }> {
    const request = new rpc.ReadRequest();
    request.setId(id);
    request.setProperties(this.struct(outputs));
    request.setInputs(this.struct(inputs));
    const reply = await this.call<rpc.ReadResponse>((done) => this.client.read(request, done));
    const told = reply.getInputs();
    return {
      id: reply.getId(),
      properties: this.plain(reply.getProperties()),
      inputs: told === undefined ? undefined : this.plain(told),
    };
  }

  async update(id: string, olds: Raw, news: Raw): Promise<{ properties: Raw }> {
    const request = new rpc.UpdateRequest();
    request.setId(id);
    request.setOlds(this.struct(olds));
    request.setNews(this.struct(news));
    const reply = await this.call<rpc.UpdateResponse>((done) => this.client.update(request, done));
    return { properties: this.plain(reply.getProperties()) };
  }

  async delete(id: string, outputs: Raw): Promise<void> {
    const request = new rpc.DeleteRequest();
    request.setId(id);
    request.setProperties(this.struct(outputs));
    await this.call((done) => this.client.delete(request, done));
  }

  /** Resolves when the host waits for nothing any more. */
  async drain(): Promise<void> {
    await this.ask({ about: "drain" });
  }

  /** After a garbage collection. */
  condition(): Promise<Condition> {
    return this.ask({ about: "memory" });
  }

  async stop(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await ended;
    this.engine.forceShutdown();
  }

  private call<Reply>(
    send: (done: (error: grpc.ServiceError | null, reply: Reply) => void) => unknown,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      send((error, reply) => {
        if (error === null) {
          resolve(reply);
          return;
        }
        const refused = operationErrorOf(error, (properties) => this.plain(properties));
        this.said.push(JSON.stringify({ message: refused.message, partial: refused.partial, error: String(error) }));
        reject(refused);
      });
    });
  }

  private ask(message: { about: string; folder?: string }): Promise<Condition> {
    return new Promise((resolve) => {
      this.tellings.push(resolve);
      this.process.send(message);
    });
  }

  private async hear(message: unknown): Promise<void> {
    const condition = telling.safeParse(message).data;
    if (condition !== undefined) {
      this.tellings.shift()?.(condition);
      return;
    }
    const { ask, offset } = asking.parse(message);
    if (ask === "clock") {
      this.options.clock.jumpTo(offset);
    } else {
      await turn();
      await turn();
    }
    if (this.process.connected) {
      this.process.send({ about: "answer", stalled: this.options.stalled() });
    }
  }

  private struct(properties: Raw): Struct {
    const { __provider: text } = properties;
    const marked = typeof text === "string" ? { __provider: `${text}\n// command ${this.run}` } : {};
    return Struct.fromJavaScript({ ...properties, ...marked } as never);
  }

  private plain(struct: Struct | undefined): Raw {
    const raw: Raw = { ...struct?.toJavaScript() };
    if (typeof raw.__provider === "string") {
      raw.__provider = raw.__provider.replace(/\n\/\/ command \d+$/, "");
    }
    this.said.push(JSON.stringify(raw));
    return raw;
  }
}

/** The engine's side of messages beside a resource. */
async function listenAsEngine(said: string[]): Promise<{ server: grpc.Server; address: string }> {
  const server = new grpc.Server();
  server.addService(EngineService, {
    log(call: grpc.ServerUnaryCall<LogRequest, Empty>, done: grpc.sendUnaryData<Empty>) {
      said.push(call.request.getMessage());
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { server, address: `127.0.0.1:${port}` };
}
