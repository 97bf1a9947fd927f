import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../provider/api/clock";

/**
 * A clock that leaps over every sleep, so that no test waits for real.
 * With a `scale`, real time counts too, that many times: what only real time ends (a request's deadline) then uses up
 * minutes of this clock.
 */
export class LeapClock implements Clock {
  /** What was asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  #leapt: number;
  readonly #born = performance.now();
  readonly #scale: number;

  constructor({ start = Date.UTC(2026, 0, 15, 12), scale = 0 } = {}) {
    this.#leapt = start;
    this.#scale = scale;
  }

  now = (): number => this.#leapt + Math.floor((performance.now() - this.#born) * this.#scale);

  sleep = async (ms: number): Promise<void> => {
    this.sleeps.push(ms);
    const until = this.now() + ms;
    await setImmediate();
    this.move(Math.max(0, until - this.now()));
  };

  /** Time passes. */
  move(ms: number): void {
    this.#leapt += ms;
  }

  /** All sleeps together, in milliseconds. */
  get slept(): number {
    return this.sleeps.reduce((sum, ms) => sum + ms, 0);
  }
}
