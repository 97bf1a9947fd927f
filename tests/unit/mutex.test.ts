import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { KeyedMutex } from "../../provider/service/mutex";

/** Work that ends when it is told to. */
function open() {
  let end: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { ended, end, fail };
}

describe("keyed mutex", () => {
  it("runs what has one key one after the other, in the order it was asked for", async () => {
    const mutex = new KeyedMutex();
    const log: string[] = [];
    let under = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        mutex.runExclusive("a", async () => {
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

  it("does not let other keys wait", async () => {
    const mutex = new KeyedMutex();
    const first = open();
    const waiting = mutex.runExclusive("a", () => first.ended);
    assert.equal(await mutex.runExclusive("b", async () => "done"), "done");
    first.end();
    await waiting;
  });

  it("goes on after work that failed, and its error reaches only who asked for it", async () => {
    const mutex = new KeyedMutex();
    const first = open();
    const failing = mutex.runExclusive("a", () => first.ended);
    const next = mutex.runExclusive("a", async () => "next");
    const error = new Error("failed");
    first.fail(error);
    await assert.rejects(failing, (thrown) => thrown === error);
    assert.equal(await next, "next");
    assert.equal(await mutex.runExclusive("a", async () => "later"), "later");
  });

  it("takes work that throws at once like work that fails", async () => {
    const mutex = new KeyedMutex();
    const broken = () => {
      throw new Error("broken");
    };
    await assert.rejects(mutex.runExclusive("a", broken), /broken/);
    assert.equal(await mutex.runExclusive("a", async () => 7), 7);
  });

  it("runs work that joins while other work waits at the end", async () => {
    const mutex = new KeyedMutex();
    const first = open();
    const log: string[] = [];
    const all = [mutex.runExclusive("a", () => first.ended.then(() => log.push("first")))];
    all.push(
      mutex.runExclusive("a", async () => {
        all.push(mutex.runExclusive("a", async () => log.push("third")));
        return log.push("second");
      }),
    );
    first.end();
    await Promise.all(all);
    await Promise.all(all);
    assert.deepEqual(log, ["first", "second", "third"]);
  });
});
