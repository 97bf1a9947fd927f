import assert from "node:assert/strict";
import { check, type Raw } from "../../provider/engine/check";
import { diff, inputsOf } from "../../provider/engine/diff";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import type { Lifecycle } from "../../provider/resources/lifecycle";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SHARED = { orgId: "1", email: "support@example.org", name: "Support", description: "", adopt: false };
const ACCESS = { orgId: "1", mailboxId: "21", actorId: "11", roles: ["shared_mailbox_reader"], notify: "all" };

describe("the inputs of a state", () => {
  it("are the state without what an operation left halfway, and the state stays as it is", () => {
    const inputs = { orgId: "1", mailboxId: "21", actorId: "22", roles: ["r"], notify: "all" as const };
    const state = { ...inputs, unsettled: ["22"] };
    assert.deepEqual(inputsOf(mailboxAccess, state), inputs);
    assert.deepEqual(state, { ...inputs, unsettled: ["22"] });
    assert.deepEqual(inputsOf(mailboxAccess, inputs), inputs);
  });
});

describe("check of the whole", () => {
  it("gives back the inputs as given where one is bad", () => {
    const given = { orgId: 1, ownerId: "../" };
    assert.deepEqual(check<object>(delegatedMailbox, given).inputs, given);
  });

  it("says of an unknown property in one line that it is none", () => {
    assert.deepEqual(check(sharedMailbox, { ...SHARED, owner: "1" }).problems, [
      {
        property: "owner",
        place: "owner",
        reason: "is not a property: there are orgId, email, name, description, adopt",
      },
    ]);
  });

  it("says of an unknown property of an entry where it is", () => {
    const access = [{ actorId: "22", roles: ["shared_mailbox_owner"], role: "x" }];
    assert.deepEqual(check<object>(mailboxAccessList, { orgId: "1", mailboxId: "21", access }).problems, [
      { property: "access", place: "access[0].role", reason: "is not a property: did you mean `roles`?" },
    ]);
  });

  it("says where in a property the problem is, and nothing of a place where it is the property itself", () => {
    const places = (given: Raw) => check(mailboxAccess, { ...ACCESS, ...given }).problems.map(({ place }) => place);
    assert.deepEqual(places({ roles: ["a", ""] }), ["roles[1]"]);
    assert.deepEqual(places({ roles: [] }), [undefined]);
  });

  it("says where in a list of lists the problem is", () => {
    const access = [
      { actorId: "11", roles: ["a", ""], more: 1 },
      { actorId: "21", roles: ["a"] },
    ];
    const given = { orgId: "1", mailboxId: "21", access };
    const places = (given: Raw) => check<object>(mailboxAccessList, given).problems.map(({ place }) => place);
    assert.deepEqual(places(given), ["access[0].roles[1]", "access[0].more"]);
    assert.deepEqual(places({ ...given, access: access.slice(1) }), ["access[21]"]);
  });

  it("looks at what is known together, and leaves out what is not", () => {
    const seen: object[] = [];
    const lifecycle: Lifecycle<object> = {
      ...(mailboxAccess as Lifecycle<object>),
      checkTogether: (inputs) => {
        seen.push(inputs);
        return [{ property: "notify", reason: "is wrong" }];
      },
    };
    const { inputs, problems } = check(lifecycle, { ...ACCESS, actorId: UNKNOWN, roles: ["a", UNKNOWN] });
    assert.deepEqual(problems, [{ property: "notify", reason: "is wrong" }]);
    assert.deepEqual(seen, [{ orgId: "1", mailboxId: "21", notify: "all" }]);
    assert.deepEqual(inputs, { ...ACCESS, actorId: UNKNOWN, roles: ["a", UNKNOWN] });
  });

  it("takes an unknown deep inside a value for unknown, and a null beside it for nothing special", () => {
    const access = [{ actorId: "11", roles: [UNKNOWN] }];
    const given = { orgId: "1", mailboxId: "21", access };
    const { inputs, problems } = check<object>(mailboxAccessList, given);
    assert.deepEqual(problems, []);
    assert.deepEqual(inputs.access, access);
    assert.equal(check<object>(mailboxAccessList, { ...given, access: [null] }).problems[0]?.property, "access");
  });
});

describe("diff of states", () => {
  const between = (state: Raw, inputs: Raw) => diff(sharedMailbox, { ...SHARED, ...state }, { ...SHARED, ...inputs });

  it("sees a change where an operation was left halfway, even with equal inputs", () => {
    const same = { changes: false, replaces: [] };
    assert.deepEqual(diff(mailboxAccess, ACCESS, ACCESS), same);
    assert.deepEqual(diff(mailboxAccess, { ...ACCESS, unsettled: ["22"] }, ACCESS), { ...same, changes: true });
    const list = { orgId: "1", mailboxId: "21", access: { 22: ["r"] } };
    assert.deepEqual(diff(mailboxAccessList, { ...list, unsettled: ["22"] }, list), { ...same, changes: true });
    assert.deepEqual(diff(mailboxAccessList, list, list), same);
  });

  it("leaves it to the resource which states need an update", () => {
    assert.equal(between({ unsettled: ["22"] }, {}).changes, false);
    const everyState = { ...sharedMailbox, needsUpdate: () => true };
    assert.equal(diff(everyState, SHARED, SHARED).changes, true);
  });

  it("sees a change from an absent value to a given one and back, also where sameness has a meaning of its own", () => {
    assert.deepEqual(between({ email: undefined }, {}).replaces, ["email"]);
    assert.deepEqual(between({}, { email: undefined }).replaces, ["email"]);
    assert.equal(between({ email: undefined }, { email: undefined }).changes, false);
  });
});
