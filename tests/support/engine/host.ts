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
import type { ResourceType } from "../../../provider/registry";
import type { JumpingClock } from "./clock";
import { operationErrorOf, type Raw } from "./operationError";

/** What a host is started with. */
export interface HostOptions {
  /** The stack's config by full key. */
  config: Record<string, string>;
  clock: JumpingClock;
  /** How many requests the emulator leaves unanswered on purpose at the moment. */
  stalled(): number;
}

/** A resource as a program names it. */
export interface Named {
  name: string;
  type: ResourceType;
}

/** A resource as state has it. */
export interface InState extends Named {
  id: string;
  inputs: Raw;
  outputs: Raw;
}

/** What is wrong with an input, or with a setting. */
export interface Failure {
  property: string;
  reason: string;
}

/** What the engine asks of a provider about resources. */
export interface Operations {
  /** A new command, with other settings than the stack's: the engine starts a new host for each. */
  newCommand(settings?: Record<string, string>): Promise<void>;
  /** Inputs as a program's SDK registers them. */
  registered(type: ResourceType, inputs: Raw): Raw;
  check(resource: Named, olds: Raw, news: Raw): Promise<{ inputs: Raw; failures: Failure[] }>;
  diff(old: InState, inputs: Raw): Promise<{ changes: boolean; replaces: string[]; deleteFirst: boolean }>;
  create(resource: Named, inputs: Raw): Promise<{ id: string; properties: Raw }>;
  /** No id: the resource is gone. */
  read(old: InState): Promise<{ id: string; properties: Raw; inputs: Raw | undefined }>;
  update(old: InState, inputs: Raw): Promise<{ properties: Raw }>;
  delete(old: InState): Promise<void>;
}

const asking = z.object({ ask: z.enum(["idle?", "clock"]), offset: z.number().default(0) });
const telling = z.object({
  done: z.string(),
  memory: z.object({ heapUsed: z.number(), rss: z.number(), external: z.number() }),
  polluted: z.array(z.string()),
});

/** What the host's process tells about itself. */
export type Condition = z.infer<typeof telling>;

/** What the preload is asked; see there. */
export type Ask = { about: "drain" | "memory" } | { about: "forget"; folder: string } | { about: "anew"; file: string };

const GRPC_LIMIT = 400 * 1024 * 1024;

/** A host of the provider in a process of its own, started and spoken to as the engine does. */
export abstract class Host implements Operations {
  /** Everything that it printed, answered or told the engine. */
  readonly said: string[] = [];
  /** Whether it is asked to create and update in a preview. */
  abstract readonly previews: boolean;
  /** The providers of a program: the default one, which takes the stack's config, and an explicit one where there can be any. */
  abstract readonly providers: readonly string[];
  /** The type of a resource as the engine has it. */
  protected abstract tokenOf(type: ResourceType): string;

  private readonly tellings: ((condition: Condition) => void)[] = [];
  private process: ChildProcess | undefined;
  private engine: { server: grpc.Server; address: string } | undefined;
  private port: (port: string) => void = () => undefined;
  private current: ResourceProviderClient | undefined;

  constructor(protected readonly options: HostOptions) {}

  abstract newCommand(settings?: Record<string, string>): Promise<void>;
  abstract registered(type: ResourceType, inputs: Raw): Raw;
  /** What is said of settings that cannot be used, before any other operation. */
  abstract refusals(settings: Raw, provider: string): Promise<Failure[]>;

  async check(resource: Named, olds: Raw, news: Raw): Promise<{ inputs: Raw; failures: Failure[] }> {
    const request = new rpc.CheckRequest();
    request.setUrn(this.urnOf(resource));
    request.setOlds(this.struct(olds));
    request.setNews(this.struct(news));
    const reply = await this.call<rpc.CheckResponse>((done) => this.client.check(request, done));
    return { inputs: this.plain(reply.getInputs()), failures: this.failuresIn(reply) };
  }

  async diff(
    { id, inputs, outputs, ...resource }: InState,
    news: Raw,
  ): Promise<{ changes: boolean; replaces: string[]; deleteFirst: boolean }> {
    const request = new rpc.DiffRequest();
    request.setUrn(this.urnOf(resource));
    request.setId(id);
    request.setOldInputs(this.struct(inputs));
    request.setOlds(this.struct(outputs));
    request.setNews(this.struct(news));
    const reply = await this.call<rpc.DiffResponse>((done) => this.client.diff(request, done));
    this.look(reply);
    const changes = reply.getChanges() !== rpc.DiffResponse.DiffChanges.DIFF_NONE;
    return { changes, replaces: reply.getReplacesList(), deleteFirst: reply.getDeletebeforereplace() };
  }

  async create(resource: Named, inputs: Raw, preview = false): Promise<{ id: string; properties: Raw }> {
    const request = new rpc.CreateRequest();
    request.setUrn(this.urnOf(resource));
    request.setProperties(this.struct(inputs));
    request.setPreview(preview);
    const reply = await this.call<rpc.CreateResponse>((done) => this.client.create(request, done));
    return { id: reply.getId(), properties: this.plain(reply.getProperties()) };
  }

  async read({ id, inputs, outputs, ...resource }: InState) {
    const request = new rpc.ReadRequest();
    request.setUrn(this.urnOf(resource));
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

  async update(
    { id, inputs, outputs, ...resource }: InState,
    news: Raw,
    preview = false,
  ): Promise<{ properties: Raw }> {
    const request = new rpc.UpdateRequest();
    request.setUrn(this.urnOf(resource));
    request.setId(id);
    request.setOldInputs(this.struct(inputs));
    request.setOlds(this.struct(outputs));
    request.setNews(this.struct(news));
    request.setPreview(preview);
    const reply = await this.call<rpc.UpdateResponse>((done) => this.client.update(request, done));
    return { properties: this.plain(reply.getProperties()) };
  }

  async delete({ id, inputs, outputs, ...resource }: InState): Promise<void> {
    const request = new rpc.DeleteRequest();
    request.setUrn(this.urnOf(resource));
    request.setId(id);
    request.setOldInputs(this.struct(inputs));
    request.setProperties(this.struct(outputs));
    await this.call((done) => this.client.delete(request, done));
  }

  /** As the engine at Ctrl+C. */
  async cancel(): Promise<void> {
    await this.call((done) => this.client.cancel(new Empty(), done));
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
    this.current?.close();
    const ended = new Promise((resolve) => this.process?.once("exit", resolve));
    this.process?.kill("SIGKILL");
    await ended;
    this.engine?.server.forceShutdown();
  }

  /** Starts `script` as the engine does, in the folder of the program. */
  protected async spawn(script: string, folder: string): Promise<void> {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^YANDEX360_/.test(name)));
    // A new host begins at the emulator's time; at an earlier one, its waiting would not move the emulator's tasks.
    const env = { ...environment, HARNESS_CLOCK_OFFSET: String(this.options.clock.offset) };
    this.engine = await listenAsEngine(this.said);
    const child = spawn(
      process.execPath,
      ["--expose-gc", "--require", join(__dirname, "preload.cjs"), script, this.engine.address],
      { cwd: folder, env, stdio: ["pipe", "pipe", "pipe", "ipc"] },
    );
    this.process = child;
    child.on("message", (message) => void this.hear(message));
    child.stderr?.on("data", (data) => this.said.push(String(data)));
    child.stdout?.on("data", (data) => {
      this.said.push(String(data));
      this.port(String(data).trim());
    });
    const ended = new Promise<never>((_, reject) => {
      child.once("exit", (code) => reject(new Error(`the host ended with ${code}: ${this.said.join("")}`)));
    });
    // After the start, calls that fail tell of an end.
    ended.catch(() => undefined);
    await Promise.race([this.connected(), ended]);
  }

  /** Connects to the port that the process prints next. */
  protected async connected(): Promise<void> {
    const port = await new Promise<string>((resolve) => {
      this.port = resolve;
    });
    this.current?.close();
    this.current = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": GRPC_LIMIT,
      "grpc.max_send_message_length": GRPC_LIMIT,
    });
  }

  protected get client(): ResourceProviderClient {
    if (this.current === undefined) {
      throw new Error("the host has not started");
    }
    return this.current;
  }

  protected call<Reply>(
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

  protected ask(message: Ask): Promise<Condition> {
    return new Promise((resolve) => {
      this.tellings.push(resolve);
      this.process?.send(message);
    });
  }

  protected failuresIn(reply: rpc.CheckResponse): Failure[] {
    const failures = reply.getFailuresList().map((failure) => failure.toObject());
    this.said.push(JSON.stringify(failures));
    return failures;
  }

  /** Looks for what no answer to a diff may be. */
  protected look(_reply: rpc.DiffResponse): void {}

  protected struct(properties: Raw): Struct {
    return Struct.fromJavaScript(properties as never);
  }

  protected plain(struct: Struct | undefined): Raw {
    const raw: Raw = { ...struct?.toJavaScript() };
    this.said.push(JSON.stringify(raw));
    return raw;
  }

  private urnOf({ name, type }: Named): string {
    return `urn:pulumi:stack::project::${this.tokenOf(type)}::${name}`;
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
    if (this.process?.connected) {
      this.process.send({ about: "answer", stalled: this.options.stalled() });
    }
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
