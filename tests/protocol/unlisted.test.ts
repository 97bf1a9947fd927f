import assert from "node:assert/strict";
import type { Emulator } from "../../emulator";
import { type Access, mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { type Bench, failure, halfMade, listInputs, ORG, seedShared, user, withBench } from "../support/context";

const READER = ["shared_mailbox_reader"];
const OWNER = ["shared_mailbox_owner"];
const REMOVE = { unlisted: "remove" } as const;
const [anna, boris, vera, gleb] = [user(2), user(3), user(4), user(5)];

/** The roles by employee on the mailbox, as the service has them. */
function held(emulator: Emulator, mailboxId: string): Access {
  const { access } = emulator.organization(ORG).snapshot();
  return Object.fromEntries(access.filter((a) => a.mailboxId === mailboxId).map((a) => [a.actorId, [...a.roles]]));
}

/** A shared mailbox to which people have access by hand. */
function seeded({ emulator }: Bench, access: Access): string {
  const mailboxId = seedShared(emulator);
  giveByHand(emulator, mailboxId, access);
  return mailboxId;
}

function giveByHand(emulator: Emulator, mailboxId: string, access: Access): void {
  for (const [actorId, roles] of Object.entries(access)) {
    emulator.organization(ORG).setAccess(mailboxId, actorId, roles);
  }
}

/** Refused with nothing sent and nobody changed. */
async function assertRefused({ emulator, asked }: Bench, mailboxId: string, operation: () => Promise<unknown>) {
  const before = held(emulator, mailboxId);
  asked();
  const error = await failure(operation());
  assert.equal(error.constructor.name, "Yandex360Error");
  assert.deepEqual([...new Set(asked())], ["ListActors"]);
  assert.deepEqual(held(emulator, mailboxId), before);
  return error.message;
}

describe("People who have access to a mailbox and are not in its list", () => {
  it("make a new list fail, which names each with roles and what to do, before anything is sent", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, { [anna]: READER, [vera]: READER, [gleb]: [...OWNER, ...READER] });
      const message = await assertRefused(bench, mailboxId, () =>
        mailboxAccessList.create(bench.context, listInputs(mailboxId, { [anna]: OWNER, [boris]: READER })),
      );
      assert.equal(
        message,
        `2 employees have access to the mailbox and are not in \`access\`: ${vera} (reader) and ` +
          `${gleb} (owner, reader); nothing was changed: add them to \`access\`, or set ` +
          '`unlisted: "remove"` to take their access away',
      );
    }));

  it("lose their access to a new list that says `remove`", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, { [vera]: READER });
      await mailboxAccessList.create(bench.context, listInputs(mailboxId, { [anna]: OWNER }, REMOVE));
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER });
    }));

  it("keep it beside a list that is not exclusive", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, { [vera]: READER });
      await mailboxAccessList.create(bench.context, listInputs(mailboxId, { [anna]: OWNER }, { exclusive: false }));
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER, [vera]: READER });
    }));

  it("make the update fail that makes the list exclusive, unless it says `remove`", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, { [vera]: READER });
      const open = listInputs(mailboxId, { [anna]: OWNER }, { exclusive: false });
      await mailboxAccessList.create(bench.context, open);
      const closed = { ...open, exclusive: true };
      const message = await assertRefused(bench, mailboxId, () =>
        mailboxAccessList.update(bench.nextRun(), mailboxId, open, closed),
      );
      assert.match(message, new RegExp(`employee ${vera} \\(reader\\) .*unlisted: "remove"`));
      assert.doesNotMatch(message, /pulumi refresh/);
      await mailboxAccessList.update(bench.nextRun(), mailboxId, open, { ...closed, ...REMOVE });
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER });
    }));

  it("make any other update fail that would remove them unseen, and go in it once a refresh has shown them", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, {});
      const list = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.create(bench.context, list);
      giveByHand(bench.emulator, mailboxId, { [vera]: READER });
      const wider = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER });
      const message = await assertRefused(bench, mailboxId, () =>
        mailboxAccessList.update(bench.nextRun(), mailboxId, list, wider),
      );
      assert.match(message, /after `pulumi refresh` the preview shows what would be removed$/);
      const found = await mailboxAccessList.read(bench.nextRun(), mailboxId, list);
      assert.deepEqual(found?.access, { [anna]: OWNER, [vera]: READER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, found, wider);
      assert.deepEqual(held(bench.emulator, mailboxId), wider.access);
    }));

  it("make the next `up` of a half-made list fail where they came since, and then nothing is lost of what is in state", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, {});
      const list = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER });
      bench.emulator.inject({ endpoint: "Set", actorId: boris, fault: "task-error" });
      const { properties } = await halfMade(mailboxAccessList.create(bench.context, list));
      giveByHand(bench.emulator, mailboxId, { [vera]: READER });
      await assertRefused(bench, mailboxId, () =>
        mailboxAccessList.update(bench.nextRun(), mailboxId, properties, list),
      );
      const withVera = listInputs(mailboxId, { ...list.access, [vera]: READER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, withVera);
      assert.deepEqual(held(bench.emulator, mailboxId), withVera.access);
    }));

  it("do not make the next `up` of a half-made list fail where it has them in state, also with `refuse` again", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, { [vera]: READER });
      const list = listInputs(mailboxId, { [anna]: OWNER });
      bench.emulator.inject({ endpoint: "Set", actorId: vera, fault: "task-error" });
      const { properties } = await halfMade(mailboxAccessList.create(bench.context, { ...list, ...REMOVE }));
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, list);
      assert.deepEqual(held(bench.emulator, mailboxId), list.access);
    }));

  it("are no reason to fail where nobody knows yet whether a half-made list has given them access", () =>
    withBench({ taskDurationMs: 600_000 }, async (bench) => {
      const mailboxId = seeded(bench, {});
      const both = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER }, { taskTimeout: 60 });
      const { properties } = await halfMade(mailboxAccessList.create(bench.context, both));
      bench.clock.move(3_600_000);
      assert.deepEqual(held(bench.emulator, mailboxId), both.access);
      const one = listInputs(mailboxId, { [anna]: OWNER }, { taskTimeout: 1200 });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, properties, one);
      assert.deepEqual(held(bench.emulator, mailboxId), one.access);
    }));

  it("are looked at again before the list fails, since what was just taken away may still show", () =>
    withBench({ switches: { accessVisibleDelayMs: 2_000 } }, async (bench) => {
      const mailboxId = seeded(bench, {});
      const both = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER });
      await mailboxAccessList.create(bench.context, both);
      bench.clock.move(60_000);
      const one = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, both, one);
      const changed = listInputs(mailboxId, { [anna]: READER });
      await mailboxAccessList.update(bench.nextRun(), mailboxId, one, changed);
      bench.clock.move(60_000);
      assert.deepEqual(held(bench.emulator, mailboxId), changed.access);
    }));

  it("are no reason to fail where this run has taken their access away", () =>
    withBench({ switches: { accessVisibleDelayMs: 3_600_000 } }, async (bench) => {
      const mailboxId = seeded(bench, {});
      const both = listInputs(mailboxId, { [anna]: OWNER, [boris]: READER });
      await mailboxAccessList.create(bench.context, both);
      bench.clock.move(7_200_000);
      const run = bench.nextRun();
      await mailboxAccessList.delete(run, mailboxId, both);
      await mailboxAccessList.create(run, listInputs(mailboxId, { [anna]: OWNER }));
      bench.clock.move(7_200_000);
      assert.deepEqual(held(bench.emulator, mailboxId), { [anna]: OWNER });
    }));

  it("are nobody's business in an update that sends nothing", () =>
    withBench({}, async (bench) => {
      const mailboxId = seeded(bench, {});
      const { unlisted: _, ...old } = listInputs(mailboxId, { [anna]: OWNER });
      await mailboxAccessList.create(bench.context, { ...old, unlisted: "refuse" });
      giveByHand(bench.emulator, mailboxId, { [vera]: READER });
      bench.asked();
      const state = { ...old, unlisted: "refuse" } as const;
      await mailboxAccessList.update(bench.nextRun(), mailboxId, state, { ...state, ...REMOVE, notify: "all" });
      assert.deepEqual(bench.asked(), []);
    }));
});
