/**
 * Everything that can go wrong between the package and the service, told apart by class and reason.
 * Source: the error bodies and messages of the MailboxService pages and of recorded replies.
 */

/** The base of every error of this package: one line, and never a stack, since the host prints both and the engine the line again. */
export class Yandex360Error extends Error {
  constructor(message: string) {
    super(oneLine(message));
    this.name = "Yandex360Error";
    this.stack = "see the error of the resource";
  }

  override toString(): string {
    return "yandex360";
  }
}

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

/** The one place that reads message texts: the service's status codes for these are not documented. */
const REASON_OF_MESSAGE: ReadonlyMap<string, Reason> = new Map([
  ["resource_already_exists", "alreadyExists"],
  ["passport_email_taken", "addressTaken"],
  ["invalid_data", "invalidData"],
  ["not an admin", "notAdmin"],
  ["no required scope", "noScope"],
  ["unauthorized", "unauthorized"],
]);

/** `code` of the error body is a gRPC status number; 5 is NOT_FOUND. */
const NOT_FOUND = { status: 404, code: 5, message: "not_found" };

const ADVICE: Partial<Record<Reason, string>> = {
  addressTaken: "the address belongs to an employee, a group or an alias: choose another one",
  invalidData:
    "check the address (its domain has to be the organization's main one) and the name (unique in the organization)",
  noScope:
    "the token needs the scopes ya360_admin:mail_read_shared_mailbox_inventory and ya360_admin:mail_write_shared_mailbox_inventory",
  notAdmin:
    "the token's user has to be an administrator of this organization, with the scopes ya360_admin:mail_read_shared_mailbox_inventory and ya360_admin:mail_write_shared_mailbox_inventory; check yandex360:orgId too",
  rateLimited: "the service asks for fewer requests: lower yandex360:maxConcurrency, or run the command again later",
  unauthorized:
    "the token is missing, expired or wrong: set a new one with `pulumi config set --secret yandex360:token`; refresh and destroy use the token of the last `pulumi up` until the next one (or with --run-program), a token in YANDEX360_TOKEN is always current",
  unavailable: "the service is out of order for now: run the command again later",
};

/** Which request was made: the documented method and path template, without ids. */
export interface Endpoint {
  method: "GET" | "PUT" | "POST" | "DELETE";
  path: string;
}

/** The facts of a refusal. `code`, `serviceMessage` are absent where the body was not the API's own. */
export interface Refusal {
  endpoint: Endpoint;
  status: number;
  code?: number | undefined;
  serviceMessage?: string | undefined;
  requestId?: string | undefined;
  /** Milliseconds the service asks to wait, from Retry-After. */
  retryAfter?: number | undefined;
}

/** What is known of all attempts at a request, when the last one has failed. */
export interface Attempts {
  /** How often it was tried, and for how long. */
  tried: string;
  /** Whether any of them may have acted. */
  acted: boolean;
}

/** The service answered with an error status. */
export class ApiError extends Yandex360Error {
  readonly reason: Reason;

  constructor(
    readonly refusal: Refusal,
    readonly attempts?: Attempts,
  ) {
    const { endpoint, status, code, serviceMessage, requestId } = refusal;
    const reason = reasonOf(refusal);
    const said = serviceMessage === undefined ? "" : ` "${clip(serviceMessage, 200)}"`;
    const facts = [
      ...(code === undefined ? [] : [`code ${code}`]),
      ...(requestId === undefined ? [] : [`request ${clip(requestId, 80)}`]),
      ...(attempts === undefined ? [] : [attempts.tried]),
    ];
    const advice = adviceOn(reason, refusal);
    super(
      `${endpoint.method} ${endpoint.path} answered HTTP ${status}${said}` +
        `${facts.length > 0 ? ` (${facts.join(", ")})` : ""}${advice === undefined ? "" : `: ${advice}`}`,
    );
    this.reason = reason;
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ApiError {
    return new ApiError(this.refusal, attempts);
  }
}

function reasonOf({ status, code, serviceMessage }: Refusal): Reason {
  const known = REASON_OF_MESSAGE.get(serviceMessage?.trim().toLowerCase() ?? "");
  if (known !== undefined) {
    return known;
  }
  if (status === 401) {
    return "unauthorized";
  }
  if (status === 403) {
    return "notAdmin";
  }
  // A gateway's 404, or that of a wrong base URL, is no proof that the thing asked for is gone.
  if (status === NOT_FOUND.status && code === NOT_FOUND.code && serviceMessage === NOT_FOUND.message) {
    return "notFound";
  }
  if (status === 429) {
    return "rateLimited";
  }
  return status >= 500 ? "unavailable" : "other";
}

function adviceOn(reason: Reason, { status }: Refusal): string | undefined {
  return reason === "other" && status === 404
    ? "this is not the API's own reply: check yandex360:apiUrl"
    : ADVICE[reason];
}

/** A reply that is not what the API documents: HTML, another shape, a redirect, too long. */
export class UnexpectedReply extends Yandex360Error {
  constructor(endpoint: Endpoint, what: string) {
    super(
      `${endpoint.method} ${endpoint.path} was answered with ${what}: check yandex360:apiUrl and any proxy in between`,
    );
  }
}

/** No answer arrived. `sent` is false only where the request surely never reached the service. */
export class ConnectionError extends Yandex360Error {
  constructor(
    readonly endpoint: Endpoint,
    readonly what: string,
    readonly sent: boolean,
    readonly attempts?: Attempts,
  ) {
    super(
      `${endpoint.method} ${endpoint.path} got no answer: ${what}${attempts === undefined ? "" : ` (${attempts.tried})`}: ` +
        "check the network and yandex360:apiUrl, and run the command again",
    );
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ConnectionError {
    return new ConnectionError(this.endpoint, this.what, this.sent, attempts);
  }
}

/** The service ended the task with `error`. It documents no reason. */
export class TaskFailed extends Yandex360Error {
  readonly taskId: string;

  constructor(taskId: string) {
    super(
      `task ${clip(taskId, 80)} ended with the status "error"; the service gives no reason: run \`pulumi up\` again`,
    );
    this.taskId = taskId;
  }
}

/** The service no longer knows the task, so nobody knows how it ended. */
export class TaskForgotten extends Yandex360Error {
  constructor(taskId: string) {
    super(
      `the service no longer knows task ${clip(taskId, 80)}, and does not show the wished roles: run \`pulumi up\` again`,
    );
  }
}

/** The task was still under way when its time was over. It may still complete. */
export class TaskTimedOut extends Yandex360Error {
  readonly taskId: string;

  constructor(taskId: string, seconds: number, status: string) {
    super(
      `task ${clip(taskId, 80)} was still "${clip(status, 40)}" after ${seconds} s: ` +
        "run `pulumi up` again, or raise taskTimeout (yandex360:taskTimeout)",
    );
    this.taskId = taskId;
  }
}

/** The user has cancelled the command, by Ctrl+C. Thrown instead of waiting, and instead of a request that was not begun. */
export class Cancelled extends Yandex360Error {
  constructor(what = "") {
    super(`the command was cancelled${what}: run the command again`);
  }
}

/** Whether the error proves that what was asked for does not exist. */
export function isNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.reason === "notFound";
}

/** Whether the service may have carried out a request that ended in this error. */
export function mayHaveActed(error: unknown): boolean {
  if (error instanceof ApiError) {
    return error.attempts?.acted === true || error.refusal.status >= 500;
  }
  if (error instanceof Cancelled) {
    return false;
  }
  return error instanceof ConnectionError ? error.attempts?.acted === true || error.sent : true;
}

/** Text of others on one line, without control characters, which a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
}

/** `text` on one line and no longer than `length` characters. */
export function clip(text: string, length: number): string {
  const line = oneLine(text);
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
