import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { type Known, NOTHING } from "../../../cli/explain/ask";
import type { Changes } from "../../../cli/explain/changes";
import { asJson } from "../../../cli/explain/json";
import { asMarkdown } from "../../../cli/explain/markdown";
import { asText } from "../../../cli/explain/text";
import { sharedMailbox } from "../../../provider/resources/sharedMailbox";
import type { Employee } from "../../../provider/service/answers";
import { employee } from "../../support/survey";
import { explained, ORG, step, urnOf } from "./previews";

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const MOST = 60_000;

function knowing(names: Readonly<Record<string, string>>): Known {
  const people = Object.entries(names).map(([id, name]): [string, Employee] => [
    id,
    employee(0, `p${id}`, name, { id, nickname: "" }),
  ]);
  return { ...NOTHING, people: new Map(people) };
}

const gains = (mailboxId: string, actorId: string) =>
  step("create", "MailboxAccess", `${mailboxId}-${actorId}`, { after: { mailboxId, actorId, roles: [OWNER] } });
const deletes = (id: string, name: string) =>
  step("delete", "SharedMailbox", `s${id}`, { id, before: { email: `box${id}@acme.example`, name } });

describe("An explanation", () => {
  it("has deletions first and loud, then losses, and gains last, in words and with names", () => {
    const changes = explained(
      [
        gains("900", "1"),
        step("delete", "MailboxAccess", "b", {
          id: "901/2",
          before: { mailboxId: "901", actorId: "2", roles: [OWNER] },
        }),
        deletes("902", "Old"),
      ],
      { access: { 900: {}, 901: { 2: [OWNER] }, 902: {} } },
    );
    assert.equal(
      asText(changes, knowing({ 1: "Анна", 2: "Борис" }), false),
      [
        "1 mailbox is deleted with its letters, 1 mailbox loses its last owner, 1 person loses access or a part of it, 1 person gains access.",
        "",
        "!! box902@acme.example (Old): the mailbox is deleted with its letters",
        "",
        "!! mailbox 901: it loses its last owner, and nobody has full rights there any more",
        "     - Борис (p2@acme.example) loses access: owner",
        "",
        "   mailbox 900",
        "     + Анна (p1@acme.example) gains access: owner",
      ].join("\n"),
    );
  });

  it("has one order in every format: deleted, without an owner, switched off, other losses, gains; each by address", () => {
    const loses = (id: string, roles: string[]) =>
      step("delete", "MailboxAccess", `${id}-1`, { id: `${id}/1`, before: { mailboxId: id, actorId: "1", roles } });
    const steps = [
      gains("900", "1"),
      step("create", "SharedMailbox", "made", { after: { email: "a@acme.example", name: "A" } }),
      loses("901", [OWNER]),
      loses("26", [READER]),
      loses("25", [READER]),
      step("delete", "DelegatedMailbox", "off", { id: "24", before: { ownerId: "24" } }),
      deletes("903", "A"),
      deletes("902", "B"),
    ];
    // By name, 26 comes before 25.
    const known = knowing({ 25: "Я", 26: "А" });
    const access = { 25: { 1: [READER] }, 26: { 1: [READER] }, 901: { 1: [OWNER] } };
    const called = [
      "box902@acme.example",
      "box903@acme.example",
      "901",
      "24",
      "p25@acme.example",
      "p26@acme.example",
      "900",
      "a@acme.example",
    ];
    const namesIn = (text: string) => {
      const titles = text.split("\n").filter((line) => /^(?:!!|! | {2}|🔴|🟠|🟢) \S/u.test(line));
      return titles.map((title) => called.find((name) => title.includes(name)));
    };
    for (const order of [steps, steps.toReversed()]) {
      const changes = explained(order, { access, known });
      assert.deepEqual(namesIn(asText(changes, known, false)), called);
      assert.deepEqual(namesIn(asMarkdown(changes, known)), called);
      assert.deepEqual(
        JSON.parse(asJson(changes, known)).mailboxes.map(({ id, email }: Record<string, string>) => email ?? id),
        called,
      );
    }
  });

  it("says of whom a list refuses to remove why, and what to do", () => {
    const steps = [
      step("create", "MailboxAccessList", "all", {
        after: { mailboxId: "900", access: { 1: [OWNER] }, exclusive: true, unlisted: "refuse" },
      }),
    ];
    const lineFor = (people: Record<string, string[]>) =>
      asText(explained(steps, { access: { 900: people } }), knowing({ 2: "Анна" }), false)
        .split("\n")
        .at(-1);
    assert.equal(
      lineFor({ 2: [READER] }),
      "     `up` fails here and changes nothing: Анна (p2@acme.example) has access, is not in `access`, and `unlisted` is " +
        '"refuse"; add this employee to `access`, or set `unlisted: "remove"` to take this access away',
    );
    assert.match(
      lineFor({ 2: [READER], 3: [READER] }) ?? "",
      /employee 3 have access, are not in .*; add these employees to/,
    );
  });

  describe("of a preview whose `up` the service refuses", () => {
    const state = { orgId: ORG, email: "123@acme.example", name: "One", description: "", adopt: false };
    const next = { ...state, email: "1234@acme.example" };
    const text = sharedMailbox.replacing?.("900", state, next) ?? "";
    const urn = urnOf("SharedMailbox", "a");
    const said = [{ urn, message: `warning: ${text}\n`, severity: "warning" }];
    const replaced = (state: object = {}) =>
      step("replace", "SharedMailbox", "a", { id: "900", before: next, after: next, state });
    const outcomes = (changes: Changes) => ({
      text: asText(changes, NOTHING, false),
      markdown: asMarkdown(changes, NOTHING),
      json: JSON.parse(asJson(changes, NOTHING)),
    });

    it("says why in every form, between what is lost and the rest, and never folded", () => {
      const { text: plain, markdown, json } = outcomes(explained([replaced(), gains("901", "1")], { said }));
      const blocks = plain.split("\n\n");
      assert.match(blocks[0] ?? "", /^Expect `up` to fail, as said below\. 1 mailbox is deleted with its letters, /);
      assert.deepEqual(
        blocks.slice(1).map((block) => block.slice(0, 2)),
        ["!!", "x ", "  ", "  "],
      );
      assert.equal(blocks[2], `x  ${text}`);
      assert.match(markdown, /^### ⚠️ Expect `up` to fail/);
      const [open = ""] = markdown.split("<details>");
      assert.match(open, /⛔ the replacement deletes mailbox .*the service refuses the new mailbox/);
      assert.deepEqual([json.failing, json.notes], [[text], [text]]);
    });

    it("does not begin with a tick where nobody loses access", () => {
      const taken =
        "organization.acme.yaml:9:5: shared.a.email: a shared mailbox has this address already, and `up` will not make another: set adopt: true to take it over";
      const { text: plain, markdown } = outcomes(
        explained([gains("901", "1")], { said: [{ message: `warning: ${taken}\n`, severity: "warning" }] }),
      );
      const summary = "Expect `up` to fail, as said below. Nobody loses access, 1 person gains access.";
      assert.deepEqual(plain.split("\n\n").slice(0, 2), [summary, `x  ${taken}`]);
      assert.ok(markdown.startsWith(`### ⛔ ${summary}\n\n⛔ organization`), markdown);
      const list = { mailboxId: "900", access: {}, exclusive: true, unlisted: "refuse" };
      const refused = explained([step("create", "MailboxAccessList", "all", { after: list })], {
        access: { 900: { 2: [READER] } },
      });
      assert.match(
        asMarkdown(refused, NOTHING),
        /^### ⛔ Expect `up` to fail, as said below\. Nobody gains or loses access/,
      );
    });

    it("does not expect it where the old mailbox goes before the new one is made", () => {
      const { text: plain, json } = outcomes(explained([replaced({ pendingReplacement: true })], { said }));
      assert.match(plain, /^1 mailbox is deleted with its letters/);
      assert.deepEqual([json.failing, json.notes], [[], []]);
    });
  });

  it("says so where nothing changes, and where nobody loses", () => {
    assert.match(asText(explained([]), NOTHING, false), /^Nobody gains or loses access, and no mailbox goes\.$/);
    assert.match(
      asText(explained([gains("900", "1")]), NOTHING, false),
      /^Nobody loses access, 1 person gains access\.\n/,
    );
  });

  it("says what begins or ends soon, and what else the preview said, with names for ids", () => {
    const said = [
      "organization.acme.yaml:9:7: shared.support.access.1: the access ends after 2026-12-31 (holiday)",
      "warning: 900 has no name, and 1130000000000001 neither",
    ].map((message) => ({ message: `${message}\n`, severity: "warning" }));
    const lines = asText(explained([], { said }), knowing({ 1130000000000001: "Анна" }), false).split("\n");
    assert.deepEqual(lines.slice(2), [
      "Begins or ends soon:",
      "   organization.acme.yaml:9:7: shared.support.access.1: the access ends after 2026-12-31 (holiday)",
      "",
      "Also said in this preview:",
      "   900 has no name, and 1130000000000001 Анна neither",
    ]);
  });

  it("folds in Markdown what is not dangerous", () => {
    const text = asMarkdown(explained([gains("900", "1"), deletes("902", "Old")]), NOTHING);
    const [open = "", folded = ""] = text.split("<details>");
    assert.match(open, /\*\*the mailbox is deleted with its letters\*\*/);
    assert.doesNotMatch(open, /gains access: owner/);
    assert.match(
      folded,
      /<summary>1 more mailbox: nobody loses anything there<\/summary>[\s\S]*gains access: owner[\s\S]*<\/details>/,
    );
  });

  it("is a comment that a pull request takes, however much is in it, and counts what it leaves out", () => {
    const many = Array.from({ length: 2_500 }, (_, at) => [
      deletes(`9${at}`, "Ж".repeat(100)),
      gains(`8${at}`, "1"),
    ]).flat();
    const text = asMarkdown(explained(many), NOTHING);
    assert.ok(Buffer.byteLength(text) <= MOST, `${Buffer.byteLength(text)} bytes`);
    const left = Number(/…and (\d+) more mailboxes where somebody loses access/.exec(text)?.[1]);
    assert.equal(left + text.split("is deleted with its letters**").length - 1, 2_500);
    assert.match(text, /…and 2500 more\. /);
  });

  it("means nothing by names in Markdown: no table cell, tag, link, code, mention, reference or command", () => {
    const names = [
      "a|b",
      "<img src=x onerror=1>",
      "@everyone",
      "`code`",
      "line\nbreak\u2028two",
      "#1 !2 ~label %m $3",
      "[link](https://x)",
      "**bold** _i_",
      "\\",
      "&lt;",
      "1. list",
      "\u001b[31mred",
      "\u202etxt",
      "שלום",
      "👩‍👩‍👧",
    ];
    const changes = explained(names.map((_, at) => gains("900", String(at + 1))));
    const escaped = asMarkdown(changes, knowing(Object.fromEntries(names.map((name, at) => [at + 1, name]))));
    const text = escaped.replaceAll(/&#\d+;/g, "·");
    for (const bad of [
      "a|b",
      "<img",
      "@everyone",
      "`code`",
      "#1",
      "!2",
      "~label",
      "%m",
      "$3",
      "[link]",
      "**bold**",
      "&lt;",
      "\u001b",
      "\u202e",
      "\u2028",
    ]) {
      assert.ok(!text.includes(bad), bad);
    }
    assert.match(text, /- ➕ \u2068שלום\u2069 \(/);
    assert.ok(text.includes("👩‍👩‍👧"));
    assert.equal(text.split("\n- ").length - 1, names.length);
  });

  it("keeps its lines and its controls to itself, whatever the names", async () => {
    await fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const changes = explained([gains("900", "1"), deletes("902", name)]);
        const known = knowing({ 1: name });
        const markdown = asMarkdown(changes, known);
        const lines = asText(changes, known, false).split("\n");
        assert.equal(lines.length, 7);
        for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\u202a-\u202e]/u);
        assert.doesNotMatch(markdown.replaceAll(/<\/?(details|summary)>/g, ""), /[<>|]/);
      }),
    );
  });

  it("is the same JSON for every order of the engine, with null where the preview shows nothing", () => {
    const steps = [gains("900", "1"), gains("900", "[secret]"), deletes("902", "Old")];
    const [one, other] = [steps, steps.toReversed()].map((order) => asJson(explained(order), NOTHING));
    assert.equal(one, other);
    const { version, dangerous, mailboxes } = JSON.parse(one ?? "");
    assert.deepEqual([version, dangerous], [1, true]);
    assert.deepEqual(
      mailboxes[1].people.map(({ id }: { id: unknown }) => id),
      ["1", null],
    );
  });
});
