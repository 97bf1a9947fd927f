import assert from "node:assert/strict";
import type { FaultKind } from "../../emulator";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { delegatedInputs, failure, halfMade, ORG, told, user, withBench } from "../support/context";

const inputs = delegatedInputs();
const ACTED: FaultKind[] = [
  "reset-after",
  "truncated-after",
  "status-500-after",
  "status-502-after",
  "status-504-after",
];

describe("delegation", () => {
  for (const delegatedAlreadyOn of [200, 409] as const) {
    const withSwitch = { switches: { delegatedAlreadyOn } };

    it(`that is on already is taken over, with everybody's access (already on answers ${delegatedAlreadyOn})`, () =>
      withBench(withSwitch, async ({ emulator, context }) => {
        const organization = emulator.organization(ORG);
        organization.enableDelegation(inputs.ownerId);
        organization.setAccess(inputs.ownerId, user(5), ["shared_mailbox_reader"]);
        const before = organization.snapshot();
        assert.deepEqual(await delegatedMailbox.create(context, inputs), { id: inputs.ownerId, outs: inputs });
        assert.deepEqual(organization.snapshot(), before);
      }));

    for (const fault of ACTED) {
      it(`is on after ${fault}, in the same run (already on answers ${delegatedAlreadyOn})`, () =>
        withBench(withSwitch, async ({ emulator, context }) => {
          emulator.inject({ endpoint: "CreateDelegated", fault });
          assert.equal((await delegatedMailbox.create(context, inputs)).id, inputs.ownerId);
          assert.deepEqual(emulator.organization(ORG).snapshot().delegated, [inputs.ownerId]);
        }));
    }
  }

  for (const limitStatus of [400, 403, 409] as const) {
    it(`beyond the organization's limit is an error, not a delegation (HTTP ${limitStatus})`, () =>
      withBench({ limits: { delegatedMailboxes: 0 }, switches: { limitStatus } }, async ({ emulator, context }) => {
        assert.match(await told(delegatedMailbox.create(context, inputs)), /limit_exceeded/);
        assert.deepEqual(emulator.organization(ORG).snapshot().delegated, []);
      }));
  }

  for (const delegatedBadOwner of [400, 403, 404] as const) {
    it(`of a dismissed employee is an error (HTTP ${delegatedBadOwner})`, () =>
      withBench({ switches: { delegatedBadOwner } }, async ({ emulator, context }) => {
        emulator.organization(ORG).dismissUser(inputs.ownerId);
        assert.match(await told(delegatedMailbox.create(context, inputs)), new RegExp(`HTTP ${delegatedBadOwner}`));
      }));
  }

  it("whose request may have been carried out is kept in state, and finished by the next run", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "html-200-after" });
      const half = await halfMade(delegatedMailbox.create(context, inputs));
      assert.equal(half.id, inputs.ownerId);
      assert.deepEqual(half.properties, inputs);
      assert.deepEqual(await delegatedMailbox.update(nextRun(), half.id, half.properties, inputs), inputs);
      assert.deepEqual(emulator.organization(ORG).snapshot().delegated, [inputs.ownerId]);
    }));

  it("that an attempt whose answer was lost has switched on is kept in state when a 409 follows and nobody can be asked", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "reset-after" });
      emulator.inject({ endpoint: "CreateDelegated", fault: "status-409" });
      emulator.inject({ endpoint: "ListDelegated", fault: "status-409" });
      const { id, properties } = await halfMade(delegatedMailbox.create(context, inputs));
      assert.deepEqual(emulator.organization(ORG).snapshot().delegated, [id]);
      await delegatedMailbox.delete(nextRun(), id, properties);
      assert.deepEqual(emulator.organization(ORG).snapshot().delegated, []);
    }));

  it("that is refused with a 409 is an error of that request, where nobody can be asked whether it is on", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "status-409" });
      emulator.inject({ endpoint: "ListDelegated", fault: "status-403-admin" });
      const error = await failure(delegatedMailbox.create(context, inputs));
      assert.match(error.message, /^PUT \/mailboxes\/delegated answered HTTP 409/);
    }));

  it("that an attempt whose answer was lost has switched on is taken over when the next attempt is told so by a 409", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "reset-after" });
      emulator.inject({ endpoint: "CreateDelegated", fault: "status-409" });
      assert.equal((await delegatedMailbox.create(context, inputs)).id, inputs.ownerId);
    }));

  for (const later of ["status-401", "status-403-admin", "status-429-huge", "status-404-api"] as const) {
    it(`that an attempt whose answer was lost has switched on is kept in state when the next attempt ends in ${later}`, () =>
      withBench({}, async ({ emulator, context }) => {
        emulator.inject({ endpoint: "CreateDelegated", fault: "reset-after" });
        emulator.inject({ endpoint: "CreateDelegated", fault: later });
        assert.equal((await halfMade(delegatedMailbox.create(context, inputs))).id, inputs.ownerId);
      }));
  }

  for (const deleteAbsent of [200, 404] as const) {
    for (const gone of ["the delegation", "the employee"] as const) {
      it(`is deleted where ${gone} is gone already (absent answers ${deleteAbsent})`, () =>
        withBench({ switches: { deleteAbsent } }, async ({ emulator, context, nextRun }) => {
          const { id, outs } = await delegatedMailbox.create(context, inputs);
          if (gone === "the employee") {
            emulator.organization(ORG).removeUser(id);
          } else {
            emulator.organization(ORG).disableDelegation(id);
          }
          await delegatedMailbox.delete(nextRun(), id, outs);
          assert.deepEqual(emulator.organization(ORG).snapshot().delegated, []);
        }));
    }

    for (const fault of ACTED) {
      it(`is deleted although the answer was lost: ${fault} (absent answers ${deleteAbsent})`, () =>
        withBench({ switches: { deleteAbsent } }, async ({ emulator, context, nextRun }) => {
          const { id, outs } = await delegatedMailbox.create(context, inputs);
          emulator.inject({ endpoint: "DeleteDelegated", fault });
          await delegatedMailbox.delete(nextRun(), id, outs);
          assert.deepEqual(emulator.organization(ORG).snapshot().delegated, []);
        }));
    }
  }

  const NO_PROOF: FaultKind[] = [
    "status-401",
    "status-403-admin",
    "status-404-html",
    "status-409",
    "status-400",
    "html-200",
    "redirect-302",
  ];
  for (const fault of NO_PROOF) {
    it(`is not taken for deleted on ${fault}`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const { id, outs } = await delegatedMailbox.create(context, inputs);
        emulator.inject({ endpoint: "DeleteDelegated", fault, times: Number.POSITIVE_INFINITY });
        await failure(delegatedMailbox.delete(nextRun(), id, outs));
      }));
  }

  it("of one employee is not touched by the deletion of another's", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      for (const n of [1, 2, 3]) {
        await delegatedMailbox.create(context, delegatedInputs({ ownerId: user(n) }));
      }
      await delegatedMailbox.delete(nextRun(), user(2), delegatedInputs({ ownerId: user(2) }));
      assert.deepEqual(emulator.organization(ORG).snapshot().delegated, [user(1), user(3)]);
    }));
});
