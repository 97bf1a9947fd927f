import assert from "node:assert/strict";
import { type Emulator, READ_SCOPES, SCOPES } from "../../emulator";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import { LeapClock } from "../support/clock";
import {
  accessInputs,
  delegatedInputs,
  ORG,
  seedShared,
  sharedInputs,
  testContext,
  told,
  user,
  withBench,
} from "../support/context";

const FOR_EVER = Number.POSITIVE_INFINITY;
const shared = sharedInputs();

/** One operation for each kind of request, and the request. */
const OPERATIONS = {
  CreateShared: (context: Context) =>
    sharedMailbox.create(context, sharedInputs({ email: "new@example.org", name: "New" })),
  GetShared: (context: Context, id: string) => sharedMailbox.read(context, id, shared),
  UpdateShared: (context: Context, id: string) =>
    sharedMailbox.update(context, id, shared, { ...shared, name: "Other" }),
  DeleteShared: (context: Context, id: string) => sharedMailbox.delete(context, id, shared),
  ListDelegated: (context: Context) => delegatedMailbox.read(context, user(1), delegatedInputs()),
  CreateDelegated: (context: Context) => delegatedMailbox.create(context, delegatedInputs({ ownerId: user(9) })),
  DeleteDelegated: (context: Context) => delegatedMailbox.delete(context, user(1), delegatedInputs()),
  ListActors: (context: Context, id: string) =>
    mailboxAccess.read(context, `${id}/${user(2)}`, accessInputs({ mailboxId: id })),
  Set: (context: Context, id: string) =>
    mailboxAccess.create(context, accessInputs({ mailboxId: id, actorId: user(3) })),
  TaskStatus: (context: Context, id: string) =>
    mailboxAccess.create(context, accessInputs({ mailboxId: id, actorId: user(3) })),
};
type Endpoint = keyof typeof OPERATIONS;
const ENDPOINTS = Object.keys(OPERATIONS) as Endpoint[];

function arrange(emulator: Emulator): string {
  const id = seedShared(emulator);
  emulator.organization(ORG).enableDelegation(user(1));
  emulator.organization(ORG).setAccess(id, user(2), ["shared_mailbox_reader"]);
  return id;
}

describe("the service's statuses", () => {
  for (const endpoint of ENDPOINTS) {
    const operate = OPERATIONS[endpoint];

    for (const fault of ["status-429", "status-429-seconds", "status-429-date"] as const) {
      it(`${endpoint} is repeated after ${fault}, no sooner than asked`, () =>
        withBench({}, async ({ emulator, context, clock }) => {
          const id = arrange(emulator);
          emulator.inject({ endpoint, fault, times: 3, options: { retryAfter: 7 } });
          await operate(context, id);
          const times = emulator.requests(endpoint).map(({ at }) => at);
          assert.ok(times.length >= 4);
          if (fault !== "status-429") {
            const waits = times.slice(1, 4).map((at, index) => at - (times[index] ?? 0));
            // A date has whole seconds only.
            assert.ok(Math.min(...waits) >= (fault === "status-429-date" ? 5_000 : 7_000), `${waits}`);
          }
          assert.ok(clock.slept < 60_000);
        }));
    }

    it(`${endpoint} is not tried again when Retry-After asks for a day`, () =>
      withBench({}, async ({ emulator, context, clock }) => {
        const id = arrange(emulator);
        emulator.inject({ endpoint, fault: "status-429-huge", times: FOR_EVER });
        const before = clock.now();
        assert.match(await told(operate(context, id)), /HTTP 429.*(maxConcurrency|later)/);
        assert.equal(emulator.requests(endpoint).length, 1);
        assert.ok(clock.now() - before <= 10_000);
      }));

    for (const fault of ["status-429", "status-503", "status-503-seconds"] as const) {
      it(`${endpoint} gives up after two minutes of ${fault}, and says how often it tried`, () =>
        withBench({}, async ({ emulator, context }) => {
          const id = arrange(emulator);
          emulator.inject({ endpoint, fault, times: FOR_EVER });
          const message = await told(operate(context, id));
          const times = emulator.requests(endpoint).map(({ at }) => at);
          assert.match(message, new RegExp(`HTTP ${fault.slice(7, 10)}`));
          assert.ok(endpoint === "CreateShared" || /\d+ attempts/.test(message), message);
          assert.ok((times.at(-1) ?? 0) - (times[0] ?? 0) <= 130_000 * (endpoint === "CreateShared" ? 3 : 1));
        }));
    }

    it(`${endpoint} is asked once where the token is wrong, and the error says what a rotated one needs`, () =>
      withBench({}, async ({ emulator, context }) => {
        const id = arrange(emulator);
        emulator.inject({ endpoint, fault: "status-401", times: FOR_EVER });
        const message = await told(operate(context, id));
        assert.match(message, /HTTP 401.*pulumi config set --secret yandex360:token.*--run-program/);
        assert.equal(emulator.requests(endpoint).length, 1);
      }));

    for (const fault of ["status-403-scope", "status-403-admin"] as const) {
      it(`${endpoint} is asked once after ${fault}, and the error names both scopes`, () =>
        withBench({}, async ({ emulator, context }) => {
          const id = arrange(emulator);
          emulator.inject({ endpoint, fault, times: FOR_EVER });
          assert.match(await told(operate(context, id)), /HTTP 403.*mail_read_shared.*mail_write_shared/);
          assert.equal(emulator.requests(endpoint).length, 1);
        }));
    }

    for (const fault of ["redirect-301", "redirect-302", "redirect-307"] as const) {
      it(`${endpoint} follows no ${fault}, wherever it points`, () =>
        withBench({}, async ({ emulator, context }) => {
          const id = arrange(emulator);
          const location = `${emulator.url}/admin/v1/org/${ORG}/mailboxes/resources/${user(3)}`;
          emulator.inject({ endpoint, fault, times: FOR_EVER, options: { location } });
          assert.match(await told(operate(context, id)), /redirect/);
          assert.equal(emulator.requests("ListResources").length, 0);
        }));
    }
  }

  for (const [scopes, endpoint] of [
    [READ_SCOPES, "CreateShared"],
    [[SCOPES.writeMailboxes], "GetShared"],
  ] as const) {
    it(`with a token that lacks the scope for ${endpoint} are told with both scopes`, () =>
      withBench({}, async ({ emulator }) => {
        const id = arrange(emulator);
        emulator.addToken({ token: "narrow", scopes });
        const context = testContext(emulator, { token: "narrow", clock: new LeapClock() });
        assert.match(await told(OPERATIONS[endpoint](context, id)), /403.*mail_read_shared.*mail_write_shared/);
      }));
  }

  for (const tariff of [400, 403] as const) {
    it(`of a tariff without sharing (HTTP ${tariff}) are errors and never "gone"`, () =>
      withBench({}, async ({ emulator, nextRun }) => {
        const id = arrange(emulator);
        emulator.switches.tariff = tariff;
        for (const endpoint of ENDPOINTS) {
          assert.match(await told(OPERATIONS[endpoint](nextRun(), id)), new RegExp(`HTTP ${tariff}`));
        }
      }));
  }
});
