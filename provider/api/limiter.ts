import type { LimitFunction } from "p-limit" with { "resolution-mode": "import" };
import type { Clock } from "../clock";

const WIDEST_INTERVAL = 5_000;
const FIRST_INTERVAL = 25;

/**
 * How fast the whole process asks: at most `concurrency` requests at a time, at full speed until the service
 * says 429; then all wait together and go on at a pace that quickens again with every success.
 */
export class Limiter {
  private slots: Promise<LimitFunction> | undefined;
  private interval = 0;
  private next = 0;

  constructor(
    private readonly concurrency: number,
    private readonly clock: Clock,
  ) {}

  /** Runs `request` when a slot is free and the pace allows it. */
  async run<T>(request: () => Promise<T>): Promise<T> {
    this.slots ??= import("p-limit").then(({ default: pLimit }) => pLimit(this.concurrency));
    const slots = await this.slots;
    return slots(async () => {
      await this.turn();
      const result = await request();
      this.interval = this.interval < 1 ? 0 : this.interval * 0.97;
      return result;
    });
  }

  /** The service refused with 429: nobody asks again before `delay` milliseconds have passed, and then more slowly. */
  slowDown(delay: number): void {
    const resume = this.clock.now() + delay;
    if (resume > this.next) {
      this.interval = Math.min(WIDEST_INTERVAL, Math.max(FIRST_INTERVAL, this.interval * 1.5));
      this.next = resume;
    }
  }

  private async turn(): Promise<void> {
    const now = this.clock.now();
    const at = Math.max(now, this.next);
    this.next = at + this.interval;
    if (at > now) {
      await this.clock.sleep(at - now);
    }
  }
}
