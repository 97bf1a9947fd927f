import assert from "node:assert/strict";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  delegatedInputs,
  rolesHeld,
  seedShared,
  sharedInputs,
  user,
  withBench,
} from "../support/context";

describe("the number of requests", () => {
  it("is one to create a shared mailbox, to change it, to read it and to delete it", () =>
    withBench({}, async ({ context, nextRun, asked, emulator }) => {
      const inputs = sharedInputs();
      const { id, outs } = await sharedMailbox.create(context, inputs);
      assert.deepEqual(asked(), ["CreateShared"]);
      await sharedMailbox.update(context, id, outs, { ...inputs, name: "Help", description: "Second line" });
      assert.deepEqual(asked(), ["UpdateShared"]);
      await sharedMailbox.read(nextRun(), id, outs);
      assert.deepEqual(asked(), ["GetShared"]);
      await sharedMailbox.delete(nextRun(), id, outs);
      assert.deepEqual(asked(), ["DeleteShared"]);
      assert.deepEqual(emulator.organization(inputs.orgId).snapshot().shared, []);
    }));

  it("is one to switch delegation on and to read it, and two to switch it off, which names who loses access", () =>
    withBench({}, async ({ context, nextRun, asked }) => {
      const { id, outs } = await delegatedMailbox.create(context, delegatedInputs());
      assert.deepEqual(asked(), ["CreateDelegated"]);
      await delegatedMailbox.read(nextRun(), id, outs);
      assert.deepEqual(asked(), ["ListDelegated"]);
      await delegatedMailbox.delete(nextRun(), id, outs);
      assert.deepEqual(asked(), ["ListActors", "DeleteDelegated"]);
    }));

  for (const polls of [1, 2, 4]) {
    it(`is one and ${polls} polls to give access, to change it and to take it away`, () =>
      withBench({ taskPolls: polls }, async ({ emulator, nextRun, asked }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        const expected = ["Set", ...Array.from({ length: polls }, () => "TaskStatus")];
        const { id, outs } = await mailboxAccess.create(nextRun(), inputs);
        assert.deepEqual(asked(), expected);
        await mailboxAccess.update(nextRun(), id, outs, { ...inputs, roles: ["shared_mailbox_owner"] });
        assert.deepEqual(asked(), expected);
        await mailboxAccess.delete(nextRun(), id, outs);
        assert.deepEqual(asked(), expected);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), []);
      }));
  }

  it("is none for a change of notify, of the time-out, or of the order of roles; deletion uses them", () =>
    withBench({}, async ({ emulator, context, nextRun, asked }) => {
      const mailboxId = seedShared(emulator);
      const before = accessInputs({ mailboxId, roles: ["shared_mailbox_owner"], notify: "all" });
      const { id } = await mailboxAccess.create(context, before);
      asked();
      const after = {
        ...before,
        roles: ["shared_mailbox_owner", "shared_mailbox_reader"],
        notify: "none" as const,
        taskTimeout: 7,
      };
      const outs = await mailboxAccess.update(context, id, before, after);
      assert.deepEqual(asked(), []);
      assert.deepEqual(outs, after);
      await mailboxAccess.delete(nextRun(), id, outs);
      assert.equal(emulator.requests("Set").at(-1)?.query.notify, "none");
    }));

  it("is none for a change of adopt alone", () =>
    withBench({}, async ({ context, asked }) => {
      const inputs = sharedInputs();
      const { id, outs } = await sharedMailbox.create(context, inputs);
      asked();
      assert.deepEqual(await sharedMailbox.update(context, id, outs, { ...inputs, adopt: true }), {
        ...inputs,
        adopt: true,
      });
      assert.deepEqual(asked(), []);
    }));

  it("of lists is shared by all reads of one run", () =>
    withBench({}, async ({ emulator, context, asked }) => {
      const organization = emulator.organization("1000001");
      const mailboxId = seedShared(emulator);
      for (let n = 1; n <= 20; n++) {
        organization.enableDelegation(user(n));
        organization.setAccess(mailboxId, user(n), ["shared_mailbox_reader"]);
      }
      const people = Array.from({ length: 20 }, (_, n) => user(n + 1));
      await Promise.all([
        ...people.map((ownerId) => delegatedMailbox.read(context, ownerId, delegatedInputs({ ownerId }))),
        ...people.map((actorId) =>
          mailboxAccess.read(context, `${mailboxId}/${actorId}`, accessInputs({ mailboxId, actorId })),
        ),
      ]);
      assert.deepEqual(asked().sort(), ["ListActors", "ListDelegated"]);
    }));
});

describe("what is sent", () => {
  it("to CreateShared is address, name and description, as declared", () =>
    withBench({}, async ({ context, emulator }) => {
      const name = 'Поддержка 😀 "quoted" \\ \u202bתמיכה';
      await sharedMailbox.create(context, sharedInputs({ name, description: "Первая линия" }));
      assert.deepEqual(emulator.journal[0]?.body, { email: "support@example.org", name, description: "Первая линия" });
      assert.equal(emulator.organization("1000001").snapshot().shared[0]?.name, name);
    }));

  it("to UpdateShared is always both fields", () =>
    withBench({ switches: { updateOmitted: "clear" } }, async ({ context, emulator }) => {
      const inputs = sharedInputs({ description: "First line" });
      const { id, outs } = await sharedMailbox.create(context, inputs);
      await sharedMailbox.update(context, id, outs, { ...inputs, name: "Help" });
      assert.deepEqual(emulator.requests("UpdateShared")[0]?.body, { name: "Help", description: "First line" });
    }));

  for (const notify of ["all", "delegates", "none"] as const) {
    it(`to Set is the employee, the role list and notify ${notify}`, () =>
      withBench({}, async ({ context, emulator }) => {
        const roles = ["shared_mailbox_reader", "shared_mailbox_sender"];
        const inputs = accessInputs({ mailboxId: seedShared(emulator), roles, notify });
        await mailboxAccess.create(context, inputs);
        const [entry] = emulator.requests("Set");
        assert.deepEqual(entry?.query, { actorId: inputs.actorId, notify });
        assert.deepEqual(entry?.body, { roles });
        assert.equal(entry?.path, `/admin/v1/org/1000001/mailboxes/set/${inputs.mailboxId}`);
      }));
  }
});
