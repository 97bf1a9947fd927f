import assert from "node:assert/strict";
import type { FaultKind } from "../../emulator";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, ORG, withProject } from "../support/cli/project";

const MAILBOX = mailbox("sales");
const PATIENCE = ", taskTimeout: 1";
const of = (...entries: string[]): string => [MAILBOX, list("access", "sales.id", entries, PATIENCE)].join("\n");
const FIRST = [entry(2, "owner"), entry(3, "sender"), entry(4, "sender")];
const SECOND = [...FIRST, entry(5, "sender"), entry(6, "sender")];

describe("An access list of which a part fails", function () {
  this.timeout(300_000);
  const project = withProject();
  const mailboxId = (): string => project.snapshot.shared[0]?.id ?? "";
  const actors = (): string[] => project.snapshot.access.map(({ actorId }) => actorId).sort();
  const employees = (...numbers: number[]): string[] => numbers.map(employee);
  const fail = (n: number, fault: FaultKind) =>
    project.emulator.inject({ endpoint: "Set", actorId: employee(n), fault });
  const lineOf = (output: string) => output.split("\n").find((line) => line.includes("changes failed")) ?? "";
  let line = "";

  it("says on one line who is missing, of which mailbox, and why for each", async () => {
    project.program(of(...FIRST));
    fail(3, "task-error");
    fail(4, "task-never");

    line = lineOf((await project.fail("up")).output);

    assert.match(line, new RegExp(`could not create access list of mailbox ${mailboxId()} in organization ${ORG}: `));
    assert.match(line, new RegExp(`2 of 3 changes failed, for employees ${employees(3, 4).join(", ")}: `));
    assert.match(line, /task task-1000001-\d+ ended with the status "error"/);
    assert.match(line, /task task-1000001-\d+ was still "running" after 1 s/);
  });

  it("keeps in the state who has access, and nobody else", async () => {
    const resource = (await project.state()).get("access");

    assert.deepEqual(actors(), employees(2));
    assert.equal(resource?.id, mailboxId());
    assert.deepEqual(resource?.outputs?.access, { [employee(2)]: ["shared_mailbox_owner"] });
    assert.equal(typeof resource?.outputs?.__provider, "string");
    assert.equal(resource?.initErrors?.length, 1);
  });

  it("is finished by the next `up`, which sends the rest only, and the one after that has no changes", async () => {
    const { steps, writes } = await project.succeed("up");
    assert.deepEqual(steps, ["update access"]);
    assert.deepEqual(writes.map(({ query }) => query.actorId).sort(), employees(3, 4));
    assert.deepEqual(actors(), employees(2, 3, 4));

    const { steps: none, requests } = await project.succeed("up");
    assert.deepEqual([none, requests], [[], []]);
  });

  it("is told truly by `refresh`, whether a task has acted or not, and the `up` after it names who was missing", async () => {
    project.program(of(...SECOND));
    fail(5, "task-never-applied");
    fail(6, "task-error");
    await project.fail("up");

    const { writes } = await project.succeed("refresh");
    assert.deepEqual(actors(), employees(2, 3, 4, 5));
    const { output } = await project.succeed("up --diff");

    assert.deepEqual(writes, []);
    assert.deepEqual(
      [...output.matchAll(/^ *([-+~]) (\d{16}):/gm)].map(([, sign, id]) => [sign, id]),
      [["+", employee(6)]],
    );
    assert.deepEqual(actors(), employees(2, 3, 4, 5, 6));
  });

  it("says who was to lose access, while the others get and lose theirs, and the next `up` finishes that too", async () => {
    project.program(of(entry(2, "owner"), entry(3, "owner"), entry(4, "sender"), entry(5, "sender")));
    fail(6, "task-error");

    line = lineOf((await project.fail("up")).output);

    assert.match(line, new RegExp(`1 of 2 changes failed, for employee ${employee(6)} \\(to lose access\\): task`));
    assert.deepEqual(actors(), employees(2, 3, 4, 5, 6));
    const { writes } = await project.succeed("up");
    assert.deepEqual(
      writes.map(({ query, body }) => [query.actorId, body]),
      [[employee(6), { roles: [] }]],
    );
    assert.deepEqual(actors(), employees(2, 3, 4, 5));
  });

  it("is still in the state when its deletion fails, and the next `up` takes the rest away", async () => {
    project.program(MAILBOX);
    fail(3, "task-error");

    line = lineOf((await project.fail("up")).output);

    assert.match(line, new RegExp(`could not delete access list .* 1 of 4 .* ${employee(3)} \\(to lose access\\)`));
    assert.deepEqual(actors(), employees(3));
    await project.succeed("up");
    assert.deepEqual(actors(), []);
    assert.equal((await project.state()).has("access"), false);
  });

  it("is removed by `destroy` from its half-made state", async () => {
    project.program(of(...FIRST));
    fail(3, "task-never-applied");
    await project.fail("up");

    await project.succeed("destroy");

    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
    assert.equal((await project.state()).size, 0);
  });
});
