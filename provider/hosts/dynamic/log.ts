import { createRequire } from "node:module";
import { systemClock } from "../../api/clock";
import { Yandex360Error } from "../../api/errors";
import { MessagesBesideResources, SEVERITY, type Severity } from "../messages";

/** Milliseconds that the engine may take to accept a message. */
const DEADLINE = 5_000;

/**
 * What the host calls of a request right before the provider's own method, when the provider is loaded. The host keeps
 * the URN to itself, but the request knows it.
 */
const CALLED_LAST: Record<string, string> = {
  CreateRequest: "getProperties",
  ReadRequest: "getProperties",
  UpdateRequest: "getId",
  DeleteRequest: "getId",
  DiffRequest: "getId",
};

interface EngineRequest {
  getUrn(): string;
}

/** The messages of Pulumi's dynamic host. */
export class HostLog extends MessagesBesideResources {
  private sender: ReturnType<typeof senderTo> | undefined;
  /** Loads Pulumi's modules as the host does; absent where another program runs. */
  private readonly host = requireOfHost();

  constructor() {
    super();
    if (this.host !== undefined) {
      this.learnUrns(this.host("../../proto/provider_pb"));
    }
  }

  /** Sends the message as the host would. */
  protected async send(severity: Severity, line: string, urn: string | undefined): Promise<void> {
    const engine = process.argv[2];
    if (this.host === undefined || urn === undefined || engine === undefined) {
      throw new Yandex360Error("nobody knows where this belongs");
    }
    this.sender ??= senderTo(engine, this.host);
    await this.sender(severity, line, urn);
  }

  private learnUrns(requests: Record<string, { prototype: Record<string, () => unknown> }>): void {
    const { urns } = this;
    for (const [name, method] of Object.entries(CALLED_LAST)) {
      const prototype = requests[name]?.prototype;
      const original = prototype?.[method];
      if (prototype !== undefined && original !== undefined) {
        prototype[method] = function (this: EngineRequest) {
          urns.enterWith(this.getUrn());
          return original.call(this);
        };
      }
    }
  }
}

function requireOfHost(): NodeJS.Require | undefined {
  const main = require.main?.filename ?? "";
  return /[\\/]cmd[\\/]dynamic-provider[\\/]index\.js$/.test(main) ? createRequire(main) : undefined;
}

/** gRPC is loaded when the first message is sent. */
function senderTo(engine: string, host: NodeJS.Require) {
  const { credentials, Metadata } = host("@grpc/grpc-js");
  const { EngineClient } = host("../../proto/engine_grpc_pb");
  const { LogRequest } = host("../../proto/engine_pb");
  const client = new EngineClient(engine, credentials.createInsecure());
  return (severity: Severity, message: string, urn: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = new LogRequest();
      request.setSeverity(SEVERITY[severity]);
      request.setMessage(message);
      request.setUrn(urn);
      const options = { deadline: systemClock.now() + DEADLINE };
      client.log(request, new Metadata(), options, (error: unknown) => (error === null ? resolve() : reject(error)));
    });
}
