import assert from "node:assert/strict";
import { check, type Raw } from "../../provider/engine/check";
import { typed } from "../../provider/engine/typed";
import { configure } from "../../provider/hosts/dynamic";
import { unknownKeysIn } from "../../provider/hosts/dynamic/unknownKeys";
import { nearest, nearestFew } from "../../provider/nearest";
import type { Lifecycle } from "../../provider/resources/lifecycle";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { nearestRole, Role, roleOf, SHORT_ROLES, surpriseIn } from "../../provider/service/roles";

const [A, B] = ["1130000000000002", "1130000000000003"] as const;
const GRANT = { orgId: "1", mailboxId: "21", actorId: A, roles: ["owner"] };
const LIST = { orgId: "1", mailboxId: "21", access: [{ actorId: A, roles: ["owner"] }] };
const judge = (lifecycle: object, given: Raw, state?: Raw) => check(lifecycle as Lifecycle<object>, given, state);
const reasons = (lifecycle: object, given: Raw) => judge(lifecycle, given).problems.map(({ reason }) => reason);

describe("the nearest name", () => {
  const NAMES = ["mailboxId", "access", "exclusive", "notify", "taskTimeout", "orgId", "name"];
  for (const [text, meant] of [
    ["exclusve", "exclusive"],
    ["Exclusive", "exclusive"],
    ["exlcusive", "exclusive"],
    ["orgID", "orgId"],
    ["org_id", "orgId"],
    ["mailbox", "mailboxId"],
    ["acess", "access"],
    ["nmae", "name"],
    ["task-time-out", "taskTimeout"],
  ] as const) {
    it(`to ${text} is ${meant}`, () => assert.equal(nearest(text, NAMES), meant));
  }

  for (const text of ["", "x", "na", "delegates", "game2", "constructor", "no", "a".repeat(100_000)]) {
    it(`to ${text.slice(0, 20) || "nothing"} is none`, () => assert.equal(nearest(text, NAMES), undefined));
  }

  it("is the one with the fewest slips", () => {
    assert.equal(nearest("sendar", ["senders", "sender"]), "sender");
  });
});

describe("the nearest names", () => {
  it("come with the fewest slips first, and no more of them than are asked for", () => {
    const known = ["vera", "imapadmins", "imapadmin"];
    assert.deepEqual(nearestFew("imapadmn", known, 9), ["imapadmin", "imapadmins"]);
    assert.deepEqual(nearestFew("imapadmn", known, 1), ["imapadmin"]);
    assert.deepEqual(nearestFew("nobody", known, 9), []);
  });
});

describe("what may surprise about roles", () => {
  for (const [roles, what] of [
    [["editor"], /^can read and not send \(editor\)/],
    [["reader", "imapAdmin"], /^can read and not send \(reader, imapAdmin\)/],
    [["sender"], /^can send and not read \(sender\)/],
    [["halfSender"], /^can send and not read \(halfSender\)/],
  ] as const) {
    it(`is said of ${roles.join(", ")}`, () => assert.match(surpriseIn(roles.map(roleOf)) ?? "", what));
  }

  for (const roles of [
    ["reader"],
    ["owner"],
    ["owner", "editor"],
    ["editor", "sender"],
    ["imapAdmin", "halfSender"],
    ["editor", "new"],
    [],
  ]) {
    it(`is nothing about ${roles.join(", ") || "no roles"}`, () =>
      assert.equal(surpriseIn(roles.map(roleOf)), undefined));
  }
});

describe("role names", () => {
  for (const [name, role] of [
    ...SHORT_ROLES.map((short, at) => [short, Object.values(Role)[at]] as const),
    ["imap_admin", Role.ImapAdmin],
    ["imap-admin", Role.ImapAdmin],
    ["IMAPADMIN", Role.ImapAdmin],
    ["HalfSender", Role.HalfSender],
    ["half_sender", Role.HalfSender],
    ["Shared_Mailbox_Owner", Role.Owner],
    ["shared-mailbox-reader", Role.Reader],
  ] as const) {
    it(`${name} is kept as ${role}`, () => {
      assert.equal(roleOf(name), role);
      assert.deepEqual(judge(mailboxAccess, { ...GRANT, roles: [name] }).inputs.roles, [role]);
      assert.deepEqual(judge(mailboxAccessList, { ...LIST, access: [{ actorId: A, roles: [name] }] }).inputs.access, {
        [A]: [role],
      });
    });
  }

  it("of the same role are one role, in the API's order", () => {
    const roles = ["sender", "shared_mailbox_owner", "Owner", "shared_mailbox_sender"];
    assert.deepEqual(judge(mailboxAccess, { ...GRANT, roles }).inputs.roles, [Role.Owner, Role.Sender]);
  });

  for (const [name, meant] of [
    ["sendr", "sender"],
    ["ownre", "owner"],
    ["imap", "imapAdmin"],
    ["shared_mailbox_sendr", "sender"],
    ["halfsendr", "halfSender"],
    ["owner ", "owner"],
  ] as const) {
    it(`${JSON.stringify(name)}, near ${meant}, is refused with it`, () => {
      assert.deepEqual(reasons(mailboxAccess, { ...GRANT, roles: [name] }), [
        `is not a role: did you mean "${meant}"?`,
      ]);
    });
  }

  for (const name of [
    "shared_mailbox_auditor",
    "auditor",
    "viewer",
    "imap_reader",
    "web_admin",
    "r",
    "shared_mailbox",
  ]) {
    it(`${name}, which is near none, is passed on as it is`, () => {
      assert.equal(nearestRole(name), undefined);
      assert.deepEqual(judge(mailboxAccess, { ...GRANT, roles: [name] }), {
        inputs: { ...GRANT, roles: [name], notify: "all" },
        problems: [],
      });
    });
  }

  for (const absent of [undefined, null]) {
    it(`that are ${absent} are told where they come from, with what there is`, () => {
      const [problem, ...more] = judge(mailboxAccess, { ...GRANT, roles: ["owner", absent] }).problems;
      assert.deepEqual(more, []);
      assert.equal(problem?.place, "roles[1]");
      assert.match(problem?.reason ?? "", /is undefined, as a misspelled Role.*Owner.*HalfSender/);
    });
  }
});

describe("properties that are none", () => {
  it("are refused with the nearest one, or with all there are", () => {
    assert.deepEqual(reasons(mailboxAccessList, { ...LIST, exclusve: false }), [
      "is not a property: did you mean `exclusive`?",
    ]);
    assert.match(reasons(sharedMailbox, { ...GRANT, colour: "red" }).join(), /there are orgId, email, name,/);
  });

  for (const option of ["protect", "dependsOn", "ignoreChanges", "import", "provider"]) {
    it(`such as ${option} are told to be a resource option`, () => {
      assert.deepEqual(reasons(mailboxAccess, { ...GRANT, [option]: true }), [
        `is a resource option, not a property: give it in the third argument, { ${option}: … }`,
      ]);
    });
  }

  it("are named on one short line, however they are written, and never where they may be a token", () => {
    for (const key of ["a\nb", "x".repeat(5_000), "y0_canary", "\u2028", ""]) {
      const [problem] = judge(mailboxAccess, { ...GRANT, [key]: 1 }).problems;
      assert.match(problem?.place ?? "", /^[^\p{Cc}\u2028]{2,80}$/u);
      assert.ok(!problem?.place?.includes("canary"));
    }
  });
});

describe("addresses in place of ids", () => {
  it("are told where the id comes from", () => {
    const given = { ...GRANT, mailboxId: "support@example.org", actorId: "anna@example.org", orgId: "a@example.org" };
    const [org, mailbox, actor] = reasons(mailboxAccess, given);
    assert.match(org ?? "", /is an address and has to be an id: .*Company profile/);
    assert.match(mailbox ?? "", /is an address and has to be an id: take the `id` of a SharedMailbox/);
    assert.match(actor ?? "", /is an address and has to be an id: .*`uid=`/);
  });

  it("are shown where they are one of many", () => {
    const address = "anna@example.org";
    const inList = judge(mailboxAccessList, { ...LIST, access: [{ actorId: address, roles: ["owner"] }] });
    assert.deepEqual(inList.problems[0]?.typed, `"${address}"`);
    const inMapping = judge(mailboxAccessList, { ...LIST, access: { [address]: ["owner"] } });
    assert.equal(inMapping.problems[0]?.place, `access["${address}"]`);
    assert.match(inMapping.problems[0]?.reason ?? "", /is an address/);
  });
});

describe("what was typed", () => {
  it("is shown in quotes, on one line, and not at length", () => {
    assert.equal(typed("5 min"), '"5 min"');
    assert.doesNotMatch(typed("a\nb\u2028c"), /[\p{Cc}\u2028]/u);
    assert.ok(typed("word ".repeat(1_000)).length < 70);
  });

  for (const token of ["y0_AgAAAABexample", "OAuth y0_x", "AQAAAAABexample", "t1.9euelZ", "x".repeat(39)]) {
    it(`is not shown where it is ${token.slice(0, 20)}`, () => assert.ok(!typed(token).includes(token)));
  }
});

describe("access by employee id", () => {
  it("is kept as a list of entries is", () => {
    const access = { [B]: ["reader", "sender"], [A]: ["owner"] };
    const list = Object.entries(access).map(([actorId, roles]) => ({ actorId, roles }));
    const kept = judge(mailboxAccessList, { ...LIST, access });
    assert.deepEqual(kept, judge(mailboxAccessList, { ...LIST, access: list }));
    assert.deepEqual(kept.inputs.access, { [A]: [Role.Owner], [B]: [Role.Reader, Role.Sender] });
    assert.deepEqual(judge(mailboxAccessList, kept.inputs), kept);
  });

  it("may be nobody's", () => {
    assert.deepEqual(judge(mailboxAccessList, { ...LIST, access: {} }).inputs.access, {});
  });

  for (const [access, place] of [
    [{ [A]: [] }, `access["${A}"]`],
    [{ [A]: "owner" }, `access["${A}"]`],
    [{ [A]: ["owner", "sendr"] }, `access["${A}"][1]`],
    [{ "0": ["owner"] }, 'access["0"]'],
    [JSON.parse('{ "__proto__": ["owner"] }'), 'access["__proto__"]'],
    [{ "21": ["owner"] }, "access[21]"],
  ] as const) {
    it(`is refused at its place where it is ${JSON.stringify(access)}`, () => {
      const { problems } = judge(mailboxAccessList, { ...LIST, access });
      assert.deepEqual(
        problems.map((problem) => problem.place),
        [place],
      );
    });
  }

  it("names nobody twice in a list", () => {
    const twice = [LIST.access[0], LIST.access[0]];
    assert.deepEqual(reasons(mailboxAccessList, { ...LIST, access: twice }), ["is in the list already"]);
  });
});

describe("what state has already", () => {
  const NEW_AT_SERVICE = [
    ["name", sharedMailbox, { orgId: "1", email: "a@example.org", name: "x", description: "two\nlines", adopt: false }],
    ["roles", mailboxAccess, { ...GRANT, roles: [], notify: "all" }],
    ["roles", mailboxAccess, { ...GRANT, roles: ["shared_mailbox_senders"], notify: "all" }],
    [
      "access",
      mailboxAccessList,
      { ...LIST, access: { [A]: ["shared_mailbox_leader"] }, notify: "all", exclusive: true, unlisted: "refuse" },
    ],
  ] as const;
  for (const [property, lifecycle, state] of NEW_AT_SERVICE) {
    it(`passes as it is, also a ${property} that a program could not give: ${JSON.stringify(state)}`, () => {
      assert.ok(judge(lifecycle, state).problems.length > 0);
      assert.deepEqual(judge(lifecycle, state, state), { inputs: state, problems: [] });
    });
  }

  it("does not excuse another value, nor a property that there is not", () => {
    const state = { ...GRANT, roles: [], extra: 1 };
    assert.equal(judge(mailboxAccess, { ...state, roles: [""] }, state).problems.length, 2);
  });
});

describe("config keys that are no settings", () => {
  const keys = (names: string[], projectName = "mail") =>
    unknownKeysIn({
      ...{ rawConfig: Object.fromEntries(names.map((name) => [name, "x"])), projectName },
      get: () => undefined,
      require: () => "",
    }).map(({ reason }) => reason);

  it("are refused with the nearest one, or with all there are", () => {
    const known = ["yandex360:orgId", "yandex360:organization", "yandex360:token", "mail:maxConcurency", "aws:region"];
    assert.deepEqual(keys([...known, "yandex360:maxConcurency", "yandex360:orgID"]), [
      '"yandex360:maxConcurency" in the stack\'s config is not a setting of this package: did you mean `yandex360:maxConcurrency`?',
      '"yandex360:orgID" in the stack\'s config is not a setting of this package: did you mean `yandex360:orgId`?',
    ]);
    assert.match(keys(["yandex360:region"]).join(), /"yandex360:region".*there are orgId, token, apiUrl/);
  });

  it("may be the program's own in a project of the same name, unless they are near one", () => {
    assert.deepEqual(keys(["yandex360:organization", "yandex360:region"], "yandex360"), []);
    assert.equal(keys(["yandex360:organisationId", "yandex360:orgID"], "yandex360").length, 1);
  });

  it("are not looked for where Pulumi's Config does not list them", () => {
    assert.deepEqual(unknownKeysIn({ get: () => "x", require: () => "x" }), []);
  });

  it("make check fail, and hinder no refresh and no deletion", async () => {
    const shell: { check?: unknown; read?: unknown } = {};
    const rawConfig = { "yandex360:orgId": "1", "yandex360:token": "t", "yandex360:orgID": "2" };
    const get = (key: string) => Reflect.get(rawConfig, key);
    const config = { rawConfig, projectName: "mail", get, require: get };
    await configure(shell, "DelegatedMailbox", { config });
    assert.ok(shell.check instanceof Function && shell.read instanceof Function);
    const { failures } = await shell.check({}, { ownerId: A });
    assert.deepEqual(
      failures.map(({ reason }: { reason: string }) => /did you mean `yandex360:orgId`/.test(reason)),
      [true],
    );
    await configure({}, "DelegatedMailbox", { config: { get, require: get } });
  });
});
