import assert from "node:assert/strict";
import { ApiError, ConnectionError, type Endpoint, UnexpectedReply, Yandex360Error } from "../../provider/api/errors";
import { parseRetryAfter, RETRY_BUDGET, retryDelay } from "../../provider/api/retry";

const ENDPOINT: Endpoint = { method: "GET", path: "/mailboxes/shared" };
const PASSING = [429, 500, 502, 503, 504];
const status = (code: number, retryAfter?: number) =>
  new ApiError({ endpoint: ENDPOINT, status: code, ...(retryAfter === undefined ? {} : { retryAfter }) });
const decide = (error: unknown, given: Partial<Parameters<typeof retryDelay>[0]> = {}) =>
  retryDelay({ error, number: 1, elapsed: 0, repeatable: true, random: 0.5, ...given });

/** Goes on as Http does, until it gives up; the waits in between. */
function waits(error: unknown, random: number, perAttempt = 0): number[] {
  const all: number[] = [];
  for (let number = 1, elapsed = perAttempt; number < 100_000; number++) {
    const delay = decide(error, { number, elapsed, random });
    if (delay === undefined) {
      return all;
    }
    all.push(delay);
    elapsed += delay + perAttempt;
  }
  assert.fail("it never gives up");
}

describe("retry decision", () => {
  for (let code = 400; code < 600; code++) {
    const passes = PASSING.includes(code);
    it(`${passes ? "tries a repeatable request again" : "gives up"} after HTTP ${code}`, () => {
      assert.equal(decide(status(code)) !== undefined, passes);
    });

    it(`${code === 429 ? "repeats" : "never repeats"} a request that is not repeatable after HTTP ${code}`, () => {
      assert.equal(decide(status(code), { repeatable: false }) !== undefined, code === 429);
    });
  }

  for (const [sent, repeatable, again] of [
    [true, true, true],
    [true, false, false],
    [false, true, true],
    [false, false, true],
  ] as const) {
    it(`${again ? "tries again" : "gives up"} without an answer (${sent ? "" : "not "}sent, ${repeatable ? "" : "not "}repeatable)`, () => {
      assert.equal(decide(new ConnectionError(ENDPOINT, { what: "x", sent }), { repeatable }) !== undefined, again);
    });
  }

  it("tries to connect as long as the error says, and no longer", () => {
    const refused = (patience?: number) =>
      new ConnectionError(ENDPOINT, {
        what: "ECONNREFUSED",
        sent: false,
        ...(patience === undefined ? {} : { patience }),
      });
    assert.equal(decide(refused(0)), undefined);
    assert.ok(waits(refused(10_000), 0.5).reduce((sum, delay) => sum + delay, 0) <= 10_000);
    assert.notEqual(decide(refused(10_000), { elapsed: 9_000 }), undefined);
    assert.equal(decide(refused(10_000), { elapsed: 10_000 }), undefined);
    assert.notEqual(decide(refused(), { elapsed: 60_000 }), undefined);
  });

  for (const error of [
    new UnexpectedReply(ENDPOINT, "HTML"),
    new Yandex360Error("x"),
    new Error("x"),
    "x",
    undefined,
  ]) {
    it(`gives up after what does not pass by itself: ${error}`, () => {
      assert.equal(decide(error), undefined);
    });
  }

  for (const code of PASSING) {
    for (const retryAfter of [undefined, 0, 1_000, 60_000, RETRY_BUDGET, RETRY_BUDGET + 1, 86_400_000]) {
      for (const elapsed of [0, 60_000, 100_000, RETRY_BUDGET - 1, RETRY_BUDGET, RETRY_BUDGET + 1]) {
        for (const random of [0, 0.5, 0.999]) {
          it(`keeps to the budget and to Retry-After ${retryAfter} after HTTP ${code} at ${elapsed} ms (random ${random})`, () => {
            const delay = decide(status(code, retryAfter), { elapsed, random });
            if (elapsed + (retryAfter ?? 0) > RETRY_BUDGET) {
              assert.equal(delay, undefined);
            }
            if (delay !== undefined) {
              assert.ok(delay >= (retryAfter ?? 1), `${delay} ms`);
              assert.ok(elapsed + delay <= RETRY_BUDGET, `${delay} ms`);
            }
          });
        }
      }
    }
  }

  for (const random of [0, 0.25, 0.5, 0.999]) {
    for (const perAttempt of [0, 10, 1_000, 30_000]) {
      it(`waits longer each time, and never beyond the budget (random ${random}, ${perAttempt} ms an attempt)`, () => {
        const all = waits(status(503), random, perAttempt);
        assert.ok(all.reduce((sum, delay) => sum + delay + perAttempt, perAttempt) <= RETRY_BUDGET + perAttempt);
        for (const [index, delay] of all.entries()) {
          assert.ok(delay >= (all[index - 1] ?? 0), `${all}`);
          assert.ok(delay <= 20_000);
        }
      });
    }
  }

  it("tries for most of the budget before it gives up", () => {
    assert.ok(waits(status(503), 0.5).reduce((sum, delay) => sum + delay, 0) > RETRY_BUDGET / 2);
  });

  for (const retryAfter of [0, 1, 10]) {
    it(`does not hammer a service that always says Retry-After ${retryAfter} ms`, () => {
      for (const random of [0, 0.5, 0.999]) {
        assert.ok(
          waits(status(503, retryAfter), random).length <= 30,
          `${waits(status(503, retryAfter), random).length} retries`,
        );
      }
    });
  }

  it("spreads the retries of requests that failed together", () => {
    for (const error of [status(503), status(503, 2_000)]) {
      const delays = [0, 0.2, 0.4, 0.6, 0.8].map((random) => decide(error, { random }));
      assert.equal(new Set(delays).size, 5);
    }
  });
});

describe("parseRetryAfter", () => {
  const NOW = Date.UTC(2026, 0, 15, 12);
  const ROWS: [header: string | undefined, expected: number | undefined][] = [
    [undefined, undefined],
    ["0", 0],
    ["1", 1_000],
    ["120", 120_000],
    [" 7 ", 7_000],
    ["86400", 86_400_000],
    ["Thu, 15 Jan 2026 12:00:30 GMT", 30_000],
    ["Thu, 15 Jan 2026 12:00:00 GMT", 0],
    ["Thu, 15 Jan 2026 11:59:00 GMT", 0],
    ["", undefined],
    ["soon", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["1, 2", undefined],
    ["120s", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
  ];
  for (const [header, expected] of ROWS) {
    it(`reads ${JSON.stringify(header)} as ${expected} ms`, () => {
      assert.equal(parseRetryAfter(header, NOW), expected);
    });
  }

  it("takes a number of any length for a long time, never for a short one", () => {
    for (const digits of [9, 10, 15, 400]) {
      const ms = parseRetryAfter("9".repeat(digits), NOW);
      assert.ok(ms !== undefined && ms > RETRY_BUDGET, `${digits} digits: ${ms}`);
    }
  });

  it("compares a date with the service's clock, not with ours", () => {
    assert.equal(parseRetryAfter("Thu, 15 Jan 2026 12:00:30 GMT", NOW + 20_000), 10_000);
  });
});
