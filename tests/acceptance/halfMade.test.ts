import assert from "node:assert/strict";
import type { FaultKind } from "../../emulator";
import { employee, ORG, withProject } from "../support/cli/project";

const access = (name: string, actor: number, more = ""): string =>
  `new yandex360.MailboxAccess("${name}", { mailboxId: support.id, actorId: "${employee(actor)}", roles: ["shared_mailbox_sender"], notify: "none"${more} });`;

const MAILBOX = `const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });`;
const FIRST = [MAILBOX, access("failing", 2), access("slow", 3, ", taskTimeout: 1")];
const SECOND = [...FIRST, access("late", 4, ", taskTimeout: 1"), access("again", 5)];

describe("Access whose task does not end well", function () {
  this.timeout(300_000);
  const project = withProject();
  const mailboxId = (): string => project.snapshot.shared[0]?.id ?? "";
  const actors = (): string[] => project.snapshot.access.map(({ actorId }) => actorId);
  const fail = (actor: number, fault: FaultKind) =>
    project.emulator.inject({ endpoint: "Set", actorId: employee(actor), fault });
  const lineAbout = (output: string, actor: number) =>
    output.split("\n").find((line) => line.includes("task-") && line.includes(employee(actor))) ?? "";
  let output = "";

  it("fails the `up`", async () => {
    project.program(FIRST.join("\n"));
    fail(2, "task-error");
    fail(3, "task-never");

    ({ output } = await project.fail("up"));

    assert.deepEqual(actors(), []);
  });

  for (const [actor, what] of [
    [2, /ended with the status "error"/],
    [3, /still "running" after 1 s/],
  ] as const) {
    it(`is reported on one line with mailbox, employee and task id: ${what.source}`, () => {
      const line = lineAbout(output, actor);

      assert.match(line, what);
      assert.match(line, /task-1000001-\d+/);
      assert.ok(line.includes(mailboxId()), line);
      assert.ok(line.includes(ORG), line);
    });
  }

  it("is in the state with the roles that are confirmed, which are none", async () => {
    const state = await project.state();

    for (const [name, actor] of [
      ["failing", 2],
      ["slow", 3],
    ] as const) {
      const resource = state.get(name);
      assert.equal(resource?.id, `${mailboxId()}/${employee(actor)}`);
      assert.deepEqual(resource?.outputs?.roles, []);
      assert.equal(typeof resource?.outputs?.__provider, "string");
      assert.equal(resource?.initErrors?.length, 1);
    }
  });

  it("is finished by the next `up`, and the one after that has no changes", async () => {
    const { steps } = await project.succeed("up");
    assert.deepEqual(steps.sort(), ["update failing", "update slow"]);
    assert.deepEqual(actors(), [employee(2), employee(3)]);

    const { steps: none, requests } = await project.succeed("up");
    assert.deepEqual([none, requests], [[], []]);
  });

  it("is told truly by `refresh`, whether the task has acted or not, and made by the `up` after it", async () => {
    project.program(SECOND.join("\n"));
    fail(4, "task-never-applied");
    fail(5, "task-error");
    await project.fail("up");

    const refresh = await project.succeed("refresh");
    assert.deepEqual(refresh.writes, []);
    assert.deepEqual(actors(), [employee(2), employee(3), employee(4)]);

    const { steps } = await project.succeed("up");
    assert.equal(
      steps.some((step) => step.endsWith(" again")),
      true,
    );
    assert.deepEqual(actors(), [employee(2), employee(3), employee(4), employee(5)]);
  });

  it("keeps the old roles in the state when an update fails, and the next `up` sets the new ones", async () => {
    project.program(SECOND.join("\n").replace('["shared_mailbox_sender"]', '["shared_mailbox_owner"]'));
    fail(2, "task-error");
    const failed = await project.fail("up");
    assert.match(lineAbout(failed.output, 2), /task-1000001-\d+ ended with the status "error"/);
    assert.deepEqual((await project.state()).get("failing")?.outputs?.roles, ["shared_mailbox_sender"]);

    const { steps } = await project.succeed("up");
    assert.deepEqual(steps, ["update failing"]);
    assert.deepEqual(project.snapshot.access.find(({ actorId }) => actorId === employee(2))?.roles, [
      "shared_mailbox_owner",
    ]);
  });

  it("is still in the state when its deletion fails, and the next `up` takes it away", async () => {
    project.program(SECOND.slice(0, -1).join("\n").replace('["shared_mailbox_sender"]', '["shared_mailbox_owner"]'));
    fail(5, "task-error");
    const failed = await project.fail("up");
    assert.match(lineAbout(failed.output, 5), /could not delete access .*task-1000001-\d+/);
    assert.equal((await project.state()).has("again"), true);

    await project.succeed("up");
    assert.equal(actors().includes(employee(5)), false);
  });

  it("is removed by `destroy` from its half-made state", async () => {
    project.program([...SECOND, access("last", 6)].join("\n"));
    fail(6, "task-error");
    await project.fail("up");

    await project.succeed("destroy");

    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
    assert.equal((await project.state()).size, 0);
  });
});
