/** The part of the measured rate that is used at first. */
const SHARE = 0.98;
/** One refusal alone is bad luck; a second within this many milliseconds is a limit. */
const LIMIT_SHOWS_WITHIN = 30_000;
/** Requests at once: few at first and one more for each eight answers, so that the first refusal does not hit a crowd. */
const FIRST_WIDTH = 4;
const WIDER = 1 / 8;
/** A request that starts so much later than it may, in milliseconds, was held up by this machine. */
const STALL = 250;
const SHORTEST_PAUSE = 20;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** Few answers far apart measure how little was asked, not how little is allowed. */
const LONGEST_INTERVAL = 5_000;
/** A Retry-After beyond this is for the request's own error; nobody else waits for it. */
const LONGEST_ASKED = 120_000;
/** As many requests at most does a measurement count for, and at least; so it can change. */
const EVIDENCE = { least: 10, most: 300 };

/**
 * How quickly one process may ask, as a model without time of its own.
 *
 * Full speed until the service says 429. Then all pause, and where a second 429 follows, go on at the rate that the
 * service was seen to allow: between two refusals it has accepted what it allows in that time. When a pace has held for
 * as many requests as its measurement rests on, it quickens by and by until the next refusal, or full speed.
 */
export class Pace {
  private width = FIRST_WIDTH;
  /** Milliseconds between two requests; 0 is full speed. */
  private interval = 0;
  private next = 0;
  private resume = 0;
  private pause = 0;
  private refusedAt = Number.NEGATIVE_INFINITY;
  private refusedInARow = 0;
  /** Since the last refusal: its time, what was answered, the milliseconds without work. */
  private since = Number.NEGATIVE_INFINITY;
  private answers = 0;
  private idle = 0;
  private lastStart = 0;
  /** Between refusals: answers and milliseconds, older ones for less. */
  private requests = 0;
  private milliseconds = 0;

  constructor(private readonly concurrency: number) {}

  /** How many requests may be under way. */
  get slots(): number {
    return this.interval > 0 ? this.concurrency : Math.min(this.concurrency, Math.floor(this.width));
  }

  /** When the next request may start. */
  get opens(): number {
    return Math.max(this.next, this.resume);
  }

  /** A request starts. `waited` says whether there was work all the time since the one before it. */
  started(now: number, waited: boolean): void {
    // Time that passes without a request for another reason than the pace says nothing about the service's limit.
    const unused = waited ? now - this.opens - STALL : now - Math.max(this.lastStart, this.resume);
    this.idle += Math.max(0, unused);
    this.lastStart = now;
    // A timer that was late is made up for by the next request, and not by more than one.
    this.next = Math.max(this.opens, now - this.interval) + this.interval;
  }

  /** The service answered, and not with 429. */
  answered(): void {
    this.refusedInARow = 0;
    this.answers += 1;
    const evidence = Math.min(EVIDENCE.most, Math.max(EVIDENCE.least, 2 * this.requests));
    if (this.interval === 0) {
      this.width = Math.min(this.concurrency, this.width + WIDER);
    } else if (this.answers > evidence) {
      this.interval /= Math.exp(1 / (4 * evidence));
      if (this.interval < 1) {
        this.interval = 0;
        this.since = Number.NEGATIVE_INFINITY;
      }
    }
  }

  /** The service answered 429 to a request that started at `startedAt`; `asked` is its Retry-After in milliseconds. */
  refused(now: number, startedAt: number, asked: number | undefined): void {
    const retryAfter = asked !== undefined && asked <= LONGEST_ASKED ? asked : undefined;
    if (startedAt <= this.refusedAt) {
      // Sent before the process knew: part of the same refusal.
      this.resume = Math.max(this.resume, now + (retryAfter ?? 0));
      return;
    }
    this.refusedAt = now;
    if (this.answers > 0) {
      this.learn(now);
    }
    const first = this.interval === 0 ? FIRST_PAUSE : Math.min(FIRST_PAUSE, Math.max(100, 2 * this.interval));
    const growing = (shortest: number) => Math.min(LONGEST_PAUSE, shortest * 2 ** this.refusedInARow);
    // A Retry-After of next to nothing, said again and again, must not make the process hammer.
    this.pause = retryAfter === undefined ? growing(first) : Math.max(retryAfter, growing(SHORTEST_PAUSE));
    this.resume = now + this.pause;
    this.refusedInARow += 1;
  }

  private learn(now: number): void {
    const elapsed = now - this.since - this.idle;
    if (this.interval > 0 || elapsed < LIMIT_SHOWS_WITHIN) {
      // The pause counts only in part: what the service saves up meanwhile, if anything, is used up by and by.
      this.measure(Math.max(1, elapsed - this.pause, elapsed * 0.9));
    } else {
      this.width = 1;
      this.requests = 0;
      this.milliseconds = 0;
    }
    this.since = now;
    this.answers = 0;
    this.idle = 0;
  }

  private measure(elapsed: number): void {
    const expected = this.requests === 0 ? 0 : (this.requests / this.milliseconds) * elapsed;
    const agrees = Math.abs(expected - this.answers) <= 2 + this.answers / 10;
    this.requests = this.answers + (agrees ? this.requests / 2 : 0);
    this.milliseconds = elapsed + (agrees ? this.milliseconds / 2 : 0);
    this.interval = Math.min(LONGEST_INTERVAL, Math.max(this.milliseconds / this.requests, this.interval) / SHARE);
  }
}
