import assert from "node:assert/strict";
import { ApiError, type Endpoint } from "../../provider/api/errors";
import { parseRetryAfter, RETRY_BUDGET, retryDelay } from "../../provider/api/retry";

const ENDPOINT: Endpoint = { method: "GET", path: "/mailboxes/shared" };
const NOW = Date.UTC(2026, 0, 15, 12);

function delay(given: { number?: number; random?: number; elapsed?: number; asked?: number }): number | undefined {
  const { number = 1, random = 0, elapsed = 0, asked: retryAfter } = given;
  const error = new ApiError({ endpoint: ENDPOINT, status: 503, retryAfter });
  return retryDelay({ error, number, elapsed, repeatable: true, random });
}

describe("retry times", () => {
  const EARLIEST = [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000];
  for (const [index, earliest] of EARLIEST.entries()) {
    it(`waits from ${earliest} to ${2 * earliest} ms after failure ${index + 1}`, () => {
      const [least, middle, most] = [0, 0.5, 1].map((random) => delay({ number: index + 1, random }));
      assert.deepEqual([least, middle, most], [earliest, 1.5 * earliest, 2 * earliest]);
    });
  }

  it("comes back when Retry-After says, or up to half a second later", () => {
    assert.equal(delay({ asked: 2_000 }), 2_000);
    assert.equal(delay({ asked: 2_000, random: 0.5 }), 2_250);
    assert.equal(delay({ asked: 2_000, random: 1 }), 2_500);
  });

  it("keeps its own pace where Retry-After asks for less", () => {
    assert.equal(delay({ number: 6, asked: 1_000 }), 8_000);
  });

  it("uses the budget to its last millisecond, and no more", () => {
    const elapsed = RETRY_BUDGET - 60_000;
    assert.equal(delay({ elapsed, asked: 60_000 }), 60_000);
    assert.equal(delay({ elapsed: elapsed + 1, asked: 60_000 }), undefined);
  });
});

describe("Retry-After as a date", () => {
  const DATES: [header: string, ms: number | undefined][] = [
    [" Thu, 15 Jan 2026 12:00:30 GMT ", 30_000],
    ["Thursday, 15-Jan-26 12:00:30 GMT", 30_000],
    ["Wednesday, 21-Jan-26 12:00:00 GMT", 6 * 86_400_000],
    ["Thu 15 Jan 2026 12:00:30 GMT", 30_000],
    ["15 Jan 2026 12:00:30 GMT", undefined],
    ["2026-01-15T12:00:30Z", undefined],
    ["Thu, 32 Foo 2026 12:00:30 GMT", undefined],
  ];
  for (const [header, ms] of DATES) {
    it(`reads ${JSON.stringify(header)} as ${ms} ms`, () => {
      assert.equal(parseRetryAfter(header, NOW), ms);
    });
  }

  it("names no zone in its oldest form, and is GMT wherever the command runs", () => {
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Yekaterinburg";
    try {
      assert.notEqual(new Date(NOW).getTimezoneOffset(), 0);
      for (const header of ["Thu Jan 15 12:00:30 2026", "Thu, 15 Jan 2026 12:00:30 GMT"]) {
        assert.equal(parseRetryAfter(header, NOW), 30_000);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
