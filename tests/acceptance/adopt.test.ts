import assert from "node:assert/strict";
import { ORG, withProject } from "../support/cli/project";

const shared = (name: string, more: string): string => `new yandex360.SharedMailbox("${name}", { ${more} });`;

describe("A shared mailbox whose address is there already", function () {
  this.timeout(300_000);
  const project = withProject();
  let id = "";
  before(() => {
    id = project.emulator.organization(ORG).createShared({ email: "Sales@example.org", name: "By hand" });
  });

  it("is an error without `adopt` that names the existing id and what can be done, and changes nothing", async () => {
    project.program(shared("sales", 'email: "sales@example.org", name: "Sales"'));

    const { output } = await project.fail("up");

    const line = output.split("\n").find((text) => text.includes(id)) ?? "";
    assert.match(line, /could not create shared mailbox sales@example\.org/);
    assert.match(line, /adopt: true/);
    assert.match(line, /aliases/);
    assert.deepEqual(project.snapshot.shared, [{ id, email: "Sales@example.org", name: "By hand", description: "" }]);
    assert.equal((await project.state()).size, 0);
  });

  it("is taken over with `adopt`, with the declared name and description, and never made twice", async () => {
    project.program(shared("sales", 'email: "sales@example.org", name: "Sales", description: "All", adopt: true'));

    await project.succeed("up");

    const adopted = [{ id, email: "Sales@example.org", name: "Sales", description: "All" }];
    assert.deepEqual(project.snapshot.shared, adopted);
    assert.equal((await project.state()).get("sales")?.id, id);
    const { steps, requests } = await project.succeed("up");
    assert.deepEqual([steps, requests], [[], []]);
    const refresh = await project.succeed("refresh");
    assert.deepEqual([refresh.steps, refresh.writes], [[], []]);
  });

  it("survives that its resource is renamed in the program without an alias", async () => {
    project.program(shared("renamed", 'email: "sales@example.org", name: "Sales", description: "All", adopt: true'));

    const { steps } = await project.succeed("up");

    assert.deepEqual(steps, ["create renamed", "delete sales"]);
    assert.deepEqual(
      project.snapshot.shared.map((mailbox) => mailbox.id),
      [id],
    );
    assert.deepEqual([...(await project.state()).keys()], ["renamed"]);
  });

  it("survives that, also when the `up` fails between the two and the next one finishes", async () => {
    const again = `const again = ${shared("again", 'email: "sales@example.org", name: "Sales", description: "All", adopt: true')}`;
    const bad = 'new yandex360.DelegatedMailbox("nobody", { ownerId: "1130000000009999" }, { dependsOn: [again] });';
    project.program(`${again}\n${bad}`);
    const failed = await project.fail("up");
    assert.deepEqual(failed.steps, ["create again", "create nobody"]);
    project.program(again);

    const { steps } = await project.run("up");

    assert.deepEqual(steps, ["delete renamed"]);
    assert.deepEqual(
      project.snapshot.shared.map((mailbox) => mailbox.id),
      [id],
    );
  });
});

describe("A shared mailbox that is made by the program", function () {
  this.timeout(300_000);
  const project = withProject();
  const ids = () => project.snapshot.shared.map(({ id }) => id);
  let id = "";
  before(async () => {
    project.program(shared("support", 'email: "support@example.org", name: "Support"'));
    await project.succeed("up");
    [id = ""] = ids();
  });

  it("survives an `up` that renames its resource without alias and without `adopt`, which is a clear error", async () => {
    project.program(shared("helpdesk", 'email: "support@example.org", name: "Support"'));

    const { output } = await project.fail("up");

    assert.match(output, new RegExp(`already the organization's shared mailbox ${id}.*aliases`));
    assert.deepEqual(ids(), [id]);
    assert.deepEqual([...(await project.state()).keys()], ["support"]);
  });

  it("survives a change of address that the service refuses because the name is taken, and the error says so", async () => {
    project.program(shared("support", 'email: "help@example.org", name: "Support"'));

    const { output } = await project.fail("up");

    assert.match(output, /could not create shared mailbox help@example\.org.*name is likely taken/);
    assert.deepEqual(ids(), [id]);
    assert.equal((await project.state()).get("support")?.id, id);
  });

  it("is found again, and not made twice, when the answer to its creation is lost", async () => {
    const lost = project.emulator.inject({ endpoint: "CreateShared", fault: "reset-after" });
    project.program(
      [
        shared("support", 'email: "support@example.org", name: "Support"'),
        shared("lost", 'email: "lost@example.org", name: "Lost"'),
      ].join("\n"),
    );

    await project.succeed("up");

    assert.equal(lost.hits, 1);
    assert.deepEqual(project.snapshot.shared.map(({ email }) => email).sort(), [
      "lost@example.org",
      "support@example.org",
    ]);
  });
});
