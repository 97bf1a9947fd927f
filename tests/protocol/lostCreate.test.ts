import assert from "node:assert/strict";
import type { FaultKind } from "../../emulator";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { LeapClock } from "../support/clock";
import { count, ORG, seedShared, sharedInputs, told, withBench } from "../support/context";

/** The answer is lost, or useless, after the service has made the mailbox. */
const ACTED: FaultKind[] = [
  "reset-after",
  "stall-after",
  "truncated-after",
  "gzip-bomb",
  "endless-body",
  "slow-drip",
  "html-200-after",
  "empty-200",
  "wrong-types",
  "missing-fields",
  "json-null",
  "status-500-after",
  "status-502-after",
  "status-504-after",
];
/** Nothing was made, and the answer leaves that open. */
const NOT_ACTED: FaultKind[] = [
  "refused",
  "reset-before",
  "hang-up-before",
  "stall-before",
  "html-200",
  "html-502",
  "status-500-before",
  "status-503",
  "status-503-seconds",
  "redirect-301",
];
/** These make the service's own refusal unreadable. */
const UNREADABLE = new Set<FaultKind>(["wrong-types", "missing-fields", "json-null"]);
const HOUR = 3_600_000;
const settings = { requestTimeout: 1 };
const mailboxes = (bench: { emulator: { organization(id: string): { shared: Map<string, object> } } }) =>
  bench.emulator.organization(ORG).shared;

describe("a create whose answer was lost", () => {
  for (const fault of ACTED) {
    it(`is found again by its address after ${fault}, and not made twice`, () =>
      withBench({ settings }, async (bench) => {
        seedShared(bench.emulator, "other@example.org", "Other");
        bench.emulator.inject({ endpoint: "CreateShared", fault });
        const { id } = await sharedMailbox.create(bench.context, sharedInputs({ description: "First line" }));
        assert.equal(mailboxes(bench).size, 2);
        assert.equal(bench.emulator.organization(ORG).findShared("support@example.org")?.id, id);
        assert.equal(count(bench.emulator, "CreateShared"), 1);
        assert.equal(count(bench.emulator, "UpdateShared"), 0);
      }));
  }

  for (const fault of NOT_ACTED) {
    it(`is made in the next attempt after ${fault}, where nothing was made in the first`, () =>
      withBench({ settings }, async (bench) => {
        bench.emulator.inject({ endpoint: "CreateShared", fault });
        const { id } = await sharedMailbox.create(bench.context, sharedInputs());
        assert.deepEqual([...mailboxes(bench).keys()], [id]);
        assert.equal(count(bench.emulator, "CreateShared"), 2);
      }));
  }

  for (const fault of [...ACTED, ...NOT_ACTED]) {
    it(`does not take over an older mailbox that looks the same, after ${fault}`, () =>
      withBench({ settings }, async (bench) => {
        const id = seedShared(bench.emulator);
        bench.clock.move(10_000);
        bench.emulator.inject({ endpoint: "CreateShared", fault });
        const message = await told(sharedMailbox.create(bench.context, sharedInputs()));
        assert.ok(UNREADABLE.has(fault) || (message.includes(id) && message.includes("adopt: true")), message);
        assert.equal(mailboxes(bench).size, 1);
      }));
  }

  for (const theirs of [{ name: "Theirs" }, { description: "Theirs" }]) {
    it(`does not take over what another administrator makes meanwhile with another ${Object.keys(theirs)}`, () =>
      withBench({}, async (bench) => {
        const organization = bench.emulator.organization(ORG);
        const handle = bench.emulator.inject({ endpoint: "CreateShared", fault: "status-504-after" });
        void handle.firstHit.then(() =>
          organization.renameShared(organization.findShared("support@example.org")?.id ?? "", theirs),
        );
        assert.match(await told(sharedMailbox.create(bench.context, sharedInputs())), /adopt: true/);
        assert.equal(mailboxes(bench).size, 1);
      }));
  }

  for (const skew of [-HOUR, -30_000, 30_000, HOUR]) {
    const start = Date.UTC(2026, 0, 15, 12);
    const service = (clock: LeapClock) => () => clock.now() + skew;

    it(`is found again although our clock is ${-skew / 1000} s ahead of the service's`, () => {
      const clock = new LeapClock({ start });
      return withBench({ clock, now: service(clock) }, async (bench) => {
        bench.emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
        await sharedMailbox.create(bench.context, sharedInputs());
        assert.equal(mailboxes(bench).size, 1);
      });
    });

    it(`does not take over what is 10 s older, with our clock ${-skew / 1000} s ahead of the service's`, () => {
      const clock = new LeapClock({ start });
      return withBench({ clock, now: service(clock) }, async (bench) => {
        seedShared(bench.emulator);
        clock.move(10_000);
        bench.emulator.inject({ endpoint: "CreateShared", fault: "status-500-before" });
        assert.match(await told(sharedMailbox.create(bench.context, sharedInputs())), /adopt: true/);
      });
    });
  }

  it("is given up after a few attempts where the service never answers, and nothing is made twice", () =>
    withBench({}, async (bench) => {
      bench.emulator.inject({ endpoint: "CreateShared", fault: "status-503", times: Number.POSITIVE_INFINITY });
      assert.match(await told(sharedMailbox.create(bench.context, sharedInputs())), /HTTP 503/);
      assert.ok(count(bench.emulator, "CreateShared") <= 5);
      assert.equal(mailboxes(bench).size, 0);
    }));

  it("says both failures where the look-up fails too, and the setting adopt: same finds it in the next run", () =>
    withBench({}, async (bench) => {
      bench.emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
      const list = bench.emulator.inject({ endpoint: "ListShared", fault: "status-403-admin", times: 9 });
      const message = await told(sharedMailbox.create(bench.context, sharedInputs()));
      assert.match(message, /no answer.*could not be looked up.*403/);
      list.remove();
      const next = { ...bench.nextRun() };
      next.settings = { ...next.settings, adopt: "same" };
      await sharedMailbox.create(next, sharedInputs());
      assert.equal(mailboxes(bench).size, 1);
    }));

  it("with adopt still sets the declared name and description of an older mailbox", () =>
    withBench({}, async (bench) => {
      const id = seedShared(bench.emulator, "support@example.org", "Theirs");
      bench.emulator.inject({ endpoint: "CreateShared", fault: "status-500-after" });
      await sharedMailbox.create(bench.context, sharedInputs({ adopt: true }));
      assert.equal(bench.emulator.organization(ORG).shared.get(id)?.name, "Support");
    }));

  it("is not called a name that is taken while the list does not show the mailbox yet", () =>
    withBench({ switches: { listDelayMs: 2_000 } }, async (bench) => {
      bench.emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
      await sharedMailbox.create(bench.context, sharedInputs());
      assert.equal(mailboxes(bench).size, 1);
    }));

  it("never leaves a mailbox that the run forgets when 429 comes first", () =>
    withBench({}, async (bench) => {
      bench.emulator.inject({ endpoint: "CreateShared", fault: "status-429-seconds" });
      bench.emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
      await sharedMailbox.create(bench.context, sharedInputs());
      assert.equal(mailboxes(bench).size, 1);
    }));
});
