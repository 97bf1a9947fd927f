/** How every verb ends: documented in docs/cli.md. */
export const EXIT = {
  /** Done, and nothing was found that the verb looks for. */
  done: 0,
  /** The verb has found what it looks for. */
  found: 1,
  /** It could not be done: nothing is written, and what was there is kept. */
  failed: 2,
  /** Ctrl+C. */
  interrupted: 130,
} as const;

/** Does what a verb does. What it fails with is printed as one line, and is its exit status. */
export async function attempt(verb: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    fail(verb, error instanceof Error ? error.message : String(error));
  }
}

/** Says on one line why a verb could not be done. */
export function fail(verb: string, reason: string): void {
  console.error(`yandex360 ${verb}: ${reason.trim().replace(/\s+/g, " ")}`);
  process.exitCode = EXIT.failed;
}
