/** Tells the person waiting what is going on. */
export interface Progress {
  /** A step has begun. */
  stage(text: string): void;
  /** How far the step is. */
  tick(text: string): void;
}

/** What `showProgress` needs of process.stderr. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const PLAIN_INTERVAL = 30_000;

/**
 * Shows each stage as a line, and the last tick with the time since its stage began: on a terminal as one line that changes
 * in place, elsewhere as a line every half minute. `end` leaves the cursor on a new line.
 */
export function showProgress(output: Output, now: () => number = Date.now): Progress & { end(): void } {
  let text = "";
  let begun = now();
  let shownAt = begun;
  let inPlace = false;

  const show = (): void => {
    if (text === "" || (!output.isTTY && now() - shownAt < PLAIN_INTERVAL)) return;
    shownAt = now();
    const line = `${text}, ${elapsed(now() - begun)}`;
    output.write(output.isTTY ? `\r${line.slice(0, (output.columns || 80) - 1)}\x1b[K` : `${line}\n`);
    inPlace = output.isTTY === true;
  };
  const leaveLine = (): void => {
    if (inPlace) output.write("\n");
    inPlace = false;
  };
  const timer = setInterval(show, 1000);

  return {
    stage(next) {
      leaveLine();
      output.write(`${next}\n`);
      text = "";
      begun = shownAt = now();
    },
    tick(next) {
      text = next;
      show();
    },
    end() {
      clearInterval(timer);
      leaveLine();
    },
  };
}

/** Does `work`, and shows its progress on stderr. */
export async function withProgress<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = showProgress(process.stderr);
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}

function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
