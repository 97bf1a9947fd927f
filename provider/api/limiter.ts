import type { Clock } from "./clock";
import { ApiError, ConnectionError } from "./errors";
import { Pace } from "./pace";

/** Lets the requests of the whole process go, one after the other, when the pace allows it. */
export class Limiter {
  private readonly pace: Pace;
  private readonly queue: (() => void)[] = [];
  private underWay = 0;
  /** When the queue is looked at again. */
  private alarm = Number.POSITIVE_INFINITY;

  constructor(
    concurrency: number,
    private readonly clock: Clock,
  ) {
    this.pace = new Pace(concurrency);
  }

  /**
   * Runs `request` when its turn has come; with `again`, before those that have not been tried yet. A 429 makes
   * everybody wait, so a request that was refused needs no wait of its own.
   */
  async run<T>(request: () => Promise<T>, again = false): Promise<T> {
    const startedAt = await this.turn(again);
    try {
      const result = await request();
      this.pace.answered();
      return result;
    } catch (error) {
      if (error instanceof ApiError && error.refusal.status === 429) {
        this.pace.refused(this.clock.now(), startedAt, error.refusal.retryAfter);
      } else if (!(error instanceof ConnectionError)) {
        this.pace.answered();
      }
      throw error;
    } finally {
      this.underWay -= 1;
      this.serve();
    }
  }

  /** Milliseconds until the next request may start. */
  get wait(): number {
    return Math.max(0, this.pace.opens - this.clock.now());
  }

  private turn(again: boolean): Promise<number> {
    return new Promise((resolve) => {
      const blocked = this.underWay >= this.pace.slots || this.pace.opens > this.clock.now();
      const waited = blocked || this.queue.length > 0;
      const start = () => {
        const now = this.clock.now();
        this.underWay += 1;
        this.pace.started(now, waited);
        resolve(now);
      };
      if (again) {
        this.queue.unshift(start);
      } else {
        this.queue.push(start);
      }
      this.serve();
    });
  }

  /** Starts what may start, and comes back when the next one may. The clock is read once a round, since it moves. */
  private serve(): void {
    while (this.queue.length > 0 && this.underWay < this.pace.slots) {
      const { opens } = this.pace;
      const wait = opens - this.clock.now();
      if (wait > 0) {
        this.wake(opens, wait);
        return;
      }
      this.queue.shift()?.();
    }
  }

  private wake(at: number, wait: number): void {
    if (at < this.alarm) {
      this.alarm = at;
      const awake = this.clock.sleep(wait).finally(() => {
        this.alarm = Number.POSITIVE_INFINITY;
      });
      awake.then(
        () => this.serve(),
        () => {
          // The command is cancelled: whoever waits for a turn learns it in his turn.
          for (const start of this.queue.splice(0)) {
            start();
          }
        },
      );
    }
  }
}
