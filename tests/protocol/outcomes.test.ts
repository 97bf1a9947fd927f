import assert from "node:assert/strict";
import type { Injection } from "../../emulator";
import { accessKey, keyOf } from "../../provider/service/holdings";
import type { Outcome } from "../../provider/service/outcome";
import { type Bench, ORG, rolesHeld, seedShared, user, withBench } from "../support/context";

const SENDER = "shared_mailbox_sender";
const FOR_EVER = Number.POSITIVE_INFINITY;

/** The outcome without the words of its error, which has to have some. */
function withoutError(outcome: Outcome<unknown>) {
  if (outcome.kind === "confirmed") {
    return outcome;
  }
  const { error, ...rest } = outcome;
  assert.ok(error instanceof Error && error.message !== "");
  return rest;
}

function grantOn({ emulator }: Bench) {
  return { orgId: ORG, mailboxId: seedShared(emulator), actorId: user(2), notify: "none" as const };
}

describe("the outcome of setting roles", () => {
  const cases: [what: string, faults: Injection[], then: Outcome<string[]> | object, held: boolean][] = [
    ["is confirmed where the task completes", [], { kind: "confirmed" }, true],
    ["is refused where the service says no", [{ endpoint: "Set", fault: "status-400" }], { kind: "refused" }, false],
    [
      "is unconfirmed and open where the answer is lost, with the roles that a look-up shows",
      [{ endpoint: "Set", fault: "status-503", times: FOR_EVER }],
      { kind: "unconfirmed", observed: [], open: true },
      true,
    ],
    [
      "is unconfirmed and no longer open where the task failed and a look-up shows the roles",
      [{ endpoint: "TaskStatus", fault: { status: 200, text: '{"status":"error"}' } }],
      { kind: "unconfirmed", observed: [SENDER], open: false },
      true,
    ],
    [
      "is unconfirmed and open where nothing can be looked up either",
      [
        { endpoint: "TaskStatus", fault: { status: 200, text: '{"status":"error"}' } },
        { endpoint: "ListActors", fault: "status-503", times: FOR_EVER },
      ],
      { kind: "unconfirmed", observed: undefined, open: true },
      true,
    ],
  ];
  for (const [what, faults, then, held] of cases) {
    it(what, () =>
      withBench({}, async (bench) => {
        const grant = grantOn(bench);
        for (const fault of faults) {
          bench.emulator.inject(fault);
        }
        const { access, holdings } = bench.context.service;
        assert.deepEqual(withoutError(await access.set(grant, [SENDER])), then);
        assert.equal(holdings.isHeld(accessKey(grant)), held);
        assert.deepEqual([access.isHeld(grant), access.wasRevoked(grant)], [held, false]);
      }),
    );
  }

  it("is confirmed where the service refuses what holds already, unless an earlier change is open", () =>
    withBench({}, async (bench) => {
      const grant = grantOn(bench);
      bench.emulator.organization(ORG).setAccess(grant.mailboxId, grant.actorId, [SENDER]);
      bench.emulator.inject({ endpoint: "Set", fault: "status-409", times: FOR_EVER });
      const { access } = bench.context.service;
      assert.deepEqual(await access.set(grant, [SENDER]), { kind: "confirmed" });
      assert.equal((await access.set(grant, [SENDER], true)).kind, "refused");
    }));
});

describe("the outcome of a revocation", () => {
  it("is confirmed, and nothing is sent, where the program holds the access", () =>
    withBench({}, async (bench) => {
      const grant = grantOn(bench);
      bench.emulator.organization(ORG).setAccess(grant.mailboxId, grant.actorId, [SENDER]);
      const { access } = bench.context.service;
      access.claim([grant]);
      assert.deepEqual(await access.revoke(grant), { kind: "confirmed" });
      assert.deepEqual(bench.asked(), []);
      assert.deepEqual(rolesHeld(bench.emulator, grant.mailboxId, grant.actorId), [SENDER]);
    }));

  it("is refused where the service says no and the employee still has roles", () =>
    withBench({}, async (bench) => {
      const grant = grantOn(bench);
      bench.emulator.organization(ORG).setAccess(grant.mailboxId, grant.actorId, [SENDER]);
      bench.emulator.inject({ endpoint: "Set", fault: "status-400" });
      const { access } = bench.context.service;
      assert.deepEqual(withoutError(await access.revoke(grant)), { kind: "refused" });
      assert.equal(access.wasRevoked(grant), true);
    }));

  it("is unconfirmed after a time-out, also where nobody has a role", () =>
    withBench({}, async (bench) => {
      const grant = { ...grantOn(bench), taskTimeout: 5 };
      const running = { status: 200, text: '{"status":"running"}' };
      bench.emulator.inject({ endpoint: "TaskStatus", fault: running, times: FOR_EVER });
      const outcome = await bench.context.service.access.revoke(grant);
      assert.deepEqual(withoutError(outcome), { kind: "unconfirmed", observed: [], open: true });
    }));
});

describe("the outcome of switching delegation on", () => {
  const delegation = { orgId: ORG, ownerId: user(1) };
  const key = keyOf("delegated", delegation, user(1));

  for (const [what, faults, kind, held] of [
    ["is confirmed", [], "confirmed", true],
    ["is refused where the service says no", ["status-400"], "refused", false],
    ["is unconfirmed where the answer is lost", ["status-503"], "unconfirmed", true],
  ] as const) {
    it(what, () =>
      withBench({}, async ({ emulator, context: { service } }) => {
        for (const fault of faults) {
          emulator.inject({ endpoint: "CreateDelegated", fault, times: FOR_EVER });
        }
        assert.equal((await service.delegations.enable(delegation)).kind, kind);
        assert.equal(service.holdings.isHeld(key), held);
      }),
    );
  }
});

describe("the outcome of a new name", () => {
  const [from, to] = [
    { name: "Support", description: "" },
    { name: "Help", description: "New" },
  ];

  for (const [what, faults, then] of [
    ["is confirmed", [], { kind: "confirmed" }],
    ["is refused where the service says no", [["UpdateShared", "status-400"]], { kind: "refused" }],
    [
      "is unconfirmed where the answer is lost, with what the mailbox is called",
      [["UpdateShared", "status-503"]],
      { kind: "unconfirmed", observed: from, open: true },
    ],
    [
      "is unconfirmed where nothing can be looked up either",
      [
        ["UpdateShared", "status-503"],
        ["GetShared", "status-503"],
      ],
      { kind: "unconfirmed", observed: undefined, open: true },
    ],
  ] as const) {
    it(what, () =>
      withBench({}, async ({ emulator, context: { service } }) => {
        const id = seedShared(emulator);
        for (const [endpoint, fault] of faults) {
          emulator.inject({ endpoint, fault, times: FOR_EVER });
        }
        assert.deepEqual(withoutError(await service.sharedMailboxes.update(ORG, id, from, to)), then);
      }),
    );
  }
});

describe("a shared mailbox that is taken over", () => {
  it("is held by the program only where it is: a refused adoption leaves its deletion to others", () =>
    withBench({}, async ({ emulator, context: { service } }) => {
      const id = seedShared(emulator);
      const wanted = { orgId: ORG, email: "support@example.org", name: "Support", description: "" };
      const creation = await service.sharedMailboxes.create(wanted);
      assert.ok(creation.kind === "found" && creation.mailbox.id === id && !creation.madeHere);
      assert.equal(service.sharedMailboxes.isHeld(wanted, id), false);
      await service.sharedMailboxes.delete(ORG, id);
      assert.equal((await service.sharedMailboxes.create(wanted)).kind, "created");
    }));
});
