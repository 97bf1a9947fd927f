import { RETRY_BUDGET } from "./retry";

const FULL_SPEED = Number.POSITIVE_INFINITY;

/** Slow start: so many requests at once at first, and so much more for each answer; a first refusal hits no crowd. */
const FIRST_WINDOW = 4;
const WINDOW_STEP = 1 / 8;

/** Multiplicative decrease: what a refusal leaves of the rate, at most and at least. In between, what was accepted decides. */
const DECREASE = 0.95;
const LARGEST_DECREASE = 0.7;

/**
 * Additive increase, as part of the rate: what as many answers add as came between the last two refusals, and what each answer
 * adds at least. A rate that rests on few answers may be far off, so it grows quickly.
 */
const INCREASE = 1 / 16;
const LEAST_INCREASE = 1 / 3_000;

/** Exponential backoff where the service asks for no time of its own, in milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;
const LEAST_RATE = 1 / LONGEST_PAUSE;

/** A busy machine's timers are late: so many milliseconds at most are made up for by the next requests. */
const LATE = 250;

/** Where nobody has asked for anything for so many milliseconds, the time says nothing about what is allowed. */
const IDLE = 1_000;

/**
 * How quickly one process may ask, as a model without time of its own: AIMD (additive increase, multiplicative decrease) on
 * the rate of requests, as TCP does it for its window.
 *
 * Full speed until the service says 429. Then all pause. Between two refusals the service accepts just what it allows, so
 * the second one shows the rate to begin with; from then on each answer adds to it, and each refusal takes a part of it.
 */
export class Pace {
  private window = FIRST_WINDOW;
  /** Requests a millisecond. */
  private rate = FULL_SPEED;
  /** What each answer adds to the rate. */
  private increase = 0;
  private next = 0;
  private resume = 0;
  private refusedAt = Number.NEGATIVE_INFINITY;
  private refusedInARow = 0;
  private lastStart = 0;
  private answers = 0;
  /** Since when every answer counts; undefined where the process was idle after the last refusal. */
  private since: number | undefined;

  constructor(private readonly concurrency: number) {}

  /** How many requests may be under way. */
  get slots(): number {
    return this.paced ? this.concurrency : Math.min(this.concurrency, Math.floor(this.window));
  }

  /** When the next request may start. */
  get opens(): number {
    return Math.max(this.next, this.resume);
  }

  /** A request starts. `waited` says whether there was work all the time since the one before it. */
  started(now: number, waited: boolean): void {
    if (!waited && now - Math.max(this.lastStart, this.resume) > IDLE) {
      this.since = undefined;
    }
    this.lastStart = now;
    const interval = 1 / this.rate;
    this.next = Math.max(this.opens, now - Math.max(interval, LATE)) + interval;
  }

  /** The service answered, and not with 429. */
  answered(): void {
    this.refusedInARow = 0;
    this.answers += 1;
    this.window = Math.min(this.concurrency, this.window + WINDOW_STEP);
    this.rate += this.increase;
    if (this.answers * LEAST_INCREASE > 1) {
      // Even the least increase has doubled the rate by now: the limit is gone.
      this.rate = FULL_SPEED;
      this.since = undefined;
    }
  }

  /** The service answered 429 to a request that started at `startedAt`; `asked` is its Retry-After in milliseconds. */
  refused(now: number, startedAt: number, asked = 0): void {
    // A longer one is for the request's own error; nobody else waits for it.
    const retryAfter = asked <= RETRY_BUDGET ? asked : 0;
    if (startedAt <= this.refusedAt) {
      // Sent before the process knew: part of the same refusal.
      this.resume = Math.max(this.resume, now + retryAfter);
      return;
    }
    this.refusedAt = now;
    if (this.answers > 0) {
      this.slowDown(now);
    }
    const backoff = (this.paced ? 1 / this.rate : FIRST_PAUSE) * 2 ** this.refusedInARow;
    this.resume = now + Math.max(retryAfter, Math.min(LONGEST_PAUSE, backoff));
    this.refusedInARow += 1;
  }

  private get paced(): boolean {
    return this.rate < FULL_SPEED;
  }

  private slowDown(now: number): void {
    const measured = this.since === undefined ? FULL_SPEED : this.answers / (now - this.since);
    const slower = DECREASE * Math.min(this.rate, measured);
    this.rate = Math.max(LEAST_RATE, this.paced ? Math.max(slower, LARGEST_DECREASE * this.rate) : slower);
    this.increase = this.paced ? this.rate * Math.max(LEAST_INCREASE, INCREASE / this.answers) : 0;
    this.window = 1;
    this.since = now;
    this.answers = 0;
  }
}
