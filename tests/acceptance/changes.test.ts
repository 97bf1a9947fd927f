import assert from "node:assert/strict";
import { Change } from "../support/cli/change";

const person = (n: number): string => String(1_130_000_000_000_000 + n);

const access = (name: string, change: string): string =>
  `new yandex360.MailboxAccess("${name}", { mailboxId: team.id, roles: ["shared_mailbox_reader", "shared_mailbox_sender"], ${change} });`;

const BEFORE = `
const team = new yandex360.SharedMailbox("team", { email: "team@acme.example", name: "Team" });
const other = new yandex360.SharedMailbox("other", { email: "other@acme.example", name: "Other" });
new yandex360.SharedMailbox("named", { email: "named@acme.example", name: "Old name", description: "Kept" });
new yandex360.SharedMailbox("described", { email: "described@acme.example", name: "Described", description: "Old" });
const addressed = new yandex360.SharedMailbox("addressed", { email: "old@acme.example", name: "Old address" });
new yandex360.SharedMailbox("adopting", { email: "adopting@acme.example", name: "Adopting" });
new yandex360.SharedMailbox("cased", { email: "Cased@acme.example", name: "Cased" });
new yandex360.SharedMailbox("moved", { email: "moved@acme.example", name: "Moved" });
new yandex360.DelegatedMailbox("owned", { ownerId: "${person(1)}" });
new yandex360.MailboxAccess("follows", { mailboxId: addressed.id, actorId: "${person(10)}", roles: ["shared_mailbox_owner"] });
${access("roles", `actorId: "${person(2)}"`)}
${access("order", `actorId: "${person(3)}"`)}
${access("notify", `actorId: "${person(4)}"`)}
${access("timeout", `actorId: "${person(5)}"`)}
${access("mailbox", `actorId: "${person(6)}"`)}
${access("actor", `actorId: "${person(7)}"`)}
`;

const AFTER = BEFORE.replace('"Old name"', '"New name"')
  .replace('"Old" }', '"New" }')
  .replace("old@acme.example", "new@acme.example")
  .replace('"Old address"', '"New address"')
  .replace('name: "Adopting"', 'name: "Adopting", adopt: true')
  .replace("Cased@acme.example", "cased@ACME.example")
  .replace('"moved@acme.example", name: "Moved"', '"moved@globex.example", name: "Moved", orgId: 2000002')
  .replace(`ownerId: "${person(1)}"`, `ownerId: "${person(9)}"`)
  .replace(`"shared_mailbox_sender"], actorId: "${person(2)}"`, `"shared_mailbox_owner"], actorId: "${person(2)}"`)
  .replace(
    `["shared_mailbox_reader", "shared_mailbox_sender"], actorId: "${person(3)}"`,
    `["shared_mailbox_sender", "shared_mailbox_reader", "shared_mailbox_sender"], actorId: ${person(3)}`,
  )
  .replace(`actorId: "${person(4)}"`, `actorId: "${person(4)}", notify: "none"`)
  .replace(`actorId: "${person(5)}"`, `actorId: "${person(5)}", taskTimeout: 60`)
  .replace(/team(\.id, roles: \[[^\]]+\], actorId: "1130000000000006")/, "other$1")
  .replace(`actorId: "${person(7)}"`, `actorId: "${person(8)}"`);

describe("A change of one attribute", function () {
  this.timeout(300_000);
  const change = new Change();
  const { project, ids, idsAfter } = change;
  before(() => change.make(BEFORE, AFTER));

  const sent = (name: string) =>
    change.up.writes.filter(
      ({ path, body }) => path.endsWith(ids.get(name) ?? "?") || JSON.stringify(body)?.includes(name),
    );

  it("writes nothing in the preview, and looks only at what is to be replaced", () => {
    const { writes, requests } = change.preview;
    assert.deepEqual(writes, []);
    assert.deepEqual(
      requests.map(({ endpoint, path }) => [endpoint, path.split("/").at(-1)]).sort(),
      [
        ["ListActors", ids.get("team")],
        ["ListActors", ids.get("other")],
        ["ListDelegated", "delegated"],
      ].sort(),
    );
  });

  it("of a shared mailbox's name updates it in place with one request", () => {
    change.assertInPlace("named", "name");
    assert.deepEqual(
      sent("named").map(({ endpoint, body }) => [endpoint, body]),
      [["UpdateShared", { name: "New name", description: "Kept" }]],
    );
  });

  it("of a shared mailbox's description updates it in place with one request", () => {
    change.assertInPlace("described", "description");
    assert.deepEqual(
      sent("described").map(({ endpoint, body }) => [endpoint, body]),
      [["UpdateShared", { name: "Described", description: "New" }]],
    );
  });

  it("of an address makes the new mailbox before the old one is deleted", () => {
    assert.match(change.line("addressed"), /replace \[diff: ~email/);
    const created =
      change.up.writes.find(({ body }) => JSON.stringify(body)?.includes("new@acme.example"))?.seq ?? Number.NaN;
    const deleted = change.up.writes.find(
      ({ endpoint, path }) => endpoint === "DeleteShared" && path.endsWith(ids.get("addressed") ?? "?"),
    );
    assert.ok(created < (deleted?.seq ?? Number.NaN));
    assert.notEqual(idsAfter.get("addressed"), ids.get("addressed"));
  });

  it("of an address takes access along to the new mailbox", () => {
    const { shared, access } = project.snapshot;
    const mailboxId = shared.find(({ email }) => email === "new@acme.example")?.id;
    assert.deepEqual(
      access.filter(({ actorId }) => actorId === person(10)),
      [{ mailboxId, actorId: person(10), roles: ["shared_mailbox_owner"] }],
    );
    assert.match(change.line("follows"), /replace \[diff: ~mailboxId\]/);
  });

  it("of `adopt` alone updates the state and sends nothing", () => {
    change.assertInPlace("adopting", "adopt");
    assert.deepEqual(sent("adopting"), []);
  });

  it("of an address's letter case is none", () => {
    assert.deepEqual(change.steps("cased"), [[], []]);
  });

  it("of a mailbox's organization makes one in the other organization and deletes this one", () => {
    assert.match(change.line("moved"), /replace \[diff: .*orgId\]/);
    const emails = (org: string) =>
      project.emulator
        .organization(org)
        .snapshot()
        .shared.map(({ email }) => email);
    assert.deepEqual(emails("2000002"), ["moved@globex.example"]);
    assert.equal(emails("1000001").includes("moved@acme.example"), false);
  });

  it("of a delegation's owner switches the new one on and the old one off", () => {
    assert.match(change.line("owned"), /replace \[diff: ~ownerId\]/);
    assert.deepEqual(project.snapshot.delegated, [person(9)]);
  });

  it("of roles updates the access in place with one request", () => {
    change.assertInPlace("roles", "roles");
    const sets = change.up.writes.filter(({ query }) => query.actorId === person(2));
    assert.deepEqual(
      sets.map(({ endpoint, body }) => [endpoint, body]),
      [["Set", { roles: ["shared_mailbox_owner", "shared_mailbox_reader"] }]],
    );
  });

  it("of the order and repetition of roles is none", () => {
    assert.deepEqual(change.steps("order"), [[], []]);
  });

  it("of `notify` alone updates the state and sends nothing", () => {
    change.assertInPlace("notify", "notify");
    assert.deepEqual(
      change.up.requests.filter(({ query }) => query.actorId === person(4)),
      [],
    );
  });

  it("of `taskTimeout` alone updates the state and sends nothing", () => {
    change.assertInPlace("timeout", "taskTimeout");
    assert.deepEqual(
      change.up.requests.filter(({ query }) => query.actorId === person(5)),
      [],
    );
  });

  for (const [name, property, actors] of [
    ["mailbox", "mailboxId", [person(6), person(6)]],
    ["actor", "actorId", [person(7), person(8)]],
  ] as const) {
    it(`of \`${property}\` gives the new access before it takes the old one away`, () => {
      assert.match(change.line(name), new RegExp(`replace \\[diff: ~${property}\\]`));
      const sets = change.up.writes.filter(({ query }) => actors.some((actor) => actor === query.actorId));
      assert.deepEqual(
        sets.map(({ query, body }) => [query.actorId, body]),
        [
          [actors[1], { roles: ["shared_mailbox_reader", "shared_mailbox_sender"] }],
          [actors[0], { roles: [] }],
        ],
      );
    });
  }

  it("is done when the same program has no changes and makes no request", async () => {
    const { steps, requests } = await project.succeed("up");

    assert.deepEqual([steps, requests], [[], []]);
  });
});
