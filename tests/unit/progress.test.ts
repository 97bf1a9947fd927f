import { strict as assert } from "node:assert";
import { PassThrough } from "node:stream";
import { showProgress } from "../../cli/common/progress";

describe("The progress of a long reading on a terminal", () => {
  /** All that is drawn, up to the end. */
  function drawn(...read: number[]): string {
    const terminal = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY: true, columns: 200 });
    const progress = showProgress(terminal);
    for (const one of read) progress.onProgress(one, 80);
    progress.end();
    return String(terminal.read());
  }

  it("has a rate and the time left only when the first mailbox has been read", () => {
    const first = drawn(0);
    assert.match(first, / 0 of 80/);
    assert.doesNotMatch(first, /a second|left/);
    assert.match(drawn(0, 40), / 40 of 80, \d+ a second/);
    assert.match(drawn(40), / 40 of 80, \d+ a second(?!.*left)/);
  });
});
