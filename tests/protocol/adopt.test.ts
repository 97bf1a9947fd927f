import assert from "node:assert/strict";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { count, halfMade, ORG, seedShared, sharedInputs, told, withBench } from "../support/context";

describe("an address that is a shared mailbox already", () => {
  for (const takenStatus of [400, 409] as const) {
    it(`is an error without adopt that names the mailbox and the way on, and changes nothing (HTTP ${takenStatus})`, () =>
      withBench({ switches: { takenStatus } }, async ({ emulator, context }) => {
        const id = seedShared(emulator, "support@example.org", "Theirs");
        const before = emulator.organization(ORG).snapshot();
        const message = await told(sharedMailbox.create(context, sharedInputs({ name: "Ours" })));
        for (const fact of [id, "adopt: true", "aliases"]) {
          assert.ok(message.includes(fact), message);
        }
        assert.deepEqual(emulator.organization(ORG).snapshot(), before);
      }));

    it(`is taken over with adopt, and gets the declared name and description (HTTP ${takenStatus})`, () =>
      withBench({ switches: { takenStatus } }, async ({ emulator, context, asked }) => {
        const id = seedShared(emulator, "support@example.org", "Theirs");
        const inputs = sharedInputs({ adopt: true, name: "Ours", description: "First line" });
        assert.deepEqual(await sharedMailbox.create(context, inputs), { id, outs: inputs });
        const { email, name, description } = inputs;
        assert.deepEqual(emulator.organization(ORG).snapshot().shared, [{ id, email, name, description }]);
        assert.deepEqual(asked(), ["CreateShared", "ListShared", "GetShared", "UpdateShared"]);
      }));
  }

  it("is taken over without an update where name and description are the declared ones", () =>
    withBench({}, async ({ emulator, context, asked }) => {
      const id = seedShared(emulator);
      assert.equal((await sharedMailbox.create(context, sharedInputs({ adopt: true }))).id, id);
      assert.deepEqual(asked(), ["CreateShared", "ListShared", "GetShared"]);
    }));

  it("is never taken over silently because it looks just like the declared one", () =>
    withBench({}, async ({ emulator, context }) => {
      seedShared(emulator);
      assert.match(await told(sharedMailbox.create(context, sharedInputs())), /adopt: true/);
    }));

  for (const addressCase of ["kept", "lowered"] as const) {
    it(`is found whatever its letter case (addresses ${addressCase})`, () =>
      withBench({ switches: { addressCase } }, async ({ emulator, context }) => {
        const id = seedShared(emulator, "Support@EXAMPLE.org");
        assert.equal((await sharedMailbox.create(context, sharedInputs({ adopt: true }))).id, id);
      }));
  }

  it("is found among hundreds, on whichever page", () =>
    withBench({ switches: { perPageCeiling: 10 } }, async ({ emulator, context }) => {
      const ids = Array.from({ length: 120 }, (_, n) => seedShared(emulator, `box${n}@example.org`, `Box ${n}`));
      const { id } = await sharedMailbox.create(context, sharedInputs({ email: "box117@example.org", adopt: true }));
      assert.equal(id, ids[117]);
      assert.equal(emulator.organization(ORG).shared.size, 120);
    }));

  it("is kept in state with the name it has when the new name is refused", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const id = seedShared(emulator, "support@example.org", "Theirs");
      seedShared(emulator, "other@example.org", "Ours");
      const inputs = sharedInputs({ adopt: true, name: "Ours" });
      const half = await halfMade(sharedMailbox.create(context, inputs));
      assert.equal(half.id, id);
      assert.deepEqual(half.properties, { ...inputs, name: "Theirs" });
      emulator.organization(ORG).renameShared(seedShared(emulator, "x@example.org", "X"), { name: "Y" });
      const other = emulator.organization(ORG).findShared("other@example.org");
      emulator.organization(ORG).renameShared(other?.id ?? "", { name: "Free" });
      await sharedMailbox.update(nextRun(), id, half.properties, inputs);
      assert.equal(emulator.organization(ORG).shared.get(id)?.name, "Ours");
    }));

  it("is not taken over by two resources of one program", () =>
    withBench({}, async ({ emulator, context }) => {
      const id = seedShared(emulator);
      await sharedMailbox.create(context, sharedInputs({ adopt: true }));
      const message = await told(sharedMailbox.create(context, sharedInputs({ adopt: true, name: "Other" })));
      assert.ok(message.includes(id), message);
      assert.equal(emulator.organization(ORG).shared.get(id)?.name, "Support");
    }));

  it("is not taken over by two resources that are created at the same time", () =>
    withBench({ latencyMs: 5 }, async ({ emulator, context }) => {
      seedShared(emulator);
      const ends = await Promise.allSettled(
        ["One", "Two"].map((name) => sharedMailbox.create(context, sharedInputs({ adopt: true, name }))),
      );
      assert.deepEqual(ends.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    }));

  it("is not made and taken over by two resources that are created at the same time", () =>
    withBench({ latencyMs: 5 }, async ({ emulator, context }) => {
      const ends = await Promise.allSettled(
        ["One", "Two"].map((name) => sharedMailbox.create(context, sharedInputs({ adopt: true, name }))),
      );
      assert.deepEqual(ends.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      assert.equal(emulator.organization(ORG).shared.size, 1);
    }));
});

describe("an address or a name that cannot be had", () => {
  for (const takenStatus of [400, 409] as const) {
    it(`is an error that says whose the address is, with adopt and without (HTTP ${takenStatus})`, () =>
      withBench({ switches: { takenStatus } }, async ({ context, asked }) => {
        for (const adopt of [true, false]) {
          const message = await told(
            sharedMailbox.create(context, sharedInputs({ email: "user3@example.org", adopt })),
          );
          assert.match(message, /passport_email_taken.*employee/);
          assert.deepEqual(asked(), ["CreateShared", "ListShared"]);
        }
      }));
  }

  for (const duplicateName of ["resource_already_exists", "invalid_data"] as const) {
    it(`is an error that says that names are unique (${duplicateName})`, () =>
      withBench({ switches: { duplicateName } }, async ({ emulator, context }) => {
        seedShared(emulator, "other@example.org", "Support");
        const message = await told(sharedMailbox.create(context, sharedInputs()));
        assert.match(message, /name.*unique|unique.*name/);
        assert.equal(emulator.organization(ORG).shared.size, 1);
      }));
  }

  for (const status of [400, 403, 409] as const) {
    it(`is an error when the organization is full (HTTP ${status}), and nothing is made`, () =>
      withBench(
        { limits: { sharedMailboxes: 1 }, switches: { limitStatus: status } },
        async ({ emulator, context }) => {
          seedShared(emulator, "other@example.org", "Other");
          assert.match(await told(sharedMailbox.create(context, sharedInputs())), /limit_exceeded/);
          assert.equal(emulator.organization(ORG).shared.size, 1);
        },
      ));
  }
});

describe("the setting adopt: same", () => {
  const settings = { adopt: "same" as const };

  it("takes over what an interrupted run has made, and nothing that differs", () =>
    withBench({ settings }, async ({ emulator, context, nextRun }) => {
      const id = seedShared(emulator);
      assert.equal((await sharedMailbox.create(context, sharedInputs())).id, id);
      for (const other of [{ name: "Other" }, { description: "Other" }]) {
        assert.match(await told(sharedMailbox.create(nextRun(), sharedInputs(other))), /adopt: true/);
      }
    }));

  it("looks at every mailbox once, and at each that it takes over once more, however many an interrupted run has made", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      const inputs = Array.from({ length: 30 }, (_, n) =>
        sharedInputs({ email: `box${n}@example.org`, name: `Box ${n}` }),
      );
      const ids = inputs.map(({ email, name }) => seedShared(emulator, email, name));
      const made = await Promise.all(inputs.map((each) => sharedMailbox.create(context, each)));
      assert.deepEqual(
        made.map(({ id }) => id),
        ids,
      );
      assert.equal(count(emulator, "ListShared"), 1);
      assert.ok(count(emulator, "GetShared") <= 2 * inputs.length, `${count(emulator, "GetShared")} looks`);
    }));

  it("takes nothing over as it was at an earlier look, and finds what was made since", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      seedShared(emulator, "first@example.org", "First");
      const changed = seedShared(emulator, "changed@example.org", "Changed");
      const moved = seedShared(emulator, "moved@example.org", "Moved");
      await sharedMailbox.create(context, sharedInputs({ email: "first@example.org", name: "First" }));
      const organization = emulator.organization(ORG);
      organization.renameShared(changed, { name: "By hand" });
      organization.removeShared(moved);
      const again = seedShared(emulator, "moved@example.org", "Moved");
      const message = await told(
        sharedMailbox.create(context, sharedInputs({ email: "changed@example.org", name: "Changed" })),
      );
      assert.match(message, /adopt: true/);
      const { id } = await sharedMailbox.create(context, sharedInputs({ email: "moved@example.org", name: "Moved" }));
      assert.equal(id, again);
    }));

  it("is not kept from it by a mailbox that cannot be looked at", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      const broken = seedShared(emulator, "broken@example.org", "Broken");
      const id = seedShared(emulator);
      emulator.inject({ endpoint: "GetShared", mailboxId: broken, fault: "status-403-admin" });
      assert.equal((await sharedMailbox.create(context, sharedInputs())).id, id);
    }));
});
