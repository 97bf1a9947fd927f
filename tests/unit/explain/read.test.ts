import { strict as assert } from "node:assert";
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
  const failing = [
    {
      urn: urnOf("SharedMailbox", "keep"),
      severity: "error",
      message: "error: Preview failed: resource keep cannot be deleted\nbecause it is protected.\n    at f (x.js:1)\n",
    },
    { severity: "error", message: "error: preview failed\n" },
  ];

  const refused: Readonly<Record<string, [text: string, reason: RegExp]>> = {
    "an empty file": ["\n", /^there is nothing in it: .*`pulumi preview --json`$/],
    "something else": ["error: no stack named 'acme' found", /^it is not JSON, but begins with "error: no stack/],
    "JSON that is cut short": [PREVIEW.slice(0, -80), /^its JSON is broken or cut short \(/],
    "the state of a stack": [
      '{"version":3,"deployment":{"resources":[]}}',
      /^it is not a preview as pulumi 3 prints it \(steps: /,
    ],
    "a list": ["[]", /^it is not JSON, but begins with "\[\]"/],
    "the events of an up": [
      '{"sequence":0,"timestamp":1795666879,"preludeEvent":{"config":{}}}\n',
      /^it has the events of a running command/,
    ],
    "a preview that failed": [
      previewOf([], failing),
      /^the preview failed, so `up` would fail too: resource keep cannot be deleted\nbecause it is protected\.; put that right and preview again$/,
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
      /MailboxAccess::a has a shape that this version of the package does not know \(roles: /,
    ],
    "a step of another shape": [
      '{"steps":[{"operation":"create"}]}',
      /^it is not a preview as pulumi 3 prints it \(steps\.0\.op: /,
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
