import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "../../emulator";
import { configure } from "../../provider/hosts/dynamic";
import type { ResourceType } from "../../provider/registry";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  delegatedInputs,
  failure,
  halfMade,
  listInputs,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  TOKEN,
  user,
  withBench,
} from "../support/context";

const OWNER = ["shared_mailbox_owner"];
const READER = ["shared_mailbox_reader"];

describe("deleting the predecessor in the same run", () => {
  it("keeps a shared mailbox that the renamed resource has adopted", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const old = await sharedMailbox.create(context, sharedInputs());
      const run = nextRun();
      assert.equal((await sharedMailbox.create(run, sharedInputs({ adopt: true }))).id, old.id);
      await sharedMailbox.delete(run, old.id, old.outs);
      assert.ok(emulator.organization(ORG).shared.has(old.id));
    }));

  it("keeps a shared mailbox whose adoption is half-made", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const old = await sharedMailbox.create(context, sharedInputs());
      const run = nextRun();
      emulator.inject({ endpoint: "UpdateShared", fault: "status-400" });
      await failure(sharedMailbox.create(run, sharedInputs({ adopt: true, name: "New" })));
      await sharedMailbox.delete(run, old.id, old.outs);
      assert.ok(emulator.organization(ORG).shared.has(old.id));
    }));

  it("deletes the old mailbox when another address has replaced it", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const old = await sharedMailbox.create(context, sharedInputs());
      const run = nextRun();
      const { id } = await sharedMailbox.create(run, sharedInputs({ email: "help@example.org", name: "Help" }));
      await sharedMailbox.delete(run, old.id, old.outs);
      assert.deepEqual([...emulator.organization(ORG).shared.keys()], [id]);
    }));

  for (const delegatedAlreadyOn of [200, 409] as const) {
    it(`keeps a delegation, with its access (already on answers ${delegatedAlreadyOn})`, () =>
      withBench({ switches: { delegatedAlreadyOn } }, async ({ emulator, context, nextRun }) => {
        const old = await delegatedMailbox.create(context, delegatedInputs());
        emulator.organization(ORG).setAccess(old.id, user(4), READER);
        const run = nextRun();
        await delegatedMailbox.create(run, delegatedInputs());
        await delegatedMailbox.delete(run, old.id, old.outs);
        assert.deepEqual(rolesHeld(emulator, old.id, user(4)), READER);
      }));
  }

  for (const setNoChange of ["task", 400, 409] as const) {
    it(`keeps an access that was set again (a repetition answers ${setNoChange})`, () =>
      withBench({ switches: { setNoChange } }, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        const old = await mailboxAccess.create(context, inputs);
        const run = nextRun();
        await mailboxAccess.create(run, inputs);
        await mailboxAccess.delete(run, old.id, old.outs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), READER);
      }));
  }

  for (const fault of ["task-error-applied", "task-never-applied", "html-200-after", "status-401"] as const) {
    it(`keeps an access whose renamed resource is half-made after ${fault} and holds it in state`, () =>
      withBench({}, async ({ emulator, context, nextRun }) => {
        const inputs = accessInputs({ mailboxId: seedShared(emulator) });
        const old = await mailboxAccess.create(context, inputs);
        const run = nextRun();
        const endpoint = fault === "status-401" ? "TaskStatus" : "Set";
        emulator.inject({ endpoint, fault });
        const half = await halfMade(mailboxAccess.create(run, inputs));
        assert.deepEqual(half.properties.roles, READER);
        await mailboxAccess.delete(run, old.id, old.outs);
        await mailboxAccess.update(nextRun(), half.id, half.properties, inputs);
        assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), READER);
      }));
  }

  it("keeps a delegation whose renamed resource is half-made and holds it in state", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const old = await delegatedMailbox.create(context, delegatedInputs());
      emulator.organization(ORG).setAccess(old.id, user(4), READER);
      const run = nextRun();
      emulator.inject({ endpoint: "CreateDelegated", fault: "html-200-after" });
      await halfMade(delegatedMailbox.create(run, delegatedInputs()));
      await delegatedMailbox.delete(run, old.id, old.outs);
      assert.deepEqual(rolesHeld(emulator, old.id, user(4)), READER);
    }));

  it("keeps an access that is being set while the deletion is asked for", () =>
    withBench({ latencyMs: 5 }, async ({ emulator, context, nextRun }) => {
      const inputs = accessInputs({ mailboxId: seedShared(emulator), roles: OWNER });
      const old = await mailboxAccess.create(context, inputs);
      const run = nextRun();
      await Promise.all([mailboxAccess.create(run, inputs), mailboxAccess.delete(run, old.id, old.outs)]);
      assert.deepEqual(rolesHeld(emulator, inputs.mailboxId, inputs.actorId), OWNER);
    }));

  for (const order of [
    [1, 3, 0, 2],
    [3, 1, 0, 2],
    [1, 3, 2, 0],
    [0, 1, 2, 3],
    [0, 2, 1, 3],
    [2, 0, 3, 1],
    [2, 3, 0, 1],
    [0, 2, 3, 1],
  ]) {
    it(`keeps both when two accesses swap their employees, in the order ${order}`, () =>
      withBench({}, async ({ emulator, nextRun }) => {
        const mailboxId = seedShared(emulator);
        const of = (n: number, roles: string[]) => accessInputs({ mailboxId, actorId: user(n), roles });
        await mailboxAccess.create(nextRun(), of(2, OWNER));
        await mailboxAccess.create(nextRun(), of(3, READER));
        const run = nextRun();
        // Each is made anew before the old ones are deleted, or deleted first with the option `deleteBeforeReplace`.
        const steps = [
          () => mailboxAccess.delete(run, "id", of(2, OWNER)),
          () => mailboxAccess.create(run, of(3, OWNER)),
          () => mailboxAccess.delete(run, "id", of(3, READER)),
          () => mailboxAccess.create(run, of(2, READER)),
        ];
        for (const step of order) {
          await steps[step]?.();
        }
        assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), READER);
        assert.deepEqual(rolesHeld(emulator, mailboxId, user(3)), OWNER);
      }));
  }

  it("of another organization's thing with the same id is not prevented", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.addOrganization({ id: "1000002", name: "Other", domains: ["other.org"] });
      const old = await delegatedMailbox.create(context, delegatedInputs());
      const moved = { ...old.outs, orgId: "1000002" };
      await failure(delegatedMailbox.create(context, { ...moved, ownerId: "1130000000099999" }));
      emulator.clearJournal();
      await delegatedMailbox.delete(context, old.id, moved);
      const [deletion] = emulator.requests("DeleteDelegated");
      assert.match(deletion?.path ?? "", /org\/1000002\/mailboxes\/delegated/);
      emulator.clearJournal();
    }));
});

type Provider = Required<pulumi.dynamic.ResourceProvider>;

/** The engine's own calls, through the provider of one process. */
describe("deleting what the program no longer has", () => {
  let emulator: Emulator;
  const of = async (type: ResourceType): Promise<Provider> => {
    const config: Record<string, string> = {
      "yandex360:orgId": ORG,
      "yandex360:apiUrl": emulator.url,
      "yandex360:token": TOKEN,
    };
    const shell = {};
    await configure(shell, type, { config: { get: (key) => config[key], require: (key) => config[key] ?? "" } });
    return shell as Provider;
  };
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  /** Ids of this test alone, since the process remembers what it has written. */
  let made = 0;
  const makeShared = (name: string) =>
    emulator.organization(ORG).createShared({ id: `113000097700000${++made}`, email: `${name}@example.org`, name });
  const makeEmployee = () =>
    emulator
      .organization(ORG)
      .addUser({ id: `113000000770000${++made}`, nickname: `e${made}`, name: { first: "E", last: "E" } });
  const THINGS: [type: ResourceType, make: () => { id: string; inputs: { orgId: string } }][] = [
    [
      "SharedMailbox",
      () => ({ id: makeShared("Support"), inputs: sharedInputs({ email: `support-${made}@example.org` }) }),
    ],
    [
      "DelegatedMailbox",
      () => {
        const ownerId = makeEmployee();
        emulator.organization(ORG).enableDelegation(ownerId);
        return { id: ownerId, inputs: delegatedInputs({ ownerId }) };
      },
    ],
    [
      "MailboxAccess",
      () => {
        const inputs = accessInputs({ mailboxId: makeShared("Access"), actorId: makeEmployee() });
        emulator.organization(ORG).setAccess(inputs.mailboxId, inputs.actorId, inputs.roles);
        return { id: `${inputs.mailboxId}/${inputs.actorId}`, inputs };
      },
    ],
  ];
  for (const [type, make] of THINGS) {
    it(`deletes a ${type} after the refresh of \`up --refresh\` and \`destroy --refresh\`, which reads it and then asks for a diff`, async () => {
      const provider = await of(type);
      const { id, inputs } = make();
      const { id: found, props, inputs: seen } = await provider.read(id, inputs);
      assert.equal(found, id);
      assert.ok(props !== undefined && seen !== undefined);
      await provider.diff(id, props, inputs);
      await provider.delete(id, props);
      const { shared, delegated, access } = emulator.organization(ORG).snapshot();
      const left = { SharedMailbox: shared, DelegatedMailbox: delegated, MailboxAccess: access, MailboxAccessList: [] };
      assert.deepEqual(left[type], []);
    });
  }

  for (const [type, make] of THINGS) {
    it(`keeps a ${type} that the program has declared under another name since an earlier run`, async () => {
      const provider = await of(type);
      const { id, inputs } = make();
      const { inputs: checked } = await provider.check(inputs, inputs);
      assert.equal((await provider.diff(id, inputs, checked)).changes, false);
      const before = emulator.organization(ORG).snapshot();
      await provider.delete(id, inputs);
      assert.deepEqual(emulator.organization(ORG).snapshot(), before);
    });
  }

  for (const [type, make] of THINGS) {
    it(`keeps a ${type} that this run has updated, also where nothing had to be sent`, async () => {
      const provider = await of(type);
      const { id, inputs } = make();
      await provider.update(id, inputs, inputs);
      const before = emulator.organization(ORG).snapshot();
      await provider.delete(id, inputs);
      assert.deepEqual(emulator.organization(ORG).snapshot(), before);
    });
  }

  for (const type of ["MailboxAccess", "MailboxAccessList"] as const) {
    it(`gives the access of a ${type} again where this run has switched its delegation off and on`, async () => {
      const ownerId = makeEmployee();
      const actorId = makeEmployee();
      const [delegation, access] = [await of("DelegatedMailbox"), await of(type)];
      const boss = delegatedInputs({ ownerId });
      const inputs =
        type === "MailboxAccess"
          ? accessInputs({ mailboxId: ownerId, actorId })
          : listInputs(ownerId, { [actorId]: READER });
      emulator.organization(ORG).enableDelegation(ownerId);
      emulator.organization(ORG).setAccess(ownerId, actorId, READER);
      assert.equal((await access.diff(ownerId, inputs, inputs)).changes, false);

      await delegation.delete(ownerId, boss);
      await delegation.create(boss);

      assert.equal((await access.diff(ownerId, inputs, inputs)).changes, true);
      await access.update(ownerId, inputs, inputs);
      assert.deepEqual(rolesHeld(emulator, ownerId, actorId), READER);
    });
  }
});
