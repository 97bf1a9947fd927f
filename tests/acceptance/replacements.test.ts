import assert from "node:assert/strict";
import { entry, list } from "../support/cli/accessList";
import { HOSTS } from "../support/cli/hosts";
import { employee, ORG, type Project, withProject } from "../support/cli/project";

const OWNER = ["shared_mailbox_owner"];

const shared = (email: string, name: string) =>
  `const team = new yandex360.SharedMailbox("team", { email: "${email}@example.org", name: "${name}" });`;
const delegated = (name: string, owner: number, options: string) =>
  `const ${name} = new yandex360.DelegatedMailbox("${name}", { ownerId: "${employee(owner)}" }, ${options});`;
const access = (name: string, mailboxId: string, actor: number, options = "{}") =>
  `new yandex360.MailboxAccess("${name}", { mailboxId: ${mailboxId}, actorId: "${employee(actor)}", roles: ${JSON.stringify(OWNER)} }, ${options});`;

/** How a replacement is forced: the engine does the same then, so each host has one of them. */
const FORCED = [
  {
    host: "dynamic",
    how: "`up --replace`",
    prepare: async () => undefined,
    option: (urns: string[]) => urns.map((urn) => ` --replace ${urn}`).join(""),
  },
  {
    host: "plugin",
    how: "`state taint`",
    prepare: async (urns: string[], project: Project) => {
      for (const urn of urns) await project.succeed(`state taint ${urn} --yes`);
    },
    option: () => "",
  },
] as const;

for (const { host, how, prepare, option } of FORCED) {
  describe(`A delegation that is replaced by force and is deleted first, on the ${host} host`, function () {
    this.timeout(300_000);
    const project = withProject(HOSTS[host]);
    const actors = (owner: number) =>
      project.snapshot.access.filter((one) => one.mailboxId === employee(owner)).map(({ actorId }) => actorId);
    before(async () => {
      const first = "{ deleteBeforeReplace: true }";
      project.program(
        [
          delegated("boss", 1, first),
          access("anna", "boss.id", 2),
          access("boris", `"${employee(1)}"`, 3, "{ dependsOn: [boss] }"),
          delegated("deputy", 8, first),
          list("everybody", "deputy.id", [entry(2, "owner"), entry(3, "sender")]),
        ].join("\n"),
      );
      await project.succeed("up");
    });

    it(`has all the access that the program declares at the end of the same up (${how})`, async () => {
      const state = await project.state();
      const urns = ["boss", "deputy"].map((name) => state.get(name)?.urn ?? "");
      await prepare(urns, project);

      const preview = await project.succeed(`preview${option(urns)}`);
      const { writes } = await project.succeed(`up${option(urns)}`);

      assert.equal(writes.filter(({ endpoint }) => endpoint === "DeleteDelegated").length, 2);
      assert.deepEqual(
        [actors(1), actors(8)],
        [
          [employee(2), employee(3)],
          [employee(2), employee(3)],
        ],
      );
      assert.match(preview.output, /MailboxAccess +anna +replace/);
      const second = await project.succeed("up");
      assert.deepEqual([second.steps, second.requests], [[], []]);
    });
  });
}

describe("Access whose mailbox is replaced", function () {
  this.timeout(300_000);
  const project = withProject();
  const program = (email: string, name: string) =>
    project.program([shared(email, name), access("anna", "team.id", 2)].join("\n"));

  it("is said to stay by a preview of another name, and to be replaced by one of another address", async () => {
    program("old", "Old");
    await project.succeed("up");

    program("old", "Other");
    assert.deepEqual((await project.succeed("preview")).steps, ["update team"]);
    program("new", "New");
    const { output, requests } = await project.succeed("preview");

    assert.match(output, /MailboxAccess +anna +replace +\[diff: ~mailboxId\]/);
    assert.deepEqual(requests, []);
  });

  it("is given on the new mailbox before the old one loses it and goes", async () => {
    const before = project.snapshot.shared[0]?.id;
    const { writes } = await project.succeed("up");

    const after = project.snapshot.shared[0]?.id;
    assert.deepEqual(
      writes.map(({ endpoint, path }) => [endpoint, path.split("/").at(-1)]),
      [
        ["CreateShared", "shared"],
        ["Set", after],
        ["Set", before],
        ["DeleteShared", before],
      ],
    );
    assert.deepEqual(project.snapshot.access, [{ mailboxId: after, actorId: employee(2), roles: OWNER }]);
  });
});

describe("Access that gets another employee", function () {
  this.timeout(300_000);
  const project = withProject();
  const mailboxId = () => project.snapshot.shared[0]?.id ?? "";
  const actors = () => project.snapshot.access.map(({ actorId }) => actorId).sort();
  const program = (actor: number, options?: string) =>
    project.program([shared("team", "Team"), access("anna", "team.id", actor, options)].join("\n"));
  before(async () => {
    program(2);
    await project.succeed("up");
  });

  it("leaves the old employee's access where the new one does not exist", async () => {
    program(999);

    await project.fail("up");

    assert.deepEqual(actors(), [employee(2)]);
    assert.equal((await project.state()).get("anna")?.id, `${mailboxId()}/${employee(2)}`);
  });

  it("is the new employee's when it is put right, and nobody is left behind", async () => {
    program(3);
    await project.succeed("up");
    assert.deepEqual(actors(), [employee(3)]);
  });

  it("is finished by the next `up` where the service did not confirm it, and the old employee has it until then", async () => {
    program(5);
    project.emulator.inject({ endpoint: "Set", actorId: employee(5), fault: "task-error" });
    await project.fail("up");
    assert.deepEqual(actors(), [employee(3)]);

    await project.succeed("up");
    assert.deepEqual(actors(), [employee(5)]);
    const { steps, requests } = await project.succeed("up");
    assert.deepEqual([steps, requests], [[], []]);
  });

  it("says on a full mailbox that it is full, and does it with `deleteBeforeReplace`", async () => {
    const organization = project.emulator.organization(ORG);
    for (let n = 101; n < 140; n++) {
      organization.addUser({ id: employee(n), nickname: `e${n}`, name: { first: "E", last: `${n}` } });
      organization.setAccess(mailboxId(), employee(n), OWNER);
    }
    program(4);
    const { output } = await project.fail("up");
    assert.match(
      output,
      /40 employees have access to the mailbox, and Yandex's help page allows 40: .*`deleteBeforeReplace: true`/,
    );
    assert.equal(actors().includes(employee(5)), true);

    program(4, "{ deleteBeforeReplace: true }");
    await project.succeed("up");
    assert.deepEqual(
      [actors().includes(employee(5)), actors().includes(employee(4)), actors().length],
      [false, true, 40],
    );
  });
});

describe("Mailboxes that exchange their names", function () {
  this.timeout(300_000);
  const project = withProject();
  const program = (one: string, other: string) =>
    project.program(
      `new yandex360.SharedMailbox("a", { email: "a@example.org", name: "${one}" });
new yandex360.SharedMailbox("b", { email: "b@example.org", name: "${other}" });`,
    );

  it("have them after one `up`, and the second has nothing to do", async () => {
    program("Sales", "Support");
    await project.succeed("up");
    program("Support", "Sales");
    await project.succeed("up");

    assert.deepEqual(project.snapshot.shared.map(({ email, name }) => [email, name]).sort(), [
      ["a@example.org", "Support"],
      ["b@example.org", "Sales"],
    ]);
    const { steps, requests } = await project.succeed("up");
    assert.deepEqual([steps, requests], [[], []]);
  });

  it("are told what to do where one of them keeps its name", async () => {
    program("Sales", "Sales");

    const { output } = await project.fail("up");

    assert.match(output, /could not update shared mailbox .*: the name "Sales" is likely taken .*: choose another one/);
  });
});
