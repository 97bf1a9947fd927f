/**
 * Answers to reads that outlive a process, so that a long reading which was interrupted goes on where it was. Each answer is
 * taken once: whoever reads the same again, because a list has changed, asks the service.
 */
export interface Journal {
  /** The body that the service has sent for this read; `undefined` where there is none, or it has been taken. */
  take(url: string): string | undefined;
  /** Keeps the body that the service has sent for this read. */
  keep(url: string, body: string): void;
}
