import type { Host } from "./programs";
import type { Measure, Row } from "./result";

/** How much is measured. */
export interface Sizes {
  /** Whether this is the short run. */
  quick: boolean;
  /** How often each thing is measured; the median counts. */
  times: number;
  /** The hosts that are measured, where a figure is measured on each. */
  hosts: readonly Host[];
  /** What is compared with the no-op provider: processor time where it is quick, since that may run on a busy machine. */
  by: Measure;
}

/** One figure of the list; writes what it does to the log as it goes. */
export interface Figure {
  name: string;
  title: string;
  measure(sizes: Sizes, log: (line: string) => void): Promise<Row[]>;
}

/** Measures one host after the other. The rows of the plugin bear its name. */
export async function onEach(hosts: readonly Host[], measure: (host: Host) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const host of hosts) {
    const made = await measure(host);
    rows.push(...made.map((row) => (host === "plugin" ? { ...row, figure: `${row.figure} plugin` } : row)));
  }
  return rows;
}
