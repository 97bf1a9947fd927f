import assert from "node:assert/strict";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, ORG, withProject } from "../support/cli/project";

const [sender, owner, reader] = [["shared_mailbox_sender"], ["shared_mailbox_owner"], ["shared_mailbox_reader"]];

const PROGRAM = (adopted: string): string =>
  [
    mailbox("sales"),
    list("sales-access", "sales.id", [entry(2, "owner"), entry(3, "sender"), entry(4, "sender")]),
    mailbox("open"),
    list("open-access", "open.id", [entry(2, "owner"), entry(3, "sender")], ", exclusive: false"),
    mailbox("emptied"),
    list("emptied-access", "emptied.id", [entry(2, "owner")]),
    mailbox("removed"),
    list("removed-access", "removed.id", [entry(2, "owner")]),
    mailbox("nobody"),
    list("nobody-access", "nobody.id", []),
    `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`,
    list("boss-access", "boss.id", [entry(2, "sender")]),
    list("adopted-access", `"${adopted}"`, [entry(2, "owner"), entry(3, "sender")], ', unlisted: "remove"'),
  ].join("\n");

/** The lists that are changed by hand and are still there. */
const UPDATES = ["update emptied-access", "update nobody-access", "update open-access", "update sales-access"];

/** What was changed by hand in `sales-access`. */
const FOUND = [
  `~ ${employee(2)}: [`,
  '~ [0]: "shared_mailbox_owner" => "shared_mailbox_reader"',
  `- ${employee(3)}: [`,
  '- [0]: "shared_mailbox_sender"',
  `+ ${employee(9)}: [`,
  '+ [0]: "shared_mailbox_owner"',
];

/** What `--diff` prints about a list, person by person: `- 1130000000000002`, say, and the roles that follow. */
function peopleIn(output: string, resource: string, block: "refresh" | "update"): string[] {
  const blocks = output.split(/(?=^ +[~+-]? ?pulumi-nodejs:dynamic\/)/m);
  const own = blocks.find((text) => text.includes(`::${resource}]`) && text.includes(`(${block})`)) ?? "";
  const lines = own.split("\n").map((line) => line.trim().replace(/^([-+~]) +/, "$1 "));
  return lines.filter((line) => /^[-+~] (\d{16}|\[\d\])/.test(line));
}

describe("Access that somebody has changed by hand", function () {
  this.timeout(300_000);
  const project = withProject({ emulator: { switches: { ownerListed: true } } });
  const organization = () => project.emulator.organization(ORG);
  const idOf = (name: string): string => organization().findShared(`${name}@example.org`)?.id ?? "";
  const held = (mailboxId: string) =>
    Object.fromEntries(
      project.snapshot.access
        .filter((one) => one.mailboxId === mailboxId)
        .map(({ actorId, roles }) => [actorId, roles]),
    );

  it("before the list was declared is taken over: only what differs is sent", async () => {
    const adopted = organization().createShared({ email: "adopted@example.org", name: "By hand" });
    organization().setAccess(adopted, employee(2), owner);
    organization().setAccess(adopted, employee(3), reader);
    organization().setAccess(adopted, employee(9), owner);
    project.program(PROGRAM(adopted));

    const { writes } = await project.succeed("up");

    const sent = writes.filter(({ path }) => path.endsWith(adopted)).map(({ query, body }) => [query.actorId, body]);
    assert.deepEqual(sent.sort(), [
      [employee(3), { roles: sender }],
      [employee(9), { roles: [] }],
    ]);
    assert.deepEqual(held(adopted), { [employee(2)]: owner, [employee(3)]: sender });
  });

  it("is shown by `preview --refresh --diff` person by person, first what is there and then what `up` does about it", async () => {
    organization().setAccess(idOf("sales"), employee(2), reader);
    organization().setAccess(idOf("sales"), employee(3), []);
    organization().setAccess(idOf("sales"), employee(9), owner);
    organization().setAccess(idOf("open"), employee(3), reader);
    organization().setAccess(idOf("open"), employee(9), owner);
    organization().setAccess(idOf("emptied"), employee(2), []);
    organization().setAccess(idOf("nobody"), employee(9), owner);
    organization().removeShared(idOf("removed"));

    const { steps, writes, output } = await project.succeed("preview --refresh --diff");

    assert.deepEqual(writes, []);
    assert.deepEqual(steps.sort(), ["create removed", "create removed-access", ...UPDATES]);
    assert.deepEqual(peopleIn(output, "sales-access", "refresh"), FOUND);
    assert.deepEqual(peopleIn(output, "sales-access", "update"), [
      `~ ${employee(2)}: [`,
      '~ [0]: "shared_mailbox_reader" => "shared_mailbox_owner"',
      `+ ${employee(3)}: [`,
      '+ [0]: "shared_mailbox_sender"',
      `- ${employee(9)}: [`,
      '- [0]: "shared_mailbox_owner"',
    ]);
    assert.deepEqual(peopleIn(output, "open-access", "update"), [
      `~ ${employee(3)}: [`,
      '~ [0]: "shared_mailbox_reader" => "shared_mailbox_sender"',
    ]);
  });

  it("is shown by `refresh --diff` person by person, and writes nothing", async () => {
    const { steps, writes, output } = await project.succeed("refresh --diff");

    assert.deepEqual(writes, []);
    assert.deepEqual(steps.sort(), ["delete removed", "delete removed-access", ...UPDATES]);
    assert.deepEqual(peopleIn(output, "sales-access", "update"), FOUND);
    assert.deepEqual(peopleIn(output, "emptied-access", "update"), [
      `- ${employee(2)}: [`,
      '- [0]: "shared_mailbox_owner"',
    ]);
    assert.deepEqual(peopleIn(output, "nobody-access", "update"), [
      `+ ${employee(9)}: [`,
      '+ [0]: "shared_mailbox_owner"',
    ]);
  });

  it("is put right by the next `up`, which leaves whom a list does not own, and the owner", async () => {
    const { writes } = await project.succeed("up");

    assert.deepEqual(held(idOf("sales")), { [employee(2)]: owner, [employee(3)]: sender, [employee(4)]: sender });
    assert.deepEqual(held(idOf("open")), { [employee(2)]: owner, [employee(3)]: sender, [employee(9)]: owner });
    assert.deepEqual(held(idOf("emptied")), { [employee(2)]: owner });
    assert.deepEqual(held(idOf("removed")), { [employee(2)]: owner });
    assert.deepEqual(held(idOf("nobody")), {});
    assert.deepEqual(held(employee(1)), { [employee(2)]: sender });
    assert.equal(writes.length, 3 + 1 + 1 + 2 + 1);
    assert.deepEqual(
      project.emulator.requests("Set").filter(({ query }) => query.actorId === employee(1)),
      [],
    );
  });

  it("is all gone then: the state of an empty list is kept, and the program has no changes", async () => {
    const refresh = await project.succeed("refresh");
    const { steps, requests } = await project.succeed("up");

    assert.deepEqual([refresh.steps, refresh.writes], [[], []]);
    assert.deepEqual([steps, requests], [[], []]);
    assert.deepEqual((await project.state()).get("nobody-access")?.outputs?.access, {});
  });

  it("is no reason to fail for `destroy`", async () => {
    organization().removeShared(idOf("sales"));
    organization().setAccess(idOf("emptied"), employee(2), []);
    organization().setAccess(idOf("open"), employee(9), []);

    await project.succeed("destroy");

    assert.deepEqual(project.snapshot.access, []);
    assert.equal((await project.state()).size, 0);
  });
});
