import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultEffect } from "../endpoints/endpoint";
import type { Reply } from "../endpoints/reply";
import type { FaultOptions, FaultSpec } from "./faultSpec";

/** What a fault works with. */
export interface FaultContext {
  /** Lets the service do what was asked; the reply it would have sent. */
  act(effect?: FaultEffect): Promise<Reply>;
  options: FaultOptions;
  /** Milliseconds since 1970. */
  now: number;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** One kind of fault at work. */
export interface Fault extends FaultSpec {
  /** The answer to send, or nothing when the fault has written to the connection itself. */
  run(context: FaultContext): Reply | undefined | Promise<Reply | undefined>;
}
