import assert from "node:assert/strict";
import { defaultSwitches, SWITCH_RECORDS, type Switches, startEmulator } from "../../emulator";
import { LeapClock } from "../support/clock";
import { ORG, TOKEN, testContext, user } from "../support/context";
import { LATER_STEPS } from "./laterSteps";
import { lookUp, OF_DIRECTORY } from "./lookups";
import { Stack } from "./stack";
import { access, SENDER, STEPS, shared } from "./steps";
import { type Telling, tell } from "./tell";

const NAMES = Object.keys(defaultSwitches) as (keyof Switches)[];
const ALL_STEPS = [...STEPS, ...LATER_STEPS];

/** What a switch needs around it so that its value shows at all. */
const AROUND: { readonly [Name in keyof Switches]?: Omit<Telling, "switches"> & { with?: Partial<Switches> } } = {
  perPageAbove: { with: { perPageCeiling: 10 } },
  retryAfter: { options: { rateLimit: { perSecond: 20, burst: 5 } } },
  writeScopeReads: { writesOnly: true },
};

function telling(name: keyof Switches, value: unknown): Telling {
  const { with: others = {}, ...around } = AROUND[name] ?? {};
  const switches: Partial<Switches> = { ...others, [name]: value };
  return { switches, ...around };
}

describe("What the documentation leaves open, either way", function () {
  this.timeout(120_000);
  const values = NAMES.reduce((sum, name) => sum + 1 + SWITCH_RECORDS[name].alternatives.length, 0);
  const stories = values - NAMES.length + 1;
  const told = { stories: 0, refused: 0, requests: 0 };
  after(() => {
    const converged = told.stories === stories ? "all converged" : `only ${told.stories} converged`;
    console.log(
      `      E1: ${NAMES.length} switches x ${values} values, ${stories} stories of ${ALL_STEPS.length} steps or of look-ups, ${converged} ` +
        `(${told.requests} requests, ${told.refused} steps refused in one clear line first)`,
    );
  });

  const note = ({ refused, requests }: { refused: string[]; requests: number }) => {
    told.stories += 1;
    told.refused += refused.length;
    told.requests += requests;
  };
  let usual: string[] = [];

  it("every switch at its default", async () => {
    const result = await tell({ switches: {} });
    note(result);
    usual = result.refused;
  });

  for (const name of NAMES) {
    for (const value of SWITCH_RECORDS[name].alternatives) {
      it(`${name}: ${String(value)}`, async () => {
        if (OF_DIRECTORY.has(name)) {
          note({ refused: [], requests: await lookUp({ [name]: value }) });
          return;
        }
        const result = await tell(telling(name, value));
        note(result);
        const differs = [
          ...result.refused.filter((step) => !usual.includes(step)).map((step) => `impossible: ${step}`),
          ...usual.filter((step) => !result.refused.includes(step)).map((step) => `possible: ${step}`),
        ];
        if (differs.length > 0) console.log(`        ${differs.join("; ")}`);
      });
    }
  }

  it("each step that a value makes impossible has its reason, and is impossible somewhere", () => {
    const impossible = ALL_STEPS.flatMap(({ refused, title }) => (refused ? [{ ...refused, title }] : []));
    for (const { title, why, when } of impossible) {
      assert.ok(why.length > 10, title);
      const somewhere = NAMES.some((name) =>
        [defaultSwitches[name], ...SWITCH_RECORDS[name].alternatives].some((value) =>
          when({ ...defaultSwitches, [name]: value }),
        ),
      );
      assert.ok(somewhere, title);
    }
  });

  it("a token that may only write is told which scopes it lacks, loses nothing, and goes on with both", async () => {
    const clock = new LeapClock();
    const emulator = await startEmulator({ now: clock.now });
    const token = "writes-only";
    emulator.addToken({ token, scopes: ["ya360_admin:mail_write_shared_mailbox_inventory"] });
    const stack = new Stack(() => testContext(emulator, { token, clock, requestTimeout: 30 }));
    const program = {
      team: shared("team@example.org", "Team"),
      anna: access("$team", user(2), SENDER),
    };

    const errors = await stack.up(program);
    const refreshed = await stack.refresh();
    emulator.addToken({ token });
    const later = await stack.up(program);
    const { shared: made, access: granted } = emulator.organization(ORG).snapshot();
    await emulator.close();

    assert.equal(errors.length, 1);
    for (const error of [...errors, ...refreshed.errors]) {
      assert.match(error, /^[^\n]*mail_read_shared_mailbox_inventory[^\n]*$/);
      assert.equal(error.includes(TOKEN), false);
    }
    assert.equal(refreshed.errors.length, 2);
    assert.deepEqual(refreshed.gone, []);
    assert.deepEqual(later, []);
    assert.deepEqual([made.length, granted.length, stack.held.size], [1, 1, 2]);
  });
});
