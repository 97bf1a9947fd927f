import type { EndpointName } from "./endpointNames";

/** What the service made of the Authorization header: never the token itself. */
export type Authorization = "ok" | "none" | "wrong" | "no scope" | "not admin";

/** One request as the emulator saw it. */
export interface JournalEntry {
  /** Counts from 1, also after `clearJournal`. */
  seq: number;
  /** When it arrived, ms since 1970. */
  at: number;
  method: string;
  /** The API's name of the method; "Unknown" for a path or verb it does not have. */
  endpoint: EndpointName | "Unknown";
  /** Path as sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** Parsed JSON; the text itself where it is none; undefined without a body. */
  body: unknown;
  /** HTTP status sent; undefined while there is none, and for a connection that was cut without one. */
  status: number | undefined;
  /** Undefined while the request waits in `latencyMs`. When a fault answers instead of the service, only the token itself is judged. */
  authorization: Authorization | undefined;
  /** The service did what was asked; the client may have been told otherwise by a fault. */
  acted: boolean;
  /** Kind of the fault that was injected into this request. */
  fault: string | undefined;
}

/** All requests in the order of arrival; the oldest go when there are too many. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  #seq = 0;

  constructor(readonly limit: number) {}

  /** Writes a request down; what becomes of it is filled in later. */
  add(entry: Omit<JournalEntry, "seq" | "status" | "authorization" | "acted" | "fault">): JournalEntry {
    this.#seq += 1;
    const whole = {
      seq: this.#seq,
      ...entry,
      status: undefined,
      authorization: undefined,
      acted: false,
      fault: undefined,
    };
    this.entries.push(whole);
    if (this.entries.length > this.limit) this.entries.shift();
    return whole;
  }
}
