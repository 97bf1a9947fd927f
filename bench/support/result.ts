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

/** Medians of both, in turns. */
export interface Pair {
  ours: Spent;
  noop: Spent;
}

/** Runs both in turns, so that whatever else the machine does hits both; medians. */
export async function inTurns(
  times: number,
  ours: (time: number) => Promise<Spent>,
  noop: (time: number) => Promise<Spent>,
): Promise<Pair> {
  const spent: Record<"ours" | "noop", Spent[]> = { ours: [], noop: [] };
  for (let time = 0; time < times; time++) {
    const order = time % 2 === 0 ? (["noop", "ours"] as const) : (["ours", "noop"] as const);
    for (const who of order) spent[who].push(await (who === "ours" ? ours : noop)(time));
  }
  return { ours: middle(spent.ours), noop: middle(spent.noop) };
}

function middle(spent: readonly Spent[]): Spent {
  return { seconds: median(spent.map(({ seconds }) => seconds)), cpu: median(spent.map(({ cpu }) => cpu)) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) throw new Error("there is no median of nothing");
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}

export function ratioRow(figure: string, what: string, { ours, noop }: Pair, limit: number): Row {
  const ratio = ours.seconds / noop.seconds;
  return {
    figure,
    what,
    ours: `${ours.seconds.toFixed(1)} s`,
    beside: `${noop.seconds.toFixed(1)} s`,
    value: `${ratio.toFixed(2)} x (CPU ${(ours.cpu / noop.cpu).toFixed(2)} x)`,
    limit: `<= ${limit} x`,
    holds: ratio <= limit,
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
