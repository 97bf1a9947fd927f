import assert from "node:assert/strict";
import {
  ApiError,
  Cancelled,
  ConnectionError,
  TaskFailed,
  TaskForgotten,
  TaskTimedOut,
  Yandex360Error,
} from "../../provider/api/errors";
import { TaskWaiter } from "../../provider/service/tasks";
import { LeapClock } from "../support/clock";
import { failure } from "../support/context";

const START = 1_000_000;

/** A service with one task: what it answers at each time since the beginning, in milliseconds. */
function bench(status: (elapsed: number) => string | Error) {
  const clock = new LeapClock({ start: START });
  const polls: number[] = [];
  let begun = START;
  const taskStatus = async (orgId: string, taskId: string) => {
    assert.deepEqual([orgId, taskId], ["1", "task-7"]);
    polls.push(clock.now() - begun);
    const answer = status(clock.now() - begun);
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  const waiter = new TaskWaiter({ taskStatus }, clock);
  return {
    clock,
    polls,
    wait: (timeout = 300) => {
      begun = clock.now();
      polls.length = 0;
      return waiter.wait("1", "task-7", timeout);
    },
  };
}

const taking = (seconds: number) => bench((elapsed) => (elapsed >= seconds * 1000 ? "complete" : "running"));
const endpoint = { method: "GET", path: "/mailboxes/tasks/{taskId}" } as const;

describe("task waiter", () => {
  it("asks once, at once, about a task that is done already", async () => {
    const { wait, polls, clock } = taking(0);
    await wait();
    assert.deepEqual([polls, clock.slept], [[0], 0]);
  });

  it("says of a wait that is cancelled which task may still take effect", async () => {
    const { wait, clock, polls } = taking(250);
    clock.sleep = async () => {
      throw new Cancelled();
    };
    const error = await failure(wait());
    assert.ok(error instanceof Cancelled);
    assert.equal(
      error.message,
      "the command was cancelled while task task-7 was under way, which may still take effect",
    );
    assert.deepEqual(polls, [0]);
  });

  it("passes on what else a sleep ends in", async () => {
    const { wait, clock } = taking(250);
    const broken = new Error("the clock is broken");
    clock.sleep = async () => {
      throw broken;
    };
    assert.equal(await failure(wait()), broken);
  });

  it("never polls twice within half a second", async () => {
    const { wait, polls } = taking(250);
    await wait();
    for (const [index, at] of polls.slice(1).entries()) {
      assert.ok(at - (polls[index] ?? 0) >= 500, `${polls}`);
    }
  });

  for (const timeout of [1, 2, 7, 60, 300, 86_400]) {
    it(`ends with an error after exactly ${timeout} s, with the last poll at the deadline`, async () => {
      const { wait, polls, clock } = bench(() => "running");
      const error = await failure(wait(timeout));
      assert.ok(error instanceof TaskTimedOut);
      assert.equal(clock.now() - START, timeout * 1000);
      assert.equal(polls.at(-1), timeout * 1000);
      assert.match(error.message, /task-7/);
      assert.match(error.message, new RegExp(`\\b${timeout} s\\b`));
    });
  }

  it("sees an end that comes right at the deadline", async () => {
    const { wait, clock } = taking(60);
    await wait(60);
    assert.equal(clock.now() - START, 60_000);
  });

  it("never reports success for a task that ends after the deadline", async () => {
    for (const late of [60.001, 61, 100, 1_000]) {
      assert.ok((await failure(taking(late).wait(60))) instanceof TaskTimedOut);
    }
  });

  it("ends with an error that names the task when the task ends in error", async () => {
    const { wait, polls } = bench((elapsed) => (elapsed > 4_000 ? "error" : "running"));
    const error = await failure(wait());
    assert.ok(error instanceof TaskFailed);
    assert.match(error.message, /task-7/);
    assert.ok((polls.at(-1) ?? 0) <= 5_300, `${polls}`);
  });

  it("tells a forgotten task apart from one that is done", async () => {
    const notFound = new ApiError({ endpoint, status: 404, code: 5, serviceMessage: "not_found" });
    for (const status of [(elapsed: number) => (elapsed > 2_000 ? notFound : "running"), () => notFound]) {
      const error = await failure(bench(status).wait());
      assert.ok(error instanceof TaskForgotten);
      assert.match(error.message, /task-7/);
    }
  });

  const OTHER_ERRORS: [string, Error][] = [
    ["a gateway's 404", new ApiError({ endpoint, status: 404 })],
    ["a 401", new ApiError({ endpoint, status: 401, code: 16, serviceMessage: "Unauthorized" })],
    ["a 403", new ApiError({ endpoint, status: 403, code: 7, serviceMessage: "Not an admin" })],
    ["a 500", new ApiError({ endpoint, status: 500, code: 13 })],
    ["a lost connection", new ConnectionError(endpoint, { what: "ECONNRESET", sent: true })],
    ["a bug", new TypeError("x is not a function")],
  ];
  for (const [what, error] of OTHER_ERRORS) {
    it(`passes ${what} on, and does not take it for an end of the task`, async () => {
      assert.equal(await failure(bench(() => error).wait()), error);
    });
  }

  for (const status of ["paused", "failed", "Complete", "complete ", "COMPLETE", "completed", "done", "success", ""]) {
    it(`goes on polling at the status "${status}" until the time is over, and then says it`, async () => {
      const { wait, polls } = bench(() => status);
      const error = await failure(wait(30));
      assert.ok(error instanceof TaskTimedOut);
      assert.ok(error.message.includes(`"${status.trim()}"`));
      assert.equal(polls.at(-1), 30_000);
    });
  }

  it("sees the end after a status that nobody documented", async () => {
    const { wait, clock } = bench((elapsed) => (elapsed > 5_000 ? "complete" : "paused"));
    await wait();
    assert.ok(clock.now() - START > 5_000);
  });

  it("learns how long tasks take: soon one poll is enough", async () => {
    for (const seconds of [0.3, 2, 7, 45]) {
      const { wait, polls } = taking(seconds);
      const used: number[] = [];
      for (let run = 0; run < 40; run++) {
        await wait();
        used.push(polls.length);
      }
      const late = used.slice(20).reduce((sum, polls) => sum + polls, 0) / 20;
      assert.ok(late <= 2, `${seconds} s: ${used}`);
    }
  });

  it("gets over one slow task: quick ones are soon seen at once again", async () => {
    let seconds = 200;
    const { wait, clock } = bench((elapsed) => (elapsed >= seconds * 1000 ? "complete" : "running"));
    await wait();
    seconds = 0.1;
    for (const [runs, most] of [
      [1, 60_000],
      [25, 5_000],
    ] as const) {
      let before = 0;
      for (let run = 0; run < runs; run++) {
        before = clock.now();
        await wait();
      }
      assert.ok(clock.now() - before <= most, `${clock.now() - before} ms in quick task ${runs} after the slow one`);
    }
  });

  it("never waits beyond the deadline for what it has learned", async () => {
    const { wait, clock } = taking(200);
    await wait();
    const before = clock.now();
    assert.ok((await failure(wait(10))) instanceof TaskTimedOut);
    assert.equal(clock.now() - before, 10_000);
  });

  it("learns nothing from tasks that fail, time out or are forgotten", async () => {
    const ends: (() => string | Error)[] = [
      () => "running",
      () => "error",
      () => new ApiError({ endpoint, status: 404, code: 5, serviceMessage: "not_found" }),
    ];
    for (const end of ends) {
      let quick = false;
      const { wait, clock } = bench((elapsed) => (quick ? "complete" : elapsed > 20_000 ? end() : "running"));
      await wait(60).catch((error: unknown) => assert.ok(error instanceof Yandex360Error));
      quick = true;
      const before = clock.now();
      await wait();
      assert.ok(clock.now() - before <= 50, `${clock.now() - before} ms`);
    }
  });
});
