import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type DeclaredList,
  type End,
  type ListState,
  planOf,
  type RunSoFar,
  stateAfter,
} from "../../provider/resources/accessPlan";
import type { AccessOutcome } from "../../provider/service/access";
import { sameRoles } from "../../provider/service/roles";

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";

const NOTHING_DONE: RunSoFar = { everybodyRevoked: false, wasRevoked: () => false };

type Given = Partial<DeclaredList> & {
  state?: ListState;
  observed?: Record<string, string[]>;
  run?: Partial<RunSoFar>;
};

function plan({ state, observed = {}, run = {}, ...declared }: Given) {
  const list: DeclaredList = { access: {}, exclusive: true, unlisted: "refuse", ...declared };
  return planOf(list, state, new Map(Object.entries(observed)), { ...NOTHING_DONE, ...run });
}

/** Whose access is given, taken and refused. */
function short(given: Given) {
  const { give, take, refuse } = plan(given);
  return {
    give: give.map(({ actorId }) => actorId),
    take: take.map(({ actorId }) => actorId),
    refuse: [...refuse.keys()],
  };
}

const TABLE: [what: string, given: Given, then: Partial<ReturnType<typeof short>>][] = [
  ["what everybody has already", { access: { 1: [READER] }, observed: { 1: [READER] } }, {}],
  ["what the owner role covers", { access: { 1: [OWNER] }, observed: { 1: [READER, OWNER] } }, {}],
  ["access that nobody has", { access: { 1: [READER] } }, { give: ["1"] }],
  ["other roles", { access: { 1: [READER] }, observed: { 1: [SENDER] } }, { give: ["1"] }],
  [
    "what state says, where the service shows the wished roles already",
    { access: { 1: [READER] }, observed: { 1: [READER] }, state: { access: { 1: [SENDER] } } },
    { give: ["1"] },
  ],
  [
    "a change that is still open",
    { access: { 1: [READER] }, observed: { 1: [READER] }, state: { access: { 1: [READER] }, unsettled: ["1"] } },
    { give: ["1"] },
  ],
  [
    "what this run has taken away",
    {
      access: { 1: [READER], 2: [READER] },
      observed: { 1: [READER], 2: [READER] },
      run: { wasRevoked: (id) => id === "2" },
    },
    { give: ["2"] },
  ],
  [
    "everybody's access after delegation was off",
    { access: { 1: [READER], 2: [READER] }, observed: { 1: [READER], 2: [READER] }, run: { everybodyRevoked: true } },
    { give: ["1", "2"] },
  ],
  ["somebody who leaves the list", { state: { access: { 1: [READER] } }, observed: { 1: [READER] } }, { take: ["1"] }],
  ["somebody in state whom the service does not show", { state: { access: { 1: [READER] } } }, { take: ["1"] }],
  ["somebody whose change is open", { state: { access: {}, unsettled: ["1"] } }, { take: ["1"] }],
  ["somebody nobody knows", { observed: { 1: [READER] } }, { take: ["1"], refuse: ["1"] }],
  ["somebody nobody knows, who is to go", { observed: { 1: [READER] }, unlisted: "remove" }, { take: ["1"] }],
  ["somebody nobody knows, where a list is not exclusive", { observed: { 1: [READER] }, exclusive: false }, {}],
  [
    "somebody from whom this run has taken access",
    { observed: { 1: [READER] }, run: { wasRevoked: () => true } },
    { take: ["1"] },
  ],
];

describe("the plan of an access list", () => {
  for (const [what, given, then] of TABLE) {
    it(`is right for ${what}`, () => {
      assert.deepEqual(short(given), { give: [], take: [], refuse: [], ...then });
    });
  }

  it("says of each change whether an earlier one may still take effect", () => {
    const { give, take } = plan({
      access: { 1: [READER], 2: [READER] },
      state: { access: { 3: [READER] }, unsettled: ["1", "4"] },
    });
    assert.deepEqual(give, [
      { actorId: "1", roles: [READER], open: true },
      { actorId: "2", roles: [READER], open: false },
    ]);
    assert.deepEqual(take, [
      { actorId: "3", roles: [], open: false },
      { actorId: "4", roles: [], open: true },
    ]);
  });
});

const people = fc.constantFrom("1", "2", "3", "4", "5");
const roles = fc.uniqueArray(fc.constantFrom(OWNER, READER, SENDER), { minLength: 1 });
const access = fc.dictionary(people, roles, { maxKeys: 5, noNullPrototype: true });
const given = fc.record(
  {
    access,
    exclusive: fc.boolean(),
    unlisted: fc.constantFrom("refuse" as const, "remove" as const),
    observed: access,
    state: fc.record({ access, unsettled: fc.uniqueArray(people, { minLength: 1 }) }, { requiredKeys: ["access"] }),
  },
  { requiredKeys: ["access", "exclusive", "unlisted", "observed"] },
);
const outcome: fc.Arbitrary<AccessOutcome> = fc.oneof(
  fc.constant<AccessOutcome>({ kind: "confirmed" }),
  fc.constant<AccessOutcome>({ kind: "refused", error: new Error("refused") }),
  fc
    .record({ observed: fc.option(roles, { nil: undefined }), open: fc.boolean() })
    .map((rest): AccessOutcome => ({ kind: "unconfirmed", error: new Error("lost"), ...rest })),
);

describe("the plan and the state of an access list, whatever the service shows", () => {
  it("never give and take one employee's access, and take it from nobody who is listed", () => {
    fc.assert(
      fc.property(given, (given) => {
        const { give, take, refuse } = plan(given);
        assert.deepEqual(
          take.filter(({ actorId }) => actorId in given.access || give.some((one) => one.actorId === actorId)),
          [],
        );
        assert.ok(give.every(({ actorId, roles }) => sameRoles(roles, given.access[actorId] ?? [])));
        assert.ok([...refuse.keys()].every((actorId) => take.some((one) => one.actorId === actorId)));
        assert.ok(given.exclusive || refuse.size === 0);
      }),
    );
  });

  it("take access that only the service shows from nobody, unless the list says so", () => {
    fc.assert(
      fc.property(given, (given) => {
        const { take, refuse } = plan(given);
        const inState = [...Object.keys(given.state?.access ?? {}), ...(given.state?.unsettled ?? [])];
        const unseen = take.filter(({ actorId }) => !inState.includes(actorId));
        assert.equal(unseen.length, given.unlisted === "remove" ? unseen.length : refuse.size);
      }),
    );
  });

  it("reach what is declared where every change is confirmed: a second plan has nothing to do", () => {
    fc.assert(
      fc.property(given, (given) => {
        const first = plan(given);
        const ends = [...first.give, ...first.take].map((change): End => ({ change, outcome: { kind: "confirmed" } }));
        const state = stateAfter(first, ends);
        assert.equal(state.unsettled, undefined);
        assert.deepEqual(Object.keys(state.access).sort(), Object.keys(given.access).sort());
        assert.deepEqual(short({ ...given, state, observed: state.access }), { give: [], take: [], refuse: [] });
      }),
    );
  });

  it("keep everybody whose access may still change, and forget nobody who may have access", () => {
    fc.assert(
      fc.property(given, fc.array(outcome, { minLength: 10, maxLength: 10 }), (given, outcomes) => {
        const first = plan(given);
        const changes = [...first.give, ...first.take];
        const ends = changes.map((change, at): End => ({ change, outcome: outcomes[at] ?? { kind: "confirmed" } }));
        const { access, unsettled = [] } = stateAfter(first, ends);
        for (const { change, outcome } of ends) {
          const { actorId } = change;
          const kept = access[actorId] ?? [];
          if (outcome.kind === "confirmed") {
            assert.ok(sameRoles(kept, change.roles));
            assert.ok(!unsettled.includes(actorId));
          } else {
            const open = change.open || (outcome.kind === "unconfirmed" && outcome.open);
            assert.equal(unsettled.includes(actorId), open);
            const observed = outcome.kind === "unconfirmed" ? outcome.observed : undefined;
            assert.ok(sameRoles(kept, observed ?? first.before.get(actorId) ?? []));
          }
        }
      }),
    );
  });
});
