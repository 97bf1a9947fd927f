import assert from "node:assert/strict";
import dns from "node:dns";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { mock } from "node:test";
import { startEmulator } from "../../emulator";
import { asOneOperation } from "../../provider/api/operation";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import type { Context } from "../../provider/service/context";
import { LeapClock } from "../support/clock";
import {
  accessInputs,
  delegatedInputs,
  seedShared,
  sharedInputs,
  testContext,
  told,
  withBench,
} from "../support/context";

/** The address of a server on this machine, which gives it a port. */
async function httpsAddressOf(server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const FOR_EVER = Number.POSITIVE_INFINITY;
const ID = "1130000900000001";
const OPERATIONS: Record<string, (context: Context) => Promise<unknown>> = {
  "create a mailbox": (context) => sharedMailbox.create(context, sharedInputs()),
  "read a mailbox": (context) => sharedMailbox.read(context, ID, sharedInputs()),
  "rename a mailbox": (context) => sharedMailbox.update(context, ID, sharedInputs(), sharedInputs({ name: "Other" })),
  "delete a mailbox": (context) => sharedMailbox.delete(context, ID, sharedInputs()),
  "switch delegation on": (context) => delegatedMailbox.create(context, delegatedInputs()),
  "give access": (context) => mailboxAccess.create(context, accessInputs({ mailboxId: ID })),
  "take access away": (context) => mailboxAccess.delete(context, "id", accessInputs({ mailboxId: ID })),
};

describe("a service that cannot be reached", () => {
  for (const [what, operate] of Object.entries(OPERATIONS)) {
    it(`fails at once on this machine: ${what}`, async () => {
      const emulator = await startEmulator();
      await emulator.goOffline();
      const clock = new LeapClock();
      const message = await told(operate(testContext(emulator, { clock })));
      assert.match(message, /ECONNREFUSED: nothing listens there on this machine/);
      assert.deepEqual(clock.sleeps, []);
    });

    it(`fails after 10 s elsewhere, is looked up by no second request, and says how long it took: ${what}`, () =>
      withBench(
        { settings: { apiUrl: "https://no-such-host.invalid", requestTimeout: 30 } },
        async ({ context, clock }) => {
          const message = await told(operate(context));
          const seconds = Number(/gave up after \d+ attempts in (\d+) s/.exec(message)?.[1]);
          assert.match(message, /ENOTFOUND|EAI_AGAIN/);
          assert.ok(clock.slept > 3_000 && clock.slept <= 10_000, `${clock.slept} ms`);
          assert.ok(Math.abs(seconds - clock.slept / 1000) <= 1, message);
        },
      ));
  }
});

describe("a port that does not speak TLS", () => {
  /** What the other side says at once. */
  const GREETINGS = { "in clear text": "SSH-2.0-x\r\n", "in records that are too long": "\x16\x03\x01\xff\xff" };
  for (const [how, greeting] of Object.entries(GREETINGS)) {
    it(`fails at once, with what to check, was surely not sent, and is looked up by no request: it answers ${how}`, () =>
      withBench({}, async ({ emulator, clock }) => {
        const server = createServer((socket) => {
          socket.on("error", () => {});
          socket.write(Buffer.from(greeting, "latin1"));
        });
        const apiUrl = await httpsAddressOf(server);
        const message = await told(sharedMailbox.create(testContext(emulator, { apiUrl, clock }), sharedInputs()));
        assert.match(
          message,
          /PUT \S+ got no answer: E\w+: the port does not speak TLS: check the scheme and the port of yandex360:apiUrl$/,
        );
        assert.deepEqual([clock.sleeps, emulator.journal], [[], []]);
        server.close();
      }));
  }

  it("is not one that resets the connection while it is being made, which passes", () =>
    withBench({}, async ({ emulator, clock }) => {
      const server = createServer((socket) => socket.resetAndDestroy());
      const apiUrl = await httpsAddressOf(server);
      const message = await told(sharedMailbox.read(testContext(emulator, { apiUrl, clock }), ID, sharedInputs()));
      assert.match(message, /ECONNRESET \(gave up after \d+ attempts in \d+ s\): check the network/);
      server.close();
    }));
});

describe("a connection that is not made in time", () => {
  it("was surely not sent: what it asked for is not looked up, and the error says after how long it is given up", () =>
    withBench({}, async ({ emulator, clock }) => {
      const context = testContext(emulator, { apiUrl: "https://api.example.org", requestTimeout: 0.05, clock });
      const never = mock.method(dns, "lookup", () => {});
      try {
        const message = await told(sharedMailbox.create(context, sharedInputs()));
        assert.match(message, /PUT .* got no answer: no connection within 0.05 s \(gave up after \d+ attempts/);
        assert.doesNotMatch(message, /looked up/);
        assert.ok(clock.slept <= 10_000, `${clock.slept} ms`);
      } finally {
        never.mock.restore();
      }
    }));
});

describe("the time of retrying that an error states", () => {
  it("is the whole time, where what looks for the outcome is not answered either", () =>
    withBench({}, async ({ emulator, context, clock }) => {
      const inputs = accessInputs({ mailboxId: seedShared(emulator) });
      emulator.inject({ fault: "status-503", times: FOR_EVER });
      const begun = clock.now();
      const message = await told(asOneOperation(() => mailboxAccess.create(context, inputs)));
      const seconds = Number(/gave up after \d+ attempts in (\d+) s/.exec(message)?.[1]);
      assert.ok(seconds > 60 && seconds <= 120, message);
      assert.ok(Math.abs((clock.now() - begun) / 1000 - seconds) <= 4, `${clock.now() - begun} ms, ${message}`);
    }));

  it("leaves a look-up after a lost answer all its time", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.inject({ endpoint: "CreateShared", fault: "status-504-after" });
      emulator.inject({ endpoint: "ListShared", fault: "status-503", times: 5 });
      const { id } = await asOneOperation(() => sharedMailbox.create(context, sharedInputs()));
      assert.ok(id);
      assert.equal(emulator.requests("CreateShared").length, 1);
    }));

  it("begins anew once the service has answered", () =>
    withBench({}, async ({ emulator, context }) => {
      const inputs = accessInputs({ mailboxId: seedShared(emulator) });
      emulator.inject({ endpoint: "Set", fault: "status-503", times: 5 });
      emulator.inject({ endpoint: "TaskStatus", fault: "status-503", times: 5 });
      await asOneOperation(() => mailboxAccess.create(context, inputs));
      assert.equal(emulator.requests("TaskStatus").length, 6);
    }));
});
