import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../provider/api/clock";

/**
 * A clock for things that happen side by side: time stands still while anybody can go on, and then moves to the earliest
 * end of a sleep.
 */
export class VirtualClock implements Clock {
  #now: number;
  /** Sleeps that have not ended, the earliest first. */
  readonly #sleepers: { until: number; wake: () => void }[] = [];

  constructor(start = Date.UTC(2026, 0, 15, 12)) {
    this.#now = start;
  }

  now = (): number => this.#now;

  sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      const until = this.#now + Math.max(0, ms);
      const later = this.#sleepers.findIndex((sleeper) => sleeper.until > until);
      this.#sleepers.splice(later < 0 ? this.#sleepers.length : later, 0, { until, wake });
    });

  /** Does the work, and lets time pass as long as it takes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    let ended = false;
    const result = work().finally(() => {
      ended = true;
    });
    // Whoever waits for the result hears of its failure.
    result.catch(() => {});
    for (;;) {
      await setImmediate();
      if (ended) return result;
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error("nobody sleeps, and the work does not end");
      this.#now = next.until;
      next.wake();
    }
  }
}
