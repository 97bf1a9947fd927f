import assert from "node:assert/strict";
import type { FaultKind } from "../../emulator";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { accessInputs, failure, halfMade, ORG, rolesHeld, seedShared, user, withBench } from "../support/context";

const READER = ["shared_mailbox_reader"];
const OWNER = ["shared_mailbox_owner"];
const FOR_EVER = Number.POSITIVE_INFINITY;

/** How a task goes wrong: the instruction, and whether the access has changed all the same. */
const TASKS: [fault: FaultKind, applied: boolean][] = [
  ["task-error", false],
  ["task-error-applied", true],
  ["task-never", false],
  ["task-never-applied", true],
  ["task-forgotten-unapplied", false],
  ["task-unknown-status", true],
];

describe("half-made access", () => {
  for (const [fault, applied] of TASKS) {
    it(`after ${fault} is kept with the roles that are confirmed, and its error names the task`, () =>
      withBench({}, async ({ emulator, context }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.inject({ endpoint: "Set", fault });
        const { id, properties, reasons } = await halfMade(mailboxAccess.create(context, inputs));
        assert.equal(id, `${inputs.mailboxId}/${inputs.actorId}`);
        assert.deepEqual(properties.roles, applied ? OWNER : []);
        const { unsettled: _, ...kept } = properties;
        assert.deepEqual({ ...kept, roles: OWNER }, inputs);
        assert.match(reasons.join(), /task/);
      }));

    it(`after ${fault} is finished by the next run`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.inject({ endpoint: "Set", fault });
        const half = await halfMade(mailboxAccess.create(context, inputs));
        assert.deepEqual(await mailboxAccess.update(nextRun(), half.id, half.properties, inputs), inputs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), OWNER);
      }));

    it(`after ${fault} of a change keeps what is confirmed, and the next run finishes the change`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const before = accessInputs({ mailboxId: seedShared(emulator), roles: READER });
        const inputs = { ...before, roles: OWNER };
        const { id } = await mailboxAccess.create(context, before);
        emulator.inject({ endpoint: "Set", fault });
        const half = await halfMade(mailboxAccess.update(nextRun(), id, before, inputs));
        assert.deepEqual(half.properties.roles, applied ? OWNER : READER);
        await mailboxAccess.update(nextRun(), id, half.properties, inputs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), OWNER);
      }));

    it(`after ${fault} can be destroyed`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.inject({ endpoint: "Set", fault });
        const half = await halfMade(mailboxAccess.create(context, inputs));
        await mailboxAccess.delete(nextRun(), half.id, half.properties);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), []);
      }));
  }

  it("names the task id and the seconds of a time-out, and waits no longer than its own taskTimeout", () =>
    withBench({ settings: { taskTimeout: 300 } }, async ({ emulator, context, clock }) => {
      emulator.inject({ endpoint: "Set", fault: "task-never" });
      const inputs = accessInputs({ mailboxId: seedShared(emulator), taskTimeout: 20 });
      const { reasons } = await halfMade(mailboxAccess.create(context, inputs));
      assert.match(reasons[0] ?? "", /\b20 s\b/);
      const task = emulator.requests("TaskStatus")[0]?.path.split("/").at(-1) ?? "?";
      assert.ok(reasons[0]?.includes(task), reasons[0]);
      assert.ok(clock.slept >= 20_000 && clock.slept < 30_000);
    }));

  it("after a time-out is set again when the program goes back to the old roles, since the task may still end", () =>
    withBench({ taskDurationMs: 600_000 }, async ({ emulator, clock, nextRun }) => {
      const before = accessInputs({ mailboxId: seedShared(emulator), roles: READER, taskTimeout: 60 });
      emulator.organization(ORG).setAccess(before.mailboxId, before.actorId, READER);
      const half = await halfMade(mailboxAccess.update(nextRun(), "id", before, { ...before, roles: OWNER }));
      await mailboxAccess.update(nextRun(), half.id, half.properties, before).catch(() => {});
      clock.move(3_600_000);
      assert.deepEqual(rolesHeld(emulator, before.mailboxId, before.actorId), READER);
    }));

  const LOST: FaultKind[] = ["html-200-after", "empty-200", "wrong-types", "missing-fields", "json-null", "gzip-bomb"];
  for (const fault of LOST) {
    it(`is kept with what is confirmed when Set's answer is ${fault}, and the next run finishes it`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        emulator.inject({ endpoint: "Set", fault });
        const half = await halfMade(mailboxAccess.create(context, inputs));
        assert.deepEqual(half.properties.roles, READER);
        await mailboxAccess.update(nextRun(), half.id, half.properties, inputs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), READER);
      }));
  }

  const SENT_AGAIN: FaultKind[] = [
    "reset-after",
    "truncated-after",
    "status-500-after",
    "status-502-after",
    "status-504-after",
  ];
  for (const fault of SENT_AGAIN) {
    it(`does not come of ${fault} once: the same roles are set again`, () =>
      withBench({}, async ({ emulator, context }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        emulator.inject({ endpoint: "Set", fault });
        assert.deepEqual((await mailboxAccess.create(context, inputs)).outs, inputs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), READER);
      }));

    it(`is kept, and not forgotten, when ${fault} never ends`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        emulator.inject({ endpoint: "Set", fault, times: FOR_EVER });
        const half = await halfMade(mailboxAccess.create(context, inputs));
        emulator.clearFaults();
        await mailboxAccess.delete(nextRun(), half.id, half.properties);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), []);
      }));
  }

  for (const later of [
    "status-401",
    "status-403-admin",
    "status-429-huge",
    "status-409",
    "status-400",
    "status-404-api",
  ] as const) {
    it(`is kept when the first answer was lost and the next attempt ends in ${later}: the first task gives the access`, () =>
      withBench({ taskDurationMs: 30_000 }, async ({ emulator, context }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
        emulator.inject({ endpoint: "Set", fault: "reset-after" });
        emulator.inject({ endpoint: "Set", fault: later, times: FOR_EVER });
        const { id } = await halfMade(mailboxAccess.create(context, inputs));
        assert.equal(id, `${inputs.mailboxId}/${inputs.actorId}`);
      }));
  }

  it("is kept when the service refuses a second Set while the first, whose answer was lost, is at work", () =>
    withBench({ taskDurationMs: 30_000, switches: { concurrentSets: "refused" } }, async ({ emulator, context }) => {
      emulator.inject({ endpoint: "Set", fault: "reset-after" });
      await halfMade(mailboxAccess.create(context, accessInputs({ mailboxId: seedShared(emulator), roles: OWNER })));
    }));

  const POLLS: FaultKind[] = [
    "status-401",
    "status-403-admin",
    "status-404-html",
    "status-400",
    "html-200",
    "wrong-types",
    "redirect-302",
    "status-429-huge",
  ];
  for (const fault of POLLS) {
    it(`is kept when polling ends in ${fault}, whether the look-up works or not`, () =>
      withBench({}, async ({ emulator, nextRun }) => {
        for (const blind of [false, true]) {
          const inputs = accessInputs({
            mailboxId: seedShared(emulator, `m${blind}@example.org`, `M ${blind}`),
            roles: OWNER,
          });
          emulator.inject({ endpoint: "TaskStatus", fault, times: FOR_EVER });
          if (blind) {
            emulator.inject({ endpoint: "ListActors", fault: "status-403-admin", times: FOR_EVER });
          }
          const half = await halfMade(mailboxAccess.create(nextRun(), inputs));
          assert.deepEqual(half.properties.roles, blind ? [] : OWNER);
          emulator.clearFaults();
          await mailboxAccess.update(nextRun(), half.id, half.properties, inputs);
          assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), OWNER);
        }
      }));
  }

  it("does not come of a forgotten task whose access holds", () =>
    withBench({}, async ({ emulator, context }) => {
      const inputs = accessInputs({ mailboxId: seedShared(emulator) });
      emulator.inject({ endpoint: "Set", fault: "task-forgotten" });
      assert.deepEqual((await mailboxAccess.create(context, inputs)).outs, inputs);
    }));

  for (const setBadActor of [400, 404, 409, "task error"] as const) {
    it(`leaves nothing behind for an employee who cannot have access (${setBadActor})`, () =>
      withBench({ switches: { setBadActor } }, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator), actorId: user(99) });
        const error = await failure(mailboxAccess.create(context, inputs));
        if ("properties" in error) {
          await mailboxAccess.delete(nextRun(), "id", error.properties as typeof inputs);
        }
        assert.deepEqual(emulator.organization(ORG).snapshot().access, []);
      }));
  }
});
