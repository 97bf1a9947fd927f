import type { Reply } from "../endpoints/reply";
import { Refusal } from "../model/errors";
import type { Surroundings } from "../model/surroundings";

const SECOND = 1000;

/** The token bucket behind `settings.rateLimit`. */
export class RateLimiter {
  #tokens = Number.POSITIVE_INFINITY;
  #filledAt = 0;

  constructor(readonly around: Surroundings) {}

  /** Takes one token; the 429 answer when there is none. */
  take(): Reply | undefined {
    const { rateLimit } = this.around.settings;
    if (rateLimit === undefined) return undefined;
    const now = this.around.now();
    const { perSecond, burst = perSecond } = rateLimit;
    this.#tokens = Math.min(Math.max(1, burst), this.#tokens + ((now - this.#filledAt) / SECOND) * perSecond);
    this.#filledAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return undefined;
    }
    const seconds = Math.max(1, Math.ceil((1 - this.#tokens) / perSecond));
    const { switches } = this.around;
    return {
      status: 429,
      body: new Refusal(429).bodyAs(switches.errorShape, switches),
      headers: this.#headers(seconds),
    };
  }

  /** The Retry-After header, when one is sent. */
  #headers(seconds: number): Record<string, string> | undefined {
    const { retryAfter } = this.around.settings.rateLimit ?? {};
    const told = retryAfter === undefined ? this.around.switches.retryAfter : retryAfter ? "seconds" : "none";
    if (told === "none") return undefined;
    if (told === "seconds") return { "retry-after": String(seconds) };
    return { "retry-after": new Date(this.around.now() + seconds * SECOND).toUTCString() };
  }
}
