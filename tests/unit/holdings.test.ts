import assert from "node:assert/strict";
import { accessKey, Holdings, keyOf, lostWithDelegation } from "../../provider/service/holdings";

/** Every kind of thing, in two organizations, under ids that look alike. */
const KEYS = ["1", "2"].flatMap((orgId) =>
  (["shared", "delegated", "access"] as const).flatMap((kind) => ["7", "7/8"].map((id) => keyOf(kind, { orgId }, id))),
);

describe("holdings", () => {
  it("hold what was recorded, and nothing else", () => {
    const holdings = new Holdings();
    assert.equal(new Set(KEYS).size, KEYS.length);
    for (const [index, key] of KEYS.entries()) {
      assert.equal(holdings.isHeld(key), false);
      holdings.hold(key);
      assert.deepEqual(
        KEYS.map((other) => holdings.isHeld(other)),
        KEYS.map((_, at) => at <= index),
      );
    }
    assert.ok(KEYS.every((key) => !holdings.wasRemoved(key)));
  });

  it("tell what was removed from what is held", () => {
    const holdings = new Holdings();
    holdings.markRemoved("a");
    assert.deepEqual([holdings.wasRemoved("a"), holdings.isHeld("a"), holdings.wasRemoved("b")], [true, false, false]);
    holdings.hold("a");
    assert.deepEqual([holdings.wasRemoved("a"), holdings.isHeld("a")], [true, true]);
  });

  it("count access as lost where the delegation of that mailbox was removed", () => {
    const holdings = new Holdings();
    const mailbox = { orgId: "1", mailboxId: "7" };
    holdings.markRemoved(accessKey({ ...mailbox, actorId: "8" }));
    holdings.markRemoved(keyOf("shared", mailbox, "7"));
    holdings.markRemoved(keyOf("delegated", { orgId: "2" }, "7"));
    assert.equal(lostWithDelegation(holdings, mailbox), false);
    holdings.markRemoved(keyOf("delegated", mailbox, "7"));
    assert.equal(lostWithDelegation(holdings, mailbox), true);
  });
});
