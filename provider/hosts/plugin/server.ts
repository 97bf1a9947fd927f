/** The gRPC server that Pulumi's engine speaks to. */
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineLog } from "./engineLog";
import * as provider from "./provider";
import { refusalOf } from "./refusal";
import { Resources } from "./resources";
import { configIn } from "./wire";

/** A provider with a thousand mailboxes has large messages. */
const UNLIMITED = -1;

/**
 * Starts the server on this machine alone.
 *
 * @param engine - where the engine listens, for messages beside resources.
 * @param cancelled - aborted when the engine asks for an end.
 * @returns the port.
 */
export async function serve(engine: string, cancelled: AbortController): Promise<{ server: Server; port: number }> {
  const server = new Server({
    "grpc.max_receive_message_length": UNLIMITED,
    "grpc.max_send_message_length": UNLIMITED,
  });
  server.addService(ResourceProviderService, methods(new EngineLog(engine), cancelled));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { server, port };
}

function methods(log: EngineLog, cancelled: AbortController): UntypedServiceImplementation {
  const resources = new Resources(log, cancelled.signal);
  return {
    handshake: unary(provider.handshake),
    getPluginInfo: unary(provider.pluginInfo),
    getSchema: unary(provider.getSchema),
    checkConfig: unary(provider.checkConfig),
    diffConfig: unary(provider.diffConfig),
    configure: unary((request: rpc.ConfigureRequest) => {
      resources.configure(configIn(request.getVariablesMap()));
      const response = new rpc.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: rpc.CheckRequest) => resources.check(request)),
    diff: unary((request: rpc.DiffRequest) => resources.diff(request)),
    create: unary((request: rpc.CreateRequest) => resources.create(request)),
    read: unary((request: rpc.ReadRequest) => resources.read(request)),
    update: unary((request: rpc.UpdateRequest) => resources.update(request)),
    delete: unary(async (request: rpc.DeleteRequest) => {
      await resources.delete(request);
      return new Empty();
    }),
    invoke: unary((request: rpc.InvokeRequest) => resources.invoke(request)),
    async list(call: ServerWritableStream<rpc.ListRequest, rpc.ListResponse>) {
      try {
        for await (const response of resources.list(call.request)) {
          if (call.cancelled) {
            return;
          }
          call.write(response);
        }
        call.end();
      } catch (error) {
        call.emit("error", refusalOf(error));
      }
    },
    cancel: unary(() => {
      cancelled.abort();
      return new Empty();
    }),
    attach: unary((request: PluginAttach) => {
      log.attach(request.getAddress());
      return new Empty();
    }),
  };
}

/** A method that answers once. What it throws, the engine shows on one line. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request }, done) => {
    try {
      done(null, await answer(request));
    } catch (error) {
      done(refusalOf(error));
    }
  };
}
