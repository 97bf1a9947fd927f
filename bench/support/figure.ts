import type { Row } from "./result";

/** How much is measured. */
export interface Sizes {
  /** Whether this is the short run. */
  quick: boolean;
  /** How often each thing is measured; the median counts. */
  times: number;
}

/** One figure of the list; writes what it does to the log as it goes. */
export interface Figure {
  name: string;
  title: string;
  measure(sizes: Sizes, log: (line: string) => void): Promise<Row[]>;
}
