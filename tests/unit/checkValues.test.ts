import assert from "node:assert/strict";
import { check } from "../../provider/engine/check";
import { delegatedMailbox } from "../../provider/resources/delegatedMailbox";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";

/** A resource with one value under judgement. */
const MAKE = {
  ownerId: (value: unknown) => check(delegatedMailbox, { orgId: "1000001", ownerId: value }),
  orgId: (value: unknown) => check(delegatedMailbox, { orgId: value, ownerId: "1130000000000001" }),
  mailboxId: (value: unknown) => check(mailboxAccess, { ...ACCESS, mailboxId: value }),
  actorId: (value: unknown) => check(mailboxAccess, { ...ACCESS, actorId: value }),
  roles: (value: unknown) => check(mailboxAccess, { ...ACCESS, roles: value }),
  notify: (value: unknown) => check(mailboxAccess, { ...ACCESS, notify: value }),
  taskTimeout: (value: unknown) => check(mailboxAccess, { ...ACCESS, taskTimeout: value }),
  email: (value: unknown) => check(sharedMailbox, { ...SHARED, email: value }),
  name: (value: unknown) => check(sharedMailbox, { ...SHARED, name: value }),
  description: (value: unknown) => check(sharedMailbox, { ...SHARED, description: value }),
  adopt: (value: unknown) => check(sharedMailbox, { ...SHARED, adopt: value }),
};
type Name = keyof typeof MAKE;

const SHARED = { orgId: "1000001", email: "support@example.org", name: "Support" };
const ACCESS = { orgId: "1000001", mailboxId: "1130000900000001", actorId: "1130000000000002", roles: ["r"] };
const IDS = ["ownerId", "orgId", "mailboxId", "actorId"] as const;

function shown(value: unknown): string {
  const text = typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} characters)` : text;
}

function refuses(name: Name, values: readonly unknown[]): void {
  for (const value of values) {
    it(`refuses ${shown(value)} as ${name}, in one short line that names the property`, () => {
      const { problems } = MAKE[name](value);
      assert.ok(problems.length > 0, "it passed");
      for (const { property, reason } of problems) {
        assert.equal(property, name);
        assert.match(reason, /^[^\p{Cc}]{5,200}$/u);
      }
    });
  }
}

function keeps(name: Name, pairs: readonly (readonly [unknown, unknown])[]): void {
  for (const [value, kept] of pairs) {
    it(`keeps ${shown(value)} as ${name} ${shown(kept)}`, () => {
      const { inputs, problems } = MAKE[name](value);
      assert.deepEqual(problems, []);
      assert.deepEqual(inputs[name], kept);
    });
  }
}

describe("check of ids", () => {
  const BAD = [
    "",
    " ",
    "../",
    "..",
    "%2f",
    "1/2",
    "1e3",
    "0",
    "01130000000000001",
    "-1",
    "+1",
    "1.0",
    " 1130000000000001",
    "1130000000000001\n",
    "1130000000000001?x=1",
    "11300000000000x1",
    "0x10",
    "١٢٣",
    "113000000000000000001",
    "18446744073709551616",
    "9".repeat(10_000),
    0,
    -5,
    1.5,
    2 ** 53,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    ["1130000000000001"],
    { id: "1130000000000001" },
  ];
  for (const name of IDS) {
    refuses(name, BAD);
    keeps(name, [
      ["1130000000000001", "1130000000000001"],
      ["18446744073709551615", "18446744073709551615"],
      ["7", "7"],
      [1130000000000001, "1130000000000001"],
      [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    ]);
  }

  it("says what to do about a number that has lost digits", () => {
    const { problems } = MAKE.ownerId(2 ** 53);
    assert.match(problems[0]?.reason ?? "", /string/);
  });
});

describe("check of addresses", () => {
  const LONG = "a".repeat(10_000);
  refuses("email", [
    "",
    "support",
    "support@",
    "@example.org",
    "support@example",
    "support@example.",
    "support@.org",
    "support@example..org",
    ".support@example.org",
    "support.@example.org",
    "sup port@example.org",
    " support@example.org",
    "support@example.org ",
    "support@exa mple.org",
    "support@example.org\n",
    "support@example.org\r\nBcc: everybody@example.org",
    "sup\u0000port@example.org",
    "sup\u001bport@example.org",
    "sup\u200bport@example.org",
    "sup\u202eport@example.org",
    "a@b@example.org",
    '"a b"@example.org',
    "Support <support@example.org>",
    "a@example.org,b@example.org",
    `${LONG}@example.org`,
    `support@${LONG}.org`,
    7,
    true,
    ["support@example.org"],
  ]);
  keeps("email", [
    ["support@example.org", "support@example.org"],
    ["Support.Desk@Example.ORG", "support.desk@example.org"],
    ["поддержка@пример.рф", "поддержка@пример.рф"],
    ["Support@ПРИМЕР.РФ", "support@пример.рф"],
    ["a+b_c-d@sub.example.org", "a+b_c-d@sub.example.org"],
  ]);
});

describe("check of names and descriptions", () => {
  const NOT_ONE_LINE = [
    "Sup\r\nport",
    "Support\n",
    "Sup\u0000port",
    "Sup\u001b[31mport",
    "Sup\u2028port",
    "Sup\u0085port",
  ];
  refuses("name", ["", "S", " ", "  S  ", "😀", "S".repeat(10_001), ...NOT_ONE_LINE, 12, true, ["Support"]]);
  refuses("description", [...NOT_ONE_LINE, "d".repeat(100_000), 12, ["First line"]]);
  keeps("name", [
    ["Su", "Su"],
    ["Поддержка 😀", "Поддержка 😀"],
    ["תמיכה", "תמיכה"],
    ['"; DROP', '"; DROP'],
  ]);
  keeps("description", [
    ["", ""],
    ["x", "x"],
  ]);
});

describe("check of roles, notify, times and flags", () => {
  refuses("roles", [[], [""], "shared_mailbox_owner", [7], [["a"]], ["a\nb"], ["r".repeat(10_000)], { 0: "a" }]);
  refuses("roles", [Array.from({ length: 10_000 }, (_, index) => `role_${index}`)]);
  keeps("roles", [
    [["shared_mailbox_owner"], ["shared_mailbox_owner"]],
    [
      ["b_new", "shared_mailbox_sender", "a_new", "shared_mailbox_owner", "b_new"],
      ["shared_mailbox_owner", "shared_mailbox_sender", "a_new", "b_new"],
    ],
    [
      ["shared_mailbox_half_sender", "shared_mailbox_imap_admin", "shared_mailbox_half_sender"],
      ["shared_mailbox_imap_admin", "shared_mailbox_half_sender"],
    ],
  ]);

  it("says where in the role list the bad one is", () => {
    assert.equal(MAKE.roles(["a", ""]).problems[0]?.place, "roles[1]");
  });

  it("names the allowed values of notify", () => {
    for (const word of ["all", "delegates", "none"]) {
      assert.ok(MAKE.notify("everybody").problems[0]?.reason.includes(word));
    }
  });

  refuses("notify", ["", "everybody", "All", "none ", true, 1, ["all"]]);
  keeps("notify", [
    ["all", "all"],
    ["delegates", "delegates"],
    ["none", "none"],
  ]);
  refuses("taskTimeout", [0, -1, 1.5, 86_401, "60", Number.NaN, Number.POSITIVE_INFINITY, true]);
  keeps("taskTimeout", [
    [1, 1],
    [86_400, 86_400],
  ]);
  refuses("adopt", ["true", "yes", 1, 0, ""]);
  keeps("adopt", [
    [true, true],
    [false, false],
  ]);
});

describe("check of anything", () => {
  for (const name of Object.keys(MAKE) as Name[]) {
    it(`never repeats a bad ${name}, which may be a secret pasted into the wrong place`, () => {
      for (const value of ["y0_canary\n", ["y0_canary\n"], { y0_canary: "y0_canary\n" }]) {
        const { problems } = MAKE[name](value);
        assert.ok(problems.length > 0);
        assert.ok(!JSON.stringify(problems).includes("canary"));
      }
    });
  }
});
