import assert from "node:assert/strict";
import http2 from "node:http2";
import { cancellable } from "../../provider/api/clock";
import { Cancelled } from "../../provider/api/errors";
import { explain } from "../../provider/engine/advice";
import { heardFromEngine } from "../../provider/hosts/dynamic/cancellation";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import {
  accessInputs,
  type Bench,
  count,
  delegatedInputs,
  failure,
  halfMade,
  ORG,
  rolesHeld,
  seedShared,
  sharedInputs,
  user,
  withBench,
} from "../support/context";

/** A bench whose command can be cancelled. */
function withCancellation(body: (bench: Bench & { cancel(): void }) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const settings = { requestTimeout: 1, cancelled: controller.signal };
  return withBench({ settings }, (bench) => body({ ...bench, cancel: () => controller.abort() }));
}

const LONG = 100_000;

describe("a command that is cancelled", () => {
  it("does not wait for a task, and the next `up` sets the roles again", () =>
    withCancellation(async ({ emulator, context, nextRun, cancel, clock }) => {
      const mailboxId = seedShared(emulator);
      emulator.settings.taskDurationMs = LONG;
      const inputs = accessInputs({ mailboxId });
      const creation = halfMade(mailboxAccess.create(context, inputs));
      await until(() => count(emulator, "TaskStatus") > 0);
      const slept = clock.slept;
      cancel();

      const { properties, reasons } = await creation;
      assert.deepEqual(properties.unsettled, [user(2)]);
      assert.match(reasons.join(), /cancelled while task task-\S+ was under way, which may still take effect/);
      assert.ok(clock.slept - slept < LONG / 10, `${clock.slept - slept} ms`);

      emulator.settings.taskDurationMs = 0;
      assert.deepEqual(await mailboxAccess.update(fresh(nextRun), "", properties, inputs), inputs);
      assert.deepEqual(rolesHeld(emulator, mailboxId, user(2)), ["shared_mailbox_reader"]);
      assert.equal(count(emulator, "Set"), 2);
    }));

  it("begins no change any more", () =>
    withCancellation(async ({ emulator, context, cancel, asked }) => {
      const mailboxId = seedShared(emulator);
      cancel();
      for (const change of [
        () => sharedMailbox.create(context, sharedInputs({ email: "new@example.org" })),
        () => sharedMailbox.delete(context, mailboxId, sharedInputs()),
        () => sharedMailbox.update(context, mailboxId, sharedInputs(), sharedInputs({ name: "Other" })),
        () => delegatedMailbox.create(context, delegatedInputs()),
        () => mailboxAccess.create(context, accessInputs({ mailboxId })),
      ]) {
        const error = await failure(change());
        assert.ok(error instanceof Cancelled, `${error.constructor.name}: ${error.message}`);
        assert.match(
          explain(error),
          /^the command was cancelled before (PUT|POST|DELETE) \/mailboxes\S* was sent: run/,
        );
      }
      const endpoints = new Set(asked());
      assert.deepEqual(
        [...endpoints].filter((endpoint) => !/^(List|Get)/.test(endpoint)),
        [],
      );
      assert.equal(emulator.organization(ORG).shared.size, 1);
    }));

  it("sends nothing again, and says how the one attempt ended", () =>
    withCancellation(async ({ emulator, context, cancel }) => {
      const mailboxId = seedShared(emulator);
      const { firstHit } = emulator.inject({ endpoint: "UpdateShared", fault: "status-503", times: 100 });
      const change = failure(sharedMailbox.update(context, mailboxId, sharedInputs(), sharedInputs({ name: "Other" })));
      await firstHit;
      cancel();
      const { message } = await change;
      assert.match(message, /HTTP 503/);
      const sent = count(emulator, "UpdateShared");
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(count(emulator, "UpdateShared"), sent);
    }));

  it("looks a mailbox up whose creation was under way, so that it is not lost", () =>
    withCancellation(async ({ emulator, context, cancel }) => {
      const { firstHit } = emulator.inject({ endpoint: "CreateShared", fault: "stall-after" });
      const creation = sharedMailbox.create(context, sharedInputs());
      await firstHit;
      cancel();
      const { id } = await creation;
      assert.equal(emulator.organization(ORG).findShared("support@example.org")?.id, id);
      assert.equal(count(emulator, "CreateShared"), 1);
    }));

  it("takes one look for no proof that something is gone", () =>
    withCancellation(async ({ context, cancel }) => {
      cancel();
      const error = await failure(delegatedMailbox.read(context, user(1), delegatedInputs()));
      assert.ok(error instanceof Cancelled, error.message);
    }));

  it("lets go who waits for a turn while the service asks for a pause", () =>
    withCancellation(async ({ emulator, context, cancel, clock }) => {
      const mailboxId = seedShared(emulator);
      const never = new Promise<void>(() => {});
      const { firstHit } = emulator.inject({ endpoint: "Set", fault: "status-429-seconds" });
      const creation = failure(mailboxAccess.create(context, accessInputs({ mailboxId })));
      clock.sleep = () => never;
      await firstHit;
      cancel();
      assert.match((await creation).message, /HTTP 429/);
      assert.equal(count(emulator, "Set"), 1);
    }));
});

describe("a wait of a command", () => {
  it("ends by itself, or with the cancellation, whichever comes first", async () => {
    const controller = new AbortController();
    const ends: (() => void)[] = [];
    const sleep = () => new Promise<void>((resolve) => ends.push(resolve));
    const clock = cancellable({ now: () => 7, sleep }, controller.signal);
    assert.equal(clock.now(), 7);
    const first = clock.sleep(1);
    ends[0]?.();
    await first;
    const second = failure(clock.sleep(1));
    controller.abort();
    assert.ok((await second) instanceof Cancelled);
    assert.ok((await failure(clock.sleep(1))) instanceof Cancelled);
    assert.equal(ends.length, 2);
  });
});

describe("the engine's Cancel", () => {
  it("is heard at the server of the process, and no other call is taken for it", async () => {
    const server = http2.createServer();
    server.on("stream", (stream) => {
      stream.respond({ ":status": 200 });
      stream.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const client = http2.connect(`http://127.0.0.1:${address.port}`);
    const call = (path: string) =>
      new Promise<void>((resolve, reject) => {
        client
          .request({ ":path": path, ":method": "POST" })
          .once("error", reject)
          .once("close", resolve)
          .resume()
          .end();
      });
    try {
      const signal = heardFromEngine();
      await call("/pulumirpc.ResourceProvider/Create");
      assert.equal(signal.aborted, false);
      await call("/pulumirpc.ResourceProvider/Cancel");
      assert.equal(signal.aborted, true);
    } finally {
      client.close();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

/** The next run of the program is another command, which nobody has cancelled. */
function fresh(nextRun: Bench["nextRun"]) {
  return nextRun({ cancelled: new AbortController().signal });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
