import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Spec, update, write } from "../../../organization";
import { acme, read } from "./helpers";
import { spec } from "./specs";

const SPEC: Spec = {
  delegated: {
    "anna@acme.example": {
      access: { larisa: { reason: "holiday", until: "2026-12-31", roles: ["imapAdmin", "sender"] } },
    },
  },
  shared: {
    support: {
      access: { "team:support": ["editor", "sender"], "1130000000000001": ["owner"] },
      name: "Поддержка",
      email: "support@acme.example",
      protect: false,
    },
    "2nd": { email: "x@acme.example", name: "12" },
  },
  teams: {
    support: ["anna", "boris"],
    big: ["a", "b", "c", "d", "e"],
    sales: { mayBeEmpty: true, group: "sales@acme.example" },
  },
  domain: "acme.example",
  stack: "acme",
};

const TEXT = `# yaml-language-server: $schema=./node_modules/pulumi-yandex360/organization/organization.schema.json
stack: acme
domain: acme.example
teams:
  big:
    - a
    - b
    - c
    - d
    - e
  sales:
    group: sales@acme.example
    mayBeEmpty: true
  support: [anna, boris]
shared:
  2nd:
    email: x@acme.example
    name: "12"
  support:
    email: support@acme.example
    name: Поддержка
    protect: false
    access:
      "1130000000000001": [owner]
      team:support: [editor, sender]
delegated:
  anna@acme.example:
    access:
      larisa:
        roles: [imapAdmin, sender]
        until: 2026-12-31
        reason: holiday
`;

/** The same with every mapping's keys the other way round. */
function reversed<T>(value: T): T;
function reversed(value: unknown): unknown {
  return typeof value !== "object" || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      );
}

describe("a written organization file", () => {
  it("has the format's order, names sorted, ids in quotes, and the JSON Schema in the first line", () => {
    assert.equal(write(SPEC), TEXT);
    assert.equal(
      write(SPEC, "https://example.org/x.json").split("\n")[0],
      "# yaml-language-server: $schema=https://example.org/x.json",
    );
  });

  it("is read as what was written, and is the same to the byte in whichever order the spec is", async () => {
    await fc.assert(
      fc.property(spec, (one) => {
        const text = write(one);
        assert.deepEqual(read(text).problems, [], text);
        assert.deepEqual(read(text).spec, one);
        assert.equal(write(reversed(one)), text);
      }),
      { numRuns: 100 },
    );
  });
});

const COMMENTED = `# Ours.

stack: acme       # the stack
domain: acme.example

teams:
  # Who answers.
  support: [boris, anna] # two of them
  sales: { group: sales@acme.example }

shared:
  zebra: # an old one
    name: 'Zebra'
    email: zebra@acme.example
    access:
      team:support: [editor, sender]
      # Until Vera is back.
      anna: { roles: [owner], until: 2026-12-31 }
  # The main one.
  support: { name: Support, email: support@acme.example } # short
`;

describe("an organization file that is changed", () => {
  const before = read(COMMENTED).spec;
  assert.ok(before?.shared?.zebra && before.teams);
  const zebra = before.shared.zebra;

  it("comes back to the byte where nothing differs but the order of keys", () => {
    assert.equal(update(COMMENTED, reversed(before)), COMMENTED);
  });

  it("keeps comments, order, quotes and forms where something else changes", () => {
    const text = update(COMMENTED, {
      ...before,
      teams: { ...before.teams, support: ["boris", "vera", "anna"] },
      shared: {
        ...before.shared,
        zebra: { ...zebra, access: { ...zebra.access, anna: { roles: ["owner"], until: "2027-01-31" } } },
        new: { email: "new@acme.example", name: "New", access: { anna: ["owner"] } },
      },
    });
    assert.equal(
      text,
      COMMENTED.replace("       # the stack", " # the stack")
        .replace("[boris, anna]", "[boris, vera, anna]")
        .replace("2026-12-31", "2027-01-31")
        .concat("  new:\n    email: new@acme.example\n    name: New\n    access:\n      anna: [owner]\n"),
    );
  });

  it("loses what is taken out together with its comments, and nothing else", () => {
    const { zebra: _, ...shared } = before.shared ?? {};
    assert.equal(
      update(COMMENTED, { ...before, shared }),
      COMMENTED.replace("       # the stack", " # the stack").replace(/ {2}zebra:[\s\S]*(?= {2}# The main)/, ""),
    );
  });

  it("loses the comment above the first of a mapping or a list with it, and keeps one that an empty line parts from it", () => {
    const text = (team: string[], access: string[]) =>
      ["# Ours.", "stack: acme", "domain: acme.example", "teams:", "  duty:", ...team, "shared:", "  m:"]
        .concat("    email: m@acme.example", "    name: Mm", "    access:", ...access, "")
        .join("\n");
    const vera = "      # the boss\n      vera: [owner] # until May";
    const boris = "      # her deputy\n      boris: [reader]";
    const rest = ["    # second\n    - boris", "    - anna", "    - dana", "    - oleg", "    - nina"];
    const full = text(["    # first\n    - vera", ...rest], ["      # By the rules.\n", vera, boris]);
    const spec = read(full).spec;
    const mailbox = spec?.shared?.m;
    assert.ok(spec !== undefined && mailbox !== undefined);
    const changed = update(full, {
      ...spec,
      teams: { duty: ["boris", "anna", "dana", "oleg", "nina"] },
      shared: { m: { ...mailbox, access: { boris: ["reader"] } } },
    });
    assert.equal(changed, text(rest, ["      # By the rules.\n", boris]));
  });

  it("keeps a comment beside a key whose mapping is another one, a list, or empty", () => {
    const text = acme(
      "shared:",
      "  m: # ours",
      "    email: m@acme.example",
      "    name: Mm",
      "    access: # who",
    ).concat("      anna: # the boss\n        roles: [owner]\n        reason: boss\n");
    const m = read(text).spec?.shared?.m;
    assert.ok(m !== undefined);
    const changed = (access: typeof m.access) =>
      update(text, { stack: "acme", domain: "acme.example", shared: { m: { ...m, access } } }).split("access:")[1];
    assert.equal(changed({ anna: ["owner"] }), " # who\n      anna: [owner] # the boss\n");
    assert.equal(changed({ boris: ["owner"] }), " # who\n      boris: [owner]\n");
    assert.equal(changed({}), " {} # who\n");
  });

  it("says afterwards exactly what it was to say, whatever it said before", async () => {
    await fc.assert(
      fc.property(spec, spec, (old, fresh) => {
        const text = update(write(old), fresh);
        assert.deepEqual(read(text).problems, [], text);
        assert.deepEqual(read(text).spec, fresh);
        assert.equal(update(text, fresh), text);
      }),
      { numRuns: 100 },
    );
  });

  it("loses and moves no comment where nothing is taken out", async () => {
    const oneLine = spec.filter((one) => !JSON.stringify(one).includes("\\n"));
    await fc.assert(
      fc.property(oneLine, spec, fc.infiniteStream(fc.nat(3)), (one, other, drawn) => {
        const lines = write(one).trimEnd().split("\n").slice(1);
        const commented = lines.flatMap((line, at) => {
          const above = `${/^ */.exec(line)?.[0]}# above ${at}.`;
          const beside = `${line} # beside ${at}.`;
          return [[line], [above, line], [beside], [above, beside]][drawn.next().value] ?? [];
        });
        const comments = (text: string) => [...text.matchAll(/# (above|beside) \d+\./g)].map(String).sort();
        const text = commented.join("\n");
        const more = { ...one, stack: "another", shared: { ...one.shared, added: { email: "a", name: "b" } } };
        const changed = update(`${text}\n`, more);
        assert.deepEqual(comments(changed), comments(text), `${text}\n\n${changed}`);
        assert.deepEqual(read(changed).spec, more);
        const beside = commented.filter((line) => line.includes("# beside") && !line.startsWith("stack:"));
        // What was empty may have something in it now.
        const isIn = (line: string) => changed.includes(line) || changed.includes(line.replace(" {}", ""));
        assert.deepEqual(
          beside.filter((line) => !isIn(line)),
          [],
          changed,
        );
        assert.deepEqual(read(update(text, other)).spec, other, text);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps Windows line ends", () => {
    const text = update(COMMENTED.replaceAll("\n", "\r\n"), { ...before, stack: "globex" });
    assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
    assert.match(text, /zebra: # an old one\r\n {4}name/);
    assert.equal(read(text).spec?.stack, "globex");
  });

  it("is not changed while it cannot be read: the error says where", () => {
    assert.throws(
      () => update("stack: [", before, "a.yaml"),
      /cannot change the file before it can be read: a\.yaml:1:\d+: is not valid YAML/,
    );
    assert.throws(() => update("stack: &a x", before, "a.yaml"), /a\.yaml:1:1: stack: &a is an anchor/);
  });
});
