import assert from "node:assert/strict";
import { withProject } from "../support/cli/project";

describe("A `destroy` of one mailbox and what depends on it", function () {
  this.timeout(300_000);
  const project = withProject();

  it("deletes the dependent mailbox too, and leaves the others", async () => {
    project.program(`
const first = new yandex360.SharedMailbox("first", { email: "first@example.org", name: "First" });
new yandex360.SharedMailbox("second", { email: "second@example.org", name: "Second", description: first.id });
new yandex360.SharedMailbox("third", { email: "third@example.org", name: "Third" });
`);
    await project.succeed("up");
    const urn = (await project.state()).get("first")?.urn;

    const { steps } = await project.succeed(`destroy --target ${urn} --target-dependents`);

    assert.deepEqual(steps, ["delete second", "delete first"]);
    assert.deepEqual(
      project.snapshot.shared.map(({ email }) => email),
      ["third@example.org"],
    );
    assert.deepEqual([...(await project.state()).keys()], ["third"]);
  });
});
