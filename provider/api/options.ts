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
  /** The proxy to the service as a URL, with its user and password; absent where there is none. */
  proxy?: string | undefined;
  /** The proxy to cloud-api, likewise. */
  directoryProxy?: string | undefined;
}
