/** The least plugin in Node.js, on the libraries of the real one: what is left of a start without this package. */
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type ProviderHandshakeRequest, ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";

type Call = ServerUnaryCall<ProviderHandshakeRequest, ProviderHandshakeResponse>;

const server = new Server();
server.addService(ResourceProviderService, {
  handshake: (_: Call, done: sendUnaryData<ProviderHandshakeResponse>) => done(null, new ProviderHandshakeResponse()),
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().once("end", () => process.exit());
