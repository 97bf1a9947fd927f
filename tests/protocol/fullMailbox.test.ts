import assert from "node:assert/strict";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { accessInputs, type Bench, halfMade, listInputs, ORG, told, user, withBench } from "../support/context";

const READER = ["shared_mailbox_reader"];
const LIMIT = 40;

/** A mailbox to which employees 101 to 140 have access, and employee 141, who has none. */
function fullMailbox({ emulator }: Bench, { users = LIMIT } = {}) {
  const organization = emulator.organization(ORG);
  const mailboxId = organization.createShared({ email: "full@example.org", name: "Full" });
  const actors = Array.from({ length: LIMIT + 1 }, (_, at) =>
    organization.addUser({ id: user(101 + at), nickname: `e${at}`, name: { first: "E", last: `${at}` } }),
  );
  const inside = actors.slice(0, users);
  for (const actorId of inside) {
    organization.setAccess(mailboxId, actorId, READER);
  }
  const [first = "", newcomer = ""] = [actors[0], actors[LIMIT]];
  return { mailboxId, inside, first, newcomer };
}

const FULL =
  /40 employees have access to the mailbox, and Yandex's help page allows 40: take .* in an `up` of its own, .*`deleteBeforeReplace: true`$/;

describe("A mailbox that as many employees have access to as the service allows", () => {
  for (const setOverLimit of [400, 409] as const) {
    it(`refuses one more with an error that says so and names \`deleteBeforeReplace\` (${setOverLimit})`, () =>
      withBench({ switches: { setOverLimit } }, async (bench) => {
        const { mailboxId, newcomer } = fullMailbox(bench);
        const message = await told(mailboxAccess.create(bench.context, accessInputs({ mailboxId, actorId: newcomer })));
        assert.match(message, FULL);
      }));
  }

  it("says so where the service ends the task in error, and keeps the access in state without roles", () =>
    withBench({ switches: { setOverLimit: "task error" } }, async (bench) => {
      const { mailboxId, newcomer } = fullMailbox(bench);
      const inputs = accessInputs({ mailboxId, actorId: newcomer });
      const { properties, reasons } = await halfMade(mailboxAccess.create(bench.context, inputs));
      assert.match(reasons.join(), FULL);
      assert.deepEqual([properties.roles, properties.unsettled], [[], undefined]);
    }));

  it("says nothing of a limit where it is not reached, or where the employee has access already", () =>
    withBench({}, async (bench) => {
      const { mailboxId, first, newcomer } = fullMailbox(bench, { users: LIMIT - 1 });
      for (const [actorId, fault] of [
        [newcomer, "status-400"],
        [first, "status-409"],
      ] as const) {
        bench.emulator.inject({ endpoint: "Set", fault });
        const inputs = accessInputs({ mailboxId, actorId, roles: ["shared_mailbox_owner"] });
        const message = await told(mailboxAccess.create(bench.nextRun(), inputs));
        assert.doesNotMatch(message, /help page allows/);
        bench.emulator.organization(ORG).setAccess(mailboxId, newcomer, READER);
      }
    }));

  for (const setOverLimit of [400, 409, "task error"] as const) {
    it(`exchanges somebody in one update of its list (${setOverLimit})`, () =>
      withBench({ switches: { setOverLimit }, taskDurationMs: 1_000 }, async (bench) => {
        const { mailboxId, inside, newcomer } = fullMailbox(bench);
        const of = (actors: string[]) =>
          listInputs(mailboxId, Object.fromEntries(actors.map((actorId) => [actorId, READER])));
        const wished = of([...inside.slice(1), newcomer]);
        assert.equal(await mailboxAccessList.update(bench.context, mailboxId, of(inside), wished), wished);
        const { access } = bench.emulator.organization(ORG).snapshot();
        assert.deepEqual(access.map(({ actorId }) => actorId).sort(), Object.keys(wished.access).sort());
      }));
  }

  it("refuses one more in its list once, where nobody goes", () =>
    withBench({}, async (bench) => {
      const { mailboxId, inside, newcomer } = fullMailbox(bench);
      const of = (actors: string[]) =>
        listInputs(mailboxId, Object.fromEntries(actors.map((actorId) => [actorId, READER])));
      const message = await told(
        mailboxAccessList.update(bench.context, mailboxId, of(inside), of([...inside, newcomer])),
      );
      assert.match(message, FULL);
      assert.equal(bench.asked().filter((endpoint) => endpoint === "Set").length, 1);
    }));
});
