import { setImmediate } from "node:timers";
import type { Clock } from "../../provider/api/clock";

/**
 * A clock that leaps over every sleep, so that no test waits for real: time stands still while anybody can go on, and then
 * moves to the earliest end of a sleep. What goes on outside the process, such as a request, is not waited for.
 * With a `scale`, real time counts too, that many times: what only real time ends (a request's deadline) then uses up
 * minutes of this clock.
 */
export class LeapClock implements Clock {
  /** What was asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  /** Sleeps that have not ended, the earliest end first. */
  readonly #sleepers: { until: number; wake: () => void }[] = [];
  readonly #born = performance.now();
  readonly #scale: number;
  #leapt: number;
  #goingOn = false;

  constructor({ start = Date.UTC(2026, 0, 15, 12), scale = 0 } = {}) {
    this.#leapt = start;
    this.#scale = scale;
  }

  now = (): number => this.#leapt + Math.floor((performance.now() - this.#born) * this.#scale);

  sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.sleeps.push(ms);
      const until = this.now() + Math.max(0, ms);
      const later = this.#sleepers.findIndex((sleeper) => sleeper.until > until);
      this.#sleepers.splice(later < 0 ? this.#sleepers.length : later, 0, { until, wake });
      this.#goOn();
    });

  /** Time passes. */
  move = (ms: number): void => {
    this.#leapt += ms;
  };

  /** All sleeps together, in milliseconds. */
  get slept(): number {
    return this.sleeps.reduce((sum, ms) => sum + ms, 0);
  }

  /** Wakes one sleeper after the other; whoever was woken does all it can before the next one is. */
  #goOn(): void {
    if (this.#goingOn || this.#sleepers.length === 0) {
      return;
    }
    this.#goingOn = true;
    setImmediate(() => {
      const next = this.#sleepers.shift();
      if (next !== undefined) {
        this.move(Math.max(0, next.until - this.now()));
        next.wake();
      }
      this.#goingOn = false;
      this.#goOn();
    });
  }
}
