import { ApiError, ConnectionError } from "./errors";

/** How long an operation goes on retrying one request, in milliseconds. */
export const RETRY_BUDGET = 120_000;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 20_000;
const TRANSIENT_STATUS = new Set([429, 500, 502, 503, 504]);

/** One attempt that failed, and what is known about the request. */
export interface Attempt {
  error: unknown;
  /** 1 for the first. */
  number: number;
  /** Milliseconds since the first attempt began. */
  elapsed: number;
  /** Whether doing the request twice has the effect of doing it once. */
  repeatable: boolean;
  /** 0 ≤ random < 1, spreads the retries of parallel requests. */
  random: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up.
 *
 * - Only failures that pass are retried: no answer, 429, 500, 502, 503, 504.
 * - A connection that cannot be made is tried again as long as its error says.
 * - A request that is not repeatable is retried only when it surely was not processed: refused before it was sent, or 429.
 * - Retry-After is obeyed; when it asks for more than what is left of the budget, waiting is pointless.
 */
export function retryDelay({ error, number, elapsed, repeatable, random }: Attempt): number | undefined {
  if (!passes(error)) {
    return undefined;
  }
  const surelyNotProcessed = error instanceof ApiError ? error.refusal.status === 429 : !error.sent;
  if (!repeatable && !surelyNotProcessed) {
    return undefined;
  }
  const backoff = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (number - 1)) * (0.5 + random / 2);
  const asked = error instanceof ApiError ? error.refusal.retryAfter : undefined;
  const delay = asked === undefined ? backoff : Math.max(backoff, asked + random * FIRST_DELAY);
  const budget = error instanceof ConnectionError ? Math.min(error.patience, RETRY_BUDGET) : RETRY_BUDGET;
  return elapsed + delay > budget ? undefined : delay;
}

/** Whether the failure may pass by itself. */
export function passes(error: unknown): error is ApiError | ConnectionError {
  return error instanceof ConnectionError || (error instanceof ApiError && TRANSIENT_STATUS.has(error.refusal.status));
}

/**
 * Milliseconds that a Retry-After header asks for, in seconds or as an HTTP date.
 *
 * @param serviceTime - the service's clock in milliseconds, which the date is compared with.
 */
export function parseRetryAfter(header: string | undefined, serviceTime: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1000;
  }
  // An HTTP date begins with the day of the week; what else Date.parse takes for a date is none.
  const utc = header.trim().endsWith("GMT") ? header : `${header} GMT`;
  const date = /^\s*[A-Za-z]{3,9},? /.test(header) ? Date.parse(utc) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - serviceTime);
}
