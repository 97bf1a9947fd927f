/** Ctrl+C: the first one ends what is under way in good order, the second one ends at once. */
import { EXIT } from "./failure";

/** Does the work with a signal that Ctrl+C aborts. */
export async function untilInterrupted<T>(work: (cancelled: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = () => {
    if (interrupted.signal.aborted) {
      process.exit(EXIT.interrupted);
    }
    interrupted.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
