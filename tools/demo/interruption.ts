import { constants } from "node:os";

/** What `Ctrl+C` and its like abort, so that what was begun is put away. The process then ends as if by the signal. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      controller.abort(new Error(`stopped by ${signal}`));
      process.once("exit", () => {
        process.exitCode = 128 + constants.signals[signal];
      });
    });
  }
  return controller.signal;
}
