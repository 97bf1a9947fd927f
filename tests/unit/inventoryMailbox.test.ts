import assert from "node:assert/strict";
import { Inventory, type List } from "../../provider/service/inventory";
import { LeapClock } from "../support/clock";
import { failure } from "../support/context";
import { listing } from "../support/listing";

/** A service with these mailboxes; each list that is read is logged, with `to an empty page` where the total is not believed. */
function bench(mailboxes: Record<List, string[]>) {
  const looks: string[] = [];
  const list = (name: List) => async (orgId: string, toEmptyPage?: boolean) => {
    looks.push(`${orgId} ${name}${toEmptyPage === true ? " to an empty page" : ""}`);
    return listing(mailboxes[name]);
  };
  const api = {
    listShared: list("shared"),
    listDelegated: list("delegated"),
    getShared: async () => assert.fail("nobody asked for a mailbox"),
    listActors: async () => assert.fail("nobody asked for the actors"),
  };
  const clock = new LeapClock();
  return { inventory: new Inventory(api, clock), looks, clock };
}

describe("whether there is a mailbox", () => {
  it("reads a list to an empty page only once it has not shown the mailbox", async () => {
    for (const list of ["shared", "delegated"] as const) {
      const { inventory, looks } = bench({ shared: ["7"], delegated: ["7"] });
      assert.equal(await inventory.has("1", list, "7"), true);
      assert.equal(await inventory.has("1", list, "8"), false);
      assert.deepEqual(looks, [`1 ${list}`, `1 ${list} to an empty page`]);
    }
  });

  it("finds a shared one, and does not ask for the delegated ones", async () => {
    const { inventory, looks } = bench({ shared: ["7"], delegated: [] });
    assert.equal(await inventory.hasMailbox("1", "7"), true);
    assert.deepEqual(looks, ["1 shared"]);
  });

  it("finds a delegated one", async () => {
    const { inventory, looks } = bench({ shared: [], delegated: ["7"] });
    assert.equal(await inventory.hasMailbox("1", "7"), true);
    assert.deepEqual(looks, ["1 shared", "1 shared to an empty page", "1 delegated"]);
  });

  it("says that there is none only after two looks at both lists", async () => {
    const { inventory, looks, clock } = bench({ shared: ["7"], delegated: ["8"] });
    assert.equal(await inventory.hasMailbox("1", "9"), false);
    assert.deepEqual(looks, ["1 shared", "1 shared to an empty page", "1 delegated", "1 delegated to an empty page"]);
    assert.equal(clock.sleeps.length, 2);
  });

  it("uses the lists that other reads have asked for", async () => {
    const { inventory, looks } = bench({ shared: ["7"], delegated: ["8"] });
    await Promise.all([inventory.has("1", "shared", "7"), inventory.has("1", "delegated", "8")]);
    assert.equal(await inventory.hasMailbox("1", "7"), true);
    assert.deepEqual(looks, ["1 shared", "1 delegated"]);
    assert.equal(await inventory.hasMailbox("1", "8"), true);
    assert.deepEqual(looks, ["1 shared", "1 delegated", "1 shared to an empty page"]);
  });

  it("passes a failed list on, and says nothing about the mailbox", async () => {
    const api = {
      listShared: async () => listing([]),
      getShared: async () => assert.fail("nobody asked for a mailbox"),
      listDelegated: async () => Promise.reject(new Error("contradiction")),
      listActors: async () => [],
    };
    assert.match((await failure(new Inventory(api, new LeapClock()).hasMailbox("1", "7"))).message, /contradiction/);
  });
});
