import type { Switches } from "./switches";

/** Limits of an organization. Source: page `limits` and the help page on mailboxes; older pages have smaller numbers. */
export interface Limits {
  /** Shared mailboxes of an organization. Default 2500. */
  sharedMailboxes: number;
  /** Personal mailboxes with delegation of an organization. Default 2500. */
  delegatedMailboxes: number;
  /** Mailboxes one employee has access to, their own not counted. Default 40. */
  mailboxesPerUser: number;
  /** Employees with access to one mailbox, the owner not counted. Default 40. */
  usersPerMailbox: number;
}

/** Today's documented limits. */
export const defaultLimits: Readonly<Limits> = {
  sharedMailboxes: 2500,
  delegatedMailboxes: 2500,
  mailboxesPerUser: 40,
  usersPerMailbox: 40,
};

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

/** What every part of the emulator may look at: the clock, and the choices in force. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  now: () => number;
  settings: EmulatorSettings;
  switches: Switches;
  limits: Limits;
}
