import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../emulator";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { LeapClock } from "../support/clock";
import {
  accessInputs,
  delegatedInputs,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  testContext,
  user,
  withBench,
} from "../support/context";

const OTHER_ORG = "1000002";

/** An emulator that notes how many requests it has at hand at most. */
async function counting(): Promise<{ emulator: Emulator; most: () => number }> {
  let most = 0;
  let done = 0;
  const emulator = await startEmulator({
    latencyMs: 10,
    onRequest: () => {
      done += 1;
    },
  });
  const watch = (async () => {
    while (done < Number.POSITIVE_INFINITY) {
      most = Math.max(most, emulator.journal.length - done);
      await pause(1, undefined, { ref: false });
    }
  })();
  void watch;
  return { emulator, most: () => most };
}

describe("many resources at once", () => {
  for (const maxConcurrency of [1, 2, 8]) {
    it(`have at most ${maxConcurrency} requests under way, whatever kind of request, and make use of that`, async () => {
      const { emulator, most } = await counting();
      try {
        const context = testContext(emulator, { maxConcurrency });
        const { id: mailboxId } = await sharedMailbox.create(context, sharedInputs());
        await Promise.all([
          ...Array.from({ length: 10 }, (_, n) =>
            sharedMailbox.create(context, sharedInputs({ email: `m${n}@example.org`, name: `Mailbox ${n}` })),
          ),
          ...Array.from({ length: 10 }, (_, n) =>
            delegatedMailbox.create(context, delegatedInputs({ ownerId: user(n + 1) })),
          ),
          ...Array.from({ length: 10 }, (_, n) =>
            mailboxAccess.create(context, accessInputs({ mailboxId, actorId: user(n + 1) })),
          ),
        ]);
        assert.ok(most() <= maxConcurrency, `${most()}`);
        assert.ok(most() >= Math.min(maxConcurrency, 4), `${most()}`);
        const { shared, delegated, access } = emulator.organization(ORG).snapshot();
        assert.deepEqual([shared.length, delegated.length, access.length], [11, 10, 10]);
      } finally {
        await emulator.close();
      }
    });
  }

  it("all come through a service that limits the rate", () =>
    withBench({ rateLimit: { perSecond: 5, burst: 5 } }, async ({ emulator, context }) => {
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          sharedMailbox.create(context, sharedInputs({ email: `m${n}@example.org`, name: `Mailbox ${n}` })),
        ),
      );
      assert.equal(emulator.organization(ORG).shared.size, 40);
    }));

  for (const concurrentSets of ["in order", "newest first", "refused"] as const) {
    it(`set one employee's roles on one mailbox one after the other (concurrent sets ${concurrentSets})`, () =>
      withBench({ switches: { concurrentSets }, taskDurationMs: 20_000 }, async ({ emulator, context }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        const lists = [["shared_mailbox_reader"], ["shared_mailbox_sender"], ["shared_mailbox_owner"]];
        await mailboxAccess.create(context, inputs);
        await Promise.all(
          lists.map((roles) => mailboxAccess.update(context, "id", { ...inputs, roles: [] }, { ...inputs, roles })),
        );
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), ["shared_mailbox_owner"]);
        const kinds = emulator.journal.map(({ endpoint }) => endpoint).join(" ");
        assert.match(kinds, /^(Set( TaskStatus)+ ?){4}$/);
      }));
  }
});

describe("two organizations behind one token", () => {
  it("are never mixed: every request goes to the resource's own", async () => {
    const emulator = await startEmulator({});
    try {
      emulator.addOrganization({
        id: OTHER_ORG,
        name: "Other",
        domains: ["other.org"],
        users: [{ id: "1130000000007001", nickname: "boss", name: { first: "B", last: "O" } }],
      });
      const before = emulator.organization(ORG).snapshot();
      const context = testContext(emulator, { orgId: ORG, clock: new LeapClock() });
      const actorId = "1130000000007001";
      const mailbox = sharedInputs({ orgId: OTHER_ORG, email: "support@other.org" });
      const { id } = await sharedMailbox.create(context, mailbox);
      const access = accessInputs({ orgId: OTHER_ORG, mailboxId: id, actorId });
      await mailboxAccess.create(context, access);
      await mailboxAccess.read(context, `${id}/${actorId}`, access);
      await mailboxAccess.read(context, `${id}/1130000000007002`, access);
      await sharedMailbox.update(context, id, mailbox, { ...mailbox, name: "Other" });
      await sharedMailbox.read(context, id, mailbox);
      const delegation = delegatedInputs({ orgId: OTHER_ORG, ownerId: actorId });
      await delegatedMailbox.create(context, delegation);
      await delegatedMailbox.read(context, actorId, delegation);
      const next = testContext(emulator, { orgId: ORG });
      await mailboxAccess.delete(next, "id", access);
      await delegatedMailbox.delete(next, actorId, delegation);
      await sharedMailbox.delete(next, id, mailbox);
      assert.ok(emulator.journal.length >= 12);
      for (const { path } of emulator.journal) {
        assert.ok(path.startsWith(`/admin/v1/org/${OTHER_ORG}/`), path);
      }
      assert.deepEqual(emulator.organization(ORG).snapshot(), before);
      assert.deepEqual(emulator.organization(OTHER_ORG).snapshot(), { shared: [], delegated: [], access: [] });
    } finally {
      await emulator.close();
    }
  });
});
