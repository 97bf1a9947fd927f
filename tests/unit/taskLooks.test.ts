import assert from "node:assert/strict";
import { TaskTimedOut } from "../../provider/api/errors";
import { TaskWaiter } from "../../provider/tasks";
import { LeapClock } from "../support/clock";

interface Wait {
  /** When the service was asked, in milliseconds since the wait began. */
  looks: number[];
  /** When the wait ended. */
  end: number;
}

/** One process waits for one task after the other; each task takes so many seconds, each answer so many milliseconds. */
async function waits(tasks: readonly number[], { latency = 0, timeout = 3_000 } = {}): Promise<Wait[]> {
  const clock = new LeapClock();
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
  const waiter = new TaskWaiter({ taskStatus }, clock);
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
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("looks at a task", () => {
  it("come at once, after 2 s, and then at twice the time, where nothing is known", async () => {
    assert.deepEqual(await looksOf([1_000]), [
      [0, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 512_000, 1_024_000],
    ]);
  });

  for (const seconds of [0.1, 0.3, 2, 7, 45, 120]) {
    it(`are few and in time once it is known that tasks take ${seconds} s`, async () => {
      const late = (await waits(Array.from({ length: 80 }, () => seconds))).slice(40);
      const times = late.map(({ end }) => end / 1000 / seconds);
      assert.ok(mean(late.map(({ looks }) => looks.length)) <= 1.7);
      assert.ok(mean(times) <= 1.06, `${mean(times)} times as long as the task`);
      assert.ok(Math.max(...times) <= 1.1, `${Math.max(...times)} times as long as the task`);
    });
  }

  it("come earlier and earlier while tasks are done at the first, and end up at once", async () => {
    const looks = await looksOf(Array.from({ length: 40 }, () => 0.001));
    const first = looks.map(([at]) => at ?? 0);
    assert.deepEqual(
      first.slice(1, 27),
      first.slice(1, 27).toSorted((a, b) => b - a),
    );
    assert.equal(first[1], 1_000);
    assert.ok(first.slice(1, 26).every((at) => at >= 20));
    assert.ok(looks.slice(26).every(([at, second = 0]) => at === 0 && second <= 25));
  });

  // Seconds of each task, and the milliseconds of the looks at it.
  const LEARNING: [what: string, tasks: number[], looks: number[][]][] = [
    [
      "close in on tasks of 10 s from below",
      [10, 10, 10, 10, 10],
      [
        [0, 2_000, 4_000, 8_000, 16_000],
        [2_000, 3_300, 4_290, 8_580, 17_160],
        [2_750, 5_445, 7_079, 14_157],
        [3_781, 8_984, 11_680],
        [5_199, 11_680],
      ],
    ],
    [
      "close in on tasks of 3 s",
      [3, 3, 3, 3, 3, 3],
      [
        [0, 2_000, 4_000],
        [2_000, 3_300],
        [2_200, 3_234],
        [2_420, 3_169],
        [2_662, 3_106],
        [2_928, 3_221],
      ],
    ],
    [
      "get over one slow task",
      [60, 1, 1, 1],
      [[0, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000], [2_000], [1_700], [1_445]],
    ],
    [
      "move little for one slow task among quick ones",
      [0.3, 0.3, 30, 0.3, 0.3],
      [[0, 2_000], [1_000], [850, 1_050, 2_100, 4_200, 8_400, 16_800, 33_600], [1_169], [993]],
    ],
    [
      "move a little up and down with the tasks",
      [1, 1, 1, 1, 5, 1, 1, 9],
      [
        [0, 2_000],
        [1_000],
        [850, 1_050],
        [935, 1_029],
        [1_029, 1_131, 2_263, 4_525, 9_051],
        [1_414],
        [1_202],
        [1_022, 1_262, 2_524, 5_049, 10_097],
      ],
    ],
    [
      "learn nothing from a task that is done at once",
      [0, 0, 5, 0, 0],
      [[0], [0], [0, 2_000, 4_000, 8_000], [2_000], [1_700]],
    ],
  ];
  for (const [what, tasks, looks] of LEARNING) {
    it(what, async () => assert.deepEqual(await looksOf(tasks), looks));
  }

  it("keep to their times when answers are slow", async () => {
    assert.deepEqual(await looksOf([30], { latency: 500 }), [[0, 2_000, 4_000, 8_000, 16_000, 32_000]]);
    assert.deepEqual(await looksOf([8], { latency: 1_999 }), [[0, 2_000, 4_000, 8_000]]);
  });

  it("follow an answer at once that came later than the next look was due", async () => {
    assert.deepEqual(await looksOf([10], { latency: 3_000 }), [[0, 3_000, 6_000, 12_000]]);
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
