import { strict as assert } from "node:assert";
import { PreviewFailed } from "../../../cli/explain/failed";
import { readPreview } from "../../../cli/explain/read";
import { previewOf, step, urnOf } from "./previews";

const read = (text: string) => readPreview(Buffer.from(text));

const PREVIEW = previewOf([step("delete", "DelegatedMailbox", "boss", { id: "7", before: { ownerId: "7" } })]);

describe("The JSON of a preview", () => {
  it("is read with whatever lines stand before and after it, and as Windows PowerShell writes it", () => {
    const texts = {
      plain: Buffer.from(PREVIEW),
      "with lines around it": Buffer.from(`warning: a new version of Pulumi is there {\n${PREVIEW}\nDone in 3 s\n`),
      "with a byte order mark": Buffer.from(`\ufeff${PREVIEW}`),
      "in UTF-16": Buffer.from(`\ufeff${PREVIEW.replaceAll("\n", "\r\n")}`, "utf16le"),
      "in UTF-16 of the other byte order": Buffer.from(`\ufeff${PREVIEW}`, "utf16le").swap16(),
      "in one line": Buffer.from(JSON.stringify(JSON.parse(PREVIEW))),
    };
    for (const [name, bytes] of Object.entries(texts)) {
      assert.deepEqual(
        readPreview(bytes).steps.map(({ op, resource }) => `${op} ${resource}`),
        ["delete boss"],
        name,
      );
    }
  });

  const steps = (...all: object[]) => previewOf(all);
  /** As the engine words it. */
  const isProtected = (name: string) => ({
    urn: urnOf("SharedMailbox", name),
    severity: "error",
    message:
      `error: Preview failed: resource "${urnOf("SharedMailbox", name)}" cannot be deleted\nbecause it is protected. To unprotect ` +
      "the resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the " +
      `command:\n\`pulumi state unprotect '${urnOf("SharedMailbox", name)}'\`\n    at f (x.js:1)\n`,
  });
  const failed = { severity: "error", message: "error: preview failed\n" };

  it("of a preview that failed says the first problem by its resource's name, what to do, and how many more there are", () => {
    const reasonOf = (...errors: object[]) => {
      const all: object[] = [...errors, failed];
      try {
        read(previewOf([], all));
      } catch (error) {
        assert.ok(error instanceof PreviewFailed);
        return error.message.replace("the preview failed, so an `up` would fail as well: ", "");
      }
      return assert.fail("it was read");
    };
    assert.equal(
      reasonOf(isProtected("support"), isProtected("support"), isProtected("a"), isProtected("b"), isProtected("c")),
      "support is protected and cannot be deleted (and 3 more problems); put that right, or take the protection off, and preview again",
    );
    for (const how of ["\nas", ` as part of replacing "${urnOf("SharedMailbox", "a")}" as`]) {
      const message = `error: unable to replace resource "${urnOf("SharedMailbox", "support")}"${how} it is currently marked for protection. To`;
      assert.match(
        reasonOf({ ...failed, message }),
        /^support is protected and cannot be replaced; put that right, or take the protection off, and preview again$/,
      );
    }
    assert.equal(
      reasonOf({ ...failed, urn: urnOf("MailboxAccess", "a"), message: "error: the mailbox is not there\n" }),
      "a: the mailbox is not there; put that right and preview again",
    );
    const place = `organization.acme.yaml:38:7: delegated.${"anna.smirnova@acme.example".repeat(9)}: stands here twice`;
    assert.equal(
      reasonOf({ ...failed, message: `error: a problem in organization.acme.yaml:\n  ${place}\n    at f (x.js:1)\n` }),
      `a problem in organization.acme.yaml:   ${place}; put that right and preview again`,
    );
    assert.equal(
      reasonOf({ ...failed, message: `error: ${urnOf("MailboxAccess", "a")} ${"is wrong\n".repeat(90)}` }),
      `a ${"is wrong ".repeat(90).trim()}; put that right and preview again`,
    );
    const many = Array.from({ length: 999 }, (_, at) => isProtected(`m${at}`));
    for (const [first, told] of [
      [isProtected("x".repeat(300)), `${"x".repeat(40)}… is protected and cannot be deleted`],
      [{ ...failed, message: "y".repeat(9_000) }, `${"y".repeat(2_000)}…`],
    ] as const) {
      assert.equal(
        reasonOf(first, ...many),
        `${told} (and 999 more problems); put that right, or take the protection off, and preview again`,
      );
    }
    const refused = (value: string, reason: string) => ({
      urn: urnOf("SharedMailbox", "a"),
      severity: "error",
      message: `error: yandex360:index:SharedMailbox resource 'a': property name value {${value}} has a problem: ${reason}\n`,
    });
    const control = "must not have line breaks or other control characters";
    assert.equal(
      reasonOf(refused(`{a\n} has a problem: ${"long ".repeat(90)}`, control), isProtected("b")),
      `a: name "{a } has a problem: ${"long ".repeat(8)}…": ${control} (and 1 more problem); put that right, or take the protection off, and preview again`,
    );
    assert.equal(
      reasonOf(refused("x", "long ".repeat(90))),
      `a: name "x": ${"long ".repeat(90).trim()}; put that right and preview again`,
    );
    assert.equal(reasonOf(), "pulumi does not say why; put that right and preview again");
  });

  const NO_STEPS = /^it is no preview: it has no steps; make it with `pulumi preview --json`$/;
  const refused: Readonly<Record<string, [text: string, reason: RegExp]>> = {
    "an empty file": ["\n", /^there is nothing in it: .*`pulumi preview --json`$/],
    "something else": ["error: no stack named 'acme' found", /^it is not JSON, but begins with "error: no stack/],
    "JSON that is cut short": [
      PREVIEW.slice(0, -80),
      /^its JSON is broken or cut short; make it with `pulumi preview --json`$/,
    ],
    "an empty object": ["{}", NO_STEPS],
    "the state of a stack": ['{"version":3,"deployment":{"resources":[]}}', /^it is no preview: it has no steps; make/],
    "steps that are none": ['{"steps":"none"}', /^it is no preview: it has no steps; make/],
    "an empty list": ["[]", NO_STEPS],
    "a list of previews": [`[\n${PREVIEW}\n]`, NO_STEPS],
    null: [" null\n", NO_STEPS],
    "the events of an up": [
      '{"sequence":0,"timestamp":1795666879,"preludeEvent":{"config":{}}}\n',
      /^it has the events of a running command/,
    ],
    "a refresh": [
      JSON.stringify({
        steps: [
          { op: "refresh", urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev" },
          step("delete", "MailboxAccess", "a", { id: "900/1", before: {} }),
        ],
      }),
      /^it is of `pulumi refresh`/,
    ],
    "a resource of another shape": [
      steps(step("create", "MailboxAccess", "a", { after: { roles: 3 } })),
      /^resource a has `roles` in a shape that this version of the package does not know; install the version /,
    ],
    "a step that is not known": [
      steps(step("obliterate", "SharedMailbox", "a", { id: "900", before: {} })),
      /^resource a has the step `obliterate`, which this version of the package does not know; install a newer one, or preview with an older Pulumi$/,
    ],
    "a step that is not known and says no type": [
      steps({ op: "constructor", urn: urnOf("MailboxAccess", "a:b", { parent: "yandex360:index:Organization$" }) }),
      /^resource a:b has the step `constructor`, which/,
    ],
    "a step of another shape": [
      '{"steps":[{"operation":"create"}]}',
      /^it is not a preview as pulumi 3 prints it, by its steps\.0\.op; make it with `pulumi preview --json`$/,
    ],
  };
  for (const [name, [text, reason]] of Object.entries(refused)) {
    it(`is not ${name}, and that is said with what to do`, () => {
      assert.throws(
        () => read(text),
        (error: Error) => reason.test(error.message),
      );
    });
  }

  it("may have what a later version of Pulumi adds, and no messages", () => {
    const later = JSON.stringify({ ...JSON.parse(PREVIEW), diagnostics: null, permalink: "https://example.org" });
    assert.equal(read(later).steps.length, 1);
  });

  it("may have steps that change nothing of what the package manages, and any step of others' resources", () => {
    const silent = [
      ...["create-replacement", "delete-replaced", "read", "read-replacement", "discard", "discard-replaced"],
      ...["remove-pending-replace", "diff"],
    ];
    const others = {
      op: "obliterate",
      urn: "urn:pulumi:dev::acme::random:index:Thing::a",
      oldState: { type: "random:index:Thing" },
    };
    assert.deepEqual(
      read(steps(...silent.map((op) => step(op, "SharedMailbox", "a", { id: "900", before: {} })), others)).steps,
      [],
    );
  });

  it("hides secrets and what is not known yet", () => {
    const hidden = steps(
      step("create", "MailboxAccess", "a", {
        after: { actorId: "[secret]", roles: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      }),
    );
    const [{ after } = {}] = read(hidden).steps;
    assert.deepEqual([after?.actorId, after?.roles], [{ hidden: "secret" }, { hidden: "later" }]);
  });
});
