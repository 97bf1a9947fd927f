import assert from "node:assert/strict";
import type { Emulator } from "../../emulator";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import { count, failure, halfMade, ORG, seedShared, sharedInputs, told, withBench } from "../support/context";

/** The names of the shared mailboxes by the part of their address before the domain. */
function names(emulator: Emulator): Record<string, string> {
  const { shared } = emulator.organization(ORG).snapshot();
  return Object.fromEntries(shared.map(({ email, name }) => [email.split("@")[0] ?? "", name]));
}

/** Mailboxes by address, each with the name it has; the result renames one as the engine would. */
function mailboxes(emulator: Emulator, named: Record<string, string>) {
  const ids = new Map(Object.entries(named).map(([box, name]) => [box, seedShared(emulator, address(box), name)]));
  return {
    ids,
    rename: (context: Context, box: string, to: string) => {
      const state = sharedInputs({ email: address(box), name: named[box] ?? "" });
      return sharedMailbox.update(context, ids.get(box) ?? "", state, { ...state, name: to });
    },
  };
}

/** Resolves when the service has been asked for a rename, and before its answer has arrived. */
async function asked(emulator: Emulator): Promise<void> {
  while (count(emulator, "UpdateShared") === 0) {
    await new Promise(setImmediate);
  }
}

const address = (box: string) => `${box}@example.org`;

const REFUSALS = [
  { duplicateName: "resource_already_exists", takenStatus: 409 },
  { duplicateName: "resource_already_exists", takenStatus: 400 },
  { duplicateName: "invalid_data" },
] as const;

describe("Shared mailboxes that get each other's names in one run", () => {
  for (const switches of REFUSALS) {
    it(`exchange them: ${JSON.stringify(switches)}`, () =>
      withBench({ switches }, async ({ emulator, context }) => {
        const { rename } = mailboxes(emulator, { a: "Sales", b: "Support" });
        await Promise.all([rename(context, "a", "Support"), rename(context, "b", "Sales")]);
        assert.deepEqual(names(emulator), { a: "Support", b: "Sales" });
      }));
  }

  it("exchange them where the second begins only after the first was refused", () =>
    withBench({}, async ({ emulator, context, clock }) => {
      const { rename } = mailboxes(emulator, { a: "Sales", b: "Support" });
      const first = rename(context, "a", "Support");
      while (clock.sleeps.length === 0) {
        await new Promise(setImmediate);
      }
      await Promise.all([first, rename(context, "b", "Sales")]);
      assert.deepEqual(names(emulator), { a: "Support", b: "Sales" });
    }));

  it("pass them on in a circle of three, and only one is called otherwise meanwhile", () =>
    withBench({}, async ({ emulator, context }) => {
      const { ids, rename } = mailboxes(emulator, { a: "One", b: "Two", c: "Three" });
      await Promise.all([rename(context, "a", "Two"), rename(context, "b", "Three"), rename(context, "c", "One")]);
      assert.deepEqual(names(emulator), { a: "Two", b: "Three", c: "One" });
      const sent = emulator.requests("UpdateShared").map(({ body }) => JSON.stringify(body));
      const aside = [...ids.values()].filter((id) => sent.some((body) => body.includes(`Renaming ${id}`)));
      assert.equal(aside.length, 1);
    }));

  it("pass them on in a row, and none is called otherwise meanwhile", () =>
    withBench({}, async ({ emulator, context }) => {
      const { rename } = mailboxes(emulator, { a: "One", b: "Two", c: "Three" });
      await Promise.all([rename(context, "a", "Two"), rename(context, "b", "Three"), rename(context, "c", "Four")]);
      assert.deepEqual(names(emulator), { a: "Two", b: "Three", c: "Four" });
      assert.ok(emulator.requests("UpdateShared").every(({ body }) => !JSON.stringify(body).includes("Renaming")));
    }));

  it("give one to a new mailbox", () =>
    withBench({}, async ({ emulator, context }) => {
      const { rename } = mailboxes(emulator, { a: "Sales" });
      const fresh = sharedInputs({ email: address("b"), name: "Sales" });
      await Promise.all([sharedMailbox.create(context, fresh), rename(context, "a", "Old sales")]);
      assert.deepEqual(names(emulator), { a: "Old sales", b: "Sales" });
    }));

  it("have their old names again, and say why, where the other one could not be renamed", () =>
    withBench({}, async ({ emulator, context }) => {
      const { ids, rename } = mailboxes(emulator, { a: "Sales", b: "Support" });
      emulator.inject({
        endpoint: "UpdateShared",
        mailboxId: ids.get("b"),
        fault: "status-403-admin",
        times: 9,
      });
      const first = failure(rename(context, "a", "Support"));
      await asked(emulator);
      const message = await told(rename(context, "b", "Sales"));
      assert.match(message, /Not an admin/);
      assert.match((await first).message, /the name "Support" is likely taken/);
      assert.deepEqual(names(emulator), { a: "Sales", b: "Support" });
      const bodies = emulator.requests("UpdateShared").map(({ body }) => JSON.stringify(body));
      assert.ok(bodies.some((body) => body.includes(`Renaming ${ids.get("a")}`)));
    }));

  it("are told truly where one has stepped aside and can neither go on nor back", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const { ids, rename } = mailboxes(emulator, { a: "Sales", b: "Support" });
      const id = ids.get("a") ?? "";
      emulator.inject({ endpoint: "UpdateShared", mailboxId: id, fault: "status-403-admin", skip: 2, times: 9 });
      const half = halfMade(rename(context, "a", "Support"));
      await asked(emulator);
      await rename(context, "b", "Sales");
      const { properties, reasons } = await half;
      assert.match(reasons.join(), /Not an admin.*; and its old name could not be given back: .*Not an admin/);
      assert.equal(properties.name, `Renaming ${id}`);
      assert.deepEqual(names(emulator), { a: `Renaming ${id}`, b: "Sales" });
      emulator.clearFaults();
      await sharedMailbox.update(nextRun(), id, properties, { ...properties, name: "Support" });
      assert.deepEqual(names(emulator), { a: "Support", b: "Sales" });
    }));
});

describe("A shared mailbox that is to get the name of one which keeps it", () => {
  it("is left as it is, and the error says what to do", () =>
    withBench({}, async ({ emulator, context }) => {
      const { rename } = mailboxes(emulator, { a: "Sales", b: "Support" });
      const message = await told(rename(context, "a", "Support"));
      assert.match(
        message,
        /answered HTTP 409 "resource_already_exists".*: the name "Support" is likely taken \(names are unique in an organization\): choose another one, or give the mailbox that has it another name in an `up` before this one$/,
      );
      assert.deepEqual(names(emulator), { a: "Sales", b: "Support" });
      assert.equal(count(emulator, "UpdateShared"), 1);
    }));

  it("is not said to want a taken name where the service has something else against it", () =>
    withBench({ switches: { nameMaxLength: 10 } }, async ({ emulator, context }) => {
      const { rename } = mailboxes(emulator, { a: "Sales" });
      const message = await told(rename(context, "a", "A name that is too long"));
      assert.match(message, /invalid_data/);
      assert.doesNotMatch(message, /likely taken/);
    }));
});
