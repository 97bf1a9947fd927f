import type { EndpointName, Subject } from "./endpoint";
import type { CustomReply, FaultOptions, FaultSpec } from "./faultSpec";
import { FAULT_SPECS, type FaultKind } from "./faults";
import type { JournalEntry } from "./journal";

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

/** The fault for one request. */
export interface Hit {
  name: string;
  spec: FaultSpec;
  options: FaultOptions;
  /** To be called when the fault has done its work. */
  done(entry: JournalEntry): void;
}

interface Active {
  injection: Injection;
  spec: FaultSpec;
  seen: number;
  hits: number;
  report: (entry: JournalEntry) => void;
}

/** The instructions in force, oldest first; a request gets at most one fault. */
export class Injections {
  readonly #active = new Set<Active>();

  /** Puts an instruction in force. */
  add(injection: Injection): InjectionHandle {
    const entries: JournalEntry[] = [];
    let resolve: (entry: JournalEntry) => void = () => {};
    const firstHit = new Promise<JournalEntry>((whenHit) => {
      resolve = whenHit;
    });
    const report = (entry: JournalEntry) => {
      entries.push(entry);
      resolve(entry);
    };
    const active: Active = { injection, spec: specOf(injection.fault), seen: 0, hits: 0, report };
    this.#active.add(active);
    return {
      get hits() {
        return active.hits;
      },
      entries,
      firstHit,
      remove: () => {
        this.#active.delete(active);
      },
    };
  }

  /** Removes all instructions. */
  clear(): void {
    this.#active.clear();
  }

  /** The fault this request gets, if any; counts it. */
  match(endpoint: EndpointName | undefined, page: number, subject: Subject): Hit | undefined {
    for (const active of this.#active) {
      if (!applies(active, endpoint, page, subject)) continue;
      active.seen += 1;
      const { injection, spec, report } = active;
      const { skip = 0, times = 1, fault, options = {} } = injection;
      if (active.seen <= skip || active.hits >= times) continue;
      active.hits += 1;
      return { name: typeof fault === "string" ? fault : "custom", spec, options, done: report };
    }
    return undefined;
  }
}

function applies(
  { injection, spec }: Active,
  endpoint: EndpointName | undefined,
  page: number,
  subject: Subject,
): boolean {
  const { endpoint: wanted = "*", mailboxId, actorId } = injection;
  if (wanted !== "*" && wanted !== endpoint) return false;
  if (spec.endpoints && !(endpoint && spec.endpoints.includes(endpoint))) return false;
  if (spec.laterPages && page < 2) return false;
  return (mailboxId ?? subject.mailboxId) === subject.mailboxId && (actorId ?? subject.actorId) === subject.actorId;
}

function specOf(fault: FaultKind | CustomReply): FaultSpec {
  if (typeof fault === "string") return FAULT_SPECS[fault];
  const { acts = false, ...reply } = fault;
  return {
    about: "an answer given by the test",
    acts,
    run: async ({ act }) => {
      if (acts) await act();
      return { headers: { "content-type": "application/json" }, ...reply };
    },
  };
}
