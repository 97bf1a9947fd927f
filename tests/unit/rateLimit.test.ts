import assert from "node:assert/strict";
import { ApiError } from "../../provider/api/errors";
import { Limiter } from "../../provider/api/limiter";
import { LeapClock } from "../support/clock";

const endpoint = { method: "GET", path: "/mailboxes/shared" } as const;
const SECOND = 1_000;

/** A service with a token bucket, as the emulator has it. */
interface Service {
  /** Requests a second that are allowed, at a moment in milliseconds since the beginning. */
  allowed: (moment: number) => number;
  /** How many unused ones it saves up. Default: those of a second. */
  burst?: number;
  retryAfter: boolean;
}

interface Load {
  /** Of each process. */
  requests: number;
  processes?: number;
  /** Requests that a process wants to have under way at once. */
  workers?: number;
  /** Milliseconds that an answer takes; up to half as much more at times. */
  latency?: number;
  /** Milliseconds before the nth request in which the process does something else. */
  pause?: (n: number) => number;
  seed?: number;
  /** Milliseconds by which the process's timers are late at most. */
  late?: number;
}

interface Outcome {
  seconds: number;
  refused: number;
  /** Of all requests that were sent. */
  refusedShare: number;
  /** When each request was accepted, in milliseconds since the beginning. */
  accepted: number[];
  /** The longest time from a request's first refusal to its answer, in milliseconds. */
  longestRetry: number;
}

/** Processes that ask a service as quickly as their limiters let them, and repeat what is refused, as Http does. */
async function simulate(service: Service, load: Load): Promise<Outcome> {
  const { requests, processes = 1, workers = 32, latency = 2, pause = () => 0, seed = 1, late = 0 } = load;
  const clock = new LeapClock({ start: 0 });
  const random = randomFrom(seed);
  const take = bucket(service);
  const accepted: number[] = [];
  let refused = 0;
  let longestRetry = 0;
  const send = async () => {
    await clock.sleep((latency / 2) * (1 + random() / 2));
    const retryAfter = take(clock.now());
    await clock.sleep((latency / 2) * (1 + random() / 2));
    if (retryAfter !== undefined) {
      refused += 1;
      throw new ApiError({ endpoint, status: 429, retryAfter: service.retryAfter ? retryAfter : undefined });
    }
    accepted.push(clock.now());
  };
  const process = async () => {
    const limiter = new Limiter(32, { now: clock.now, sleep: (ms) => clock.sleep(ms + late * random()) });
    let next = 0;
    const worker = async () => {
      while (next < requests) {
        await clock.sleep(pause(next++));
        let firstRefusal: number | undefined;
        while (!(await succeeds(() => limiter.run(send, firstRefusal !== undefined)))) {
          firstRefusal ??= clock.now();
        }
        longestRetry = Math.max(longestRetry, clock.now() - (firstRefusal ?? clock.now()));
      }
    };
    await Promise.all(Array.from({ length: workers }, worker));
  };
  await Promise.all(Array.from({ length: processes }, process));
  const refusedShare = refused / (refused + accepted.length);
  return { seconds: clock.now() / SECOND, refused, refusedShare, accepted, longestRetry };
}

async function succeeds(request: () => Promise<void>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    assert.ok(error instanceof ApiError);
    return false;
  }
}

/** Takes a token; the milliseconds of a Retry-After, in whole seconds, where there is none. */
function bucket({ allowed, burst }: Service): (now: number) => number | undefined {
  let tokens = Number.POSITIVE_INFINITY;
  let filledAt = 0;
  return (now) => {
    const perSecond = allowed(now);
    tokens = Math.min(burst ?? perSecond, tokens + ((now - filledAt) / SECOND) * perSecond);
    filledAt = now;
    if (tokens >= 1) {
      tokens -= 1;
      return undefined;
    }
    return Math.ceil((1 - tokens) / perSecond) * SECOND;
  };
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const always = (perSecond: number) => () => perSecond;

describe("under a rate limit", () => {
  for (const retryAfter of [true, false]) {
    const how = retryAfter ? "with Retry-After" : "without Retry-After";

    for (const perSecond of [3, 10, 30]) {
      for (const latency of [2, 100, 200]) {
        it(`of ${perSecond}/s ${how}, answers of ${latency} ms: wall <= 1.1 x, refused <= 1 %`, async () => {
          const requests = Math.max(1_500, 340 * perSecond);
          const { seconds, refusedShare } = await simulate(
            { allowed: always(perSecond), retryAfter },
            { requests, latency },
          );
          const wall = seconds / (requests / perSecond);
          assert.ok(wall <= 1.1, `${wall} x`);
          assert.ok(refusedShare <= 0.01, `${refusedShare * 100} %`);
        });
      }

      it(`of ${perSecond}/s ${how}, a run of a minute takes little longer, and finds the rate with few refusals`, async () => {
        const requests = 60 * perSecond;
        const { seconds, refused } = await simulate({ allowed: always(perSecond), retryAfter }, { requests });
        assert.ok(seconds <= 1.1 * 60, `${seconds} s`);
        assert.ok(refused <= Math.max(15, requests / 100), `${refused}`);
      });

      it(`of ${perSecond}/s ${how}, a busy machine whose timers are late uses it all the same`, async () => {
        const requests = 90 * perSecond;
        const { seconds } = await simulate({ allowed: always(perSecond), retryAfter }, { requests, late: 200 });
        assert.ok(seconds <= 1.1 * 90, `${seconds} s`);
      });

      it(`of ${perSecond}/s ${how}, which saves nothing up, most of it is used`, async () => {
        const requests = 200 * perSecond;
        const service = { allowed: always(perSecond), burst: 1, retryAfter };
        const { seconds, refusedShare } = await simulate(service, { requests });
        assert.ok(seconds <= 1.5 * 200, `${seconds} s`);
        assert.ok(refusedShare <= 0.02, `${refusedShare * 100} %`);
      });
    }

    it(`${how} that falls, the rate falls with it`, async () => {
      const allowed = (moment: number) => (moment < 60 * SECOND ? 30 : 5);
      const { seconds, refusedShare, longestRetry } = await simulate({ allowed, retryAfter }, { requests: 3_000 });
      assert.ok(seconds <= 1.1 * (60 + (3_000 - 60 * 30) / 5), `${seconds} s`);
      assert.ok(refusedShare <= 0.02, `${refusedShare * 100} %`);
      assert.ok(longestRetry <= 10 * SECOND, `${longestRetry} ms`);
    });

    it(`${how} that is lifted, the process gets back to full speed`, async () => {
      const allowed = (moment: number) => (moment < 60 * SECOND ? 10 : 1_000_000);
      const { accepted } = await simulate({ allowed, retryAfter }, { requests: 6_000 });
      const [first = 0, last = 0] = accepted.slice(-1_000).filter((_, at) => at % 999 === 0);
      assert.ok(last - first <= 2 * SECOND, `the last 1,000 requests took ${last - first} ms`);
    });

    it(`${how}, a process that does something else at times is slowed down by the limit only`, async () => {
      // All 32 workers pause for a minute before every 200th request and those after it.
      const pause = (n: number) => (n >= 200 && n % 200 < 32 ? 60 * SECOND : 0);
      const { seconds } = await simulate({ allowed: always(10), retryAfter }, { requests: 2_000, pause });
      assert.ok(seconds <= 1.1 * (2_000 / 10 + 9 * 60), `${seconds} s`);
    });

    it(`${how}, two processes share it without starving each other`, async () => {
      const each: number[] = [];
      for (let seed = 1; seed <= 9; seed++) {
        const service = { allowed: always(10), retryAfter };
        const { seconds, refusedShare } = await simulate(service, { requests: 1_000, processes: 2, seed });
        assert.ok(refusedShare <= 0.02, `${refusedShare * 100} %`);
        each.push(seconds / (2_000 / 10));
      }
      each.sort((a, b) => a - b);
      assert.ok((each[4] ?? 0) <= 1.6, `${each}`);
    });
  }
});
