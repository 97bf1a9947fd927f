import assert from "node:assert/strict";
import { TaskTimedOut } from "../../provider/api/errors";
import { TaskWaiter } from "../../provider/service/tasks";
import { LeapClock } from "../support/clock";

interface Wait {
  /** When the service was asked, in milliseconds since the wait began. */
  looks: number[];
  /** When the wait ended. */
  end: number;
}

/**
 * One process waits for one task after the other; each task takes so many seconds, each answer so many milliseconds, and
 * the clock moves on by so many each time it is read.
 */
async function waits(tasks: readonly number[], { latency = 0, timeout = 3_000, drift = 0 } = {}): Promise<Wait[]> {
  const clock = new LeapClock();
  const now = () => {
    clock.move(drift);
    return clock.now();
  };
  const sleep = (ms: number) => clock.sleep(ms);
  let begun = 0;
  let seconds = 0;
  let looks: number[] = [];
  const taskStatus = async () => {
    const elapsed = clock.now() - begun;
    looks.push(Math.round(elapsed));
    assert.ok(looks.length < 100, `${looks}`);
    clock.move(latency);
    return elapsed >= seconds * 1000 ? "complete" : "running";
  };
  const waiter = new TaskWaiter({ taskStatus }, { now, sleep });
  const all: Wait[] = [];
  for (const task of tasks) {
    [begun, seconds, looks] = [clock.now(), task, []];
    try {
      await waiter.wait("1", "7", timeout);
    } catch (error) {
      assert.ok(error instanceof TaskTimedOut);
    }
    all.push({ looks, end: clock.now() - begun });
  }
  return all;
}

const looksOf = async (tasks: readonly number[], options = {}) =>
  (await waits(tasks, options)).map(({ looks }) => looks);
const same = (count: number, seconds: number) => Array.from({ length: count }, () => seconds);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("looks at a task", () => {
  it("come at once, after little more than 2 s, and then at twice the time, where nothing is known", async () => {
    assert.deepEqual(await looksOf([1_000]), [
      [0, 2_050, 4_100, 8_200, 16_400, 32_800, 65_600, 131_200, 262_400, 524_800, 1_049_600],
    ]);
  });

  const STEADY = [0, 1].flatMap((drift) => [0.3, 0.5, 2, 7, 45, 120].map((seconds) => ({ seconds, drift })));
  for (const { seconds, drift } of [{ seconds: 0.1, drift: 0 }, ...STEADY]) {
    it(`are few and in time once it is known that tasks take ${seconds} s, by a clock that moves by ${drift} ms`, async () => {
      const late = (await waits(same(80, seconds), { drift })).slice(40);
      const times = late.map(({ end }) => end / 1000 / seconds);
      assert.ok(mean(late.map(({ looks }) => looks.length)) <= 1.7);
      assert.ok(mean(times) <= 1.06, `${mean(times)} times as long as the task`);
      assert.ok(Math.max(...times) <= 1.1, `${Math.max(...times)} times as long as the task`);
    });
  }

  it("come earlier and earlier while tasks are done at the first, and end up at once", async () => {
    const looks = await looksOf(same(40, 0.001));
    const first = looks.map(([at]) => at ?? 0);
    assert.deepEqual(
      first.slice(1, 27),
      first.slice(1, 27).toSorted((a, b) => b - a),
    );
    assert.equal(first[1], 1_025);
    assert.ok(first.slice(1, 26).every((at) => at >= 20));
    assert.ok(looks.slice(26).every(([at, second = 0]) => at === 0 && second <= 26));
  });

  // Seconds of each task, and the milliseconds of the looks at it.
  const LEARNING: [what: string, tasks: number[], looks: number[][]][] = [
    [
      "close in on tasks of 10 s from below",
      [10, 10, 10, 10, 10],
      [
        [0, 2_050, 4_100, 8_200, 16_400],
        [2_050, 3_383, 4_397, 8_795, 17_589],
        [2_819, 5_581, 7_255, 14_511],
        [3_876, 9_209, 11_972],
        [5_329, 11_972],
      ],
    ],
    [
      "close in on tasks of 3 s",
      [3, 3, 3, 3, 3, 3],
      [[0, 2_050, 4_100], [2_050, 3_383], [2_255, 3_315], [2_481, 3_249], [2_729, 3_184], [3_001]],
    ],
    [
      "get over one slow task",
      [60, 1, 1, 1],
      [[0, 2_050, 4_100, 8_200, 16_400, 32_800, 65_600], [2_050], [1_743], [1_481]],
    ],
    [
      "move little for one slow task among quick ones",
      [0.3, 0.3, 30, 0.3, 0.3],
      [[0, 2_050], [1_025], [871, 1_076, 2_050, 4_100, 8_200, 16_400, 32_800], [1_198], [1_018]],
    ],
    [
      "move a little up and down with the tasks",
      [1, 1, 1, 1, 5, 1, 1, 9],
      [
        [0, 2_050],
        [1_025],
        [871, 1_076],
        [958, 1_055],
        [1_054, 1_160, 2_050, 4_100, 8_200],
        [1_450],
        [1_232],
        [1_047, 1_294, 2_050, 4_100, 8_200, 16_400],
      ],
    ],
    [
      "learn nothing from a task that is done at once",
      [0, 0, 5, 0, 0],
      [[0], [0], [0, 2_050, 4_100, 8_200], [2_050], [1_743]],
    ],
  ];
  for (const [what, tasks, looks] of LEARNING) {
    it(what, async () => assert.deepEqual(await looksOf(tasks), looks));
  }

  it("keep to their times when answers are slow", async () => {
    assert.deepEqual(await looksOf([30], { latency: 500 }), [[0, 2_050, 4_100, 8_200, 16_400, 32_800]]);
    assert.deepEqual(await looksOf([8], { latency: 1_999 }), [[0, 2_050, 4_100, 8_200]]);
  });

  it("follow an answer at once that came later than the next look was due", async () => {
    assert.deepEqual(await looksOf([10], { latency: 3_000 }), [[0, 3_000, 6_000, 12_000]]);
  });

  it("see the end of a task of 2 s at the second, also where its time began a little later", async () => {
    for (const [looks = []] of await Promise.all([2, 2.001, 2.04].map((seconds) => looksOf([seconds])))) {
      assert.deepEqual(looks, [0, 2_050]);
    }
  });

  it("come soon after the time in which tasks usually end", async () => {
    for (const seconds of [2, 8, 60]) {
      const all = await waits([...same(40, seconds), seconds * 1.2]);
      assert.ok((all.at(-1)?.end ?? 0) <= seconds * 1.2 * 1.3 * 1000, JSON.stringify(all.at(-1)));
    }
  });

  it("are as few and as early after a task that is done at once, whatever the clock shows of it", async () => {
    assert.deepEqual(await looksOf([0, 30], { drift: 1 }).then(([, looks = []]) => looks.length), 6);
  });

  it("do not sleep at all for a task that is done", async () => {
    const clock = new LeapClock();
    const waiter = new TaskWaiter({ taskStatus: async () => "complete" }, clock);
    await waiter.wait("1", "7", 300);
    await waiter.wait("1", "7", 300);
    assert.deepEqual(clock.sleeps, []);
  });

  it("end with one at the deadline when the time is short", async () => {
    for (const { looks, end } of await waits([100, 100, 100], { timeout: 10 })) {
      assert.deepEqual([looks.length, looks.at(-1), end], [5, 10_000, 10_000]);
    }
  });
});
