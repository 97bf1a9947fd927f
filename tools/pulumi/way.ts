import type { Progress } from "./progress";

/** A Pulumi that can be started: put `binDir` first on PATH. */
export interface Engine {
  /** The folder that holds `pulumi`. */
  binDir: string;
  /** Without a leading "v". */
  version: string;
  source: "path" | "npm" | "go";
}

/** An engine, or one line that says why there is none. */
export type Attempt = { engine: Engine } | { reason: string };

/** One way to an engine. */
export interface Way {
  /** How an error names it. */
  title: string;
  /** What is on this machine already: quick, and without the network. */
  ready(): Promise<Attempt>;
  /** Fetches or builds it. Not there for a way that only looks. */
  obtain?(progress: Progress): Promise<Attempt>;
}
