/**
 * Everything that can go wrong between the client and the service, told apart by class and reason. An error says what
 * happened; what to do next depends on the host, which words it: see engine/advice.ts for Pulumi's.
 * Source: the error bodies and messages of the MailboxService pages and of recorded replies.
 */
import { type Endpoint, type Reason, type Refusal, reasonOf } from "./refusal";

export type { Endpoint, Reason, Refusal };

/** Text, or pieces of it and of what was thrown, each of which is told in its place. */
export type Sentence = string | readonly unknown[];

/** What else is known of an error. */
export interface ErrorDetails {
  /** What led to this error. Default: the first error that the sentence tells of. */
  cause?: unknown;
  /** What to do next, where whoever throws the error knows better than its class and reason say. */
  advice?: string | undefined;
}

/** The base of every error of this package: one line, and never a stack. */
export class Yandex360Error extends Error {
  /** What the message is made of. */
  readonly parts: readonly unknown[];
  readonly advice: string | undefined;

  constructor(sentence: Sentence, { cause, advice }: ErrorDetails = {}) {
    const parts = typeof sentence === "string" ? [sentence] : sentence;
    const led = cause ?? parts.find((part) => part instanceof Error);
    const text = parts.map((part) => (part instanceof Error ? part.message : String(part))).join("");
    super(oneLine(text), led === undefined ? {} : { cause: led });
    this.name = new.target.name;
    this.parts = parts;
    this.advice = advice;
    this.stack = `${this.name}: ${this.message}`;
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
    details?: ErrorDetails,
  ) {
    const { endpoint, status, code, serviceMessage, requestId } = refusal;
    const said = serviceMessage === undefined ? "" : ` "${clip(serviceMessage, 200)}"`;
    const facts = [
      ...(code === undefined ? [] : [`code ${clip(String(code), 40)}`]),
      ...(requestId === undefined ? [] : [`request ${clip(requestId, 80)}`]),
      ...(attempts === undefined ? [] : [attempts.tried]),
    ];
    super(
      `${endpoint.method} ${endpoint.path} answered HTTP ${status}${said}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`,
      details,
    );
    this.reason = reasonOf(refusal);
  }

  /** The same error, with advice that rests on a look-up. */
  advising(advice: string): ApiError {
    return new ApiError(this.refusal, this.attempts, { cause: this.cause, advice });
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ApiError {
    return new ApiError(this.refusal, attempts);
  }
}

/** A reply that is not what the API documents: HTML, another shape, a redirect, too long. */
export class UnexpectedReply extends Yandex360Error {
  constructor(
    readonly endpoint: Endpoint,
    what: string,
    details?: ErrorDetails,
  ) {
    super(`${endpoint.method} ${endpoint.path} was answered with ${what}`, details);
  }
}

/** How a connection failed. */
export interface ConnectionFailure {
  /** Such as `ECONNRESET`, `timed out after 30 s` or `ECONNREFUSED (by the proxy 127.0.0.1:3128)`. */
  what: string;
  /** false only where the request surely never reached the service. */
  sent: boolean;
  /** Milliseconds for which it makes sense to try again. Default: as long as for other failures. */
  patience?: number;
  /** Whether a proxy was asked for the connection. Default: false. */
  proxied?: boolean;
  /** Whether the other side speaks no TLS. Default: false. */
  withoutTls?: boolean;
}

/** No answer arrived. It has no cause: the errors of an HTTP client hold the request, and with it the token. */
export class ConnectionError extends Yandex360Error implements ConnectionFailure {
  readonly what: string;
  readonly sent: boolean;
  readonly patience: number;
  readonly proxied: boolean;
  readonly withoutTls: boolean;

  constructor(
    readonly endpoint: Endpoint,
    { what, sent, patience = Number.POSITIVE_INFINITY, proxied = false, withoutTls = false }: ConnectionFailure,
    readonly attempts?: Attempts,
  ) {
    const tried = attempts === undefined ? "" : ` (${attempts.tried})`;
    super(`${endpoint.method} ${endpoint.path} got no answer: ${what}${tried}`);
    this.what = what;
    this.sent = sent;
    this.patience = patience;
    this.proxied = proxied;
    this.withoutTls = withoutTls;
  }

  /** The same error, with what is known of all attempts. */
  after(attempts: Attempts): ConnectionError {
    return new ConnectionError(this.endpoint, this, attempts);
  }
}

/** The service ended the task with `error`. It documents no reason. */
export class TaskFailed extends Yandex360Error {
  constructor(readonly taskId: string) {
    super(`task ${clip(taskId, 80)} ended with the status "error"; the service gives no reason`);
  }
}

/** The service no longer knows the task, so nobody knows how it ended. */
export class TaskForgotten extends Yandex360Error {
  constructor(
    readonly taskId: string,
    details?: ErrorDetails,
  ) {
    super(`the service no longer knows task ${clip(taskId, 80)}, so it is not known how the task ended`, details);
  }
}

/** The task was still under way when its time was over. It may still complete. */
export class TaskTimedOut extends Yandex360Error {
  constructor(
    readonly taskId: string,
    readonly seconds: number,
    status: string,
  ) {
    super(`task ${clip(taskId, 80)} was still "${clip(status, 40)}" after ${seconds} s`);
  }
}

/** The user has cancelled the command, by Ctrl+C. Thrown instead of waiting, and instead of a request that was not begun. */
export class Cancelled extends Yandex360Error {
  /** @param what - what was under way, such as ` before PUT /mailboxes/shared was sent`. */
  constructor(what = "", details?: ErrorDetails) {
    super(`the command was cancelled${what}`, details);
  }
}

/** The reply leaves out what would prove that something is gone. */
export class Unproven extends Yandex360Error {
  /**
   * @param without - what the reply lacks, such as `a list`.
   * @param what - what it does not prove, such as `mailbox 113 is gone`.
   */
  constructor({ method, path }: Endpoint, without: string, what: string) {
    super(`${method} ${path} was answered without ${without}, which is no proof that ${what}`);
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
