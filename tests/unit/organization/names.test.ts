import assert from "node:assert/strict";
import { renamedWithoutWas, resourceNames, settingsOf } from "../../../organization";
import { acme, BORIS, read, resolved } from "./helpers";

const names = (...lines: string[]) => resourceNames(read(acme(...lines)).draft);
const A = "  a: { email: A@acme.example, name: Aa }";
const B = "  b: { email: b@acme.example, name: Bb, was: [old, older] }";

describe("the resources of an organization file", () => {
  it("are called by the file's keys, with aliases for what the keys were", () => {
    assert.deepEqual(names("shared:", A, B, "delegated:", "  Anna@acme.example: { was: anna }"), [
      { kind: "shared", key: "a", mailbox: "a", list: "a-access", aliases: [], identity: "a@acme.example" },
      {
        kind: "shared",
        key: "b",
        mailbox: "b",
        list: "b-access",
        aliases: [
          { mailbox: "old", list: "old-access" },
          { mailbox: "older", list: "older-access" },
        ],
        identity: "b@acme.example",
      },
      {
        kind: "delegated",
        key: "Anna@acme.example",
        mailbox: "Anna@acme.example",
        list: "Anna@acme.example-access",
        aliases: [{ mailbox: "anna", list: "anna-access" }],
        identity: "anna@acme.example",
      },
    ]);
  });

  it("are called the same when the file is reordered", () => {
    const byKey = (all: ReturnType<typeof names>) => new Map(all.map((one) => [one.key, one]));
    assert.deepEqual(byKey(names("shared:", B, A)), byKey(names("shared:", A, B)));
  });

  it("are said to be renamed where a key is gone, another one has its address, and there is no was", () => {
    const before = names("shared:", A, B);
    const renamed = (...lines: string[]) =>
      renamedWithoutWas(before, names(...lines)).map(({ before, now }) => `${before.key} ${now.key}`);
    assert.deepEqual(renamed("shared:", A, B), []);
    assert.deepEqual(renamed("shared:", "  c: { email: a@ACME.example, name: Aa }", B), ["a c"]);
    assert.deepEqual(renamed("shared:", "  c: { email: a@acme.example, name: Aa, was: a }", B), []);
    assert.deepEqual(renamed("shared:", "  c: { email: c@acme.example, name: Cc }", B), []);
    assert.deepEqual(renamed("shared:", "  a: { email: b@acme.example, name: Bb }"), ["b a"]);
  });
});

describe("the resources of an organization file with its directory", () => {
  it("are the same owner's, however the file names the owner", () => {
    const named = (owner: string) => {
      const text = acme("delegated:", `  ${owner}: {}`);
      return resourceNames(read(text).draft, resolved(text).mailboxes);
    };
    assert.equal(named("boris")[0]?.identity, BORIS.id);
    const [renamed] = renamedWithoutWas(named("boris"), named("cfo@acme.example"));
    assert.deepEqual([renamed?.before.key, renamed?.now.key], ["boris", "cfo@acme.example"]);
  });
});

describe("the settings of a mailbox", () => {
  it("are its own, or the file's, or safe ones", () => {
    const safe = { exclusive: true, unlisted: "refuse", notify: "all", protect: true };
    assert.deepEqual(settingsOf({}, {}), safe);
    assert.deepEqual(settingsOf({ exclusive: false, notify: "none" }, {}), {
      ...safe,
      exclusive: false,
      notify: "none",
    });
    const own = { exclusive: true, unlisted: "remove", protect: false } as const;
    assert.deepEqual(settingsOf({ exclusive: false, notify: "none", protect: true }, own), { ...own, notify: "none" });
  });
});
