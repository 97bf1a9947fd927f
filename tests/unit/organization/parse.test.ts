import assert from "node:assert/strict";
import { lineOf, parseData, resolve } from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { acme, directory, FILE, NOW, read, refusals } from "./helpers";

const WHOLE = `stack: acme                       # refused under another stack
domain: acme.example
teams:
  support: [anna@acme.example, boris]
  sales: { group: sales@acme.example }
  finance: { department: Finance, nested: true, mayBeEmpty: true }
shared:
  support:
    email: support@acme.example
    name: Поддержка
    access:
      team:support: [editor, sender]
      1130000000000001: [owner]
delegated:
  anna@acme.example:
    access:
      larisa: { roles: [imapAdmin, sender], until: 2026-12-31, reason: holiday }
`;

describe("an organization file", () => {
  it("is read as what it says, ids with all their digits", () => {
    const { spec, problems } = read(WHOLE);
    assert.deepEqual(problems, []);
    assert.deepEqual(spec, {
      stack: "acme",
      domain: "acme.example",
      teams: {
        support: ["anna@acme.example", "boris"],
        sales: { group: "sales@acme.example" },
        finance: { department: "Finance", nested: true, mayBeEmpty: true },
      },
      shared: {
        support: {
          email: "support@acme.example",
          name: "Поддержка",
          access: { "team:support": ["editor", "sender"], "1130000000000001": ["owner"] },
        },
      },
      delegated: {
        "anna@acme.example": {
          access: { larisa: { roles: ["imapAdmin", "sender"], until: "2026-12-31", reason: "holiday" } },
        },
      },
    });
  });

  it("keeps the digits of an id that is too long for a number, in lists, too", () => {
    const { spec } = read(acme("teams:", "  a: [18446744073709551615, 1130000000000001]"));
    assert.deepEqual(spec?.teams, { a: ["18446744073709551615", "1130000000000001"] });
  });

  it("is refused with everything that is wrong with it at once, each with its place", () => {
    const text = acme(
      "exclusiv: false",
      "notify: everybody",
      "teams:",
      "  one: 5",
      "  two: {}",
      "  three: { group: a, department: b }",
      "  four: [anna, {}]",
      "shared:",
      "  Support:",
      "    name: 112",
      "    access:",
      "      anna: owner",
      "      boris: { rolls: [owner] }",
      "      vera: { roles: [ownr], until: 2026-02-30 }",
      "      team:fours: [owner]",
      "delegated:",
      "  boris:",
    );
    assert.deepEqual(refusals(text), [
      "3:1: exclusiv: is not a key that is known here; did you mean exclusive?",
      "4:9: notify: has to be all, delegates or none",
      "6:8: teams.one: has to be a list of people, or a mapping with group or department",
      "7:8: teams.two: has to have either a group or a department",
      "8:10: teams.three: has to have either a group or a department",
      "9:16: teams.four[1]: has to be an employee's address, alias, nickname or id",
      "11:3: shared.Support.email: is missing",
      "12:11: shared.Support.name: has to be text, in quotes where it looks like something else",
      "14:13: shared.Support.access.anna: has to be a list of roles, or a mapping with roles, from, until and reason",
      "15:7: shared.Support.access.boris.roles: is missing",
      "15:16: shared.Support.access.boris.rolls: is not a key that is known here; did you mean roles?",
      "16:23: shared.Support.access.vera.roles[0]: ownr is not a role; did you mean owner?",
      "16:37: shared.Support.access.vera.until: has to be a day of the calendar such as 2026-12-31",
      "17:7: shared.Support.access.team:fours: there is no team fours under teams; did you mean four?",
      "19:9: delegated.boris: is empty and has to be a mapping with access",
    ]);
  });

  for (const [what, text, ...expected] of [
    ["no mapping", "- a\n- b\n", "1:1: has to be a mapping with stack, domain, teams, shared and delegated"],
    ["empty", "", "1:1: is empty and has to be a mapping with stack, domain, teams, shared and delegated"],
    ["two documents", "stack: a\n---\nstack: b\n", /^2:1: is not valid YAML: .*multiple documents/],
    ["not YAML", "stack: [a\ndomain: b\n", /^2:1: is not valid YAML: /],
    ["indented with a tab", "shared:\n\ta: b\n", /^2:1: is not valid YAML: .*[Tt]abs/],
    ["10,000 brackets deep", "[".repeat(10_000), /^1:\d+: is not valid YAML: nested too deeply$/],
    [
      "nested in vain",
      acme(`teams: ${"{a: ".repeat(30)}1${"}".repeat(30)}`),
      /^3:\d+: teams(\.a)+: is nested too deeply$/,
    ],
  ] as const) {
    it(`is refused where it is ${what}`, () => {
      const found = refusals(text);
      const isThere = (one: string | RegExp) =>
        found.some((line) => (typeof one === "string" ? line === one : one.test(line)));
      assert.deepEqual(
        expected.filter((one) => !isThere(one)),
        [],
        found.slice(0, 9).join("\n"),
      );
    });
  }

  it("is refused with keys that stand twice, at any depth and in other quotes, and what is wrong in the first is there", () => {
    const text = acme(
      "shared:",
      "  a: { email: a@acme.example, name: 5, 'name': Bb }",
      "  a:",
      "    email: b@acme.example",
      '"stack": b',
    );
    assert.deepEqual(refusals(text), [
      "4:37: shared.a.name: has to be text, in quotes where it looks like something else",
      "4:40: shared.a.name: stands here twice",
      "5:3: shared.a: stands here twice",
      "7:1: stack: stands here twice",
    ]);
  });

  it("is refused with anchors, aliases, merge keys, tags and keys that are no text", () => {
    const text = acme(
      "teams:",
      "  a: &people [anna]",
      "  b: *people",
      "  c: !!seq [anna]",
      "  d: [!person boris]",
      "shared:",
      "  m:",
      "    <<: { email: m@acme.example }",
      "    email: m@acme.example",
      "    name: Mm",
      "  __proto__: {}",
    );
    assert.deepEqual(refusals(text), [
      "4:3: teams.a: &people is an anchor, which this file must not have: for people, make a team",
      "5:6: teams.b: *people is an alias, which this file must not have: write the value itself",
      "6:3: teams.c: tag:yaml.org,2002:seq is a tag, which this file must not have",
      "7:15: teams.d[0]: !person is a tag, which this file must not have",
      "10:5: shared.m.<<: is not a key that is known here",
      "13:3: shared.__proto__: is not a key that is known here",
    ]);
    assert.match(refusals(acme("? [a]", ": b"))[0] ?? "", /^3:3: is not valid YAML/);
  });

  it("says nothing of a billion laughs but that it has anchors and aliases", () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) =>
        `  a${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(", ")}]`,
    );
    const problems = refusals(acme("teams:", "  a-1: &a-1 [anna]", ...lines));
    assert.equal(
      problems.filter((one) => !/is an (anchor|alias)|begin with a letter/.test(one)).length,
      0,
      problems.join("\n"),
    );
  });

  it("means the same with Windows line ends, a byte order mark and another YAML version in its head", () => {
    assert.deepEqual(read(WHOLE.replaceAll("\n", "\r\n")).spec, read(WHOLE).spec);
    assert.deepEqual(read(`\ufeff${WHOLE}`).spec, read(WHOLE).spec);
    assert.deepEqual(read(`%YAML 1.1\n---\n${WHOLE}`).spec, read(WHOLE).spec);
    assert.deepEqual(refusals(acme("timeZone: nowhere").replaceAll("\n", "\r\n")), [
      "3:11: timeZone: is not a time zone; one is such as Europe/Moscow",
    ]);
  });

  it("may also be data of a program, whose problems have a path, and which is left as it is", () => {
    const data = Object.freeze({
      stack: "acme",
      domain: "acme.example",
      team: {},
      delegated: { anna: { access: { boris: 5 } } },
    });
    const parsed = parseData(data, "spec", vocabulary);
    assert.deepEqual(parsed.problems.map(lineOf), [
      "spec: delegated.anna.access.boris: has to be a list of roles, or a mapping with roles, from, until and reason",
      "spec: team: is not a key that is known here; did you mean teams?",
    ]);
    assert.deepEqual(resolve(parsed, directory(), { vocabulary, now: NOW }).problems, []);
    assert.equal(parsed.spec, undefined);
  });

  it("has problems that name the file", () => {
    const [problem] = read("a: 1").problems;
    assert.equal(problem?.file, FILE);
  });
});
