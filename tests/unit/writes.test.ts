import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { keyOf, Writes } from "../../provider/service/writes";

/** A write that ends when it is told to. */
function open() {
  let end: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { ended, end, fail };
}

describe("writes", () => {
  it("to one thing run one after the other, in the order they were asked for", async () => {
    const writes = new Writes();
    const log: string[] = [];
    let under = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        writes.inTurn("a", async () => {
          assert.equal(++under, 1);
          await setImmediate();
          log.push(String(n));
          under--;
        }),
      ),
    );
    assert.deepEqual(
      log,
      Array.from({ length: 20 }, (_, n) => String(n)),
    );
  });

  it("to other things do not wait", async () => {
    const writes = new Writes();
    const first = open();
    const waiting = writes.inTurn("a", () => first.ended);
    assert.equal(await writes.inTurn("b", async () => "done"), "done");
    first.end();
    await waiting;
  });

  it("go on after one that failed, and its error reaches only who asked for it", async () => {
    const writes = new Writes();
    const first = open();
    const failing = writes.inTurn("a", () => first.ended);
    const next = writes.inTurn("a", async () => "next");
    const error = new Error("failed");
    first.fail(error);
    await assert.rejects(failing, (thrown) => thrown === error);
    assert.equal(await next, "next");
    assert.equal(await writes.inTurn("a", async () => "later"), "later");
  });

  it("that throw at once fail like the others", async () => {
    const writes = new Writes();
    const broken = () => {
      throw new Error("broken");
    };
    await assert.rejects(writes.inTurn("a", broken), /broken/);
    assert.equal(await writes.inTurn("a", async () => 7), 7);
  });

  it("that join while others wait still come last", async () => {
    const writes = new Writes();
    const first = open();
    const log: string[] = [];
    const all = [writes.inTurn("a", () => first.ended.then(() => log.push("first")))];
    all.push(
      writes.inTurn("a", async () => {
        all.push(writes.inTurn("a", async () => log.push("third")));
        return log.push("second");
      }),
    );
    first.end();
    await Promise.all(all);
    await Promise.all(all);
    assert.deepEqual(log, ["first", "second", "third"]);
  });

  it("remember what was written, and nothing else", () => {
    const writes = new Writes();
    const keys = ["1", "2"].flatMap((orgId) =>
      (["shared", "delegated", "access"] as const).flatMap((kind) =>
        ["7", "7/8"].map((id) => keyOf(kind, { orgId }, id)),
      ),
    );
    assert.equal(new Set(keys).size, keys.length);
    for (const [index, key] of keys.entries()) {
      assert.equal(writes.has(key), false);
      writes.remember(key);
      assert.deepEqual(
        keys.map((other) => writes.has(other)),
        keys.map((_, at) => at <= index),
      );
    }
  });
});
