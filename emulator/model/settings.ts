/** A token bucket over all requests; requests beyond it are answered 429. */
export interface RateLimit {
  /** Requests a second in the long run. */
  perSecond: number;
  /** Requests at once after a pause. Default: `perSecond`. */
  burst?: number | undefined;
  /** Overrides the switch of the same name: true is "seconds", false is "none". */
  retryAfter?: boolean | undefined;
}

/** How the emulator behaves beside the switches; changed at any time through `emulator.settings`. */
export interface EmulatorSettings {
  /** How long an access task runs, ms. Default 0: it is complete at the first poll. */
  taskDurationMs: number;
  /** When given, a task is complete at this poll of its status, whatever time it is. */
  taskPolls: number | undefined;
  /** Pause before every answer, ms. Default 0. */
  latencyMs: number;
  /** Default: none. */
  rateLimit: RateLimit | undefined;
}
