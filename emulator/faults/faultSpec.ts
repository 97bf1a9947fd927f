import type { EndpointName } from "../model/endpointNames";

/** Numbers and places some fault kinds take. */
export interface FaultOptions {
  /** Seconds of Retry-After. Default 1; for `status-429-huge` 86400. */
  retryAfter?: number | undefined;
  /** Where redirects point. Default `https://other-host.invalid/elsewhere`. */
  location?: string | undefined;
  /** Pause between the bytes of `slow-drip`, ms. Default 100. */
  dripMs?: number | undefined;
}

/** An answer written by the test itself, for bodies no fault kind has. */
export interface CustomReply {
  status: number;
  headers?: Record<string, string> | undefined;
  /** Sent as it is. */
  text: string | Uint8Array;
  /** The service does what was asked before it answers so. Default false. */
  acts?: boolean | undefined;
}

/** What one kind of fault does. */
export interface FaultSpec {
  /** What happens, in one line. */
  about: string;
  /** The service does what was asked (if it is allowed) although the client may not learn it. */
  acts: boolean;
  /** The methods it makes sense for. Default: all. */
  endpoints?: readonly EndpointName[];
  /** Counts only requests for the second page of a list and later ones. */
  laterPages?: boolean;
  /** The connection is cut before the body of the request is read. */
  early?: boolean;
}
