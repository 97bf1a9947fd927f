/** The error body of every method: `code` looks like a gRPC status number, not the HTTP one. */
export interface ErrorBody {
  code: number;
  message: string;
  details: Record<string, string>[];
}

/** The shapes that error bodies are known to have: the pages', what some clients were shown, and the newer host's. */
export type ErrorShape = "code and message" | "message alone" | "error and description";

/** HTTP statuses the emulator refuses with, and the `code` and default `message` it puts into the body. */
const DEFAULTS: Record<number, readonly [code: number, message: string]> = {
  400: [3, "invalid_data"],
  401: [16, "Unauthorized"],
  403: [7, "Not an admin"],
  404: [5, "not_found"],
  409: [6, "resource_already_exists"],
  412: [9, "failed_precondition"],
  429: [8, "Too many requests"],
  500: [13, "Internal error"],
  502: [14, "Bad gateway"],
  503: [14, "Service unavailable"],
  504: [4, "Deadline exceeded"],
};

/** The words that stand for a code on the newer host. */
const WORDS: Record<number, string> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "permission_denied",
  404: "not_found",
  409: "already_exists",
  412: "failed_precondition",
  429: "resource_exhausted",
};

/** A refusal of the emulated service. Thrown by a handler, answered as an error body. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message = DEFAULTS[status]?.[1] ?? "error",
    readonly code = DEFAULTS[status]?.[0] ?? 2,
    readonly details: Record<string, string>[] = [],
  ) {
    super(message);
  }

  /** The body it is answered with. */
  body(): ErrorBody {
    return { code: this.code, message: this.message, details: this.details };
  }

  /** The body in a shape, with the words that the switches say. */
  bodyAs(errorShape: ErrorShape, { notFoundMessage }: { notFoundMessage: string }): object {
    const body = this.body();
    const message = this.status === 404 ? notFoundMessage : body.message;
    if (errorShape === "message alone") return { message };
    if (errorShape === "code and message") return { ...body, message };
    return { error: WORDS[this.status] ?? "internal", description: `Refused: ${message}`, message, details: {} };
  }
}

/** Message of a token without the scope of the method, HTTP 403. */
export const NO_SCOPE = "No required scope";
/** Message of an address that an employee, an alias or a group holds. */
export const EMAIL_TAKEN = "passport_email_taken";
/** Message of an address or a name that another shared mailbox holds. */
export const ALREADY_EXISTS = "resource_already_exists";
/** Message of a limit reached; the real one is not known. */
export const LIMIT = "limit_exceeded";
