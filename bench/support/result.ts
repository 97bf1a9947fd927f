/** One line of the table. */
export interface Row {
  /** Such as P1. */
  figure: string;
  /** What was measured, with its size. */
  what: string;
  /** This package, with its unit. */
  ours: string;
  /** What it is compared with: the no-op provider, in the same run. */
  beside: string;
  /** The measured figure. */
  value: string;
  /** The figure to hold. */
  limit: string;
  /** Whether it holds; undefined where there is nothing to hold. */
  holds: boolean | undefined;
}

/** How long something took, by the clock and by the processor. */
export interface Spent {
  seconds: number;
  cpu: number;
}

/** What both took, one beside the other. */
export interface Pair<T = Spent> {
  ours: T;
  noop: T;
}

/** Runs both in turns, so that whatever else the machine does hits both. */
export async function inTurns<T>(
  times: number,
  ours: (time: number) => Promise<T>,
  noop: (time: number) => Promise<T>,
): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let time = 0; time < times; time++) {
    // Whoever comes second may find a machine that the first has warmed up.
    if (time % 2 === 0) {
      const first = await noop(time);
      pairs.push({ noop: first, ours: await ours(time) });
    } else {
      pairs.push({ ours: await ours(time), noop: await noop(time) });
    }
  }
  return pairs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) throw new Error("there is no median of nothing");
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}

/** What a ratio is taken of. A busy machine tips the seconds, and hardly the processor time. */
export type Measure = keyof Spent;

/** The median of the ratios of pairs; `by` says of what, and both are shown. Without a limit it is there to compare. */
export function ratioRow(
  figure: string,
  what: string,
  pairs: readonly Pair[],
  limit: number | undefined,
  by: Measure,
): Row {
  const ratio = (measure: Measure) => median(pairs.map(({ ours, noop }) => ours[measure] / noop[measure]));
  const shown = { seconds: `${ratio("seconds").toFixed(2)} x`, cpu: `CPU ${ratio("cpu").toFixed(2)} x` };
  const other = by === "seconds" ? shown.cpu : shown.seconds;
  return {
    figure,
    what,
    ours: `${median(pairs.map(({ ours }) => ours.seconds)).toFixed(1)} s`,
    beside: `${median(pairs.map(({ noop }) => noop.seconds)).toFixed(1)} s`,
    value: `${shown[by]} (${other})`,
    limit: limit === undefined ? "" : `<= ${limit} x`,
    holds: limit === undefined ? undefined : ratio(by) <= limit,
  };
}

/** The median of how many milliseconds ours takes more; `by` says of what, and both are shown. */
export function moreRow(figure: string, what: string, pairs: readonly Pair[], limit: number, by: Measure): Row {
  const milliseconds = (value: (pair: Pair) => number) => median(pairs.map(value)) * 1000;
  const more = (measure: Measure) => milliseconds(({ ours, noop }) => ours[measure] - noop[measure]);
  const shown = { seconds: `${more("seconds").toFixed(0)} ms more`, cpu: `CPU ${more("cpu").toFixed(0)} ms more` };
  return {
    figure,
    what,
    ours: `${milliseconds(({ ours }) => ours.seconds).toFixed(0)} ms`,
    beside: `${milliseconds(({ noop }) => noop.seconds).toFixed(0)} ms`,
    value: `${shown[by]} (${by === "seconds" ? shown.cpu : shown.seconds})`,
    limit: `<= ${limit} ms more`,
    holds: more(by) <= limit,
  };
}

export function countRow(figure: string, what: string, value: number, limit: number): Row {
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return {
    figure,
    what,
    ours: shown,
    beside: "",
    value: shown,
    limit: `<= ${limit.toFixed(2).replace(/\.?0+$/, "")}`,
    holds: value <= limit,
  };
}

/** A Markdown table. */
export function table(rows: readonly Row[]): string {
  const head = ["", "What", "This package", "No-op provider", "Figure", "To hold", ""];
  const cells = rows.map(({ figure, what, ours, beside, value, limit, holds }) => [
    figure,
    what,
    ours,
    beside,
    value,
    limit,
    holds === undefined ? "" : holds ? "holds" : "MISSED",
  ]);
  const widths = head.map((title, at) => Math.max(3, title.length, ...cells.map((line) => line[at]?.length ?? 0)));
  const print = (line: string[]) => `| ${line.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [print(head), print(widths.map((width) => "-".repeat(width))), ...cells.map(print)].join("\n");
}

/** The rows of a Markdown table that `table` has written. */
export function rowsOf(text: string): Row[] {
  const lines = text.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(2).map((line) => {
    const cells = line.split("|").slice(1, -1);
    const [figure = "", what = "", ours = "", beside = "", value = "", limit = "", verdict] = cells.map((cell) =>
      cell.trim(),
    );
    return { figure, what, ours, beside, value, limit, holds: verdict === "" ? undefined : verdict === "holds" };
  });
}
