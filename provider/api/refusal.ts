/** What a refusal of the service says, and what it means. */

/** What a reply of the service means, as far as it can be known. */
export type Reason =
  | "alreadyExists"
  | "addressTaken"
  | "invalidData"
  | "notAdmin"
  | "noScope"
  | "notFound"
  | "rateLimited"
  | "unauthorized"
  | "unavailable"
  | "other";

/** The one place that reads texts of the service: its status codes for these are not documented. */
const REASON_OF_TEXT: ReadonlyMap<string, Reason> = new Map([
  ["resource_already_exists", "alreadyExists"],
  ["passport_email_taken", "addressTaken"],
  ["invalid_data", "invalidData"],
  ["not an admin", "notAdmin"],
  ["no required scope", "noScope"],
  ["unauthorized", "unauthorized"],
  ["already_exists", "alreadyExists"],
  ["invalid_argument", "invalidData"],
]);

/** Which request was made: the documented method and path template, without ids. */
export interface Endpoint {
  method: "GET" | "PUT" | "POST" | "DELETE";
  path: string;
}

/** The facts of a refusal. */
export interface Refusal {
  endpoint: Endpoint;
  status: number;
  /** A gRPC status number, or a word such as `already_exists`; the body may do without. */
  code?: number | string | undefined;
  /** Absent where the body was not the API's own. */
  serviceMessage?: string | undefined;
  requestId?: string | undefined;
  /** Milliseconds the service asks to wait, from Retry-After. */
  retryAfter?: number | undefined;
}

/** What the refusal means: by its words where they are known, else by its status. */
export function reasonOf({ status, code, serviceMessage }: Refusal): Reason {
  const known = REASON_OF_TEXT.get(serviceMessage?.trim().toLowerCase() ?? "") ?? REASON_OF_TEXT.get(String(code));
  if (known !== undefined) {
    return known;
  }
  if (status === 401) {
    return "unauthorized";
  }
  if (status === 403) {
    return "notAdmin";
  }
  // Which words the API has for a missing mailbox is not documented; a gateway's page has none of its shapes.
  if (status === 404 && serviceMessage !== undefined) {
    return "notFound";
  }
  if (status === 429) {
    return "rateLimited";
  }
  return status >= 500 ? "unavailable" : "other";
}
