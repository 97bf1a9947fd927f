import assert from "node:assert/strict";
import { type CustomReply, SWITCH_RECORDS } from "../../emulator";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { count, failure, ORG, seedShared, sharedInputs, told, withBench } from "../support/context";

const json = (status: number, body: object): CustomReply => ({ status, text: JSON.stringify(body) });

/** What the service may say of an address that a shared mailbox has; the second shape has no code, the third a word. */
const REFUSALS: CustomReply[] = [400, 409, 422].flatMap((status) => [
  json(status, { code: 6, message: "passport_email_taken", details: [] }),
  json(status, { message: "The address is taken" }),
  json(status, { error: "already_exists", description: "taken", message: "Taken", details: {} }),
  { status, text: "<html>refused</html>" },
]);

/** What surely says nothing of the address. */
const OTHERS: CustomReply[] = [
  json(401, { message: "passport_token_expired" }),
  json(403, { code: 7, message: "not_allowed", details: [] }),
  json(404, { code: 5, message: "not_found", details: [] }),
  { ...json(429, { message: "Too many requests" }), headers: { "retry-after": "86400" } },
];

describe("an address that is refused", () => {
  for (const reply of REFUSALS) {
    const what = `HTTP ${reply.status} ${reply.text}`;
    it(`with ${what} is looked up: without adopt the error names the mailbox, with it the mailbox is taken over`, () =>
      withBench({}, async ({ emulator, context }) => {
        const id = seedShared(emulator, "Support@example.org", "Theirs");
        emulator.inject({ endpoint: "CreateShared", fault: reply, times: 2 });
        const message = await told(sharedMailbox.create(context, sharedInputs()));
        assert.ok(message.includes(id) && message.includes("adopt: true"), message);
        assert.equal(emulator.organization(ORG).shared.get(id)?.name, "Theirs");
        assert.equal((await sharedMailbox.create(context, sharedInputs({ adopt: true }))).id, id);
        assert.equal(emulator.organization(ORG).shared.get(id)?.name, "Support");
      }));

    it(`with ${what} is the service's refusal, where no shared mailbox has it`, () =>
      withBench({}, async ({ emulator, context }) => {
        seedShared(emulator, "other@example.org", "Other");
        emulator.inject({ endpoint: "CreateShared", fault: reply });
        const message = await told(sharedMailbox.create(context, sharedInputs({ adopt: true })));
        assert.match(message, new RegExp(`PUT /mailboxes/shared answered HTTP ${reply.status}`));
        assert.equal(count(emulator, "CreateShared"), 1);
        assert.equal(emulator.organization(ORG).shared.size, 1);
      }));
  }

  for (const reply of OTHERS) {
    it(`with HTTP ${reply.status} ${reply.text} is not looked up`, () =>
      withBench({}, async ({ emulator, context, asked }) => {
        seedShared(emulator);
        emulator.inject({ endpoint: "CreateShared", fault: reply });
        await failure(sharedMailbox.create(context, sharedInputs({ adopt: true })));
        assert.deepEqual(asked(), ["CreateShared"]);
      }));
  }

  it("says both where it cannot be looked up, and does not speak of an interrupted up", () =>
    withBench({}, async ({ emulator, context }) => {
      seedShared(emulator);
      emulator.inject({ endpoint: "ListShared", fault: "status-403-scope", times: 9 });
      const message = await told(sharedMailbox.create(context, sharedInputs()));
      assert.match(message, /HTTP 409.*could not be looked up: GET \/mailboxes\/shared answered HTTP 403/);
      assert.doesNotMatch(message, /YANDEX360_ADOPT/);
    }));

  for (const sharedAddressTaken of SWITCH_RECORDS.sharedAddressTaken.alternatives) {
    it(`by the mailbox that a lost answer made and the list does not show yet is not given up (${sharedAddressTaken})`, () =>
      withBench({ switches: { listDelayMs: 2_000, sharedAddressTaken } }, async ({ emulator, context }) => {
        emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
        const { id } = await sharedMailbox.create(context, sharedInputs());
        assert.deepEqual([...emulator.organization(ORG).shared.keys()], [id]);
      }));
  }
});

describe("a mailbox without the date of its creation", () => {
  it("is read like one that has it", () =>
    withBench({ switches: { datesSent: false } }, async ({ context }) => {
      const { id, outs } = await sharedMailbox.create(context, sharedInputs());
      assert.deepEqual(await sharedMailbox.read(context, id, outs), outs);
    }));

  it("is never taken for the one that a lost answer made, and the error says how to go on", () =>
    withBench({ switches: { datesSent: false } }, async ({ emulator, context, nextRun }) => {
      emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
      const message = await told(sharedMailbox.create(context, sharedInputs()));
      const [id = ""] = emulator.organization(ORG).shared.keys();
      assert.ok(message.includes(id) && message.includes("YANDEX360_ADOPT=same pulumi up"), message);
      const next = { ...nextRun() };
      next.settings = { ...next.settings, adopt: "same" };
      assert.equal((await sharedMailbox.create(next, sharedInputs())).id, id);
      assert.equal(emulator.organization(ORG).shared.size, 1);
    }));
});
