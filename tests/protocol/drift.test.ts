import assert from "node:assert/strict";
import { diff } from "../../provider/engine/diff";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { accessInputs, delegatedInputs, ORG, seedShared, sharedInputs, user, withBench } from "../support/context";

const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";
const OWNER = "shared_mailbox_owner";

describe("reading a shared mailbox", () => {
  it("gives the state where nothing has changed, with everything the host put in", () =>
    withBench({}, async ({ context, nextRun }) => {
      const { id, outs } = await sharedMailbox.create(
        context,
        sharedInputs({ description: "First line", adopt: true }),
      );
      assert.deepEqual(await sharedMailbox.read(nextRun(), id, outs), outs);
    }));

  it("shows another name and another description", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const { id, outs } = await sharedMailbox.create(context, sharedInputs());
      emulator.organization(ORG).renameShared(id, { name: "Theirs", description: "Changed" });
      assert.deepEqual(await sharedMailbox.read(nextRun(), id, outs), {
        ...outs,
        name: "Theirs",
        description: "Changed",
      });
    }));

  it("says that it is gone when it is", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const { id, outs } = await sharedMailbox.create(context, sharedInputs());
      emulator.organization(ORG).removeShared(id);
      assert.equal(await sharedMailbox.read(nextRun(), id, outs), undefined);
    }));

  for (const [declared, shown] of [
    ["support@example.org", "Support@Example.ORG"],
    ["поддержка@пример.рф", "Поддержка@ПРИМЕР.РФ"],
    ["support@пример.рф", "support@xn--e1afmkfd.xn--p1ai"],
  ] as const) {
    it(`takes ${shown} for ${declared}: another spelling must not replace a mailbox`, () =>
      withBench({}, async ({ emulator, context }) => {
        const id = seedShared(emulator, shown);
        const state = sharedInputs({ email: declared });
        const found = await sharedMailbox.read(context, id, state);
        assert.deepEqual(diff(sharedMailbox, { ...found }, { ...state }).replaces, []);
      }));
  }
});

describe("reading a delegation", () => {
  it("gives the state while it is on, and says that it is gone once it is off", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const { id, outs } = await delegatedMailbox.create(context, delegatedInputs());
      assert.deepEqual(await delegatedMailbox.read(nextRun(), id, outs), outs);
      emulator.organization(ORG).disableDelegation(id);
      assert.equal(await delegatedMailbox.read(nextRun(), id, outs), undefined);
    }));

  it("is not fooled by a shared mailbox with the same id", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.organization(ORG).createShared({ id: user(1), email: "a@example.org", name: "Aa" });
      assert.equal(await delegatedMailbox.read(context, user(1), delegatedInputs()), undefined);
    }));
});

describe("reading an access", () => {
  const ROWS: [what: string, declared: string[], held: string[], shown: string[] | undefined][] = [
    ["gives the state where nothing has changed", [READER, SENDER], [READER, SENDER], [READER, SENDER]],
    ["gives the state where the order differs", [READER, SENDER], [SENDER, READER], [READER, SENDER]],
    ["gives the state where the owner's role is spelt out", [OWNER], [SENDER, OWNER, READER], [OWNER]],
    ["gives the state where the owner's role stands for all", [OWNER, READER], [OWNER], [OWNER, READER]],
    ["shows a role more", [READER], [READER, SENDER], [READER, SENDER]],
    ["shows a role less", [READER, SENDER], [SENDER], [SENDER]],
    ["shows a silent rise to owner", [READER], [OWNER], [OWNER]],
    ["shows a fall from owner", [OWNER], [READER], [READER]],
    ["shows roles nobody knows yet", [READER], ["new_role", READER], [READER, "new_role"]],
    ["says that it is gone", [READER], [], undefined],
  ];
  for (const [what, declared, held, shown] of ROWS) {
    it(`${what}: [${declared}] declared, [${held}] held`, () =>
      withBench({}, async ({ emulator, context }) => {
        const state = accessInputs({ mailboxId: seedShared(emulator), roles: declared });
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, held);
        const found = await mailboxAccess.read(context, `${state.mailboxId}/${state.actorId}`, state);
        assert.deepEqual(found, shown && { ...state, roles: shown });
      }));
  }

  for (const rolesShown of ["as sent", "owner alone", "owner expanded", "reordered"] as const) {
    for (const roles of [[OWNER], [OWNER, READER], [READER, SENDER]]) {
      it(`sees no drift of [${roles}] where the service shows roles ${rolesShown}`, () =>
        withBench({ switches: { rolesShown } }, async ({ emulator, context, nextRun }) => {
          const { id, outs } = await mailboxAccess.create(
            context,
            accessInputs({ mailboxId: seedShared(emulator), roles }),
          );
          const found = await mailboxAccess.read(nextRun(), id, outs);
          assert.deepEqual(diff(mailboxAccess, { ...found }, { ...outs }), {
            changes: false,
            replaces: [],
          });
        }));
    }
  }

  const GONE: Record<
    string,
    (emulator: { removeShared(id: string): void; removeUser(id: string): void }, m: string, a: string) => void
  > = {
    mailbox: (organization, mailboxId) => organization.removeShared(mailboxId),
    employee: (organization, _, actorId) => organization.removeUser(actorId),
  };
  for (const [what, take] of Object.entries(GONE)) {
    it(`says that it is gone with its ${what}`, () =>
      withBench({}, async ({ emulator, context }) => {
        const state = accessInputs({ mailboxId: seedShared(emulator) });
        emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, state.roles);
        take(emulator.organization(ORG), state.mailboxId, state.actorId);
        assert.equal(await mailboxAccess.read(context, `${state.mailboxId}/${state.actorId}`, state), undefined);
      }));
  }

  for (const actorsWithoutDelegation of [404, "empty"] as const) {
    it(`says that it is gone with the delegation (actors answer ${actorsWithoutDelegation})`, () =>
      withBench({ switches: { actorsWithoutDelegation } }, async ({ emulator, context }) => {
        const organization = emulator.organization(ORG);
        organization.enableDelegation(user(1));
        const state = accessInputs({ mailboxId: user(1) });
        organization.setAccess(user(1), state.actorId, state.roles);
        organization.disableDelegation(user(1));
        assert.equal(await mailboxAccess.read(context, `${state.mailboxId}/${state.actorId}`, state), undefined);
      }));
  }

  for (const delay of [50, 2_000]) {
    it(`sees at once what was set, although the service shows it ${delay} ms late`, () =>
      withBench(
        { switches: { accessVisibleDelayMs: delay, listDelayMs: delay } },
        async ({ emulator, context, nextRun }) => {
          const access = await mailboxAccess.create(context, accessInputs({ mailboxId: seedShared(emulator) }));
          const delegated = await delegatedMailbox.create(context, delegatedInputs());
          assert.deepEqual(await mailboxAccess.read(nextRun(), access.id, access.outs), access.outs);
          assert.deepEqual(await delegatedMailbox.read(nextRun(), delegated.id, delegated.outs), delegated.outs);
        },
      ));
  }
});
