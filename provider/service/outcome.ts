import { mayHaveActed, Yandex360Error } from "../api/errors";

/** The change holds. */
export interface Confirmed {
  kind: "confirmed";
}

/** The change was surely not made. */
export interface Refused {
  kind: "refused";
  /** What to tell the user. */
  error: unknown;
}

/** The service may have made the change, and has not confirmed it. */
export interface Unconfirmed<Observed> {
  kind: "unconfirmed";
  /** What to tell the user. */
  error: unknown;
  /** What a look-up has shown afterwards; `undefined` where it failed too, or where there was none. */
  observed: Observed | undefined;
  /** Whether the change may still take effect later, or nobody knows how it ended. */
  open: boolean;
}

/** How a change ended. What is no outcome of the change, such as a failed look-up before it, is thrown. */
export type Outcome<Observed = undefined> = Confirmed | Refused | Unconfirmed<Observed>;

/** The outcome of a change that holds. */
export const CONFIRMED: Confirmed = { kind: "confirmed" };

/** The outcome of a request that has failed, before anything is looked up. */
export function outcomeOf(error: unknown): Refused | Unconfirmed<never> {
  return mayHaveActed(error)
    ? { kind: "unconfirmed", error, observed: undefined, open: true }
    : { kind: "refused", error };
}

/** For a change that has to hold. */
export function orThrow(outcome: Outcome<unknown>): void {
  if (outcome.kind !== "confirmed") {
    throw outcome.error;
  }
}

/** What a look finds; `undefined` where it fails with an error of this package. */
export async function ifKnown<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof Yandex360Error) {
      return undefined;
    }
    throw error;
  }
}
