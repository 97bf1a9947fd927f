import assert from "node:assert/strict";
import { employee, ORG, withProject } from "../support/cli/project";

const PROGRAM = `
const mailbox = (name, description) => new yandex360.SharedMailbox(name, { email: name + "@example.org", name: "Mailbox " + name, description });
const access = (name, mailboxId, actor) => new yandex360.MailboxAccess(name, { mailboxId, actorId: actor, roles: ["shared_mailbox_sender"], notify: "none" });
const kept = mailbox("kept");
mailbox("renamed", "As declared");
const removed = mailbox("removed");
access("changed", kept.id, "${employee(2)}");
access("revoked", kept.id, "${employee(3)}");
access("untouched", kept.id, "${employee(4)}");
access("orphaned", removed.id, "${employee(2)}");
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
access("assistant", boss.id, "${employee(2)}");
`;

const DRIFTED = ["changed", "renamed"];
const GONE = ["assistant", "boss", "orphaned", "removed", "revoked"];

describe("What somebody has changed by hand", function () {
  this.timeout(300_000);
  const project = withProject();
  const idOf = (address: string): string => project.emulator.organization(ORG).findShared(address)?.id ?? "";

  before(async () => {
    project.program(PROGRAM);
    await project.succeed("up");
    const organization = project.emulator.organization(ORG);
    organization.renameShared(idOf("renamed@example.org"), { name: "By hand", description: "By hand" });
    organization.setAccess(idOf("kept@example.org"), employee(2), ["shared_mailbox_reader"]);
    organization.setAccess(idOf("kept@example.org"), employee(3), []);
    organization.setAccess(idOf("kept@example.org"), employee(9), ["shared_mailbox_owner"]);
    organization.removeShared(idOf("removed@example.org"));
    organization.disableDelegation(employee(1));
  });

  it("is not looked for by `preview`, which makes no request", async () => {
    const { steps, requests } = await project.succeed("preview");

    assert.deepEqual([steps, requests], [[], []]);
  });

  it("is shown by `preview --refresh`, which writes nothing", async () => {
    const { steps, writes, output } = await project.succeed("preview --refresh");

    assert.deepEqual(writes, []);
    assert.deepEqual(steps.sort(), [
      ...GONE.map((name) => `create ${name}`),
      ...DRIFTED.map((name) => `update ${name}`),
    ]);
    assert.match(output, /renamed update \[diff: ~description,name\]/);
    assert.match(output, /changed update \[diff: ~roles\]/);
  });

  it("is shown by `refresh`, which writes nothing", async () => {
    const { steps, writes, output } = await project.succeed("refresh");

    assert.deepEqual(writes, []);
    assert.deepEqual(steps.sort(), [
      ...GONE.map((name) => `delete ${name}`),
      ...DRIFTED.map((name) => `update ${name}`),
    ]);
    assert.match(output, /renamed updated .*\[diff: ~description,name\]/);
    assert.match(output, /changed updated .*\[diff: ~roles\]/);
  });

  it("is put right by the next `up`, and nobody else's access is touched", async () => {
    const { steps } = await project.succeed("up");

    const { shared, delegated, access } = project.snapshot;
    assert.equal(steps.length, GONE.length + DRIFTED.length);
    assert.deepEqual(shared.map(({ email, name, description }) => [email, name, description]).sort(), [
      ["kept@example.org", "Mailbox kept", ""],
      ["removed@example.org", "Mailbox removed", ""],
      ["renamed@example.org", "Mailbox renamed", "As declared"],
    ]);
    assert.deepEqual(delegated, [employee(1)]);
    const kept = idOf("kept@example.org");
    const sender = ["shared_mailbox_sender"];
    assert.deepEqual(
      access.filter(({ mailboxId }) => mailboxId === kept).map(({ actorId, roles }) => [actorId, roles]),
      [
        [employee(2), sender],
        [employee(3), sender],
        [employee(4), sender],
        [employee(9), ["shared_mailbox_owner"]],
      ],
    );
    assert.deepEqual(
      access
        .filter(({ mailboxId }) => mailboxId !== kept)
        .map(({ mailboxId, actorId }) => [mailboxId, actorId])
        .sort(),
      [
        [employee(1), employee(2)],
        [idOf("removed@example.org"), employee(2)],
      ],
    );
  });

  it("is no reason to fail for `destroy`: what is gone already counts as deleted", async () => {
    const organization = project.emulator.organization(ORG);
    organization.removeShared(idOf("kept@example.org"));
    organization.disableDelegation(employee(1));

    await project.succeed("destroy");

    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
    assert.equal((await project.state()).size, 0);
  });
});
