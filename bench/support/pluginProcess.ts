/** The plugin without the engine: started as the engine does, and asked over the same protocol. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EXECUTABLE } from "../../tools/plugin/bundle";
import { ourPlugin } from "./plugins";
import { ORG, type Service, TOKEN } from "./service";

type Inputs = Record<string, string | string[]>;
type Answered = (error: ServiceError | null, answer: unknown) => void;

/** Starts the executable of a plugin's folder. Its first line is the port. */
export function startPlugin(folder: string, env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  // Only `node` is looked for on PATH, and nobody takes messages.
  const around = { PATH: join(process.execPath, ".."), ...env };
  return spawn(join(folder, EXECUTABLE), ["127.0.0.1:1"], { env: around, stdio: ["pipe", "pipe", "pipe"] });
}

/** This package's plugin, configured for a service. */
export class PluginProcess {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly client: ResourceProviderClient,
  ) {}

  static async start({ url }: Service): Promise<PluginProcess> {
    const child = startPlugin(await ourPlugin());
    const [port] = await once(child.stdout, "data");
    const client = new ResourceProviderClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
    const plugin = new PluginProcess(child, client);
    const request = new rpc.ConfigureRequest();
    for (const [name, value] of Object.entries({ orgId: ORG, token: TOKEN, apiUrl: url })) {
      request.getVariablesMap().set(`yandex360:config:${name}`, value);
    }
    await answered((done) => client.configure(request, done));
    return plugin;
  }

  /** Makes a resource. @returns seconds. */
  async create(type: string, inputs: Inputs): Promise<number> {
    const request = new rpc.CreateRequest();
    request.setUrn(`urn:pulumi:dev::bench::yandex360:index:${type}::it`);
    request.setProperties(Struct.fromJavaScript(inputs));
    const begun = performance.now();
    await answered((done) => this.client.create(request, done));
    return (performance.now() - begun) / 1000;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    this.client.close();
    this.child.stdin.end();
    await gone;
  }
}

function answered(ask: (done: Answered) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    ask((error) => (error === null ? resolve() : reject(error)));
  });
}
