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
    fail(verb, messageOf(error));
  }
}

/** Says on one line why a verb could not be done. */
export function fail(verb: string, reason: string): void {
  note(verb, onOneLine(reason));
  process.exitCode = EXIT.failed;
}

/** Says something on stderr, beside the result; of the command as a whole where the verb is empty. */
export function note(verb: string, message: string): void {
  console.error(`${["yandex360", verb].join(" ").trim()}: ${message}`);
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A text with its line breaks and indents as single spaces. */
export function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
