import assert from "node:assert/strict";
import { type EndpointName, FAULT_KINDS, FAULT_SPECS, type FaultKind } from "../../emulator";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import { LeapClock } from "../support/clock";
import {
  accessInputs,
  type Bench,
  delegatedInputs,
  failure,
  halfMade,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  testContext,
  user,
  withBench,
} from "../support/context";

interface Reading {
  what: string;
  /** The requests that reading it makes, or makes when it looks twice. */
  endpoints: EndpointName[];
  /** Makes it exist, among others, and gives what reads it. */
  arrange(bench: Bench): (context: Context) => Promise<object | undefined>;
}

const NEIGHBOURS = 100;

const READINGS: Reading[] = [
  {
    what: "a shared mailbox",
    endpoints: ["GetShared", "ListShared"],
    arrange({ emulator }) {
      for (let n = 0; n < NEIGHBOURS; n++) {
        seedShared(emulator, `box${n}@example.org`, `Box ${n}`);
      }
      const id = seedShared(emulator);
      return (context) => sharedMailbox.read(context, id, sharedInputs());
    },
  },
  {
    what: "the only delegation",
    endpoints: ["ListDelegated"],
    arrange({ emulator }) {
      emulator.organization(ORG).enableDelegation(user(1));
      return (context) => delegatedMailbox.read(context, user(1), delegatedInputs());
    },
  },
  {
    what: "the delegation on the second page",
    endpoints: ["ListDelegated"],
    arrange({ emulator }) {
      const organization = emulator.organization(ORG);
      for (let n = 0; n < NEIGHBOURS; n++) {
        organization.enableDelegation(organization.addUser({ nickname: `n${n}`, name: { first: "N", last: `${n}` } }));
      }
      organization.enableDelegation(user(1));
      return (context) => delegatedMailbox.read(context, user(1), delegatedInputs());
    },
  },
  {
    what: "an access to a shared mailbox",
    endpoints: ["ListActors", "ListShared", "ListDelegated"],
    arrange({ emulator }) {
      const state = accessInputs({ mailboxId: seedShared(emulator) });
      emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, state.roles);
      return (context) => mailboxAccess.read(context, `${state.mailboxId}/${state.actorId}`, state);
    },
  },
  {
    what: "an access to a delegated mailbox",
    endpoints: ["ListActors", "ListShared", "ListDelegated"],
    arrange({ emulator }) {
      emulator.organization(ORG).enableDelegation(user(1));
      const state = accessInputs({ mailboxId: user(1) });
      emulator.organization(ORG).setAccess(state.mailboxId, state.actorId, state.roles);
      return (context) => mailboxAccess.read(context, `${state.mailboxId}/${state.actorId}`, state);
    },
  },
];

/** What exists is read as existing or with an error; never as gone. */
async function neverGone(bench: Bench, read: (context: Context) => Promise<object | undefined>): Promise<void> {
  const [end] = await Promise.allSettled([read(bench.nextRun())]);
  assert.ok(end.status === "rejected" || end.value !== undefined, "it was said to be gone");
  bench.emulator.clearFaults();
  // A deadline of 0.1 s is for the faults: on a busy machine a sound answer may take longer.
  assert.ok((await read(testContext(bench.emulator, { clock: bench.clock }))) !== undefined, "it is gone indeed");
}

const fits = (fault: FaultKind, endpoint: EndpointName) => FAULT_SPECS[fault].endpoints?.includes(endpoint) ?? true;
const settings = { requestTimeout: 0.1 };

describe("reading what exists never says that it is gone", () => {
  for (const { what, endpoints, arrange } of READINGS) {
    for (const fault of FAULT_KINDS) {
      const hit = endpoints.filter((endpoint) => fits(fault, endpoint));
      if (hit.length > 0) {
        it(`for ${what}, when any of ${hit.join(", ")} answers once or always with ${fault}`, () =>
          withBench({ settings, clock: new LeapClock({ scale: 2_000 }), now: Date.now }, async (bench) => {
            const read = arrange(bench);
            for (const endpoint of hit) {
              for (const times of [1, Number.POSITIVE_INFINITY]) {
                bench.emulator.inject({ endpoint, fault, times });
                await neverGone(bench, read);
              }
            }
          }));
      }
    }

    it(`for ${what}, when the first request ends in a 404 of the API and every later one in any fault`, () =>
      withBench({ settings, clock: new LeapClock({ scale: 2_000 }), now: Date.now }, async (bench) => {
        const read = arrange(bench);
        for (const fault of [
          "status-401",
          "status-404-html",
          "html-200",
          "list-total-high",
          "list-page-echo",
          "missing-fields",
        ] as const) {
          bench.emulator.inject({
            endpoint: endpoints[0] ?? "*",
            fault: "status-404-api",
            times: Number.POSITIVE_INFINITY,
          });
          for (const endpoint of endpoints.slice(1)) {
            bench.emulator.inject({ endpoint, fault, times: Number.POSITIVE_INFINITY });
          }
          await neverGone(bench, read);
        }
      }));
  }
});

describe("access whose task may still end", () => {
  it("is not taken for gone by a refresh, and its deletion takes it away", () =>
    withBench({ taskDurationMs: 600_000 }, async ({ emulator, clock, context, nextRun }) => {
      const mailboxId = seedShared(emulator);
      const inputs = accessInputs({ mailboxId, taskTimeout: 60 });
      const { id, properties } = await halfMade(mailboxAccess.create(context, inputs));
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), []);
      assert.deepEqual(await mailboxAccess.read(nextRun(), id, properties), { ...properties, roles: [] });
      clock.move(3_600_000);
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), inputs.roles);
      const found = await mailboxAccess.read(nextRun(), id, properties);
      assert.deepEqual(found?.roles, inputs.roles);
      emulator.settings.taskDurationMs = 0;
      await mailboxAccess.delete(nextRun(), id, found ?? properties);
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), []);
    }));

  it("is taken away also where the service forgets the task that does it, and does nothing", () =>
    withBench({ taskDurationMs: 5000, settings: { taskTimeout: 60 } }, async ({ emulator, context, nextRun }) => {
      const mailboxId = seedShared(emulator);
      emulator.inject({ endpoint: "Set", fault: "wrong-types" });
      const { id, properties } = await halfMade(mailboxAccess.create(context, accessInputs({ mailboxId })));
      emulator.settings.taskDurationMs = 0;
      emulator.inject({ endpoint: "Set", fault: "task-forgotten-unapplied" });
      await failure(mailboxAccess.delete(nextRun(), id, properties));
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), ["shared_mailbox_reader"]);
      await mailboxAccess.delete(nextRun(), id, properties);
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), []);
    }));

  it("that has failed is gone where nobody has it", () =>
    withBench({}, async ({ emulator, context, nextRun }) => {
      const mailboxId = seedShared(emulator);
      emulator.inject({ endpoint: "Set", fault: "task-error" });
      const { id, properties } = await halfMade(mailboxAccess.create(context, accessInputs({ mailboxId })));
      assert.equal(await mailboxAccess.read(nextRun(), id, properties), undefined);
    }));
});
