import type { Clock } from "../api/clock";
import { Cancelled, clip, isNotFound, TaskFailed, TaskForgotten, TaskTimedOut } from "../api/errors";
import type { Mailboxes } from "../api/mailboxes";

/** Where nothing is known, a look comes so many milliseconds after the one before it, or at so many times its time. */
const STEP = 750;
const GROWTH = 1.3;
/** Where tasks usually end, a step of the staircase is such a part of the time, but no less than so many milliseconds. */
const NEAR = 0.1;
const NEAREST = 50;
/** One slow task says little about the next one: beyond so many milliseconds, it moves the first look by one step only. */
const KNOWN_AFTER_ONE = 1_000;

/**
 * Waits for the service's access tasks; the only loop that sleeps.
 *
 * A staircase finds when about half of the tasks are done, which is when the first look comes: a task that is done at its
 * first look moves that moment a step down, one that is not moves it a step up. Before any task has ended, it begins at once.
 * The looks that follow come after growing waits.
 */
export class TaskWaiter {
  /** Milliseconds after which the first look at a task comes. */
  private expected = 0;
  /** Whether a task has been seen to end. */
  private learned = false;

  constructor(
    private readonly api: Pick<Mailboxes, "taskStatus">,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns when the task is complete.
   *
   * @param timeout - seconds, after which the wait is an error.
   * @throws TaskFailed where the task ended with `error`, TaskTimedOut where it did not end, TaskForgotten where the
   * service no longer knows it, Cancelled where it was not waited for, and what the request throws.
   */
  async wait(orgId: string, taskId: string, timeout: number): Promise<void> {
    const begun = this.clock.now();
    const deadline = begun + timeout * 1000;
    let running = 0;
    await this.untilExpected(begun, deadline, taskId);
    for (let look = 1; ; look++) {
      const elapsed = this.clock.now() - begun;
      const status = await this.status(orgId, taskId);
      if (status === "complete") {
        this.learn(look, running, elapsed);
        return;
      }
      if (status === "error") {
        throw new TaskFailed(taskId);
      }
      if (this.clock.now() >= deadline) {
        throw new TaskTimedOut(taskId, timeout, status);
      }
      if (look === 1) {
        this.expected = Math.max(this.expected, stepUp(elapsed));
      }
      running = elapsed;
      await this.sleepUntil(Math.min(begun + this.nextLook(look, elapsed), deadline), taskId);
    }
  }

  /** Others may see meanwhile that tasks take longer: then the first look is put off. */
  private async untilExpected(begun: number, deadline: number, taskId: string): Promise<void> {
    const due = () => Math.min(begun + this.expected, deadline);
    let slept: number;
    do {
      slept = due();
      await this.sleepUntil(slept, taskId);
    } while (slept < due());
  }

  private nextLook(look: number, elapsed: number): number {
    const latest = Math.max(elapsed + STEP, elapsed * GROWTH);
    return this.learned ? Math.min(latest, elapsed + near(elapsed) * 2 ** (look - 1)) : latest;
  }

  /** A task was seen to end: it ran after `running` and was done after `elapsed` milliseconds. */
  private learn(look: number, running: number, elapsed: number): void {
    if (look === 1) {
      this.expected = Math.min(this.expected, elapsed / (1 + NEAR));
    } else if (!this.learned || this.expected <= running) {
      const most = Math.max(KNOWN_AFTER_ONE, stepUp(this.expected));
      this.expected = Math.min(most, (running + elapsed) / 2);
    }
    this.learned = true;
  }

  private async sleepUntil(moment: number, taskId: string): Promise<void> {
    const ms = moment - this.clock.now();
    if (ms < 1) {
      return;
    }
    try {
      await this.clock.sleep(ms);
    } catch (error) {
      throw error instanceof Cancelled
        ? new Cancelled(` while task ${clip(taskId, 80)} was under way, which may still take effect`, { cause: error })
        : error;
    }
  }

  private async status(orgId: string, taskId: string): Promise<string> {
    try {
      return await this.api.taskStatus(orgId, taskId);
    } catch (error) {
      throw isNotFound(error) ? new TaskForgotten(taskId, { cause: error }) : error;
    }
  }
}

function near(time: number): number {
  return Math.max(NEAREST, time * NEAR);
}

function stepUp(time: number): number {
  return time + near(time);
}
