import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../support/cli/packed";
import { employee, withProject } from "../support/cli/project";

describe("The quickstart, a TypeScript program", function () {
  this.timeout(300_000);
  const project = withProject({ file: "index.ts" });
  before(() => project.program(readFileSync(join(REPOSITORY, "examples/quickstart/index.ts"), "utf8")));

  it("is brought up", async () => {
    await project.succeed("up");

    assert.equal(project.snapshot.shared.length, 1);
    assert.equal(project.snapshot.access.length, 2);
  });

  it("keeps its protected mailbox, and with it the letters, in a `destroy` that is an error", async () => {
    const { output } = await project.fail("destroy");

    assert.match(output, /SharedMailbox::support" cannot be deleted\s+because it is protected/);
    assert.deepEqual(
      project.snapshot.shared.map(({ email }) => email),
      ["support@example.org"],
    );
    assert.equal((await project.state()).has("support"), true);
  });
});

describe("An ESM program", function () {
  this.timeout(300_000);
  const project = withProject({ file: "index.mjs" });

  it("is brought up, changed and destroyed", async () => {
    const program = (name: string) =>
      project.program(
        `import { Role, SharedMailbox, MailboxAccess } from "pulumi-yandex360";\n` +
          `export const mailbox = new SharedMailbox("team", { email: "team@example.org", name: "${name}" });\n` +
          `new MailboxAccess("anna", { mailboxId: mailbox.id, actorId: ${employee(2)}, roles: [Role.Owner] });\n`,
      );
    program("Team");
    await project.succeed("up");
    program("New team");
    await project.succeed("up");
    assert.deepEqual(
      project.snapshot.shared.map(({ name }) => name),
      ["New team"],
    );
    assert.equal(project.snapshot.access.length, 1);

    await project.succeed("destroy");

    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
  });
});

describe("Deletion from a state that an earlier build wrote", function () {
  this.timeout(300_000);
  const project = withProject();

  it("runs the package that is installed now, because the state only refers to it", async () => {
    const copy = project.ownCopy();
    const marker = join(project.folder, "ran");
    project.program(`new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`);
    await project.succeed("up");
    const text = String((await project.state()).get("boss")?.outputs?.__provider);
    assert.match(text, /'pulumi-yandex360\/shell\/delegatedMailbox'/);

    const newer = `\nrequire("node:fs").writeFileSync(${JSON.stringify(marker)}, "");\n`;
    appendFileSync(join(copy, "dist/provider/hosts/dynamic/index.js"), newer);
    await project.succeed("destroy");

    assert.equal(existsSync(marker), true);
    assert.deepEqual(project.snapshot.delegated, []);
  });
});
