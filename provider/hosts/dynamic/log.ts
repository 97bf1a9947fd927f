import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { systemClock } from "../../api/clock";
import { oneLine, type Sentence, Yandex360Error } from "../../api/errors";
import { worded } from "../../engine/advice";
import type { Messages } from "../../engine/session";
import type { Log } from "../../service/log";

type Severity = keyof Log;

/** Pulumi's LogSeverity. */
const SEVERITY: Record<Severity, number> = { info: 1, warn: 2 };

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

/** The log of Pulumi's dynamic host: the engine shows a message beside the resource that the operation is about. */
export class HostLog implements Messages {
  private readonly urns = new AsyncLocalStorage<string>();
  private told = Promise.resolve();
  private send: ReturnType<typeof senderTo> | undefined;
  /** Loads Pulumi's modules as the host does; absent where another program runs. */
  private readonly host = requireOfHost();

  constructor() {
    if (this.host !== undefined) {
      this.learnUrns(this.host("../../proto/provider_pb"));
    }
  }

  /** Says what has happened. */
  info(message: Sentence): void {
    this.tell("info", message);
  }

  /** Warns, as Pulumi marks it. */
  warn(message: Sentence): void {
    this.tell("warn", message);
  }

  /** Resolves when everything said so far is shown: after an operation, the engine may end the host. */
  shown(): Promise<void> {
    return this.told;
  }

  private tell(severity: Severity, message: Sentence): void {
    const line = worded(message);
    const tell = () =>
      this.toEngine(severity, line).catch((error: unknown) => {
        const unexpected = error instanceof Yandex360Error ? "" : ` (${oneLine(String(error))})`;
        // What is written to stderr, the host shows as a message of the stack.
        process.stderr.write(`${line}${unexpected}\n`);
      });
    this.told = this.told.then(tell);
  }

  private async toEngine(severity: Severity, line: string): Promise<void> {
    const urn = this.urns.getStore();
    const engine = process.argv[2];
    if (this.host === undefined || urn === undefined || engine === undefined) {
      throw new Yandex360Error("nobody knows where this belongs");
    }
    this.send ??= senderTo(engine, this.host);
    await this.send(severity, line, urn);
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
