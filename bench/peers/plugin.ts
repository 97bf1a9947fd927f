/**
 * The least plugin in Node.js that keeps resources, on the libraries of the real one: what is left of a start, and of each
 * operation, without this package. It makes whatever it is told, and finds everything as it was.
 */
import { setTimeout as wait } from "node:timers/promises";
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** Seconds that it waits in each create; the bundler puts them in. */
declare const WAITS: number;

const { DIFF_NONE } = rpc.DiffResponse.DiffChanges;

function unary<Request, Response>(
  answer: (request: Request, response: Response) => void | Promise<void>,
  Reply: new () => Response,
): handleUnaryCall<Request, Response> {
  return async ({ request }: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>) => {
    const response = new Reply();
    await answer(request, response);
    done(null, response);
  };
}

function check(request: rpc.CheckRequest, response: rpc.CheckResponse): void {
  response.setInputs(request.getNews());
}

function diff(_: rpc.DiffRequest, response: rpc.DiffResponse): void {
  response.setChanges(DIFF_NONE);
}

const nothing = () => undefined;

const methods: UntypedServiceImplementation = {
  handshake: unary(nothing, rpc.ProviderHandshakeResponse),
  getPluginInfo: unary((_: Empty, response: PluginInfo) => void response.setVersion("0.0.0"), PluginInfo),
  checkConfig: unary(check, rpc.CheckResponse),
  diffConfig: unary(diff, rpc.DiffResponse),
  configure: unary(nothing, rpc.ConfigureResponse),
  check: unary(check, rpc.CheckResponse),
  diff: unary(diff, rpc.DiffResponse),
  create: unary(async (request: rpc.CreateRequest, response: rpc.CreateResponse) => {
    response.setProperties(request.getProperties());
    if (request.getPreview()) return;
    if (WAITS > 0) await wait(WAITS * 1000);
    response.setId(request.getUrn().split("::").at(-1) ?? "");
  }, rpc.CreateResponse),
  read: unary((request: rpc.ReadRequest, response: rpc.ReadResponse) => {
    response.setId(request.getId());
    response.setProperties(request.getProperties());
    response.setInputs(request.getInputs());
  }, rpc.ReadResponse),
  cancel: unary(nothing, Empty),
};

const server = new Server();
server.addService(ResourceProviderService, methods);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().once("end", () => process.exit());
