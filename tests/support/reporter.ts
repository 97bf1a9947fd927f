import Mocha from "mocha";

/** Mocha's own report, and a last line that a machine can read. */
class Reporter extends Mocha.reporters.Spec {
  override epilogue(): void {
    super.epilogue();
    process.stdout.write(`${this.stats.passes} passed, ${this.stats.failures} failed\n`);
  }
}

export = Reporter;
