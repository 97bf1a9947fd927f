import type { Measure, Row } from "./result";

/** How much is measured. */
export interface Sizes {
  /** Whether this is the short run. */
  quick: boolean;
  /** How often each thing is measured; the median counts. */
  times: number;
  /** What is compared with the no-op provider: processor time where it is quick, since that may run on a busy machine. */
  by: Measure;
}

/** One figure of the list; writes what it does to the log as it goes. */
export interface Figure {
  name: string;
  title: string;
  measure(sizes: Sizes, log: (line: string) => void): Promise<Row[]>;
}
