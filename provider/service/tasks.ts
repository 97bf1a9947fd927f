import type { Clock } from "../api/clock";
import { Cancelled, clip, isNotFound, TaskFailed, TaskForgotten, TaskTimedOut } from "../api/errors";
import type { Mailboxes } from "../api/mailboxes";

/**
 * Where nothing is known yet, the second look comes after this many milliseconds: two seconds, and a little more, since a
 * look that comes a millisecond before the end of a task is followed by the next one at twice the time.
 */
const UNKNOWN_YET = 2_050;
/** A first look that comes this soon comes at once. */
const AT_ONCE = 20;

/**
 * Waits for the service's access tasks; the only loop that sleeps.
 *
 * The first look comes at once. What was seen of earlier tasks says when to look from then on: first when about half of
 * them had ended, then when nearly all had; after that the waits grow. So a task of t seconds takes about 2 + log2(t)
 * looks at most, and little longer than t.
 */
export class TaskWaiter {
  /** Milliseconds after which about half of the tasks are done, and nearly all. */
  private half = 0;
  private most = UNKNOWN_YET;

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
    let next = begun + (this.half < AT_ONCE ? 0 : this.half);
    let running = 0;
    for (let look = 1; ; look++) {
      await this.sleepUntil(Math.min(next, deadline), taskId);
      const elapsed = this.clock.now() - begun;
      const status = await this.status(orgId, taskId);
      if (status === "complete") {
        this.learn(look, running, elapsed);
        return;
      }
      if (status === "error") {
        throw new TaskFailed(taskId);
      }
      const now = this.clock.now();
      if (now >= deadline) {
        throw new TaskTimedOut(taskId, timeout, status);
      }
      this.learnOfRunning(look, elapsed);
      running = elapsed;
      next = Math.max(now, begun + this.nextLook(look, elapsed));
    }
  }

  private nextLook(look: number, elapsed: number): number {
    if (look === 1) {
      return Math.max(this.most, elapsed * 1.1);
    }
    const expectedByNow = look === 2 && this.half >= AT_ONCE;
    return Math.max(UNKNOWN_YET, elapsed * (expectedByNow ? 1.3 : 2));
  }

  private learn(look: number, running: number, elapsed: number): void {
    if (look === 1) {
      this.half = elapsed * 0.85;
      this.most = this.half < AT_ONCE ? this.most : Math.min(this.most, elapsed * 1.05);
    } else if (look === 2 && running >= AT_ONCE) {
      this.most = elapsed * 0.98;
    } else {
      // A task that takes far longer than the others says little about the next one.
      this.half = Math.min((running + elapsed) / 2, this.half < AT_ONCE ? UNKNOWN_YET : this.half * 1.25);
      this.most = Math.min(elapsed, this.most * 1.5);
    }
  }

  private learnOfRunning(look: number, elapsed: number): void {
    if (look === 1) {
      this.half = Math.max(this.half, elapsed * 1.1);
    } else if (look === 2) {
      this.most = Math.max(this.most, elapsed * 1.1);
    }
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
        ? new Cancelled(` while task ${clip(taskId, 80)} was under way, which may still take effect`)
        : error;
    }
  }

  private async status(orgId: string, taskId: string): Promise<string> {
    try {
      return await this.api.taskStatus(orgId, taskId);
    } catch (error) {
      throw isNotFound(error) ? new TaskForgotten(taskId) : error;
    }
  }
}
