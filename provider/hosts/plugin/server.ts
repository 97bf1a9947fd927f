/** The gRPC server that Pulumi's engine speaks to. */
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Calls } from "./calls";
import { EngineLog } from "./engineLog";
import * as provider from "./provider";
import { Resources } from "./resources";
import { configIn } from "./wire";

/** A provider with a thousand mailboxes has large messages. */
const UNLIMITED = -1;

/**
 * Starts the server on this machine alone.
 *
 * @param engine - where the engine listens, for messages beside resources.
 * @param cancelled - aborted when the engine asks for an end.
 * @returns the port, and what ends the server as soon as no call is under way.
 */
export async function serve(
  engine: string,
  cancelled: AbortController,
): Promise<{ port: number; end: () => Promise<void> }> {
  const server = new Server({
    "grpc.max_receive_message_length": UNLIMITED,
    "grpc.max_send_message_length": UNLIMITED,
  });
  const calls = new Calls();
  server.addService(ResourceProviderService, methods(new EngineLog(engine), cancelled, calls));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const end = async () => {
    await calls.ended();
    server.forceShutdown();
  };
  return { port, end };
}

function methods(log: EngineLog, cancelled: AbortController, calls: Calls): UntypedServiceImplementation {
  const resources = new Resources(log, cancelled.signal);
  return {
    handshake: calls.unary(provider.handshake),
    getPluginInfo: calls.unary(provider.pluginInfo),
    getSchema: calls.unary(provider.getSchema),
    checkConfig: calls.unary(provider.checkConfig),
    diffConfig: calls.unary(provider.diffConfig),
    configure: calls.unary((request: rpc.ConfigureRequest) => {
      resources.configure(configIn(request.getVariablesMap()));
      const response = new rpc.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
    check: calls.unary((request: rpc.CheckRequest) => resources.check(request)),
    diff: calls.unary((request: rpc.DiffRequest) => resources.diff(request)),
    create: calls.unary((request: rpc.CreateRequest) => resources.create(request)),
    read: calls.unary((request: rpc.ReadRequest) => resources.read(request)),
    update: calls.unary((request: rpc.UpdateRequest) => resources.update(request)),
    delete: calls.unary(async (request: rpc.DeleteRequest) => {
      await resources.delete(request);
      return new Empty();
    }),
    invoke: calls.unary((request: rpc.InvokeRequest) => resources.invoke(request)),
    list: calls.streaming((request: rpc.ListRequest) => resources.list(request)),
    cancel: calls.unary(() => {
      cancelled.abort();
      return new Empty();
    }),
    attach: calls.unary((request: PluginAttach) => {
      log.attach(request.getAddress());
      return new Empty();
    }),
  };
}
