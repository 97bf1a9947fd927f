import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HOSTS } from "../support/cli/hosts";
import { employee, ORG, withProject } from "../support/cli/project";

const type = (name: string): string => `yandex360:index:${name}`;

describe("`pulumi import` of what was made by hand", function () {
  this.timeout(900_000);
  const project = withProject({ ...HOSTS.plugin, language: "yaml" });
  const organization = () => project.emulator.organization(ORG);
  let [sales, help] = ["", ""];
  before(() => {
    sales = organization().createShared({ email: "Sales@example.org", name: "Sales" });
    help = organization().createShared({ email: "help@example.org", name: "Help", description: "First line" });
    organization().enableDelegation(employee(1));
    organization().setAccess(help, employee(2), ["shared_mailbox_owner"]);
    organization().setAccess(sales, employee(3), ["shared_mailbox_sender", "shared_mailbox_imap_admin"]);
    project.program("resources: {}");
  });

  it("takes an id, an address, and an organization before either, and the printed program changes nothing", async () => {
    const resources = [
      { type: type("SharedMailbox"), name: "help", id: help },
      { type: type("SharedMailbox"), name: "sales", id: `${ORG}:sales@example.org` },
      { type: type("DelegatedMailbox"), name: "boss", id: "user1@example.org" },
      { type: type("MailboxAccess"), name: "help-anna", id: `${help}/${employee(2)}` },
      { type: type("MailboxAccessList"), name: "sales-list", id: sales },
    ];
    project.write("import.json", JSON.stringify({ resources }));

    const { writes } = await project.succeed("import --file import.json --out imported.yaml --yes --skip-preview");

    assert.deepEqual(writes, []);
    const ids = [...(await project.state())].map(([name, { id }]) => [name, id]).sort();
    assert.deepEqual(ids, [
      ["boss", employee(1)],
      ["help", help],
      ["help-anna", `${help}/${employee(2)}`],
      ["sales", sales],
      ["sales-list", sales],
    ]);
    project.program(readFileSync(join(project.folder, "imported.yaml"), "utf8"));
    for (const line of ["preview --expect-no-changes", "preview --refresh --expect-no-changes"]) {
      assert.deepEqual((await project.succeed(line)).writes, []);
    }
  });

  it("says of each wrong id on one line what is wrong, and changes nothing", async () => {
    const wrong: [name: string, id: string, reason: RegExp][] = [
      ["SharedMailbox", "nobody@example.org", /no shared mailbox has this address/],
      ["SharedMailbox", employee(1), /nothing with this id: check it/],
      ["DelegatedMailbox", help, /nothing with this id: check it/],
      ["MailboxAccess", "help/anna", /the id has to be <mailboxId>\/<actorId>/],
      ["MailboxAccessList", "1130000999999999", /nothing with this id: check it/],
    ];
    const before = (await project.state()).size;
    const resources = wrong.map(([name, id], at) => ({ type: type(name), name: `wrong-${at}`, id }));
    project.write("import.json", JSON.stringify({ resources }));

    const { output, writes } = await project.fail("import --file import.json --yes --skip-preview");

    const diagnostics = output.slice(output.indexOf("\nDiagnostics:"));
    for (const [, id, reason] of wrong) {
      const lines = diagnostics.split("\n").filter((line) => line.trim().startsWith(`error: could not read ${id} in `));
      assert.equal(lines.length, 1, output);
      assert.match(lines[0] ?? "", reason);
    }
    assert.deepEqual(writes, []);
    assert.equal((await project.state()).size, before);
  });
});

describe("What a program takes over by an id", function () {
  this.timeout(300_000);
  const project = withProject(HOSTS.plugin);
  let sales = "";
  before(() => {
    sales = project.emulator.organization(ORG).createShared({ email: "sales@example.org", name: "Sales" });
  });

  it("is read by `get`, and imported by the resource option, without a write", async () => {
    project.program(
      `exports.name = yandex360.SharedMailbox.get("read", "${sales}").name;
new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "Sales" }, { import: "${sales}" });`,
    );

    const { writes } = await project.succeed("up");

    assert.deepEqual(writes, []);
    assert.deepEqual(await project.outputs(), { name: "Sales" });
    assert.equal((await project.state()).get("sales")?.id, sales);
    const again = await project.succeed("up");
    assert.deepEqual([again.steps, again.writes], [[], []]);
  });
});
