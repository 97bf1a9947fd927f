import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { ApiError } from "../../provider/api/errors";
import type { SharedMailboxReply } from "../../provider/api/schemas";
import { Inventory } from "../../provider/service/inventory";
import { LeapClock } from "../support/clock";
import { failure } from "../support/context";
import { listing } from "../support/listing";

const ENDPOINT = { method: "GET", path: "/mailboxes/shared/{resourceId}" } as const;
const REFUSED = new ApiError({ endpoint: ENDPOINT, status: 403, code: 7, serviceMessage: "Not an admin" });
const NOT_FOUND = new ApiError({ endpoint: ENDPOINT, status: 404, code: 5, serviceMessage: "not_found" });

/** A service with mailboxes by id; every look is logged. An error is what a look at the mailbox ends in. */
function bench(mailboxes: Record<string, string | ApiError>) {
  const looks: string[] = [];
  const api = {
    listShared: async () => {
      looks.push("list");
      await setImmediate();
      return listing(Object.keys(mailboxes));
    },
    getShared: async (_orgId: string, id: string): Promise<SharedMailboxReply> => {
      looks.push(id);
      await setImmediate();
      const name = mailboxes[id] ?? NOT_FOUND;
      if (typeof name !== "string") {
        throw name;
      }
      return { id, email: `${name}@example.org`, name, description: "", createdAt: "" };
    },
    listDelegated: async () => assert.fail("nobody asked for delegations"),
    listActors: async () => assert.fail("nobody asked for access"),
  };
  const inventory = new Inventory(api, new LeapClock());
  const find = async (name: string, orgId = "1") =>
    (
      await inventory.findShared(orgId, (mailbox) => {
        assert.equal(typeof mailbox, "object");
        return mailbox.name === name;
      })
    )?.id;
  return { mailboxes, looks, find };
}

describe("a search for a shared mailbox", () => {
  it("looks at every mailbox", async () => {
    const { find, looks } = bench({ 7: "sales", 8: "support" });
    assert.equal(await find("support"), "8");
    assert.deepEqual(looks, ["list", "7", "8"]);
  });

  it("says that none fits after the first looks, when they were begun for it", async () => {
    const { find, looks } = bench({ 7: "sales" });
    assert.equal(await find("support"), undefined);
    assert.deepEqual(looks, ["list", "7"]);
  });

  it("shares the looks of another one, and looks once more at what it found", async () => {
    const { find, looks } = bench({ 7: "sales", 8: "support" });
    assert.deepEqual(await Promise.all([find("sales"), find("support")]), ["7", "8"]);
    assert.deepEqual(looks, ["list", "7", "8", "8"]);
  });

  it("keeps organizations apart", async () => {
    const { find, looks } = bench({ 7: "sales" });
    assert.deepEqual([await find("sales", "1"), await find("sales", "2")], ["7", "7"]);
    assert.deepEqual(looks, ["list", "7", "list", "7"]);
  });

  it("looks anew where the looks of another one do not show it", async () => {
    const { find, looks, mailboxes } = bench({ 7: "sales" });
    assert.equal(await find("sales"), "7");
    mailboxes[8] = "support";
    assert.equal(await find("support"), "8");
    assert.deepEqual(looks, ["list", "7", "list", "7", "8"]);
  });

  it("looks anew where what it found is gone, or another one, by now", async () => {
    const { find, mailboxes } = bench({ 7: "sales", 8: "support" });
    assert.equal(await find("sales"), "7");
    delete mailboxes[7];
    assert.equal(await find("sales"), undefined);
    mailboxes[8] = "renamed";
    assert.equal(await find("support"), undefined);
    mailboxes[9] = "support";
    assert.equal(await find("support"), "9");
  });

  it("leaves out a mailbox that goes between the list and the look", async () => {
    const { find } = bench({ 7: NOT_FOUND, 8: "support" });
    assert.equal(await find("support"), "8");
    assert.equal(await bench({ 7: NOT_FOUND }).find("support"), undefined);
  });

  it("is an error where one could not be looked at, unless another one fits", async () => {
    const { find } = bench({ 7: REFUSED, 8: "support" });
    assert.equal(await find("support"), "8");
    assert.equal(await failure(bench({ 7: REFUSED, 8: "support" }).find("sales")), REFUSED);
  });

  it("is an error where what another one found cannot be looked at again", async () => {
    const { find, mailboxes } = bench({ 7: "sales", 8: "support" });
    assert.equal(await find("sales"), "7");
    mailboxes[8] = REFUSED;
    assert.equal(await failure(find("support")), REFUSED);
  });
});

describe("who has access", () => {
  const actors = async (given: { actorId: string; roles: string[] }[]) => {
    const never = async () => assert.fail("nobody asked for mailboxes");
    const api = { listShared: never, getShared: never, listDelegated: never, listActors: async () => given };
    return [...(await new Inventory(api, new LeapClock()).actors("1", "7"))];
  };

  it("is everybody with a role, and with every role that is named anywhere", async () => {
    const found = await actors([
      { actorId: "2", roles: ["reader"] },
      { actorId: "3", roles: [] },
      { actorId: "2", roles: ["sender"] },
    ]);
    assert.deepEqual(found, [["2", ["reader", "sender"]]]);
  });
});
