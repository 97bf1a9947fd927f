import assert from "node:assert/strict";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  delegatedInputs,
  listInputs,
  seedShared,
  sharedInputs,
  told,
  user,
  withBench,
} from "../support/context";

const NOBODY = "1130000000099999";
const GONE = "1130000900009999";

describe("the advice of a refusal", () => {
  for (const setBadActor of [404, 400] as const) {
    it(`speaks of the employee and the roles where access is refused, not of addresses and names (HTTP ${setBadActor})`, () =>
      withBench({ switches: { setBadActor } }, async ({ emulator, context }) => {
        const mailboxId = seedShared(emulator);
        const message = await told(mailboxAccess.create(context, accessInputs({ mailboxId, actorId: NOBODY })));
        assert.match(message, new RegExp(`HTTP ${setBadActor}.*employee`));
        assert.doesNotMatch(message, /address|unique|the name/);
      }));
  }

  it("says that the mailbox is there and the employee likely is not", () =>
    withBench({}, async ({ emulator, context, asked }) => {
      const mailboxId = seedShared(emulator);
      const message = await told(mailboxAccess.create(context, accessInputs({ mailboxId, actorId: NOBODY })));
      assert.ok(message.includes(`mailbox ${mailboxId} is there, so likely there is no employee ${NOBODY}`), message);
      assert.deepEqual(asked(), ["Set", "ListShared"]);
    }));

  it("says that the mailbox is not there, and names refresh, wherever access is given or changed", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      seedShared(emulator);
      const inputs = accessInputs({ mailboxId: GONE });
      const list = listInputs(GONE, { [user(2)]: ["shared_mailbox_owner"] });
      for (const operation of [
        () => mailboxAccess.create(context, inputs),
        () => mailboxAccess.update(nextRun(), "id", { ...inputs, roles: ["shared_mailbox_owner"] }, inputs),
        () => mailboxAccessList.create(nextRun(), list),
      ]) {
        const message = await told(operation());
        assert.match(message, new RegExp(`no shared mailbox ${GONE}, .*pulumi refresh.*delegation`));
        assert.doesNotMatch(message, /employee \d/);
      }
    }));

  it("says so where neither can be looked up", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.inject({ endpoint: "ListShared", fault: "status-403-scope", times: 9 });
      const message = await told(mailboxAccess.create(context, accessInputs({ mailboxId: GONE })));
      assert.match(
        message,
        new RegExp(`HTTP 404.*which of mailbox ${GONE} and employee ${user(2)} .*not be looked up`),
      );
    }));

  it("names refresh where a mailbox to be changed is gone", () =>
    withBench({}, async ({ context }) => {
      const message = await told(sharedMailbox.update(context, GONE, sharedInputs(), sharedInputs({ name: "Other" })));
      assert.match(message, /HTTP 404.*no such mailbox: run `pulumi refresh`/);
    }));

  it("speaks of the name and not of the address where a mailbox is to be renamed", () =>
    withBench({}, async ({ emulator, context }) => {
      const id = seedShared(emulator);
      seedShared(emulator, "other@example.org", "Other");
      const message = await told(sharedMailbox.update(context, id, sharedInputs(), sharedInputs({ name: "Other" })));
      assert.match(message, /HTTP 409.*\): the name "Other" is likely taken/);
      assert.doesNotMatch(message, /address/);
    }));

  it("speaks of the owner where delegation is refused", () =>
    withBench({}, async ({ context }) => {
      const message = await told(delegatedMailbox.create(context, delegatedInputs({ ownerId: NOBODY })));
      assert.match(message, /HTTP 404.*check ownerId/);
    }));
});
