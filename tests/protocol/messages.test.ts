import assert from "node:assert/strict";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  delegatedInputs,
  failure,
  listInputs,
  ORG,
  seedShared,
  sharedInputs,
  user,
  withBench,
} from "../support/context";

const OWNER = ["shared_mailbox_owner"];
const TWO = ["shared_mailbox_imap_admin", "shared_mailbox_sender"];

describe("what happens to others is said", () => {
  it("where a shared mailbox is taken over, with what changes", () =>
    withBench({}, async ({ emulator, context, said }) => {
      const id = seedShared(emulator, "support@example.org", "Made by hand");
      await sharedMailbox.create(context, sharedInputs({ adopt: true, name: "First line", description: "All" }));
      assert.deepEqual(said, [
        `took over shared mailbox ${id} ("Made by hand" → "First line", description "" → "All")`,
      ]);
    }));

  it("where a mailbox is taken over just as it is, and not where it is new or the program's own", () =>
    withBench({}, async ({ emulator, context, said, nextRun }) => {
      const id = seedShared(emulator);
      await sharedMailbox.create(context, sharedInputs({ adopt: true }));
      assert.deepEqual(said.splice(0), [`took over shared mailbox ${id}`]);
      await sharedMailbox.create(context, sharedInputs({ email: "new@example.org", name: "New", adopt: true }));
      emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
      await sharedMailbox.create(nextRun(), sharedInputs({ email: "lost@example.org", name: "Lost", adopt: true }));
      assert.deepEqual(said, []);
    }));

  it("where a list takes access away, with names and roles, and not of those it leaves", () =>
    withBench({}, async ({ emulator, context, said }) => {
      const mailboxId = seedShared(emulator);
      const { access } = emulator.organization(ORG);
      access.set(mailboxId, user(3), OWNER);
      access.set(mailboxId, user(4), TWO);
      access.set(mailboxId, user(5), ["shared_mailbox_new"]);
      await mailboxAccessList.create(
        context,
        listInputs(mailboxId, { [user(2)]: OWNER, [user(3)]: TWO }, { unlisted: "remove" }),
      );
      assert.deepEqual(said, [
        `took access away from ${user(4)} (imapAdmin, sender) and ${user(5)} (shared_mailbox_new)`,
      ]);
    }));

  it("of those only who surely have lost their access, where a part fails", () =>
    withBench({}, async ({ emulator, context, said }) => {
      const mailboxId = seedShared(emulator);
      const { access } = emulator.organization(ORG);
      access.set(mailboxId, user(3), OWNER);
      access.set(mailboxId, user(4), OWNER);
      emulator.inject({ endpoint: "Set", actorId: user(3), fault: "status-403-admin" });
      await failure(
        mailboxAccessList.create(context, listInputs(mailboxId, { [user(2)]: OWNER }, { unlisted: "remove" })),
      );
      assert.deepEqual(said, [`took access away from ${user(4)} (owner)`]);
    }));

  it("where delegation is switched off, but for access that this run has taken away itself", () =>
    withBench({}, async ({ emulator, nextRun, said }) => {
      const { id, outs } = await delegatedMailbox.create(nextRun(), delegatedInputs());
      const own = accessInputs({ mailboxId: id, actorId: user(2) });
      await mailboxAccess.create(nextRun(), own);
      emulator.organization(ORG).access.set(id, user(3), OWNER);
      emulator.organization(ORG).access.set(id, user(4), TWO);
      const run = nextRun();
      await mailboxAccess.delete(run, "id", own);
      await delegatedMailbox.delete(run, id, outs);
      assert.deepEqual(said, [
        `switched delegation off, which took access from ${user(3)} (owner) and ${user(4)} (imapAdmin, sender)`,
      ]);
    }));

  it("not where nobody had access, where delegation was off already, or where the program keeps it", () =>
    withBench({}, async ({ context, nextRun, said, asked }) => {
      const { id, outs } = await delegatedMailbox.create(context, delegatedInputs());
      asked();
      await delegatedMailbox.delete(context, id, outs);
      assert.deepEqual(asked(), []);
      await delegatedMailbox.delete(nextRun(), id, outs);
      await delegatedMailbox.delete(nextRun(), id, outs);
      assert.deepEqual(said, []);
    }));

  it("that it is not known, where the look fails: delegation is switched off all the same", () =>
    withBench({}, async ({ emulator, nextRun, said }) => {
      const { id, outs } = await delegatedMailbox.create(nextRun(), delegatedInputs());
      emulator.inject({ endpoint: "ListActors", fault: "status-403-admin" });
      await delegatedMailbox.delete(nextRun(), id, outs);
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", /^switched delegation off; who lost access by that is not known: GET .* HTTP 403/);
      assert.deepEqual(emulator.organization(ORG).snapshot().delegated, []);
    }));
});

describe("a request that is retried", () => {
  it("is named when that takes more than 5 s, and about every 30 s from then on", () =>
    withBench({}, async ({ emulator, context, said, clock }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "status-503", times: Number.POSITIVE_INFINITY });
      const begun = clock.now();
      await failure(delegatedMailbox.create(context, delegatedInputs()));
      const lasted = (clock.now() - begun) / 1000;
      const moments = said.map((line) =>
        Number(/\(HTTP 503\): (\d+) s so far, next attempt in \d+ s$/.exec(line)?.[1]),
      );
      assert.ok((moments[0] ?? 9) <= 5, said[0]);
      for (const [at, moment] of moments.slice(1).entries()) {
        const pause = moment - (moments[at] ?? 0);
        assert.ok(pause >= 10 && pause <= 50, `${moments}`);
      }
      assert.ok(moments.length >= Math.floor(lasted / 50) && moments.length >= 3, `${moments} in ${lasted} s`);
      assert.match(said[0] ?? "", /^retrying PUT \/mailboxes\/delegated /);
    }));

  it("is not named when it succeeds soon", () =>
    withBench({}, async ({ emulator, context, said }) => {
      emulator.inject({ endpoint: "CreateDelegated", fault: "status-503", times: 2 });
      await delegatedMailbox.create(context, delegatedInputs());
      assert.deepEqual(said, []);
    }));
});
