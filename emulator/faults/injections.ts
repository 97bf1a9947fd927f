import type { EndpointName } from "../model/endpointNames";
import type { JournalEntry } from "../model/journal";
import type { Fault } from "./fault";
import type { FaultKind } from "./faultKinds";
import type { CustomReply, FaultOptions } from "./faultSpec";
import { FAULTS } from "./faults";
import type { Injection, InjectionHandle } from "./injection";

/** The mailbox and the employee a request is about; an injection can name them. */
export interface Subject {
  mailboxId?: string | undefined;
  actorId?: string | undefined;
}

/** The fault for one request. */
export interface Hit {
  name: string;
  spec: Fault;
  options: FaultOptions;
  /** To be called when the fault has done its work. */
  done(entry: JournalEntry): void;
}

interface Active {
  injection: Injection;
  spec: Fault;
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

function specOf(fault: FaultKind | CustomReply): Fault {
  if (typeof fault === "string") return FAULTS[fault];
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
