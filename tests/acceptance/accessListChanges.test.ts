import assert from "node:assert/strict";
import { entry, list } from "../support/cli/accessList";
import { Change } from "../support/cli/change";
import { employee } from "../support/cli/project";

const mailbox = (name: string, address = `${name}@acme.example`, more = ""): string =>
  `const ${name} = new yandex360.SharedMailbox("${name}", { email: "${address}", name: "Mailbox ${name}"${more} });`;

const PLAIN = [entry(2, "owner"), entry(3, "sender", "reader")];

const BEFORE = [
  mailbox("people"),
  list("people-access", "people.id", [entry(2, "owner"), entry(3, "editor", "sender"), entry(4, "sender")]),
  mailbox("ordered"),
  list("ordered-access", "ordered.id", PLAIN),
  mailbox("notified"),
  list("notified-access", "notified.id", PLAIN),
  mailbox("timed"),
  list("timed-access", "timed.id", PLAIN),
  mailbox("opened"),
  list("opened-access", "opened.id", PLAIN),
  mailbox("closed"),
  list("closed-access", "closed.id", PLAIN, ", exclusive: false"),
  mailbox("here"),
  mailbox("there"),
  list("moving-access", "here.id", PLAIN),
  mailbox("replaced", "old@acme.example"),
  list("following-access", "replaced.id", PLAIN),
  mailbox("migrated"),
  list("migrated-access", "migrated.id", PLAIN),
].join("\n");

const AFTER = [
  mailbox("people"),
  list("people-access", "people.id", [entry(2, "owner"), entry(3, "reader", "sender"), entry(5, "sender")]),
  mailbox("ordered"),
  list("ordered-access", "ordered.id", [
    `{ actorId: ${employee(3)}, roles: ["shared_mailbox_reader", "shared_mailbox_sender", "shared_mailbox_reader"] }`,
    entry(2, "owner"),
  ]),
  mailbox("notified"),
  list("notified-access", "notified.id", PLAIN).replace('"none"', '"all"'),
  mailbox("timed"),
  list("timed-access", "timed.id", PLAIN, ", taskTimeout: 60"),
  mailbox("opened"),
  list("opened-access", "opened.id", PLAIN, ", exclusive: false"),
  mailbox("closed"),
  list("closed-access", "closed.id", PLAIN, ', unlisted: "remove"'),
  mailbox("here"),
  mailbox("there"),
  list("moving-access", "there.id", PLAIN),
  mailbox("replaced", "new@acme.example").replace("Mailbox replaced", "Another name"),
  list("following-access", "replaced.id", PLAIN),
  mailbox("migrated", "migrated@globex.example", ", orgId: 2000002"),
  list("migrated-access", "migrated.id", [entry(102, "owner")], ", orgId: 2000002"),
].join("\n");

describe("A change of one attribute of an access list", function () {
  this.timeout(300_000);
  const change = new Change();
  const { project, ids, idsAfter } = change;
  before(() =>
    change.make(BEFORE, AFTER, () => {
      for (const name of ["opened", "closed"]) {
        const mailboxId = ids.get(name) ?? "";
        project.emulator.organization("1000001").setAccess(mailboxId, employee(9), ["shared_mailbox_reader"]);
      }
    }),
  );

  const asked = (mailboxId: string | undefined) =>
    change.up.requests
      .filter(({ path }) => path.endsWith(mailboxId ?? "?"))
      .map(({ endpoint, query, body }) => (endpoint === "Set" ? [query.actorId, body] : [endpoint]));
  const actors = (org: string, mailboxId: string | undefined) =>
    project.emulator
      .organization(org)
      .snapshot()
      .access.filter((held) => held.mailboxId === mailboxId)
      .map(({ actorId }) => actorId);

  it("writes nothing in the preview, and looks only at what is to be replaced", () => {
    const { writes, requests } = change.preview;
    assert.deepEqual(writes, []);
    assert.deepEqual(
      requests.map(({ endpoint, path }) => [endpoint, path.split("/").at(-1)]),
      [["ListActors", ids.get("there")]],
    );
  });

  it("of who has access looks once, and sends one request for each employee who differs", () => {
    change.assertInPlace("people-access", "access");
    const [look, ...sets] = asked(ids.get("people"));
    assert.deepEqual(look, ["ListActors"]);
    assert.deepEqual(sets.sort(), [
      [employee(3), { roles: ["shared_mailbox_reader", "shared_mailbox_sender"] }],
      [employee(4), { roles: [] }],
      [employee(5), { roles: ["shared_mailbox_sender"] }],
    ]);
  });

  it("of the order and repetition of employees and roles is none", () => {
    assert.deepEqual(change.steps("ordered-access"), [[], []]);
  });

  for (const [name, property] of [
    ["notified", "notify"],
    ["timed", "taskTimeout"],
  ] as const) {
    it(`of \`${property}\` alone updates the state and sends nothing`, () => {
      change.assertInPlace(`${name}-access`, property);
      assert.deepEqual(asked(ids.get(name)), []);
    });
  }

  it("of `exclusive` to false updates the state, sends nothing, and leaves whom it does not list", () => {
    change.assertInPlace("opened-access", "exclusive");
    assert.deepEqual(asked(ids.get("opened")), []);
    assert.equal(actors("1000001", ids.get("opened")).includes(employee(9)), true);
  });

  it("of `exclusive` to true takes the access of whom it does not list away, and touches nobody else", () => {
    assert.deepEqual(change.steps("closed-access"), [["update"], ["update"]]);
    assert.match(change.line("closed-access"), /update \[diff: .*~exclusive/);
    assert.deepEqual(asked(ids.get("closed")), [["ListActors"], [employee(9), { roles: [] }]]);
  });

  it("of `mailboxId` gives everybody the new access before it takes the old one away", () => {
    assert.match(change.line("moving-access"), /replace \[diff: ~mailboxId\]/);
    const [here, there] = [ids.get("here"), ids.get("there")];
    const sets = change.up.writes.filter(({ path }) => path.endsWith(here ?? "?") || path.endsWith(there ?? "?"));
    assert.deepEqual(
      sets.map(({ path }) => path.split("/").at(-1)),
      [there, there, here, here],
    );
    assert.deepEqual(actors("1000001", here), []);
    assert.deepEqual(actors("1000001", there).sort(), [employee(2), employee(3)]);
  });

  it("of its mailbox's address takes everybody along to the new mailbox, before the old one is deleted", () => {
    const [old, fresh] = [ids.get("replaced"), idsAfter.get("replaced")];
    assert.match(change.line("following-access"), /replace \[diff: ~mailboxId\]/);
    assert.notEqual(fresh, old);
    assert.equal(idsAfter.get("following-access"), fresh);
    assert.deepEqual(actors("1000001", fresh).sort(), [employee(2), employee(3)]);
    const last = change.up.writes.findLast(({ path }) => path.endsWith(old ?? "?") || path.endsWith(fresh ?? "?"));
    assert.deepEqual([last?.endpoint, last?.path.endsWith(old ?? "?")], ["DeleteShared", true]);
  });

  it("of its organization takes the access in this one away, and gives it in the other", () => {
    assert.match(change.line("migrated-access"), /replace \[diff: .*orgId.*\]/);
    assert.deepEqual(actors("1000001", ids.get("migrated")), []);
    assert.deepEqual(actors("2000002", idsAfter.get("migrated")), [employee(102)]);
  });

  it("is done when the same program has no changes and makes no request", async () => {
    const { steps, requests } = await project.succeed("up");

    assert.deepEqual([steps, requests], [[], []]);
  });
});
