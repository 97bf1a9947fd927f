import assert from "node:assert/strict";
import { Yandex360Error } from "../../provider/api/errors";
import { check } from "../../provider/engine/check";
import { diff, inputsOf } from "../../provider/engine/diff";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import type { Lifecycle } from "../../provider/resources/lifecycle";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { type MailboxAccessListInputs, mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import {
  accessInputs,
  type Bench,
  delegatedInputs,
  failure,
  listInputs,
  ORG,
  seedShared,
  sharedInputs,
  user,
  withBench,
} from "../support/context";

const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";
const GONE = "1130000000990001";
const settings = { orgId: ORG };

/** What `read` finds, and that a program which declares it has nothing to change. */
async function readAlone<Inputs extends object>(lifecycle: Lifecycle<Inputs>, context: Context, id: string) {
  const state = await lifecycle.read(context, id, undefined);
  assert.ok(state !== undefined);
  const { inputs, problems } = check(lifecycle, Object.fromEntries(Object.entries(inputsOf(lifecycle, state))));
  assert.deepEqual(problems, []);
  assert.deepEqual(diff(lifecycle, Object.fromEntries(Object.entries(state)), inputs), {
    changes: false,
    replaces: [],
  });
  return state;
}

describe("a read by the id alone", () => {
  it("finds a shared mailbox", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      const mailbox = { email: "support@example.org", name: "Support", description: "First line" };
      const id = emulator.organization(ORG).createShared(mailbox);
      const found = await readAlone(sharedMailbox, context, id);
      assert.deepEqual(found, { orgId: ORG, ...mailbox, adopt: false });
    }));

  it("finds a delegation", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      emulator.organization(ORG).enableDelegation(user(1));
      assert.deepEqual(await readAlone(delegatedMailbox, context, user(1)), { orgId: ORG, ownerId: user(1) });
    }));

  it("finds one employee's access", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).setAccess(mailboxId, user(2), [SENDER, READER]);
      emulator.organization(ORG).setAccess(mailboxId, user(3), [SENDER]);
      assert.deepEqual(await readAlone(mailboxAccess, context, `${mailboxId}/${user(2)}`), {
        orgId: ORG,
        mailboxId,
        actorId: user(2),
        roles: [READER, SENDER],
        notify: "all",
      });
    }));

  it("finds everybody's access, as roles by employee id", () =>
    withBench({ settings }, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).setAccess(mailboxId, user(3), [SENDER]);
      emulator.organization(ORG).setAccess(mailboxId, user(2), [SENDER, READER]);
      assert.deepEqual(await readAlone(mailboxAccessList, context, mailboxId), {
        orgId: ORG,
        mailboxId,
        access: { [user(2)]: [READER, SENDER], [user(3)]: [SENDER] },
        notify: "all",
        exclusive: true,
        unlisted: "refuse",
      });
    }));

  it("says of what is not there that it is gone", () =>
    withBench({ settings }, async ({ emulator, nextRun }) => {
      const mailboxId = seedShared(emulator);
      assert.equal(await sharedMailbox.read(nextRun(), GONE, undefined), undefined);
      assert.equal(await delegatedMailbox.read(nextRun(), user(4), undefined), undefined);
      assert.equal(await mailboxAccess.read(nextRun(), `${mailboxId}/${user(4)}`, undefined), undefined);
      assert.equal(await mailboxAccess.read(nextRun(), `${GONE}/${user(4)}`, undefined), undefined);
      assert.equal(await mailboxAccessList.read(nextRun(), GONE, undefined), undefined);
    }));
});

/** A read of each type, with the state that it is given. */
const READS: Record<string, (context: Context, id: string, withState: boolean) => Promise<unknown>> = {
  SharedMailbox: (context, id, withState) => sharedMailbox.read(context, id, withState ? sharedInputs() : undefined),
  DelegatedMailbox: (context, id, withState) =>
    delegatedMailbox.read(context, id, withState ? delegatedInputs() : undefined),
  MailboxAccess: (context, id, withState) =>
    mailboxAccess.read(context, id, withState ? accessInputs({ mailboxId: GONE }) : undefined),
  MailboxAccessList: (context, id, withState) =>
    mailboxAccessList.read(context, id, withState ? listInputs(GONE, {}) : undefined),
};

const MALFORMED: Record<string, { ids: string[]; message: string }> = {
  SharedMailbox: {
    ids: ["", "support@example.org", "0", "12/13", "1.5", "99999999999999999999"],
    message: "the id has to be the mailbox's id, such as 1130000000000001",
  },
  DelegatedMailbox: {
    ids: ["", "boss", "12/13", "-1"],
    message: "the id has to be the id of the mailbox's owner, such as 1130000000000001",
  },
  MailboxAccess: {
    ids: ["", "12", "12/", "/12", "12/13/14", "12/support@example.org", "12 / 13", "12,13"],
    message: "the id has to be <mailboxId>/<actorId>, such as 1130000000000001/1130000000000002",
  },
  MailboxAccessList: {
    ids: ["", "12/13", "support@example.org"],
    message: "the id has to be the id of the mailbox, such as 1130000000000001",
  },
};

describe("the id of a read", () => {
  for (const [type, { ids, message }] of Object.entries(MALFORMED)) {
    it(`of another format is refused in one line, before anything is asked (${type})`, () =>
      withBench({ settings }, async ({ context, asked }) => {
        for (const id of ids) {
          for (const withState of [false, true]) {
            const error = await failure(Promise.resolve(READS[type]?.(context, id, withState)));
            assert.ok(error instanceof Yandex360Error, id);
            assert.equal(error.message, message);
          }
        }
        assert.deepEqual(asked(), []);
      }));

    it(`says nothing of the organization, so that one has to be set (${type})`, () =>
      withBench({}, async ({ context, asked }) => {
        const id = type === "MailboxAccess" ? `${GONE}/${user(2)}` : GONE;
        const error = await failure(Promise.resolve(READS[type]?.(context, id, false)));
        assert.ok(error instanceof Yandex360Error);
        assert.match(error.message, /which organization it is in: set yandex360:orgId/);
        assert.deepEqual(asked(), []);
      }));
  }

  it("says who and where, also where state says something else; the organization is the state's", () =>
    withBench({ settings: { orgId: "2000002" } }, async ({ emulator, nextRun }: Bench) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).setAccess(mailboxId, user(2), [SENDER]);
      const access = accessInputs({ mailboxId: GONE, actorId: user(5), roles: [READER] });
      assert.deepEqual(await mailboxAccess.read(nextRun(), `${mailboxId}/${user(2)}`, access), {
        ...access,
        mailboxId,
        actorId: user(2),
        roles: [SENDER],
      });
      const list = listInputs(GONE, {});
      const found = await mailboxAccessList.read(nextRun(), mailboxId, list);
      assert.deepEqual(found, { ...list, mailboxId, access: { [user(2)]: [SENDER] } });
    }));
});

describe("the state of a read", () => {
  it("lends the program's spelling, and gets no property that an earlier version did not keep", () =>
    withBench({ settings }, async ({ emulator, nextRun }) => {
      const mailboxId = seedShared(emulator, "support@xn--e1afmkfd.xn--p1ai");
      emulator.organization(ORG).setAccess(mailboxId, user(2), [READER, SENDER]);
      const shared = sharedInputs({ email: "support@пример.рф", adopt: true });
      assert.deepEqual(await sharedMailbox.read(nextRun(), mailboxId, shared), shared);
      const access = accessInputs({ mailboxId, roles: [SENDER, READER], taskTimeout: 7 });
      assert.deepEqual(await mailboxAccess.read(nextRun(), `${mailboxId}/${user(2)}`, access), access);
      const { unlisted: _, ...older } = listInputs(mailboxId, { [user(2)]: [SENDER, READER] });
      assert.deepEqual(await mailboxAccessList.read(nextRun(), mailboxId, older as MailboxAccessListInputs), older);
    }));
});
