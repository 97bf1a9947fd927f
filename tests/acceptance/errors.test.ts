import assert from "node:assert/strict";
import { employee, withProject } from "../support/cli/project";

const MAILBOX = '"support", { email: "support@example.org", name: "Support" }';
const PROGRAM = `
const support = new yandex360.SharedMailbox(${MAILBOX});
new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "Sales" });
new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
new yandex360.MailboxAccess("support-anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: ["shared_mailbox_owner"] });
`;

/** What the command tells at its end, by resource. */
function diagnostics(output: string): Map<string, string[]> {
  const text = output.slice(output.indexOf("\nDiagnostics:\n")).split(/\n(?:Resources|Policies|Duration):/)[0] ?? "";
  const blocks = text.split(/\n {2}(?=\S)/).slice(1);
  return new Map(
    blocks.map((block) => {
      const [resource = "", ...lines] = block.split("\n");
      const name = /\((.+)\):$/.exec(resource)?.[1] ?? resource;
      return [name, lines.map((line) => line.trim()).filter((line) => line !== "")] as const;
    }),
  );
}

describe("Errors as a user sees them with the real engine", function () {
  this.timeout(300_000);
  const project = withProject();
  before(() => project.program(PROGRAM));

  /** Runs the command with every request refused: each failed resource has one line, and the stack none of ours. */
  const refused = async (line: string, operation: string, ...names: string[]) => {
    project.emulator.inject({ fault: "status-401", times: Number.POSITIVE_INFINITY });
    const { output } = await project.fail(line);
    project.emulator.clearFaults();
    const told = diagnostics(output);

    assert.doesNotMatch(output, /see the error of the resource|Yandex360Error|\.js:\d/);
    assert.deepEqual([...told.keys()].sort(), ["acceptance-dev", ...names].sort(), output);
    for (const name of names) {
      assert.equal(told.get(name)?.length, 1, output);
      assert.match(told.get(name)?.[0] ?? "", new RegExp(`could not ${operation} .*HTTP 401.*preview --refresh`));
    }
    assert.equal(told.get("acceptance-dev")?.length, 1, output);
    assert.match(told.get("acceptance-dev")?.[0] ?? "", /^error: (update|preview) failed$/);
  };

  it("are one line beside each resource that cannot be created", async () => {
    await refused("up", "create", "support", "sales", "boss");
    await project.succeed("up");
  });

  for (const line of ["refresh", "preview --refresh"]) {
    it(`are one line beside each resource that ${line} cannot read`, async () => {
      await refused(line, "read", "support", "sales", "boss", "support-anna");
    });
  }

  it("are one line beside the resource that cannot be updated, or deleted", async () => {
    project.program(PROGRAM.replace('name: "Support"', 'name: "Help"'));
    await refused("up", "update", "support");
    project.program(PROGRAM);
    await refused("destroy", "delete", "support-anna");
  });

  it("are one line beside a resource with bad input", async () => {
    project.program(PROGRAM.replace("sales@example.org", "sales"));
    const { output } = await project.fail("preview");
    const told = diagnostics(output);

    assert.deepEqual([...told.keys()], ["sales"], output);
    assert.equal(told.get("sales")?.length, 1, output);
  });

  it("advise, for a resource that was renamed, what then leaves everything as it is", async () => {
    project.program(PROGRAM.replace('"sales",', '"vente",'));
    const { output } = await project.fail("up");
    const urn = (await project.state()).get("sales")?.urn;

    assert.match(output, /or run `pulumi state rename <old URN> <new name>`/);
    await project.succeed(`state rename ${urn} vente --yes`);
    const { steps, requests } = await project.succeed("preview");
    assert.deepEqual([steps, requests], [[], []]);
  });
});
