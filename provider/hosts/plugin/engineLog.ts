import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { systemClock } from "../../api/clock";
import { MessagesBesideResources, SEVERITY, type Severity } from "../messages";

/** Milliseconds that the engine may take to accept a message. */
const DEADLINE = 5_000;

/** The messages of the plugin. */
export class EngineLog extends MessagesBesideResources {
  private engine: EngineClient;

  /** @param address - where the engine listens. */
  constructor(address: string) {
    super();
    this.engine = new EngineClient(address, credentials.createInsecure());
  }

  /** Speaks to another engine from now on, as where the plugin was started by hand, in a debugger. */
  attach(address: string): void {
    this.engine.close();
    this.engine = new EngineClient(address, credentials.createInsecure());
  }

  /** Runs an operation about one resource. */
  beside<T>(urn: string, operation: () => T): T {
    return this.urns.run(urn, operation);
  }

  /** Sends the message; without a URN, the engine shows it as one of the stack. */
  protected send(severity: Severity, line: string, urn = ""): Promise<void> {
    const request = new LogRequest();
    request.setSeverity(SEVERITY[severity]);
    request.setMessage(line);
    request.setUrn(urn);
    const options = { deadline: systemClock.now() + DEADLINE };
    return new Promise((resolve, reject) => {
      this.engine.log(request, new Metadata(), options, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}
