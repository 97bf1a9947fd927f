/**
 * Everything that can go wrong between the package and the service, told apart by class and reason.
 * Source: the error bodies and messages of the MailboxService pages and of recorded replies.
 */
import { adviceOn } from "./advice";
import { type Endpoint, type Reason, type Refusal, reasonOf } from "./refusal";

export type { Endpoint, Reason, Refusal };

/** What the host prints of an error of this package, beside what the engine shows; see hostLog.ts. */
export const REPETITION = "yandex360: see the error of the resource";

const [TEXT = "", STACK = ""] = REPETITION.split(": ");

/** The base of every error of this package: one line, and never a stack, since the host prints both and the engine the line again. */
export class Yandex360Error extends Error {
  constructor(message: string) {
    super(oneLine(message));
    this.name = "Yandex360Error";
    this.stack = STACK;
  }

  override toString(): string {
    return TEXT;
  }
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
    advice?: string,
  ) {
    const { endpoint, status, code, serviceMessage, requestId } = refusal;
    const reason = reasonOf(refusal);
    const said = serviceMessage === undefined ? "" : ` "${clip(serviceMessage, 200)}"`;
    const facts = [
      ...(code === undefined ? [] : [`code ${clip(String(code), 40)}`]),
      ...(requestId === undefined ? [] : [`request ${clip(requestId, 80)}`]),
      ...(attempts === undefined ? [] : [attempts.tried]),
    ];
    const advised = advice ?? adviceOn(endpoint, reason, { status, ours: serviceMessage !== undefined });
    super(
      `${endpoint.method} ${endpoint.path} answered HTTP ${status}${said}` +
        `${facts.length > 0 ? ` (${facts.join(", ")})` : ""}${advised === undefined ? "" : `: ${advised}`}`,
    );
    this.reason = reason;
  }

  /** The same error, with advice that rests on a look-up. */
  advising(advice: string): ApiError {
    return new ApiError(this.refusal, this.attempts, advice);
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ApiError {
    return new ApiError(this.refusal, attempts);
  }
}

/** A reply that is not what the API documents: HTML, another shape, a redirect, too long. */
export class UnexpectedReply extends Yandex360Error {
  constructor(endpoint: Endpoint, what: string) {
    super(
      `${endpoint.method} ${endpoint.path} was answered with ${what}: check yandex360:apiUrl and any proxy in between`,
    );
  }
}

/** No answer arrived. */
export class ConnectionError extends Yandex360Error {
  /**
   * @param sent - false only where the request surely never reached the service.
   * @param patience - milliseconds for which it makes sense to try again. Default: as long as for other failures.
   */
  constructor(
    readonly endpoint: Endpoint,
    readonly what: string,
    readonly sent: boolean,
    readonly patience = Number.POSITIVE_INFINITY,
    readonly attempts?: Attempts,
  ) {
    const advice =
      patience === 0
        ? "nothing listens there on this machine: start it, or correct yandex360:apiUrl"
        : "check the network and yandex360:apiUrl, and run the command again";
    super(
      `${endpoint.method} ${endpoint.path} got no answer: ${what}` +
        `${attempts === undefined ? "" : ` (${attempts.tried})`}: ${advice}`,
    );
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ConnectionError {
    return new ConnectionError(this.endpoint, this.what, this.sent, this.patience, attempts);
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

/** The reply leaves out what would prove that something is gone. */
export class Unproven extends Yandex360Error {
  /**
   * @param without - what the reply lacks, such as `a list`.
   * @param what - what it does not prove, such as `mailbox 113 is gone`.
   */
  constructor({ method, path }: Endpoint, without: string, what: string) {
    super(
      `${method} ${path} was answered without ${without}, which is no proof that ${what}: run the command again; if the ` +
        "admin console shows that it is so, take what is gone out of the state with `pulumi state delete <URN>`",
    );
  }
}

/** Whether the API says that it does not have what was asked for; proven only where the complete list lacks it too. */
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
