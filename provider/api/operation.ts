import { AsyncLocalStorage } from "node:async_hooks";

/** What the requests of one operation know of each other. */
export interface Operation {
  /** A request was retried in vain, and none has succeeded since: the next ones are sent once, so that nobody waits twice. */
  gaveUp: boolean;
}

const operations = new AsyncLocalStorage<Operation>();

/** Runs what makes the requests of one operation. */
export function asOneOperation<T>(operate: () => Promise<T>): Promise<T> {
  return operations.run({ gaveUp: false }, operate);
}

/** The operation that a request belongs to; one of its own where there is none. */
export function currentOperation(): Operation {
  return operations.getStore() ?? { gaveUp: false };
}
