import type { EndpointName } from "../model/endpointNames";
import type { JournalEntry } from "../model/journal";
import type { FaultKind } from "./faultKinds";
import type { CustomReply, FaultOptions } from "./faultSpec";

/** Which requests get which fault. */
export interface Injection {
  /** Default "*", every method the kind of fault makes sense for. */
  endpoint?: EndpointName | "*" | undefined;
  /** Only requests about this mailbox (in the path, in the body of CreateDelegated, or behind the task). */
  mailboxId?: string | undefined;
  /** Only requests about this employee (actor in path or query, or behind the task). */
  actorId?: string | undefined;
  /** Matching requests to let pass first. Default 0. */
  skip?: number | undefined;
  /** Requests to hit after that; Infinity for all. Default 1. */
  times?: number | undefined;
  fault: FaultKind | CustomReply;
  options?: FaultOptions | undefined;
}

/** An injection at work. */
export interface InjectionHandle {
  /** Requests hit so far. */
  readonly hits: number;
  /** The entries of the requests hit. */
  readonly entries: readonly JournalEntry[];
  /** Resolves with the entry of the first hit, as soon as the fault has acted. */
  readonly firstHit: Promise<JournalEntry>;
  /** Stops it; requests hit already stay as they are. */
  remove(): void;
}
