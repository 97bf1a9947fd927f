/** Access for a time: whole days, the last one included. */

/** Where a grant is in its time. */
export type Phase = "later" | "active" | "ended";

/** A day as `YYYY-MM-DD`; such days compare as text. */
export type Day = string;

/** The days on which a grant holds. */
export interface Span {
  from?: Day | undefined;
  until?: Day | undefined;
}

/** The day that it is in a time zone. One that does not exist counts as UTC. */
export function dayIn(timeZone: string | undefined, now: Date): Day {
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : "UTC";
  // Swedish writes a date as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(now);
}

/** Whether the name is one of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}

/** Whether the text is a day of the calendar. */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d\d-\d\d$/.test(text) && plusDays(text, 0) === text;
}

/** The day so many days later; undefined for what is none. */
export function plusDays(day: Day, days: number): Day | undefined {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

/** Where a grant is in its time on a day. */
export function phaseOf({ from, until }: Span, today: Day): Phase {
  if (until !== undefined && until < today) {
    return "ended";
  }
  return from !== undefined && from > today ? "later" : "active";
}
