/** The bad values of S1. */
import type { Raw } from "../../support/engine/operationError";
import type { TypeName } from "../../support/engine/package";

const CONTROL = ["\u0000", "\u0007", "\u001b[31m", "\r\n", "\n", "\t", "\u007f", "\u0085", "\u2028", "\u2029"];
const TYPES = [null, true, false, 0, -1, 1.5, [], {}, [""], { a: 1 }] as const;

const BAD_IDS: readonly unknown[] = [
  ...[
    "",
    " ",
    "0",
    "00",
    "01",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "0x10",
    "1_000",
    "abc",
    "../",
    "..%2f",
    "%2f",
    "1/2",
    "1?x=1",
  ],
  ...["1#", "1 ", " 1", "１", "18446744073709551616", "99999999999999999999", "9".repeat(21), "9".repeat(10_000)],
  ...["support@example.org", "Anna Petrova <anna@example.org>", "@", "y0_AgAAAABexampleToken"],
  ...["null", "undefined", "NaN", "Infinity", "1130000000000001n", "1,130", "1;DROP", "__proto__", "constructor"],
  ...CONTROL.map((control) => `113${control}`),
  ...[2 ** 53, 2 ** 53 + 2, -5, 0, 1.5, 1e300, true, false, [], {}, ["1130000000000001"], { id: "1" }],
];
const BAD_ADDRESSES: readonly unknown[] = [
  ...[
    "",
    " ",
    "@",
    "support",
    "support@",
    "@example.org",
    "support@example",
    "a@b@example.org",
    "sup port@example.org",
  ],
  ...["support@exa mple.org", ".support@example.org", "support.@example.org", "sup..port@example.org"],
  ...["support@.example.org", "support@example..org", "support@example.org.", "<support@example.org>"],
  ...['"support"@example.org', "support@[127.0.0.1]", "a,b@example.org", "a;b@example.org", "a:b@example.org"],
  ...["a(b)@example.org", "a\\b@example.org", `${"x".repeat(10_000)}@example.org`, `a@${"x".repeat(10_000)}.org`],
  ...["support@example.org ", " support@example.org", "support\u200b@example.org", "support\u202e@example.org"],
  ...CONTROL.map((control) => `sup${control}port@example.org`),
  ...CONTROL.map((control) => `support@example${control}.org`),
  ...TYPES,
];
const BAD_NAMES: readonly unknown[] = [
  ...["", " ", "a", " a ", "x".repeat(1001), "x".repeat(100_000)],
  ...CONTROL.map((control) => `Sup${control}port`),
  ...CONTROL.map((control) => `${control}Support`),
  ...TYPES,
];
const BAD_DESCRIPTIONS: readonly unknown[] = [
  "x".repeat(10_001),
  ...CONTROL.map((control) => `First${control}line`),
  ...TYPES.filter((value) => value !== null),
];
/** Near a role, and none. */
const BAD_NAMES_OF_ROLES = [
  "sendr",
  "ownre",
  "imap",
  "shared_mailbox_sendr",
  "halfsendr",
  "edtior",
  "owner ",
  "Reeder",
];
const BAD_ROLES: readonly unknown[] = [
  ...BAD_NAMES_OF_ROLES.flatMap((role) => [[role], ["owner", role]]),
  ...[["owner", null], [null, "owner"], [undefined]],
  ...[[], "", "shared_mailbox_owner", [""], [null], [1], [["shared_mailbox_owner"]], {}, { 0: "shared_mailbox_owner" }],
  ...["x".repeat(201), ...CONTROL.map((control) => `role${control}`)].map((role) => [role]),
  ...[Array.from({ length: 101 }, (_, index) => `role${index}`), ...TYPES.filter((value) => !Array.isArray(value))],
  ...CONTROL.map((control) => ["shared_mailbox_owner", `role${control}`]),
];
const BAD_NOTIFY: readonly unknown[] = ["", "All", "ALL", "nobody", "all ", "none,all", ...CONTROL, ...TYPES.slice(1)];
const BAD_UNLISTED: readonly unknown[] = ["", "Refuse", "remove ", "keep", "delete", ...CONTROL, ...TYPES.slice(1)];
const BAD_SECONDS: readonly unknown[] = [0, -1, 1.5, 86_401, 1e300, "", "300", "5m", true, [], {}];
const BAD_FLAGS: readonly unknown[] = ["", "true", "yes", 0, 1, [], {}];

const MEMBER = { actorId: "1130000000000002", roles: ["shared_mailbox_owner"] };
const BAD_LISTS: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, [""], { a: 1 }, "x", [MEMBER, MEMBER], [null], [[]], [{}], [MEMBER.actorId]],
  ...[[{ ...MEMBER, extra: 1 }], [{ actorId: MEMBER.actorId }], [{ roles: MEMBER.roles }], [MEMBER, {}]],
  ...BAD_IDS.map((actorId) => [{ ...MEMBER, actorId }]),
  ...BAD_ROLES.map((roles) => [{ ...MEMBER, roles }]),
  ...BAD_ROLES.map((roles) => ({ [MEMBER.actorId]: roles })),
  // A key `__proto__` does not survive the engine's protocol.
  ...BAD_IDS.filter((actorId): actorId is string => typeof actorId === "string" && actorId !== "__proto__").map(
    (actorId) => ({ [actorId]: MEMBER.roles }),
  ),
];

const ORG = "1000001";
/** Inputs that pass. */
export const GOOD: Record<TypeName, Raw> = {
  SharedMailbox: { orgId: ORG, email: "support@example.org", name: "Support", description: "", adopt: false },
  DelegatedMailbox: { orgId: ORG, ownerId: "1130000000000001" },
  MailboxAccess: {
    orgId: ORG,
    mailboxId: "1130000000000001",
    actorId: "1130000000000002",
    roles: ["shared_mailbox_owner"],
    notify: "none",
  },
  MailboxAccessList: { orgId: ORG, mailboxId: "1130000000000001", access: [MEMBER], exclusive: true, notify: "none" },
};

/** Bad values by type and property. */
export const TABLE: readonly [TypeName, string, readonly unknown[]][] = [
  ["SharedMailbox", "orgId", BAD_IDS],
  ["SharedMailbox", "email", BAD_ADDRESSES],
  ["SharedMailbox", "name", BAD_NAMES],
  ["SharedMailbox", "description", BAD_DESCRIPTIONS],
  ["SharedMailbox", "adopt", BAD_FLAGS],
  ["DelegatedMailbox", "orgId", BAD_IDS],
  ["DelegatedMailbox", "ownerId", BAD_IDS],
  ["MailboxAccess", "orgId", BAD_IDS],
  ["MailboxAccess", "mailboxId", BAD_IDS],
  ["MailboxAccess", "actorId", BAD_IDS],
  ["MailboxAccess", "roles", BAD_ROLES],
  ["MailboxAccess", "notify", BAD_NOTIFY],
  ["MailboxAccess", "taskTimeout", BAD_SECONDS],
  ["MailboxAccessList", "orgId", BAD_IDS],
  ["MailboxAccessList", "mailboxId", BAD_IDS],
  ["MailboxAccessList", "access", BAD_LISTS],
  ["MailboxAccessList", "exclusive", BAD_FLAGS],
  ["MailboxAccessList", "unlisted", BAD_UNLISTED],
  ["MailboxAccessList", "notify", BAD_NOTIFY],
  ["MailboxAccessList", "taskTimeout", BAD_SECONDS],
];

const BAD_URLS = [
  ...[
    "x",
    "api360.yandex.net",
    "http://api360.yandex.net",
    "ftp://api360.yandex.net",
    "file:///etc/passwd",
    "https://",
  ],
  ...[
    "https://user:secret@api360.yandex.net",
    "https://api360.yandex.net/?a=b",
    "https://api360.yandex.net/#a",
    "http://[::2]",
  ],
  ...[
    "http://127.0.0.1.example.org",
    "http://localhost.example.org",
    "http://0.0.0.0",
    "javascript:alert(1)",
    "//api360",
  ],
];
const BAD_TOKENS = [
  ...CONTROL.map((control) => `y0_${control}x`),
  "y0 x",
  " ",
  "\u0442\u043e\u043a\u0435\u043d",
  "y0_\u{1f600}",
  "x".repeat(4097),
];
const BAD_NUMBERS = ["0", "-1", "1.5", "x", "1e9", "NaN", "Infinity", "5m", "0x", "1,5"];

/** Bad values of the stack's settings, by key. */
export const SETTINGS: readonly [string, readonly string[]][] = [
  ["yandex360:apiUrl", BAD_URLS],
  ["yandex360:directoryUrl", BAD_URLS],
  ["yandex360:token", BAD_TOKENS],
  [
    "yandex360:orgId",
    BAD_IDS.filter((value) => typeof value === "string" && value !== "" && !/^\d{20}$/.test(value)) as string[],
  ],
  ["yandex360:requestTimeout", [...BAD_NUMBERS, "601"]],
  ["yandex360:taskTimeout", [...BAD_NUMBERS, "86401"]],
  ["yandex360:maxConcurrency", [...BAD_NUMBERS, "257"]],
  ...["orgID", "orgid", "Token", "apiURL", "maxConcurency", "timeout", "colour", "org_id"].map(
    (name): [string, string[]] => [`yandex360:${name}`, ["x"]],
  ),
];

const NO_TEXTS: readonly unknown[] = [true, false, -1, 1.5, [], {}, [""], { a: 1 }];

/** Bad values of an explicit provider's arguments, which need not be texts. A token may be any text, JSON too. */
export const SETTINGS_OF_PROVIDERS: readonly [string, readonly unknown[]][] = SETTINGS.map(([key, values]) => [
  key,
  key === "yandex360:token" ? values : [...values, ...NO_TEXTS],
]);
