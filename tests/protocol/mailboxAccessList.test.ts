import { strict as assert } from "node:assert";
import type { Emulator } from "../../emulator";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import {
  type Access,
  type MailboxAccessListInputs,
  mailboxAccessList,
} from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  type Bench,
  failure,
  halfMade,
  listInputs,
  ORG,
  seedShared,
  sharedInputs,
  user,
  withBench,
} from "../support/context";

const READER = ["shared_mailbox_reader"];
const OWNER = ["shared_mailbox_owner"];
const EDITOR = ["shared_mailbox_editor"];
const [anna, boris, vera] = [user(2), user(3), user(4)];

/** The roles by employee on the mailbox, as the service has them. */
function held(emulator: Emulator, mailboxId: string): Access {
  const { access } = emulator.organization(ORG).snapshot();
  return Object.fromEntries(access.filter((a) => a.mailboxId === mailboxId).map((a) => [a.actorId, [...a.roles]]));
}

describe("MailboxAccessList at the service", () => {
  const made = async ({ emulator, context }: Bench, access: Access, given?: Partial<MailboxAccessListInputs>) => {
    const mailboxId = seedShared(emulator);
    const list = listInputs(mailboxId, access, given);
    const { id, outs } = await mailboxAccessList.create(context, list);
    assert.equal(id, mailboxId);
    assert.deepEqual(outs, list);
    return { mailboxId, list };
  };

  it("looks once and then sends one request for everybody who differs", () =>
    withBench({}, async (bench) => {
      const { mailboxId } = await made(bench, { [anna]: OWNER, [boris]: READER });
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER, [boris]: READER });
      assert.deepEqual(bench.asked().sort(), ["ListActors", "Set", "Set", "TaskStatus", "TaskStatus"]);
    }));

  it("sends only what differs in an update, and takes away what is no longer listed", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER, [boris]: READER });
      bench.asked();
      const next = bench.nextRun();
      const wished = listInputs(mailboxId, { [anna]: OWNER, [vera]: READER });
      await mailboxAccessList.update(next, mailboxId, list, wished);
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER, [vera]: READER });
      assert.equal(bench.asked().filter((endpoint) => endpoint === "Set").length, 2);
    }));

  it("does not touch the owner of a delegated mailbox, though the service lists the owner", () =>
    withBench({ switches: { ownerListed: true } }, async ({ emulator, context }) => {
      const owner = user(1);
      emulator.organization(ORG).enableDelegation(owner);
      const list = listInputs(owner, { [anna]: READER });
      await mailboxAccessList.create(context, list);
      assert.deepEqual(await mailboxAccessList.read(context, owner, list), list);
      assert.ok(emulator.requests("Set").every(({ query }) => query.actorId !== owner));
    }));

  it("takes away, in the update that makes it not exclusive, whom a refresh has found and the program does not list", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER });
      bench.emulator.organization(ORG).setAccess(mailboxId, vera, READER);
      const found = await mailboxAccessList.read(bench.nextRun(), mailboxId, list);
      assert.deepEqual(found?.access, { [anna]: OWNER, [vera]: READER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, found, { ...list, exclusive: false });
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER });
    }));

  it("keeps an empty list of a mailbox that nobody has access to", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, {});
      assert.deepEqual(await mailboxAccessList.read(bench.nextRun(), mailboxId, list), list);
      assert.deepEqual(bench.asked(), ["ListActors", "ListActors"]);
    }));

  it("sends nothing for a change of notify or taskTimeout alone", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER });
      bench.asked();
      await mailboxAccessList.update(bench.context, mailboxId, list, { ...list, notify: "all", taskTimeout: 5 });
      assert.deepEqual(bench.asked(), []);
    }));

  it("reads additions, changes and removals made elsewhere, and only its own people when it is not exclusive", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER, [boris]: READER });
      const organization = bench.emulator.organization(ORG);
      organization.setAccess(mailboxId, anna, EDITOR);
      organization.setAccess(mailboxId, boris, []);
      organization.setAccess(mailboxId, vera, READER);
      const read = await mailboxAccessList.read(bench.nextRun(), mailboxId, list);
      assert.deepEqual(read?.access, { [anna]: EDITOR, [vera]: READER });
      const own = await mailboxAccessList.read(bench.nextRun(), mailboxId, { ...list, exclusive: false });
      assert.deepEqual(own?.access, { [anna]: EDITOR });
    }));

  it("is gone only where the mailbox is, not where nobody has access", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER });
      bench.emulator.organization(ORG).setAccess(mailboxId, anna, []);
      assert.deepEqual((await mailboxAccessList.read(bench.nextRun(), mailboxId, list))?.access, {});
      bench.emulator.organization(ORG).removeShared(mailboxId);
      assert.equal(await mailboxAccessList.read(bench.nextRun(), mailboxId, list), undefined);
    }));

  it("keeps what was done of a partial failure, says who is missing, and finishes in the next run", () =>
    withBench({}, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER, [vera]: EDITOR });
      bench.emulator.inject({ endpoint: "Set", actorId: boris, fault: "task-error" });
      const { id, properties, reasons } = await halfMade(mailboxAccessList.create(bench.context, list));
      assert.equal(id, mailboxId);
      assert.deepEqual(properties.access, { [anna]: OWNER, [vera]: EDITOR });
      assert.match(reasons.join(), new RegExp(`1 of 3 changes failed, for employee ${boris}: `));
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, list);
      assert.deepEqual(held(bench.emulator, mailboxId), list.access);
    }));

  it("leaves nothing in state where the service refused everything", () =>
    withBench({ switches: { setBadActor: 404 } }, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      const error = await failure(
        mailboxAccessList.create(context, listInputs(mailboxId, { "1130000000009999": OWNER })),
      );
      assert.equal(error.constructor.name, "Yandex360Error");
    }));

  it("takes the listed access away when it is deleted, and nobody else's", () =>
    withBench({}, async (bench) => {
      const { mailboxId, list } = await made(bench, { [anna]: OWNER, [boris]: READER }, { exclusive: false });
      bench.emulator.organization(ORG).setAccess(mailboxId, vera, READER);
      await mailboxAccessList.delete(bench.nextRun(), mailboxId, list);
      assert.deepEqual(held(bench.emulator, mailboxId), { [vera]: READER });
    }));

  it("takes over from single accesses, and gives over to them, in one run without taking anything away", () =>
    withBench({}, async (bench) => {
      const { id } = await sharedMailbox.create(bench.context, sharedInputs());
      const single = accessInputs({ mailboxId: id, actorId: anna });
      await mailboxAccess.create(bench.context, single);
      const list = listInputs(id, { [anna]: single.roles });

      const second = bench.nextRun();
      await mailboxAccessList.create(second, list);
      await mailboxAccess.delete(second, `${id}/${anna}`, single);
      assert.deepEqual(held(bench.emulator, id), list.access);

      const third = bench.nextRun();
      await mailboxAccess.create(third, single);
      await mailboxAccessList.delete(third, id, list);
      assert.deepEqual(held(bench.emulator, id), list.access);
    }));
});

describe("MailboxAccessList while the service does not tell the whole truth", () => {
  const HOUR = 3_600_000;
  const LATE = { switches: { accessVisibleDelayMs: HOUR } };
  const settled = async ({ context, clock }: Bench, mailboxId: string, access: Access) => {
    const list = listInputs(mailboxId, access);
    await mailboxAccessList.create(context, list);
    clock.move(2 * HOUR);
    return list;
  };

  it("takes away what an `up` shortly before has given, though nobody sees it yet", () =>
    withBench(LATE, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = listInputs(mailboxId, { [anna]: OWNER, [vera]: READER });
      await mailboxAccessList.create(bench.context, list);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, list, listInputs(mailboxId, { [anna]: OWNER }));
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER });
    }));

  it("sets roles that an `up` shortly before has changed, though the wished ones are still to be seen", () =>
    withBench(LATE, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const before = await settled(bench, mailboxId, { [anna]: READER });
      const wider = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, before, wider);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, wider, before);
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: READER });
    }));

  it("gives access again that an `up` shortly before has taken away, though it is still to be seen", () =>
    withBench(LATE, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const both = await settled(bench, mailboxId, { [anna]: OWNER, [boris]: READER });
      const one = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, both, one);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, one, both);
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), both.access);
    }));

  it("gives access again after its own replacement, which takes it away in the same run", () =>
    withBench(LATE, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = await settled(bench, mailboxId, { [anna]: OWNER, [boris]: READER });
      const run = bench.nextRun();
      await mailboxAccessList.delete(run, mailboxId, list);
      await mailboxAccessList.create(run, list);
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), list.access);
    }));

  it("believes every role of an employee whom the service names twice", () =>
    withBench({}, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = listInputs(mailboxId, { [anna]: READER });
      await mailboxAccessList.create(bench.context, list);
      const actors = [OWNER, READER].map((roles) => ({ actorId: anna, roles }));
      const text = JSON.stringify({ actors });
      bench.emulator.inject({ endpoint: "ListActors", fault: { status: 200, text } });
      const read = await mailboxAccessList.read(bench.nextRun(), mailboxId, list);
      assert.deepEqual(read?.access, { [anna]: [...OWNER, ...READER] });
    }));

  const half = async ({ emulator, context }: Bench, mailboxId: string) => {
    const list = listInputs(mailboxId, { [anna]: OWNER }, { exclusive: false, taskTimeout: 60 });
    const { properties } = await halfMade(mailboxAccessList.create(context, list));
    assert.deepEqual(held(emulator, mailboxId), {});
    return { ...properties, taskTimeout: 1200 };
  };

  it("takes away what a task may still give, when the program has dropped the employee meanwhile", () =>
    withBench({ taskDurationMs: 600_000 }, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const state = await half(bench, mailboxId);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, state, { ...state, access: {} });
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), {});
    }));

  it("takes away what a task may still give, when it is deleted meanwhile", () =>
    withBench({ taskDurationMs: 600_000 }, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      await mailboxAccessList.delete(bench.nextRun(), mailboxId, await half(bench, mailboxId));
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), {});
    }));

  it("gives access again that a task may still take away, when the program has the employee back", () =>
    withBench({ taskDurationMs: 600_000 }, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER }, { taskTimeout: 1200 });
      await mailboxAccessList.create(bench.context, list);
      const without = listInputs(mailboxId, { [anna]: OWNER }, { taskTimeout: 60 });
      const { properties } = await halfMade(mailboxAccessList.update(bench.nextRun(), mailboxId, list, without));
      assert.deepEqual(properties.access, list.access);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, list);
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), list.access);
    }));

  it("keeps in state whose task failed while nobody could be asked, so that the deletion takes their access away", () =>
    withBench({}, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      const list = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.create(bench.context, list);
      bench.emulator.inject({ endpoint: "Set", fault: "task-error" });
      bench.emulator.inject({
        endpoint: "ListActors",
        fault: "status-403-admin",
        skip: 1,
        times: Number.POSITIVE_INFINITY,
      });
      const narrower = listInputs(mailboxId, { [anna]: READER });
      const { properties } = await halfMade(mailboxAccessList.update(bench.nextRun(), mailboxId, list, narrower));
      bench.emulator.clearFaults();
      await mailboxAccessList.delete(bench.nextRun(), mailboxId, properties);
      assert.deepEqual(held(bench.emulator, mailboxId), {});
    }));

  it("says who was to lose access and still has it", () =>
    withBench({}, async (bench) => {
      const mailboxId = seedShared(bench.emulator);
      bench.emulator.organization(ORG).setAccess(mailboxId, vera, READER);
      bench.emulator.inject({ endpoint: "Set", actorId: vera, fault: "task-error" });
      const list = listInputs(mailboxId, { [anna]: OWNER }, { unlisted: "remove" });
      const { properties, reasons } = await halfMade(mailboxAccessList.create(bench.context, list));
      assert.match(
        reasons.join(),
        new RegExp(`1 of 2 changes failed, for employee ${vera} \\(to lose access\\): task `),
      );
      assert.deepEqual(properties.access, { [anna]: OWNER, [vera]: READER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, list);
      bench.clock.move(HOUR);
      assert.deepEqual(held(bench.emulator, mailboxId), list.access);
    }));
});
