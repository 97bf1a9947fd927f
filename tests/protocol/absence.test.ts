import assert from "node:assert/strict";
import { type CustomReply, SWITCH_RECORDS } from "../../emulator";
import { Unproven } from "../../provider/api/errors";
import { explain } from "../../provider/engine/advice";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  count,
  delegatedInputs,
  failure,
  listInputs,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  told,
  user,
  withBench,
} from "../support/context";

const GONE = "1130000900009999";
const READER = "shared_mailbox_reader";
const FOR_EVER = Number.POSITIVE_INFINITY;

describe("a mailbox that is gone", () => {
  for (const errorShape of ["code and message", ...SWITCH_RECORDS.errorShape.alternatives] as const) {
    for (const notFoundMessage of ["not_found", ...SWITCH_RECORDS.notFoundMessage.alternatives] as const) {
      it(`is known by the API's 404 and its lists (${errorShape}, ${notFoundMessage})`, () =>
        withBench({ switches: { errorShape, notFoundMessage } }, async ({ emulator, context, nextRun }) => {
          seedShared(emulator);
          const access = accessInputs({ mailboxId: GONE });
          assert.equal(await sharedMailbox.read(context, GONE, sharedInputs()), undefined);
          assert.equal(await mailboxAccess.read(nextRun(), `${GONE}/${user(2)}`, access), undefined);
          await sharedMailbox.delete(nextRun(), GONE, sharedInputs());
          await mailboxAccess.delete(nextRun(), `${GONE}/${user(2)}`, access);
        }));
    }
  }

  const NO_PROOF: [what: string, reply: CustomReply][] = [
    ["a gateway's page", { status: 404, text: "<html><h1>404 Not Found</h1></html>" }],
    ["a gateway's JSON", { status: 404, text: '{"status":404,"error":"Not Found"}' }],
    ["an empty body", { status: 404, text: "" }],
    ["an API's message that is no text", { status: 404, text: '{"code":5,"message":null}' }],
  ];
  for (const [what, fault] of NO_PROOF) {
    it(`is not known by ${what} with 404, although the lists lack it`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        seedShared(emulator);
        emulator.inject({ endpoint: "GetShared", fault, times: FOR_EVER });
        emulator.inject({ endpoint: "ListActors", fault, times: FOR_EVER });
        for (const read of [
          () => sharedMailbox.read(context, GONE, sharedInputs()),
          () => mailboxAccess.read(nextRun(), `${GONE}/${user(2)}`, accessInputs({ mailboxId: GONE })),
        ]) {
          assert.match(await told(read()), /HTTP 404.*this is not the API's own reply/);
        }
      }));
  }

  it("is not known by the API's 404 as long as the list has it", () =>
    withBench({ switches: { notFoundMessage: "No such resource" } }, async ({ emulator, context }) => {
      const id = seedShared(emulator);
      emulator.inject({ endpoint: "GetShared", fault: "status-404-api", times: FOR_EVER });
      const message = await told(sharedMailbox.read(context, id, sharedInputs()));
      assert.match(message, /HTTP 404.*the service's own list still has it/);
    }));
});

describe("a service that leaves out empty lists and zeros", () => {
  const switches = { emptyFields: "left out" } as const;

  it("proves nothing by a list that it leaves out: a refresh drops no delegation, and says what to do", () =>
    withBench({ switches }, async ({ emulator, context, nextRun }) => {
      const error = await failure(delegatedMailbox.read(context, user(1), delegatedInputs()));
      assert.ok(error instanceof Unproven);
      assert.match(explain(error), new RegExp(`mailbox ${user(1)} is gone: .*pulumi state delete`));
      emulator.organization(ORG).enableDelegation(user(2));
      assert.equal(await delegatedMailbox.read(nextRun(), user(1), delegatedInputs()), undefined);
      emulator.organization(ORG).enableDelegation(user(1));
      assert.ok(await delegatedMailbox.read(nextRun(), user(1), delegatedInputs()));
    }));

  it("makes the deletion of the last mailbox no success that nobody has seen", () =>
    withBench({ switches }, async ({ context }) => {
      assert.ok((await failure(sharedMailbox.delete(context, GONE, sharedInputs()))) instanceof Unproven);
    }));

  it("proves nothing of access by it, unless the mailbox itself is in no list", () =>
    withBench(
      { switches: { ...switches, actorsWithoutDelegation: "empty" } },
      async ({ emulator, context, nextRun }) => {
        const mailboxId = seedShared(emulator);
        emulator.organization(ORG).enableDelegation(user(3));
        const list = listInputs(mailboxId, { [user(2)]: [READER] });
        assert.ok(
          (await failure(
            mailboxAccess.read(context, `${mailboxId}/${user(2)}`, accessInputs({ mailboxId })),
          )) instanceof Unproven,
        );
        assert.ok((await failure(mailboxAccessList.read(nextRun(), mailboxId, list))) instanceof Unproven);
        assert.equal(
          await mailboxAccess.read(nextRun(), `${user(1)}/${user(2)}`, accessInputs({ mailboxId: user(1) })),
          undefined,
        );
      },
    ));

  it("is given access by a list on a mailbox to which nobody has access yet", () =>
    withBench({ switches }, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      await mailboxAccessList.create(context, listInputs(mailboxId, { [user(2)]: [READER] }));
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), [READER]);
    }));

  it("is not believed where its other list counts somebody: an exclusive list sends nothing", () =>
    withBench({}, async ({ emulator, context }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).setAccess(mailboxId, user(3), [READER]);
      emulator.inject({ endpoint: "ListActors", fault: { status: 200, text: "{}" }, times: FOR_EVER });
      const creating = mailboxAccessList.create(context, listInputs(mailboxId, { [user(2)]: [READER] }));
      assert.ok((await failure(creating)) instanceof Unproven);
      assert.equal(count(emulator, "Set"), 0);
    }));

  for (const text of ["{}", '{"page":1,"perPage":100,"total":0}', '{"resources":[],"page":1,"perPage":100}']) {
    it(`does not make a refresh drop what exists by the reply ${text}`, () =>
      withBench({}, async ({ emulator, context }) => {
        emulator.organization(ORG).enableDelegation(user(1));
        emulator.inject({ endpoint: "ListDelegated", fault: { status: 200, text }, times: FOR_EVER });
        const error = await failure(delegatedMailbox.read(context, user(1), delegatedInputs()));
        assert.ok(error instanceof Unproven, error.message);
      }));
  }
});

describe("an address of the service with a path", () => {
  it("has the API's paths below it", () =>
    withBench({ switches: { basePath: "/v1/api360" } }, async ({ emulator, context }) => {
      const { id } = await sharedMailbox.create(context, sharedInputs());
      await mailboxAccess.create(context, accessInputs({ mailboxId: id }));
      assert.ok(emulator.url.endsWith("/v1/api360"));
      assert.deepEqual(rolesHeld(emulator, id, user(2)), [READER]);
    }));
});
