import type { Journal } from "./journal";

/** What the client of the service needs to know. Times are in seconds. */
export interface ApiOptions {
  /** The OAuth token, sent with every request. */
  token: string;
  /** The service's address, without a slash at its end. */
  apiUrl: string;
  /** The address of its other host, cloud-api, without a slash at its end. Default: `apiUrl`. */
  directoryUrl?: string | undefined;
  /** How long one request may take. */
  requestTimeout: number;
  /** How many requests may be under way at once. */
  maxConcurrency: number;
  /** What reads have been answered before. Default: nothing, and nothing is kept. */
  journal?: Journal | undefined;
  /**
   * Whether nothing but reads may be sent. Once the command is cancelled, no further read is sent then: there is no change
   * that it could tell of. Default: false.
   */
  readOnly?: boolean | undefined;
  /** The proxy to the service as a URL, with its user and password; absent where there is none. */
  proxy?: string | undefined;
  /** The proxy to cloud-api, likewise. */
  directoryProxy?: string | undefined;
}
