import assert from "node:assert/strict";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, ORG, withProject } from "../support/cli/project";

const PROGRAM = [
  mailbox("sales"),
  list("sales-access", "sales.id", [entry(4, "sender"), entry(2, "owner"), entry(3, "sender", "editor")]),
  `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`,
  list("boss-access", "boss.id", [entry(2, "sender")]),
  "exports.access = boss.id;",
].join("\n");

const STEPS = ["boss", "boss-access", "sales", "sales-access"];

describe("The life of access lists with the real engine", function () {
  this.timeout(300_000);
  const project = withProject({ emulator: { switches: { ownerListed: true } } });
  let mailboxId = "";
  before(() => project.program(PROGRAM));

  it("is previewed without a token and without a request, with a mailbox that does not exist yet", async () => {
    const { steps, requests, output } = await project.succeed("preview --diff", { env: { YANDEX360_TOKEN: "" } });

    assert.deepEqual(
      steps.sort(),
      STEPS.map((name) => `create ${name}`),
    );
    assert.deepEqual(requests, []);
    assert.match(output, new RegExp(`${employee(3)}: \\[\\s+\\[0\\]: "shared_mailbox_editor"\\s+\\[1\\]: "shared_`));
    assert.doesNotMatch(output, /warning|error|__provider/i);
  });

  it("begins with an `up` that asks once who has access, and sets and waits once for each employee", async () => {
    const { steps, requests } = await project.succeed("up");

    mailboxId = project.snapshot.shared[0]?.id ?? "";
    assert.deepEqual(
      steps.sort(),
      STEPS.map((name) => `create ${name}`),
    );
    const asked = (endpoint: string, id: string) =>
      requests.filter((request) => request.endpoint === endpoint && request.path.endsWith(id)).length;
    assert.deepEqual([asked("ListActors", mailboxId), asked("Set", mailboxId)], [1, 3]);
    assert.deepEqual([asked("ListActors", employee(1)), asked("Set", employee(1))], [1, 1]);
    assert.equal(asked("TaskStatus", ""), 4);
    assert.equal(requests.length, 2 + 2 + 4 + 4);
    assert.deepEqual(
      project.snapshot.access.map((held) => [held.mailboxId, held.actorId, ...held.roles]).sort(),
      [
        [employee(1), employee(2), "shared_mailbox_sender"],
        [mailboxId, employee(2), "shared_mailbox_owner"],
        [mailboxId, employee(3), "shared_mailbox_editor", "shared_mailbox_sender"],
        [mailboxId, employee(4), "shared_mailbox_sender"],
      ].sort(),
    );
    assert.deepEqual(project.emulator.strictViolations, []);
  });

  it("is in the state under the mailbox's id, with the roles by employee, and at most 3 KB a list", async () => {
    const state = await project.state();

    assert.equal(state.get("sales-access")?.id, mailboxId);
    const { __provider: _, ...outputs } = state.get("sales-access")?.outputs ?? {};
    assert.deepEqual(outputs, {
      orgId: ORG,
      mailboxId,
      access: {
        [employee(2)]: ["shared_mailbox_owner"],
        [employee(3)]: ["shared_mailbox_editor", "shared_mailbox_sender"],
        [employee(4)]: ["shared_mailbox_sender"],
      },
      notify: "none",
      exclusive: true,
      unlisted: "refuse",
    });
    const size = JSON.stringify(state.get("sales-access")).length;
    assert.ok(size <= 3072, `${size} bytes`);
    console.log(`      a list of 3: ${size} bytes`);
  });

  it("has no changes and makes no request in a second `up`", async () => {
    const { steps, requests } = await project.succeed("up");

    assert.deepEqual([steps, requests], [[], []]);
  });

  it("is refreshed without a write and without a difference, though the service names the owner", async () => {
    const { steps, writes, requests } = await project.succeed("refresh");

    assert.deepEqual([steps, writes], [[], []]);
    assert.equal(requests.filter(({ endpoint }) => endpoint === "ListActors").length, 2);
  });

  it("ends with a `destroy` that leaves the organization empty, without a request about the owner", async () => {
    const { steps, writes } = await project.succeed("destroy");

    assert.equal(steps.length, 4);
    assert.equal(writes.filter(({ endpoint }) => endpoint === "Set").length, 4);
    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
    assert.deepEqual(
      project.emulator.requests("Set").filter(({ query }) => query.actorId === employee(1)),
      [],
    );
    assert.equal((await project.state()).size, 0);
  });
});
