import { strict as assert } from "node:assert";
import type { FaultKind } from "../../emulator";
import {
  type Access,
  type MailboxAccessListInputs,
  mailboxAccessList,
} from "../../provider/resources/mailboxAccessList";
import {
  type Bench,
  failure,
  halfMade,
  listInputs,
  ORG,
  rolesHeld,
  seedShared,
  user,
  withBench,
} from "../support/context";

/** A list that leaves alone whom it does not name. */
const inputs = (mailboxId: string, access: Access, given: Partial<MailboxAccessListInputs> = {}) =>
  listInputs(mailboxId, access, { exclusive: false, ...given });

const READER = ["shared_mailbox_reader"];
const OWNER = ["shared_mailbox_owner"];
const FOR_EVER = Number.POSITIVE_INFINITY;
const [anna, boris] = [user(2), user(3)];

/** Boris is given access, the answers are lost, and nobody can be asked afterwards. */
async function lost({ emulator, context }: Bench, fault: FaultKind) {
  const mailboxId = seedShared(emulator);
  emulator.inject({ endpoint: "Set", actorId: boris, fault, times: FOR_EVER });
  emulator.inject({ endpoint: "ListActors", skip: 1, times: FOR_EVER, fault: "status-403-admin" });
  const list = inputs(mailboxId, { [anna]: OWNER, [boris]: READER });
  const { properties } = await halfMade(mailboxAccessList.create(context, list));
  emulator.clearFaults();
  assert.deepEqual(rolesHeld(emulator, mailboxId, boris), READER);
  return { mailboxId, list, properties };
}

describe("an access list with an open access", () => {
  for (const fault of ["status-500-after", "task-error-applied"] as const) {
    it(`takes it away when it is deleted, after ${fault}`, () =>
      withBench({}, async (bench) => {
        const { mailboxId, properties } = await lost(bench, fault);
        await mailboxAccessList.delete(bench.nextRun(), mailboxId, properties);
        assert.deepEqual(rolesHeld(bench.emulator, mailboxId, boris), []);
      }));

    it(`takes it away when the program no longer lists it, after ${fault}`, () =>
      withBench({}, async (bench) => {
        const { mailboxId, list, properties } = await lost(bench, fault);
        const wished = { ...list, access: { [anna]: OWNER } };
        await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, wished);
        assert.deepEqual(rolesHeld(bench.emulator, mailboxId, boris), []);
      }));

    it(`finds it in a refresh, after ${fault}`, () =>
      withBench({}, async (bench) => {
        const { mailboxId, list, properties } = await lost(bench, fault);
        const read = await mailboxAccessList.read(bench.nextRun(), mailboxId, properties);
        assert.deepEqual(read?.access, list.access);
      }));
  }

  it("stays open where the next run is refused", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list, properties } = await lost(bench, "status-500-after");
      bench.emulator.inject({ endpoint: "Set", actorId: boris, fault: "status-403-admin" });
      const wished = { ...list, access: { [anna]: READER } };
      const half = await halfMade(mailboxAccessList.update(bench.nextRun(), mailboxId, properties, wished));
      assert.deepEqual(half.properties.unsettled, [boris]);
      assert.ok(
        Math.max(...bench.clock.sleeps) < 60_000,
        "it waited for a task though the service refused the token's user",
      );
    }));

  it("is as it was where nothing was done", () =>
    withBench({}, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).setAccess(mailboxId, anna, OWNER);
      emulator.inject({ endpoint: "Set", fault: "status-403-admin" });
      const list = inputs(mailboxId, { [anna]: OWNER });
      const error = await failure(mailboxAccessList.update(context, mailboxId, list, { ...list, access: {} }));
      assert.equal(error.constructor.name, "Yandex360Error");
    }));
});
