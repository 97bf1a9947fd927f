import assert from "node:assert/strict";
import { onEach } from "../../bench/support/figure";
import { countRow, inTurns, type Pair, ratioRow } from "../../bench/support/result";

const spent = (seconds: number, cpu: number) => ({ seconds, cpu });

/** The machine had something else to do in the second and third run; only the second hit both. */
const BUSY: Pair[] = [
  { ours: spent(11, 10.5), noop: spent(10, 10) },
  { ours: spent(33, 10.5), noop: spent(30, 10) },
  { ours: spent(20, 11), noop: spent(10, 10) },
];

describe("a row of the benchmarks", () => {
  it("compares each run with the one beside it, so that a slow moment of the machine tips nothing", () => {
    // The medians, 20 s and 10 s, would say 2 x.
    const { value, holds } = ratioRow("P1", "up", BUSY, 1.25, "seconds");
    assert.deepEqual([value, holds], ["1.10 x (CPU 1.05 x)", true]);
  });

  it("holds by processor time where the machine may be busy, and still shows the seconds", () => {
    const pairs = BUSY.map(({ ours, noop }) => ({ ours: { ...ours, seconds: 3 * ours.seconds }, noop }));
    const { value, holds } = ratioRow("P1", "up", pairs, 1.25, "cpu");
    assert.deepEqual([value, holds], ["CPU 1.05 x (3.30 x)", true]);
  });

  it("is missed where what was measured is over the limit", () => {
    assert.equal(ratioRow("P1", "up", BUSY, 1.09, "seconds").holds, false);
    assert.equal(ratioRow("P1", "up", BUSY, 1.04, "cpu").holds, false);
  });

  it("holds nothing where there is no limit, and still compares", () => {
    const { value, limit, holds } = ratioRow("G3", "up", BUSY, undefined, "seconds");
    assert.deepEqual([value, limit, holds], ["1.10 x (CPU 1.05 x)", "", undefined]);
  });

  it("says by the name of its figure which host it is of", async () => {
    const rows = await onEach(["dynamic", "plugin"], async (host) => [countRow("P1", host, 0, 0)]);
    assert.deepEqual(
      rows.map(({ figure, what }) => [figure, what]),
      [
        ["P1", "dynamic"],
        ["P1 plugin", "plugin"],
      ],
    );
  });

  it("pairs runs that follow each other, and lets each of both come first in turn", async () => {
    const order: string[] = [];
    let at = 0;
    const run = (name: string) => async (time: number) => {
      order.push(name + time);
      return spent(++at, 0);
    };
    const pairs = await inTurns(3, run("ours"), run("noop"));
    assert.deepEqual(order, ["noop0", "ours0", "ours1", "noop1", "noop2", "ours2"]);
    assert.deepEqual(
      pairs.map(({ ours, noop }) => [ours.seconds, noop.seconds]),
      [
        [2, 1],
        [3, 4],
        [6, 5],
      ],
    );
  });
});
