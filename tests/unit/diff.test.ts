import assert from "node:assert/strict";
import type { Raw } from "../../provider/engine/check";
import { diff } from "../../provider/engine/diff";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import type { Lifecycle } from "../../provider/resources/lifecycle";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";
const EVERY_ROLE = [
  OWNER,
  READER,
  "shared_mailbox_editor",
  "shared_mailbox_admin",
  "shared_mailbox_imap_admin",
  SENDER,
  "shared_mailbox_half_sender",
];

const STATES = {
  shared: { orgId: "1", email: "support@example.org", name: "Support", description: "First line", adopt: false },
  delegated: { orgId: "1", ownerId: "11" },
  access: { orgId: "1", mailboxId: "21", actorId: "11", roles: [READER, SENDER], notify: "all" },
  list: {
    ...{ orgId: "1", mailboxId: "21", access: { 11: [READER] } },
    ...{ notify: "all", exclusive: true, unlisted: "refuse" },
  },
};
const LIFECYCLES = {
  shared: sharedMailbox,
  delegated: delegatedMailbox,
  access: mailboxAccess,
  list: mailboxAccessList,
};
type Kind = keyof typeof STATES;

function between(kind: Kind, change: Raw, state: Raw = {}) {
  const inputs = STATES[kind];
  return diff(LIFECYCLES[kind] as Lifecycle<object>, { ...inputs, ...state }, { ...inputs, ...change });
}

const SAME = { changes: false, replaces: [] };
const UPDATE = { changes: true, replaces: [] };
const replacing = (property: string) => ({ changes: true, replaces: [property] });

describe("diff", () => {
  for (const kind of Object.keys(STATES) as Kind[]) {
    it(`sees no change in ${kind} where nothing differs`, () => {
      assert.deepEqual(between(kind, {}), SAME);
    });
  }

  const ROWS: [kind: Kind, change: Raw, expected: object][] = [
    ["shared", { orgId: "2" }, replacing("orgId")],
    ["shared", { email: "help@example.org" }, replacing("email")],
    ["shared", { name: "Help" }, UPDATE],
    ["shared", { name: "support" }, UPDATE],
    ["shared", { description: "" }, UPDATE],
    ["shared", { adopt: true }, UPDATE],
    ["delegated", { orgId: "2" }, replacing("orgId")],
    ["delegated", { ownerId: "12" }, replacing("ownerId")],
    ["list", { orgId: "2" }, replacing("orgId")],
    ["list", { mailboxId: "22" }, replacing("mailboxId")],
    ["list", { exclusive: false }, UPDATE],
    ["list", { unlisted: "remove" }, UPDATE],
    ["access", { orgId: "2" }, replacing("orgId")],
    ["access", { mailboxId: "22" }, replacing("mailboxId")],
    ["access", { actorId: "12" }, replacing("actorId")],
    ["access", { roles: [READER] }, UPDATE],
    ["access", { roles: [OWNER] }, UPDATE],
    ["access", { notify: "none" }, UPDATE],
    ["access", { taskTimeout: 60 }, UPDATE],
  ];
  for (const [kind, change, expected] of ROWS) {
    it(`takes ${JSON.stringify(change)} of ${kind} for ${expected === UPDATE ? "an update" : "a replacement"}`, () => {
      assert.deepEqual(between(kind, change), expected);
    });
  }

  it("sees no change from a list's state of 0.1.0, which has no `unlisted`, to its default, and one to another value", () => {
    assert.deepEqual(between("list", {}, { unlisted: undefined }), SAME);
    assert.deepEqual(between("list", { unlisted: "remove" }, { unlisted: undefined }), UPDATE);
  });

  it("takes a time-out that is no longer given for an update", () => {
    assert.deepEqual(between("access", {}, { taskTimeout: 60 }), UPDATE);
  });

  it("names both ends where both are replaced", () => {
    const { replaces } = between("access", { mailboxId: "22", actorId: "12" });
    assert.deepEqual(replaces.toSorted(), ["actorId", "mailboxId"]);
  });

  it("replaces only the property that replaces, when others change along", () => {
    assert.deepEqual(between("access", { actorId: "12", roles: [OWNER], notify: "none" }), replacing("actorId"));
  });

  const SAME_RIGHTS: [before: string[], after: string[]][] = [
    [
      [READER, SENDER],
      [SENDER, READER],
    ],
    [
      [READER, SENDER],
      [READER, SENDER, READER],
    ],
    [[OWNER], EVERY_ROLE],
    [EVERY_ROLE, [OWNER]],
    [[OWNER, READER], [OWNER]],
    [["new_role"], ["new_role", "new_role"]],
  ];
  for (const [before, after] of SAME_RIGHTS) {
    it(`sees no change from [${before}] to [${after}]`, () => {
      assert.deepEqual(between("access", { roles: after }, { roles: before }), SAME);
    });
  }

  const OTHER_RIGHTS: [before: string[], after: string[]][] = [
    [[], [READER]],
    [[READER], [READER, SENDER]],
    [EVERY_ROLE.slice(1), [OWNER]],
    [[OWNER], EVERY_ROLE.slice(1)],
    [["a,b"], ["a", "b"]],
    [["new_role"], ["other_role"]],
  ];
  for (const [before, after] of OTHER_RIGHTS) {
    it(`sees a change from [${before}] to [${after}] (${before.length} to ${after.length} roles)`, () => {
      assert.deepEqual(between("access", { roles: after }, { roles: before }), UPDATE);
    });
  }

  it("sees no change in the letter case of an address", () => {
    assert.deepEqual(between("shared", {}, { email: "Support@EXAMPLE.org" }), SAME);
  });

  for (const kind of Object.keys(STATES) as Kind[]) {
    for (const name of Object.keys(STATES[kind]).filter((name) => name !== "mailboxId")) {
      it(`takes an unknown ${name} of ${kind} for a change, and not for a replacement`, () => {
        assert.deepEqual(between(kind, { [name]: UNKNOWN }), UPDATE);
      });
    }
  }

  for (const kind of ["access", "list"] as const) {
    it(`takes an unknown mailboxId of ${kind} for a replacement, since a mailbox that is only updated keeps its id`, () => {
      assert.deepEqual(between(kind, { mailboxId: UNKNOWN }), replacing("mailboxId"));
    });
  }

  it("takes an unknown inside the role list for a change", () => {
    assert.deepEqual(between("access", { roles: [OWNER, UNKNOWN] }, { roles: [OWNER] }), UPDATE);
  });

  it("replaces for the end that is known while the other is unknown", () => {
    assert.deepEqual(between("access", { actorId: "12", orgId: UNKNOWN }), replacing("actorId"));
  });
});
