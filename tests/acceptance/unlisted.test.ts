import assert from "node:assert/strict";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, ORG, withProject } from "../support/cli/project";

const READER = ["shared_mailbox_reader"];
const REMOVE = ', unlisted: "remove"';

describe("People who have access to a mailbox and are not in the list that a program makes for it", function () {
  this.timeout(300_000);
  const project = withProject();
  const organization = () => project.emulator.organization(ORG);
  const actors = () => project.snapshot.access.map(({ actorId }) => actorId).sort();
  const listed = (more = "", ...others: string[]) =>
    project.program([mailbox("sales"), list("access", "sales.id", [entry(2, "owner"), ...others], more)].join("\n"));
  before(async () => {
    project.program(mailbox("sales"));
    await project.succeed("up");
    organization().setAccess(project.snapshot.shared[0]?.id ?? "", employee(9), READER);
  });

  it("are named by the `up`, which sends nothing and leaves nothing of the list in state", async () => {
    listed();

    const { output, writes } = await project.fail("up");

    const mailboxId = project.snapshot.shared[0]?.id;
    assert.match(
      output,
      new RegExp(
        `could not create access list of mailbox ${mailboxId} in organization ${ORG}: employee ${employee(9)} ` +
          "\\(reader\\) has access to the mailbox and is not in `access`; nothing was changed: add this " +
          'employee to `access`, or set `unlisted: "remove"` to take this access away',
      ),
    );
    assert.deepEqual(writes, []);
    assert.equal((await project.state()).has("access"), false);
  });

  it("lose their access where the list says `remove`, and `refuse` again afterwards sends nothing", async () => {
    listed(REMOVE);
    await project.succeed("up");
    assert.deepEqual(actors(), [employee(2)]);

    listed();
    const { steps, requests } = await project.succeed("up");
    assert.deepEqual([steps, requests], [["update access"], []]);
  });

  it("are named by the `up` that would remove them unseen, and removed by it after a refresh has shown them", async () => {
    organization().setAccess(project.snapshot.shared[0]?.id ?? "", employee(9), READER);
    listed("", entry(3, "sender"));

    const { output, writes } = await project.fail("up");
    assert.match(
      output,
      /could not update access list .* after `pulumi refresh` the preview shows what would be removed/,
    );
    assert.deepEqual(writes, []);

    const preview = await project.succeed("preview --refresh --diff");
    assert.match(preview.output, new RegExp(`- ${employee(9)}: \\[`));
    assert.deepEqual(preview.messages, [
      `warning access: takes access away from ${employee(9)} (reader), who is not in \`access\``,
    ]);
    await project.succeed("up --refresh");
    assert.deepEqual(actors(), [employee(2), employee(3)]);
  });

  it("are named again by the `up` that finishes a half-made list, of which the state stays as it is", async () => {
    listed("", entry(3, "sender"), entry(4, "sender"));
    project.emulator.inject({ endpoint: "Set", actorId: employee(4), fault: "task-error" });
    await project.fail("up");
    organization().setAccess(project.snapshot.shared[0]?.id ?? "", employee(9), READER);
    const before = (await project.state()).get("access");

    const { writes } = await project.fail("up");

    const after = (await project.state()).get("access");
    assert.deepEqual(writes, []);
    assert.deepEqual([after?.outputs, after?.initErrors], [before?.outputs, before?.initErrors]);
    listed("", entry(3, "sender"), entry(4, "sender"), entry(9, "reader"));
    await project.succeed("up");
    assert.deepEqual(actors(), [2, 3, 4, 9].map(employee));
  });
});
