import assert from "node:assert/strict";
import { inspect } from "node:util";
import { FAULT_KINDS, FAULT_SPECS, startEmulator } from "../../emulator";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { LeapClock } from "../support/clock";
import {
  accessInputs,
  delegatedInputs,
  failure,
  ORG,
  seedShared,
  sharedInputs,
  TOKEN,
  testContext,
  told,
  user,
  withBench,
} from "../support/context";

const FOR_EVER = Number.POSITIVE_INFINITY;
const CODES = [TOKEN, Buffer.from(TOKEN).toString("base64"), encodeURIComponent(`OAuth ${TOKEN}`)];

/** No form in which an error may be shown has the token, and its message is one short line. */
function assertClean(error: Error): void {
  for (const text of [
    error.message,
    error.stack ?? "",
    String(error),
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
  ]) {
    for (const code of CODES) {
      assert.ok(!text.includes(code), text);
    }
    assert.doesNotMatch(text, /authorization|\.ts:\d/i);
  }
  assert.match(error.message, /^[^\p{Cc}\p{Cf}]{1,3000}$/u);
}

describe("hostile replies", () => {
  for (const fault of FAULT_KINDS) {
    const endpoint = FAULT_SPECS[fault].endpoints?.[0] ?? "GetShared";
    it(`of the kind ${fault} end in one clean line, if they end in an error`, () =>
      withBench(
        { settings: { requestTimeout: 0.1, taskTimeout: 2 }, clock: new LeapClock({ scale: 2_000 }) },
        async ({ emulator, context }) => {
          const id = seedShared(emulator);
          emulator.inject({ fault, times: FOR_EVER });
          const operations = {
            GetShared: () => sharedMailbox.read(context, id, sharedInputs()),
            ListShared: () => delegatedMailbox.read(context, user(1), delegatedInputs()),
            Set: () => mailboxAccess.create(context, accessInputs({ mailboxId: id })),
          };
          const [end] = await Promise.allSettled([operations[endpoint as keyof typeof operations]()]);
          if (end.status === "rejected") {
            assertClean(end.reason);
          }
        },
      ));
  }

  for (const fault of ["gzip-bomb", "endless-body", "slow-drip"] as const) {
    it(`of the kind ${fault} end within the request's time limit, and take no more memory than the largest reply may`, () =>
      withBench(
        { settings: { requestTimeout: 1 }, clock: new LeapClock({ scale: 2_000 }) },
        async ({ emulator, context }) => {
          const id = seedShared(emulator);
          emulator.inject({ endpoint: "GetShared", fault, times: FOR_EVER });
          const { arrayBuffers } = process.memoryUsage();
          let most = 0;
          const sampling = setInterval(() => {
            most = Math.max(most, process.memoryUsage().arrayBuffers - arrayBuffers);
          }, 1);
          const before = performance.now();
          const error = await failure(sharedMailbox.read(context, id, sharedInputs()));
          clearInterval(sampling);
          most = Math.max(most, process.memoryUsage().arrayBuffers - arrayBuffers);
          assert.ok(most < 40 * 1024 * 1024, `${Math.round(most / 1024 / 1024)} MiB`);
          assert.ok(performance.now() - before < 2_500, `${performance.now() - before} ms`);
          assert.match(error.message, fault === "slow-drip" ? /timed out after 1 s/ : /8 MiB|timed out/);
        },
      ));
  }

  for (const [size, accepted] of [
    [7 * 1024 * 1024, true],
    [9 * 1024 * 1024, false],
  ] as const) {
    it(`of ${size} bytes are ${accepted ? "read" : "refused"}`, () =>
      withBench({}, async ({ emulator, context }) => {
        const id = seedShared(emulator);
        const text = JSON.stringify({
          id,
          email: "support@example.org",
          name: "Read",
          createdAt: "2026-01-15T12:00:00Z",
        });
        emulator.inject({
          endpoint: "GetShared",
          fault: { status: 200, text: text + " ".repeat(size) },
          times: FOR_EVER,
        });
        const reading = sharedMailbox.read(context, id, sharedInputs());
        if (accepted) {
          assert.equal((await reading)?.name, "Read");
        } else {
          assert.match(await told(reading), /more than 8 MiB/);
        }
      }));
  }

  it("with __proto__ and constructor keys pollute nothing and are read as if they had none", () =>
    withBench({}, async ({ emulator, context }) => {
      emulator.inject({ fault: "proto-keys", times: FOR_EVER });
      const { id, outs } = await sharedMailbox.create(context, sharedInputs());
      assert.deepEqual(await sharedMailbox.read(context, id, outs), outs);
      const access = await mailboxAccess.create(context, accessInputs({ mailboxId: id }));
      assert.deepEqual(await mailboxAccess.read(context, access.id, access.outs), access.outs);
      assert.equal(Reflect.get({}, "polluted"), undefined);
      assert.equal(typeof Object.prototype.toString, "function");
    }));

  const SHAPES: [what: string, body: string, told: RegExp][] = [
    [
      "a number for an id",
      '{"id":7,"email":"a@b.c","name":"Aa","createdAt":"2026-01-15T12:00:00Z"}',
      / id is missing or/,
    ],
    [
      "an id with a path in it",
      '{"id":"../7","email":"a@b.c","name":"Aa","createdAt":"2026-01-15T12:00:00Z"}',
      / id is missing or/,
    ],
    [
      "no name",
      '{"id":"7","email":"a@b.c","createdAt":"2026-01-15T12:00:00Z"}',
      / name is missing or not as documented/,
    ],
    [
      "a list for a name",
      '{"id":"7","email":"a@b.c","name":["Aa"],"createdAt":"2026-01-15T12:00:00Z"}',
      / name is missing or/,
    ],
    [
      "a date that is none",
      '{"id":"7","email":"a@b.c","name":"Aa","createdAt":"yesterday"}',
      / createdAt is missing or/,
    ],
    ["an array", "[]", /a body that is not a JSON object/],
    ["a string", '"ok"', /a body that is not a JSON object/],
    ["null", "null", /a body that is not a JSON object/],
    ["nothing", "", /something that is not JSON/],
    ["two objects", "{}{}", /something that is not JSON/],
    ["deep nesting", "[".repeat(100_000), /something that is not JSON/],
    ["half an object", '{"id":"7","email":', /something that is not JSON/],
  ];
  for (const [what, text, said] of SHAPES) {
    it(`with ${what} where a mailbox is expected are an error that says so, neither a mailbox nor "gone"`, () =>
      withBench({}, async ({ emulator, context }) => {
        const id = seedShared(emulator);
        emulator.inject({ endpoint: "GetShared", fault: { status: 200, text }, times: FOR_EVER });
        const error = await failure(sharedMailbox.read(context, id, sharedInputs()));
        assertClean(error);
        assert.match(error.message, /GET \/mailboxes\/shared\/\{resourceId\}/);
        assert.match(error.message, said);
      }));
  }

  it("that repeat the token are an error that says so, without it", () =>
    withBench({}, async ({ emulator, context }) => {
      const id = seedShared(emulator);
      emulator.inject({ endpoint: "GetShared", fault: { status: 200, text: JSON.stringify({ id, name: TOKEN }) } });
      const error = await failure(sharedMailbox.read(context, id, sharedInputs()));
      assertClean(error);
      assert.match(error.message, /HTTP 200 and a body that repeats the token$/);
    }));

  it("about another mailbox than the one asked for are an error: its name is not this one's", () =>
    withBench({}, async ({ emulator, context }) => {
      const id = seedShared(emulator);
      const text =
        '{"id":"7","email":"boss@example.org","name":"Boss","description":"","createdAt":"2026-01-15T12:00:00Z"}';
      emulator.inject({ endpoint: "GetShared", fault: { status: 200, text } });
      await failure(sharedMailbox.read(context, id, sharedInputs()));
    }));

  for (const taskId of [
    "",
    ".",
    "..",
    "../../shared",
    "a/b",
    "a?b=c",
    "a#b",
    "%2e%2e",
    "\u0000",
    "\ud800",
    "x".repeat(10_000),
  ]) {
    it(`with the task id ${JSON.stringify(taskId.slice(0, 20))} make no request outside the tasks, and one clean error`, () =>
      withBench({}, async ({ emulator, context }) => {
        const text = JSON.stringify({ taskId });
        emulator.inject({ endpoint: "Set", fault: { status: 200, text } });
        const mailboxId = seedShared(emulator);
        emulator.organization(ORG).setAccess(mailboxId, user(2), []);
        const error = await failure(mailboxAccess.create(context, accessInputs({ mailboxId })));
        assertClean(error);
        for (const { path } of emulator.journal.slice(1)) {
          assert.match(path, /\/mailboxes\/(tasks\/[^/]+|actors\/\d+)$/);
        }
        emulator.clearJournal();
        emulator.strictViolations.length = 0;
      }));
  }

  const ECHOES: Record<
    string,
    (token: string) => {
      endpoint: "Set" | "TaskStatus";
      status: number;
      text: string;
      headers?: Record<string, string>;
    }
  > = {
    message: (token) => ({ endpoint: "Set", status: 400, text: JSON.stringify({ code: 3, message: `bad ${token}` }) }),
    "request id": (token) => ({ endpoint: "Set", status: 400, text: "{}", headers: { "x-request-id": token } }),
    "task id": (token) => ({ endpoint: "Set", status: 200, text: JSON.stringify({ taskId: token }) }),
    "task status": (token) => ({ endpoint: "TaskStatus", status: 200, text: JSON.stringify({ status: token }) }),
  };
  for (const [where, echo] of Object.entries(ECHOES)) {
    it(`that echo the token as ${where} do not bring it into an error`, () =>
      withBench({ settings: { taskTimeout: 1 } }, async ({ emulator, context }) => {
        const { endpoint, ...fault } = echo(TOKEN);
        emulator.inject({ endpoint, fault, times: FOR_EVER });
        assertClean(await failure(mailboxAccess.create(context, accessInputs({ mailboxId: seedShared(emulator) }))));
      }));
  }
});

describe("a service that is not there", () => {
  it("is an error that says so, cleanly", async () => {
    const emulator = await startEmulator({});
    await emulator.goOffline();
    const clock = new LeapClock();
    const error = await failure(sharedMailbox.create(testContext(emulator, { clock }), sharedInputs()));
    assertClean(error);
    assert.match(error.message, /ECONNREFUSED/);
  });

  for (const apiUrl of ["https://127.0.0.1:1", "http://no-such-host.invalid"]) {
    it(`is an error that shows nothing of the request: ${apiUrl}`, () =>
      withBench({}, async ({ emulator, clock }) => {
        const context = testContext(emulator, { apiUrl, clock });
        assertClean(await failure(delegatedMailbox.read(context, user(1), delegatedInputs())));
      }));
  }
});
