import { setMaxListeners } from "node:events";
import { Cancelled } from "./errors";

/** Where time comes from, so that no test waits for real. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The same clock, on which no wait outlasts the signal: it then ends with `Cancelled`. */
export function cancellable(clock: Clock, signal: AbortSignal): Clock {
  // Every wait listens; Node would take more than ten for a leak.
  setMaxListeners(0, signal);
  return {
    now: () => clock.now(),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        const cut = () => reject(new Cancelled());
        if (signal.aborted) {
          cut();
          return;
        }
        signal.addEventListener("abort", cut, { once: true });
        clock.sleep(ms).then(() => {
          signal.removeEventListener("abort", cut);
          resolve();
        }, reject);
      }),
  };
}
