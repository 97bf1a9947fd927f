import { isNotFound, TaskFailed, TaskTimedOut } from "./api/errors";
import type { Mailboxes } from "./api/mailboxes";
import type { Clock } from "./clock";

/** How a wait can end well: the task is done, or the service no longer knows it. */
export type TaskEnd = "complete" | "forgotten";

const SECOND_POLL = 1_050;

/**
 * Waits for the service's access tasks; the only loop that sleeps.
 *
 * The first poll comes at once, or when tasks of this process usually end; after that each wait is as long as all
 * before it. So a task of t seconds costs at most 2 + log2(t) polls.
 */
export class TaskWaiter {
  /** Milliseconds that the last tasks took, smoothed. */
  private usual = 0;

  constructor(
    private readonly api: Pick<Mailboxes, "taskStatus">,
    private readonly clock: Clock,
  ) {}

  /**
   * @param timeout - seconds, after which the wait is an error.
   * @throws TaskFailed where the task ended with `error`, TaskTimedOut where it did not end, and what the request throws.
   */
  async wait(orgId: string, taskId: string, timeout: number): Promise<TaskEnd> {
    const begun = this.clock.now();
    const deadline = begun + timeout * 1000;
    let elapsed = await this.pause(Math.min(this.usual, timeout * 1000), begun);
    for (let polls = 1; ; polls++) {
      const status = await this.status(orgId, taskId);
      if (status === "complete") {
        // Done at the first look means done earlier: look a little earlier next time.
        this.usual = polls === 1 ? elapsed * 0.8 : (this.usual + elapsed) / 2;
        return "complete";
      }
      if (status === "forgotten") {
        return "forgotten";
      }
      if (status === "error") {
        throw new TaskFailed(taskId);
      }
      const left = deadline - this.clock.now();
      if (left <= 0) {
        throw new TaskTimedOut(taskId, timeout, status);
      }
      elapsed = await this.pause(Math.min(left, Math.max(elapsed, SECOND_POLL)), begun);
    }
  }

  private async pause(ms: number, begun: number): Promise<number> {
    if (ms >= 1) {
      await this.clock.sleep(ms);
    }
    return this.clock.now() - begun;
  }

  private async status(orgId: string, taskId: string): Promise<string> {
    try {
      return await this.api.taskStatus(orgId, taskId);
    } catch (error) {
      if (isNotFound(error)) {
        return "forgotten";
      }
      throw error;
    }
  }
}
