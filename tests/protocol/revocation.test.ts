import assert from "node:assert/strict";
import type { FaultKind, Switches } from "../../emulator";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  failure,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  told,
  user,
  withBench,
} from "../support/context";

const FOR_EVER = Number.POSITIVE_INFINITY;
const OWNER = ["shared_mailbox_owner"];

describe("taking access away", () => {
  const FAILS: FaultKind[] = [
    "task-error",
    "task-never",
    "task-forgotten-unapplied",
    "status-400",
    "status-401",
    "status-403-scope",
    "status-404-api",
    "status-404-html",
    "status-409",
    "status-429-huge",
    "status-503",
    "html-200",
    "redirect-307",
    "reset-before",
    "refused",
  ];
  for (const fault of FAILS) {
    it(`is an error after ${fault} while the employee still has access, and the next run finishes it`, () =>
      withBench({}, async ({ emulator, nextRun }) => {
        const state = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, OWNER);
        emulator.inject({ endpoint: "Set", fault, times: FOR_EVER });
        const error = await failure(mailboxAccess.delete(nextRun(), "id", state));
        assert.ok(!fault.startsWith("task") || /task/.test(error.message));
        assert.deepEqual(rolesHeld(emulator, state.mailboxId, state.actorId), OWNER);
        emulator.clearFaults();
        await mailboxAccess.delete(nextRun(), "id", state);
        assert.deepEqual(rolesHeld(emulator, state.mailboxId, state.actorId), []);
      }));

    it(`is an error after ${fault} while nobody can be asked who has access`, () =>
      withBench({}, async ({ emulator, nextRun }) => {
        const state = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.inject({ endpoint: "Set", fault, times: FOR_EVER });
        emulator.inject({ endpoint: "ListActors", fault: "status-403-admin", times: FOR_EVER });
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, OWNER);
        await failure(mailboxAccess.delete(nextRun(), "id", state));
      }));
  }

  it("is an error after a time-out even if nothing is seen of the access, since the task may still be at work", () =>
    withBench({}, async ({ emulator, context }) => {
      const state = accessInputs({ mailboxId: seedShared(emulator) });
      emulator.inject({ endpoint: "Set", fault: "task-never" });
      assert.match(await told(mailboxAccess.delete(context, "id", state)), /task/);
    }));

  for (const fault of ["task-forgotten", "task-error-applied"] as const) {
    it(`is done after ${fault}, because the employee has no access any more`, () =>
      withBench({}, async ({ emulator, context }) => {
        const state = accessInputs({ mailboxId: seedShared(emulator) });
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, OWNER);
        emulator.inject({ endpoint: "Set", fault });
        await mailboxAccess.delete(context, "id", state);
        assert.deepEqual(rolesHeld(emulator, state.mailboxId, state.actorId), []);
      }));
  }

  for (const fault of ["task-forgotten", "task-forgotten-unapplied", "status-400"] as const) {
    it(`waits once for a task of an earlier run, after ${fault}`, () =>
      withBench({}, async ({ emulator, context, clock }) => {
        const given = { mailboxId: seedShared(emulator), taskTimeout: 60, unsettled: [user(2)] };
        const state = accessInputs(given);
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, OWNER);
        emulator.inject({ endpoint: "Set", fault });
        const [end] = await Promise.allSettled([mailboxAccess.delete(context, "id", state)]);
        assert.equal(end.status, fault === "task-forgotten" ? "fulfilled" : "rejected");
        assert.ok(clock.slept >= 60_000 && clock.slept < 70_000, String(clock.slept));
      }));
  }

  it("touches no other employee and no other mailbox", () =>
    withBench({}, async ({ emulator, context }) => {
      const organization = emulator.organization(ORG);
      const mailboxes = [seedShared(emulator, "a@example.org", "Aa"), seedShared(emulator, "b@example.org", "Bb")];
      for (const mailboxId of mailboxes) {
        for (const n of [2, 3]) {
          organization.setAccess(mailboxId, user(n), OWNER);
        }
      }
      await mailboxAccess.delete(context, "id", accessInputs({ mailboxId: mailboxes[0] ?? "", actorId: user(2) }));
      assert.deepEqual(
        organization.snapshot().access.map(({ mailboxId, actorId }) => [mailboxId, actorId]),
        [
          [mailboxes[0], user(3)],
          [mailboxes[1], user(2)],
          [mailboxes[1], user(3)],
        ],
      );
    }));
});

describe("deleting what is gone already", () => {
  type Given = Parameters<Parameters<typeof withBench>[1]>[0]["emulator"];
  const organization = (emulator: Given) => emulator.organization(ORG);
  /** What is gone of an access on a shared and on a delegated mailbox. */
  const GONE: Record<string, (emulator: Given, mailboxId: string, actorId: string) => void> = {
    right: (emulator, mailboxId, actorId) => organization(emulator).setAccess(mailboxId, actorId, []),
    employee: (emulator, _, actorId) => organization(emulator).removeUser(actorId),
    "employee (dismissed)": (emulator, _, actorId) => organization(emulator).dismissUser(actorId),
    mailbox: (emulator, mailboxId) => {
      organization(emulator).removeShared(mailboxId);
      organization(emulator).disableDelegation(mailboxId);
    },
    "mailbox with its owner": (emulator, mailboxId) => {
      organization(emulator).removeShared(mailboxId);
      if (organization(emulator).users.has(mailboxId)) {
        organization(emulator).removeUser(mailboxId);
      }
    },
  };
  const WAYS: Partial<Switches>[] = [
    {},
    ...([400, 409, "task error"] as const).map((setBadActor) => ({ setBadActor })),
    ...([400, 409, "task error"] as const).map((setWithoutDelegation) => ({ setWithoutDelegation })),
    ...([400, "task error"] as const).map((setNoChange) => ({ setNoChange })),
    { actorsWithoutDelegation: "empty" },
    { setWithoutDelegation: "task error", actorsWithoutDelegation: "empty" },
    { ownerListed: true },
    { taskRetentionMs: 0 },
    { dismissedAccess: "stays" },
  ];
  for (const [what, take] of Object.entries(GONE)) {
    for (const kind of ["shared", "delegated"]) {
      for (const switches of WAYS) {
        it(`succeeds for access to a ${kind} mailbox whose ${what} is gone (${JSON.stringify(switches)})`, () =>
          withBench({ switches }, async ({ emulator, context }) => {
            organization(emulator).enableDelegation(user(1));
            const mailboxId = kind === "shared" ? seedShared(emulator) : user(1);
            const state = accessInputs({ mailboxId });
            organization(emulator).setAccess(mailboxId, state.actorId, state.roles);
            take(emulator, mailboxId, state.actorId);
            await mailboxAccess.delete(context, "id", state);
            assert.deepEqual(organization(emulator).snapshot().access, []);
          }));
      }
    }
  }

  for (const deleteAbsent of [200, 404] as const) {
    it(`succeeds for a shared mailbox (absent answers ${deleteAbsent})`, () =>
      withBench({ switches: { deleteAbsent } }, async ({ emulator, context, nextRun }) => {
        const { id, outs } = await sharedMailbox.create(context, sharedInputs());
        organization(emulator).removeShared(id);
        await sharedMailbox.delete(nextRun(), id, outs);
      }));
  }

  for (const fault of [
    "status-401",
    "status-403-scope",
    "status-404-html",
    "status-409",
    "status-429-huge",
    "html-200",
  ] as const) {
    it(`is not believed of a shared mailbox on ${fault}`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const { id, outs } = await sharedMailbox.create(context, sharedInputs());
        emulator.inject({ endpoint: "DeleteShared", fault, times: FOR_EVER });
        await failure(sharedMailbox.delete(nextRun(), id, outs));
        assert.ok(organization(emulator).shared.has(id));
      }));
  }

  for (const deleteWithActors of [400, 409] as const) {
    it(`is not believed of a shared mailbox that is still in use (HTTP ${deleteWithActors})`, () =>
      withBench({ switches: { deleteWithActors } }, async ({ emulator, nextRun }) => {
        const id = seedShared(emulator);
        organization(emulator).setAccess(id, user(2), OWNER);
        assert.match(await told(sharedMailbox.delete(nextRun(), id, sharedInputs())), /resource_in_use/);
      }));
  }
});
