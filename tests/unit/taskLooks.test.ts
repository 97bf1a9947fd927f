import assert from "node:assert/strict";
import fc from "fast-check";
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

const same = (count: number, seconds: number) => Array.from({ length: count }, () => seconds);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const late = ({ end }: Wait, seconds: number) => end / 1000 - seconds;

/** So many workers of one process, which begin so many milliseconds apart; each waits for one task after the other. */
async function waitsOfMany(tasks: readonly number[], { workers, apart = 0 }: { workers: number; apart?: number }) {
  const clock = new LeapClock({ start: 0 });
  const begun = new Map<string, number>();
  const looks = tasks.map(() => 0);
  const taskStatus = async (_orgId: string, taskId: string) => {
    const task = Number(taskId);
    looks[task] = (looks[task] ?? 0) + 1;
    await clock.sleep(5);
    return clock.now() - (begun.get(taskId) ?? 0) >= (tasks[task] ?? 0) * 1000 ? "complete" : "running";
  };
  const waiter = new TaskWaiter({ taskStatus }, clock);
  const lateness = tasks.map(() => 0);
  let next = 0;
  const worker = async (number: number) => {
    await clock.sleep(number * apart);
    while (next < tasks.length) {
      const task = next++;
      begun.set(String(task), clock.now());
      await waiter.wait("1", String(task), 3_000);
      lateness[task] = (clock.now() - (begun.get(String(task)) ?? 0)) / 1000 - (tasks[task] ?? 0);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, number) => worker(number)));
  return { looks, lateness };
}

describe("looks at the first task of a process", () => {
  const soon = (seconds: number) => Math.max(1, 0.3 * seconds);
  const few = (seconds: number) => 4 + 2.2 * Math.log2(1 + seconds);

  for (const seconds of [0.5, 1, 2, 5, 10, 20, 60]) {
    for (const latency of [0, 100]) {
      it(`are few, and see the end of ${seconds} s soon, answers of ${latency} ms`, async () => {
        const [wait] = await waits([seconds], { latency });
        assert.ok(wait !== undefined);
        assert.ok(late(wait, seconds) <= soon(seconds), `${late(wait, seconds)} s late`);
        assert.ok(wait.looks.length <= few(seconds), `${wait.looks}`);
      });
    }
  }

  it("are few, and see the end soon, however long it takes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 120, noNaN: true }), async (seconds) => {
        const [wait] = await waits([seconds]);
        assert.ok(wait !== undefined);
        assert.ok(late(wait, seconds) <= soon(seconds), `${late(wait, seconds)} s late`);
        // Between the times above it may be one more.
        assert.ok(wait.looks.length <= few(seconds) + 1, `${wait.looks}`);
      }),
    );
  });

  it("come at once, and not again for a task that is done", async () => {
    assert.deepEqual(await waits([0]), [{ looks: [0], end: 0 }]);
  });
});

describe("looks at later tasks", () => {
  const STEADY = [0, 1].flatMap((drift) => [0.5, 2, 7, 45, 120].map((seconds) => ({ seconds, drift })));
  for (const { seconds, drift } of STEADY) {
    it(`are few and in time once it is known that tasks take ${seconds} s, by a clock that moves by ${drift} ms`, async () => {
      const known = (await waits(same(80, seconds), { drift })).slice(40);
      assert.ok(mean(known.map(({ looks }) => looks.length)) <= 1.6);
      const longest = Math.max(...known.map((wait) => late(wait, seconds)));
      assert.ok(longest <= 0.1 * seconds + 0.05, `${longest} s late`);
    });
  }

  for (const seconds of [0.5, 1, 2, 4, 8]) {
    it(`are as few as P2 asks for where 16 tasks of ${seconds} s run at a time`, async () => {
      for (const jobs of [96, 240]) {
        const { looks } = await waitsOfMany(same(jobs, seconds), { workers: 16 });
        assert.ok(mean(looks) <= 2 + Math.log2(Math.max(1, seconds)), `${mean(looks)} of ${jobs}`);
      }
    });
  }

  it("come at once where tasks are done at once", async () => {
    const { looks, lateness } = await waitsOfMany(same(100, 0), { workers: 16 });
    assert.deepEqual([Math.max(...looks), Math.max(...lateness)], [1, 0.005]);
  });

  it("are hardly more than one where a thousand tasks begin one soon after the other, and late by a step at most", async () => {
    const { looks, lateness } = await waitsOfMany(same(1_000, 2), { workers: 1_000, apart: 8 });
    assert.ok(mean(looks) <= 1.5, `${mean(looks)}`);
    assert.ok(mean(lateness) <= 0.2, `${mean(lateness)}`);
  });

  it("come sooner and sooner while tasks are done at the first, and end up nearly at once", async () => {
    const first = (await waits(same(60, 0.001))).slice(1).map(({ looks }) => looks[0] ?? 0);
    assert.deepEqual(
      first,
      first.toSorted((a, b) => b - a),
    );
    assert.ok((first[0] ?? 0) <= 400 && (first.at(-1) ?? 0) <= 10, `${first}`);
  });

  it("come soon for the second of two tasks that take a moment", async () => {
    const [, second] = await waits([0.3, 0.3]);
    assert.ok(second !== undefined && late(second, 0.3) <= 0.1, JSON.stringify(second));
  });

  it("get over one slow task", async () => {
    const all = await waits([60, ...same(10, 1)]);
    for (const wait of all.slice(1)) {
      assert.ok(late(wait, 1) <= 1, `${wait.end}`);
    }
  });

  it("move little for one slow task among many of some seconds", async () => {
    const [before = 0, after = 0] = (await waits([...same(40, 5), 300, 5])).slice(-2).map(({ looks }) => looks[0]);
    assert.ok(after <= 1.25 * before, `${before} -> ${after}`);
  });

  it("are in time for most tasks where one in ten takes thirty times as long", async () => {
    for (const slow of [0, 3, 7]) {
      const tasks = Array.from({ length: 400 }, (_, n) => (n % 10 === slow ? 30 : 1));
      const { lateness } = await waitsOfMany(tasks, { workers: 16 });
      const quick = lateness.filter((_, n) => tasks[n] === 1);
      assert.ok(mean(quick) <= 0.3, `${mean(quick)} s late`);
    }
  });

  it("come soon after the time in which tasks usually end", async () => {
    for (const seconds of [2, 8, 60]) {
      const all = await waits([...same(40, seconds), seconds * 1.2]);
      assert.ok((all.at(-1)?.end ?? 0) <= seconds * 1.2 * 1.3 * 1000, JSON.stringify(all.at(-1)));
    }
  });

  it("follow slower tasks and quicker ones", async () => {
    for (const [from, to] of [
      [1, 10],
      [10, 1],
    ] as const) {
      const all = (await waits([...same(40, from), ...same(60, to)])).slice(-20);
      assert.ok(mean(all.map(({ looks }) => looks.length)) <= 2);
      assert.ok(Math.max(...all.map((wait) => late(wait, to))) <= 0.15 * to, JSON.stringify(all));
    }
  });
});

describe("looks at any task", () => {
  it("keep to their times when answers are slow", async () => {
    const [quick] = await waits([30]);
    const [slow] = await waits([30], { latency: 500 });
    assert.deepEqual(slow?.looks, quick?.looks);
  });

  it("follow an answer at once that came later than the next look was due", async () => {
    const [wait] = await waits([10], { latency: 4_000 });
    assert.deepEqual(wait?.looks, [0, 4_000, 8_000, 12_000]);
  });

  it("end with one at the deadline when the time is short", async () => {
    for (const { looks, end } of await waits([100, 100, 100], { timeout: 10 })) {
      assert.deepEqual([looks.at(-1), end], [10_000, 10_000]);
      assert.ok(looks.length <= 12, `${looks}`);
    }
  });
});
