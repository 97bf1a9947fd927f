import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { ApiError } from "../../provider/api/errors";
import { Limiter } from "../../provider/api/limiter";
import { LeapClock } from "../support/clock";

const START = 1_000_000;
const endpoint = { method: "GET", path: "/mailboxes/shared" } as const;

/** One request that the service refuses with 429. */
async function refused(limiter: Limiter, retryAfter: number | undefined): Promise<void> {
  const error = new ApiError({ endpoint, status: 429, retryAfter });
  await assert.rejects(
    limiter.run(() => Promise.reject(error)),
    (thrown) => thrown === error,
  );
}

const bench = (concurrency: number) => {
  const clock = new LeapClock({ start: START });
  return { clock, limiter: new Limiter(concurrency, clock) };
};

describe("limiter", () => {
  for (const concurrency of [1, 2, 8]) {
    it(`runs ${concurrency} requests at once and never more, and all of them in the end`, async () => {
      const { limiter } = bench(concurrency);
      let under = 0;
      let most = 0;
      const results = await Promise.all(
        Array.from({ length: 64 }, (_, n) =>
          limiter.run(async () => {
            most = Math.max(most, ++under);
            await setImmediate();
            under--;
            return n;
          }),
        ),
      );
      assert.equal(most, concurrency);
      assert.deepEqual(
        results,
        Array.from({ length: 64 }, (_, n) => n),
      );
    });
  }

  it("waits for nothing while the service has not asked for it", async () => {
    const { limiter, clock } = bench(4);
    await Promise.all(Array.from({ length: 100 }, () => limiter.run(async () => {})));
    assert.equal(clock.slept, 0);
  });

  it("frees the slot of a request that failed, and passes its error on", async () => {
    const { limiter } = bench(1);
    const error = new Error("failed");
    const failing = limiter.run(() => Promise.reject(error));
    const next = limiter.run(async () => "next");
    await assert.rejects(failing, (thrown) => thrown === error);
    assert.equal(await next, "next");
  });

  it("lets nobody ask before the time that a 429 named has passed", async () => {
    const { limiter, clock } = bench(8);
    await refused(limiter, 5_000);
    const times = await Promise.all(Array.from({ length: 8 }, () => limiter.run(async () => clock.now())));
    assert.ok(Math.min(...times) >= START + 5_000, `${times}`);
  });

  it("takes the longest of several waits that were asked for together", async () => {
    const { limiter, clock } = bench(3);
    await Promise.all([1_000, 9_000, 2_000].map((ms) => refused(limiter, ms)));
    assert.ok((await limiter.run(async () => clock.now())) >= START + 9_000);
  });

  it("lets nobody else wait for a day because one request was told so", async () => {
    const { limiter, clock } = bench(1);
    await refused(limiter, 86_400_000);
    assert.ok((await limiter.run(async () => clock.now())) <= START + 130_000);
  });

  it("lets a request that is tried again go before the new ones", async () => {
    const { limiter } = bench(1);
    const log: string[] = [];
    let release = () => {};
    const first = limiter.run(() => new Promise<void>((resolve) => (release = resolve)));
    await setImmediate();
    const rest = [
      limiter.run(async () => log.push("new")),
      limiter.run(async () => log.push("again"), true),
      limiter.run(async () => log.push("newer")),
    ];
    release();
    await Promise.all([first, ...rest]);
    assert.deepEqual(log, ["again", "new", "newer"]);
  });

  it("goes on more slowly after several 429s and gets back to full speed", async () => {
    const { limiter, clock } = bench(1);
    for (let n = 0; n < 3; n++) {
      for (let good = 0; good < 10; good++) {
        await limiter.run(() => clock.sleep(100));
      }
      await refused(limiter, 1_000);
    }
    const times: number[] = [];
    for (let n = 0; n < 20_000; n++) {
      await limiter.run(async () => times.push(clock.now()));
    }
    assert.ok((times[2] ?? 0) > (times[1] ?? 0), "no pace after the 429s");
    assert.equal(times.at(-1), times.at(-2), "still slow after 20,000 successes");
  });

  it("never keeps one request waiting for minutes, however often it hears 429", async () => {
    const { limiter, clock } = bench(1);
    for (let n = 0; n < 200; n++) {
      await refused(limiter, undefined);
    }
    for (let n = 0; n < 3; n++) {
      const before = clock.now();
      await limiter.run(async () => {});
      assert.ok(clock.now() - before <= 60_000, `${clock.now() - before} ms`);
    }
  });

  it("is not slowed down by failures that are no 429", async () => {
    const { limiter, clock } = bench(2);
    for (const status of [400, 401, 404, 500, 503]) {
      await assert.rejects(limiter.run(() => Promise.reject(new ApiError({ endpoint, status, retryAfter: 60_000 }))));
    }
    await limiter.run(async () => {});
    assert.equal(clock.slept, 0);
  });
});
