import assert from "node:assert/strict";
import sinon from "sinon";
import { HostLog } from "../../provider/hosts/dynamic/log";

describe("the log where there is no engine to show a message", () => {
  afterEach(() => sinon.restore());

  it("writes it to stderr as one line without control characters, in order, and never fails", async () => {
    const write = sinon.stub(process.stderr, "write").returns(true);
    const log = new HostLog();
    log.warn("removed\nmailbox \u001b[31m1");
    log.info("and mailbox 2");
    await log.shown();
    const written = write.args.map(([text]) => text);
    sinon.restore();
    assert.deepEqual(written, ["removed mailbox  [31m1\n", "and mailbox 2\n"]);
  });
});
