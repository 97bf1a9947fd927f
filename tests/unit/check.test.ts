import assert from "node:assert/strict";
import { check, type Raw } from "../../provider/engine/check";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SHARED = { orgId: "1000001", email: "support@example.org", name: "Support" };
const ACCESS = { orgId: "1000001", mailboxId: "1130000900000001", actorId: "1130000000000002", roles: ["r"] };

const shared = (given: Raw) => check(sharedMailbox, { ...SHARED, ...given });
const access = (given: Raw) => check(mailboxAccess, { ...ACCESS, ...given });

describe("check of whole resources", () => {
  it("fills the defaults of a shared mailbox", () => {
    assert.deepEqual(shared({}), { inputs: { ...SHARED, description: "", adopt: false }, problems: [] });
  });

  it("fills the defaults of an access, and leaves the time-out to the settings", () => {
    assert.deepEqual(access({}), { inputs: { ...ACCESS, notify: "all" }, problems: [] });
  });

  it("fills nothing into a delegated mailbox", () => {
    const given = { orgId: "1000001", ownerId: "1130000000000001" };
    assert.deepEqual(check(delegatedMailbox, given), { inputs: given, problems: [] });
  });

  it("keeps what is given over the defaults", () => {
    const given = { description: "First line", adopt: true };
    assert.deepEqual(shared(given).inputs, { ...SHARED, ...given });
    assert.deepEqual(access({ notify: "none", taskTimeout: 60 }).inputs, {
      ...ACCESS,
      notify: "none",
      taskTimeout: 60,
    });
  });

  for (const absent of [null, undefined]) {
    it(`takes ${absent} as not given`, () => {
      assert.deepEqual(shared({ description: absent, adopt: absent }).inputs, shared({}).inputs);
      assert.deepEqual(access({ notify: absent, taskTimeout: absent }).inputs, access({}).inputs);
      assert.deepEqual(
        shared({ name: absent }).problems.map(({ property, reason }) => [property, reason]),
        [["name", "is required"]],
      );
    });
  }

  const REQUIRED = [
    ["a shared mailbox", sharedMailbox, ["orgId", "email", "name"]],
    ["a delegated mailbox", delegatedMailbox, ["orgId", "ownerId"]],
    ["an access", mailboxAccess, ["orgId", "mailboxId", "actorId", "roles"]],
  ] as const;
  for (const [thing, lifecycle, names] of REQUIRED) {
    it(`names every required property of ${thing} that is missing`, () => {
      const { problems } = check<object>(lifecycle, {});
      assert.deepEqual(
        problems.map(({ property }) => property),
        names,
      );
      assert.deepEqual(new Set(problems.map(({ reason }) => reason)), new Set(["is required"]));
    });
  }

  it("names each property that the resource does not have", () => {
    const { problems } = shared({ owner: "1", Email: "x" });
    assert.deepEqual(problems.map(({ property }) => property).sort(), ["Email", "owner"]);
    for (const { reason } of problems) {
      assert.match(reason, /not a property/);
    }
  });

  it("says all problems at once", () => {
    const { problems } = access({ mailboxId: "../", actorId: "1e3", roles: [], notify: "some" });
    assert.deepEqual(
      new Set(problems.map(({ property }) => property)),
      new Set(["mailboxId", "actorId", "roles", "notify"]),
    );
  });

  it("refuses an own __proto__ property and changes no prototype", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": "yes"}}') as Raw;
    const { problems } = check(sharedMailbox, Object.assign(Object.create(null), SHARED, hostile));
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.ok(problems.length <= 1);
  });

  it("gives the same inputs when it checks them again", () => {
    for (const once of [
      shared({ email: "Support@Example.org" }),
      access({ roles: ["z", "shared_mailbox_owner", "z"] }),
    ]) {
      const lifecycle = "email" in once.inputs ? sharedMailbox : mailboxAccess;
      assert.deepEqual(check<object>(lifecycle, once.inputs), once);
    }
  });
});

describe("check of unknown values", () => {
  for (const name of ["orgId", "email", "name", "description", "adopt"]) {
    it(`lets an unknown ${name} of a shared mailbox pass and keeps it`, () => {
      const { inputs, problems } = shared({ [name]: UNKNOWN });
      assert.deepEqual(problems, []);
      assert.equal(inputs[name], UNKNOWN);
    });
  }

  for (const name of ["orgId", "mailboxId", "actorId", "roles", "notify", "taskTimeout"]) {
    it(`lets an unknown ${name} of an access pass and keeps it`, () => {
      const { inputs, problems } = access({ [name]: UNKNOWN });
      assert.deepEqual(problems, []);
      assert.equal(inputs[name], UNKNOWN);
    });
  }

  it("keeps an unknown inside the role list, and the list as it is", () => {
    const roles = ["shared_mailbox_sender", UNKNOWN, "shared_mailbox_owner"];
    assert.deepEqual(access({ roles }), { inputs: { ...ACCESS, roles, notify: "all" }, problems: [] });
  });

  it("still judges what is known beside an unknown", () => {
    const { problems } = access({ mailboxId: UNKNOWN, actorId: "1e3" });
    assert.deepEqual(
      problems.map(({ property }) => property),
      ["actorId"],
    );
  });

  it("does not take two unknown ends for the same employee", () => {
    assert.deepEqual(access({ mailboxId: UNKNOWN, actorId: UNKNOWN }).problems, []);
  });
});

describe("check of access that makes no sense", () => {
  for (const [mailboxId, actorId] of [
    ["1130000000000002", "1130000000000002"],
    [1130000000000002, "1130000000000002"],
    ["1130000000000002", 1130000000000002],
  ]) {
    it(`refuses the owner as the employee of their own mailbox (${typeof mailboxId}, ${typeof actorId})`, () => {
      const { problems } = access({ mailboxId, actorId });
      assert.deepEqual(
        problems.map(({ property }) => property),
        ["actorId"],
      );
    });
  }
});
