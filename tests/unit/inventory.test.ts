import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { Inventory } from "../../provider/service/inventory";
import { LeapClock } from "../support/clock";
import { failure } from "../support/context";
import { listing } from "../support/listing";

interface Service {
  shared: string[] | Error;
  delegated: string[] | Error;
  actors: Record<string, string[]> | Error;
}

/** A service whose answers the test changes; every look is logged. */
function bench(given: Partial<Service> = {}) {
  const service: Service = { shared: [], delegated: [], actors: {}, ...given };
  const looks: string[] = [];
  const answer = async <T>(what: string, value: () => T | Error): Promise<T> => {
    looks.push(what);
    await setImmediate();
    const result = value();
    if (result instanceof Error) {
      throw result;
    }
    return result;
  };
  const api = {
    listShared: async (orgId: string) => listing(await answer(`${orgId} shared`, () => service.shared)),
    getShared: async () => assert.fail("nobody asked for a mailbox"),
    listDelegated: async (orgId: string) => listing(await answer(`${orgId} delegated`, () => service.delegated)),
    listActors: async (orgId: string, id: string) => {
      const held = await answer(`${orgId} actors ${id}`, () => service.actors);
      return Object.entries(held).map(([actorId, roles]) => ({ actorId, roles }));
    },
  };
  const clock = new LeapClock();
  return { service, looks, clock, inventory: new Inventory(api, clock) };
}

describe("inventory", () => {
  it("reads a list once for any number of reads, together or one after the other", async () => {
    const { inventory, looks } = bench({ shared: ["7", "8"] });
    assert.deepEqual(await Promise.all(["7", "8", "7"].map((id) => inventory.has("1", "shared", id))), [
      true,
      true,
      true,
    ]);
    assert.equal(await inventory.has("1", "shared", "8"), true);
    assert.deepEqual(looks, ["1 shared"]);
  });

  it("keeps kinds, organizations and mailboxes apart", async () => {
    const { inventory, looks } = bench({ shared: ["7"], delegated: ["7"], actors: { 2: ["r"] } });
    await inventory.has("1", "shared", "7");
    await inventory.has("1", "delegated", "7");
    await inventory.has("2", "shared", "7");
    await inventory.rolesOf("1", "7", "2");
    await inventory.rolesOf("1", "8", "2");
    await inventory.rolesOf("2", "7", "2");
    assert.deepEqual(looks, ["1 shared", "1 delegated", "2 shared", "1 actors 7", "1 actors 8", "2 actors 7"]);
  });

  it("says that something is not there only after a second look, some time later", async () => {
    const { inventory, looks, clock } = bench({ shared: ["7"], actors: { 2: ["r"] } });
    assert.equal(await inventory.has("1", "shared", "9"), false);
    assert.deepEqual(await inventory.rolesOf("1", "7", "3"), []);
    assert.deepEqual(looks, ["1 shared", "1 shared", "1 actors 7", "1 actors 7"]);
    assert.ok(clock.sleeps.every((ms) => ms >= 1_000));
    assert.equal(clock.sleeps.length, 2);
  });

  it("believes the second look where it has what the first had not", async () => {
    const { inventory, service, clock } = bench();
    const sleep = clock.sleep;
    clock.sleep = async (ms) => {
      service.shared = ["9"];
      service.actors = { 3: ["r"] };
      await sleep(ms);
    };
    assert.equal(await inventory.has("1", "shared", "9"), true);
    assert.deepEqual(await inventory.rolesOf("1", "7", "3"), ["r"]);
  });

  it("lets parallel misses share their second look", async () => {
    const { inventory, looks } = bench({ shared: ["7"] });
    const missing = Array.from({ length: 50 }, (_, n) => String(1_000 + n));
    assert.ok((await Promise.all(missing.map((id) => inventory.has("1", "shared", id)))).every((there) => !there));
    assert.deepEqual(looks, ["1 shared", "1 shared"]);
  });

  it("fails every read of a failed list, and reads it anew for the next", async () => {
    const { inventory, service, looks } = bench({ delegated: new Error("contradiction") });
    const reads = await Promise.allSettled(["7", "8"].map((id) => inventory.has("1", "delegated", id)));
    assert.deepEqual(
      reads.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    service.delegated = ["7"];
    assert.equal(await inventory.has("1", "delegated", "7"), true);
    assert.equal(looks.length, 2);
  });

  it("fails rather than says that something is gone when the second look fails", async () => {
    const { inventory, service, clock } = bench({ shared: ["7"], actors: { 2: ["r"] } });
    const sleep = clock.sleep;
    clock.sleep = async (ms) => {
      service.shared = new Error("contradiction");
      service.actors = new Error("contradiction");
      await sleep(ms);
    };
    assert.match((await failure(inventory.has("1", "shared", "9"))).message, /contradiction/);
    service.actors = { 2: ["r"] };
    assert.match((await failure(inventory.rolesOf("1", "7", "9"))).message, /contradiction/);
  });

  it("does not leave a failed list behind as an unhandled rejection", async () => {
    const seen: unknown[] = [];
    const note = (reason: unknown) => seen.push(reason);
    process.on("unhandledRejection", note);
    const { inventory } = bench({ shared: new Error("contradiction") });
    await failure(inventory.has("1", "shared", "7"));
    await setImmediate();
    await setImmediate();
    process.off("unhandledRejection", note);
    assert.deepEqual(seen, []);
  });

  it("reads anew what it was told to forget, and only that", async () => {
    const { inventory, looks } = bench({ shared: ["7"], delegated: ["7"], actors: { 2: ["r"] } });
    const readAll = async () => {
      looks.length = 0;
      await inventory.has("1", "shared", "7");
      await inventory.has("1", "delegated", "7");
      await inventory.rolesOf("1", "7", "2");
      await inventory.rolesOf("1", "8", "2");
      return [...looks];
    };
    await readAll();
    inventory.invalidateList("1", "shared");
    assert.deepEqual(await readAll(), ["1 shared"]);
    inventory.invalidateList("1", "delegated");
    assert.deepEqual(await readAll(), ["1 delegated"]);
    inventory.invalidateActors("1", "7");
    assert.deepEqual(await readAll(), ["1 actors 7"]);
    inventory.invalidateActors("2", "7");
    inventory.invalidateList("2", "shared");
    assert.deepEqual(await readAll(), []);
  });

  it("does not keep a list that was begun before a write and arrives after it", async () => {
    const { inventory, service } = bench({ actors: { 2: ["old"] } });
    const early = inventory.rolesOf("1", "7", "2");
    await setImmediate();
    inventory.invalidateActors("1", "7");
    service.actors = { 2: ["new"] };
    await early;
    assert.deepEqual(await inventory.rolesOf("1", "7", "2"), ["new"]);
  });

  it("does not let a failed early list drop the newer one", async () => {
    const { inventory, service, looks } = bench({ shared: new Error("contradiction") });
    const early = inventory.has("1", "shared", "7");
    inventory.invalidateList("1", "shared");
    service.shared = ["7"];
    const later = inventory.has("1", "shared", "7");
    await Promise.allSettled([early, later]);
    assert.equal(await inventory.has("1", "shared", "7"), true);
    assert.equal(looks.length, 2);
  });

  it("takes an employee who is listed without roles for one without access", async () => {
    const { inventory } = bench({ actors: { 2: [] } });
    assert.deepEqual(await inventory.rolesOf("1", "7", "2"), []);
  });
});
