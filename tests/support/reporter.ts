import { relative } from "node:path";
import Mocha from "mocha";

const SLOW_MS = 10_000;

/** Mocha's own report, the files that took longest, and a last line that a machine can read. */
class Reporter extends Mocha.reporters.Spec {
  /** Milliseconds by file, with what stands before and after its tests. */
  private readonly files = new Map<string, number>();

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const add = ({ file, duration = 0 }: Mocha.Runnable) => {
      if (file !== undefined) this.files.set(file, (this.files.get(file) ?? 0) + duration);
    };
    runner.on("test end", add);
    runner.on("hook end", add);
  }

  override epilogue(): void {
    super.epilogue();
    const slow = [...this.files].filter(([, took]) => took >= SLOW_MS).sort(([, one], [, other]) => other - one);
    for (const [file, took] of slow) {
      process.stdout.write(`${Math.round(took / 1000)} s ${relative(process.cwd(), file)}\n`);
    }
    process.stdout.write(`${this.stats.passes} passed, ${this.stats.failures} failed\n`);
  }
}

export = Reporter;
