import assert from "node:assert/strict";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, ORG, withProject } from "../support/cli/project";

const errors = (output: string): string[] =>
  output.split("\n").flatMap((line) => /^ {4}(error: .*)$/.exec(line)?.[1]?.trim() ?? []);

describe("What a JavaScript program gives by mistake", function () {
  this.timeout(300_000);
  const project = withProject();
  const MISTAKES: [what: string, program: string, said: RegExp][] = [
    [
      "a misspelled property",
      `new yandex360.MailboxAccessList("l", { mailboxId: "${employee(1)}", access: [], exclusve: false });`,
      /exclusve is not a property: did you mean `exclusive`\?/,
    ],
    [
      "a resource option among the properties",
      `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}", protect: true });`,
      /protect is a resource option, not a property: give it in the third argument/,
    ],
    [
      "an undefined role",
      `new yandex360.MailboxAccess("a", { mailboxId: "${employee(1)}", actorId: "${employee(2)}", roles: [yandex360.Role.Sendr] });`,
      /roles\[0\] is undefined, as a misspelled Role is/,
    ],
    [
      "an address where an id belongs",
      'new yandex360.DelegatedMailbox("boss", { ownerId: "anna@example.org" });',
      /ownerId value \{anna@example\.org\} has a problem: is an address and has to be an id: .*uid=/,
    ],
    ["no arguments", 'new yandex360.SharedMailbox("s");', /^error: SharedMailbox "s" has no arguments: /],
    [
      "the option `import`",
      'new yandex360.SharedMailbox("s", { email: "s@example.org", name: "Sales" }, { import: "1130000900000001" });',
      /^error: SharedMailbox "s": the resource option `import` does not work here; set the property `adopt: true`/,
    ],
    [
      'the option `replaceOnChanges` with "*"',
      `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" }, { replaceOnChanges: ["*"] });`,
      /^error: DelegatedMailbox "boss": the resource option `replaceOnChanges` must not be "\*": /,
    ],
    [
      "two resources for one mailbox",
      `${mailbox("one")}\nnew yandex360.SharedMailbox("two", { email: "One@example.org", name: "Two" });`,
      /^error: SharedMailbox "one" and SharedMailbox "two" both declare shared mailbox one@example\.org/,
    ],
  ];
  for (const [what, program, said] of MISTAKES) {
    it(`is refused at preview in one line, without a request: ${what}`, async () => {
      project.program(program);

      const { output, requests } = await project.fail("preview");

      const [error = "", ...more] = errors(output);
      assert.match(error, said);
      assert.deepEqual(more, []);
      assert.doesNotMatch(output, /<nil>|\n {4,}at /);
      assert.deepEqual(requests, []);
    });
  }

  it("is refused in the stack's config too, by the name that was meant", async () => {
    project.program(`${mailbox("one")}\n${mailbox("two")}`);
    await project.addStack("slips", { "yandex360:orgId": ORG, "yandex360:maxConcurency": "4" });

    const { output } = await project.fail("preview", { stack: "slips" });

    assert.equal(errors(output).length, 1);
    assert.match(output, /"yandex360:maxConcurency" .* did you mean `yandex360:maxConcurrency`\?/);
  });

  it("is warned about where it is an option that does nothing", async () => {
    project.program(
      `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" }, { customTimeouts: { create: "5m" } });\n` +
        'new yandex360.SharedMailbox("s", { email: "s@example.org", name: "Sales" }, { replaceOnChanges: ["name"] });',
    );

    const { output } = await project.succeed("preview");

    assert.match(output, /warning: DelegatedMailbox "boss": the resource option `customTimeouts` has no effect/);
    assert.match(output, /warning: SharedMailbox "s": the resource option `replaceOnChanges` has no effect/);
  });
});

describe("Roles by short names", function () {
  this.timeout(300_000);
  const project = withProject();
  const program = (...roles: string[]) =>
    project.program(
      `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });\n` +
        `new yandex360.MailboxAccess("anna", { mailboxId: boss.id, actorId: "${employee(2)}", roles: ${JSON.stringify(roles)} });`,
    );

  it("are the API's in state and at the service, and no change of those", async () => {
    program("sender", "IMAP-admin");
    await project.succeed("up");
    const roles = ["shared_mailbox_imap_admin", "shared_mailbox_sender"];
    assert.deepEqual(project.snapshot.access[0]?.roles, roles);
    assert.deepEqual((await project.state()).get("anna")?.inputs?.roles, roles);

    program(...roles);
    const { steps, requests } = await project.succeed("up");
    assert.deepEqual([steps, requests], [[], []]);
  });
});

describe("An access list with ignoreChanges", function () {
  this.timeout(300_000);
  const project = withProject();
  const program = (role: string, ignored: string, access = `[${entry(2, role)}]`) =>
    project.program(
      `${mailbox("sales")}\nnew yandex360.MailboxAccessList("staff", { mailboxId: sales.id, access: ${access} }, ` +
        `{ ignoreChanges: ${ignored} });`,
    );
  before(async () => {
    project.program(`${mailbox("sales")}\n${list("staff", "sales.id", [entry(2, "owner")])}`);
    await project.succeed("up");
  });

  for (const ignored of ['["access", "notify"]', '["*"]']) {
    it(`${ignored} stays as it is, whatever the program has`, async () => {
      program("reader", ignored);

      const { steps, requests } = await project.succeed("up");

      assert.deepEqual([steps, requests], [[], []]);
    });
  }

  it('["access[0].roles"] is previewed: the engine says that it finds no such path in state', async () => {
    program("owner", '["access[0].roles", "notify"]');

    const { steps, output } = await project.succeed("preview");

    assert.deepEqual(steps, []);
    assert.match(output, /cannot ignore changes in added or removed elements of the path: "access\[0\]\.roles"/);
  });

  it("of one employee works where the program gives the roles by employee id", async () => {
    const access = `{ "${employee(2)}": ["reader"], "${employee(3)}": ["sender"] }`;
    program("", `['access["${employee(2)}"]', "notify"]`, access);

    const { steps } = await project.succeed("up");

    assert.deepEqual(steps, ["update staff"]);
    const roles = project.snapshot.access.map((grant) => [grant.actorId, grant.roles.join()]);
    assert.deepEqual(roles, [
      [employee(2), "shared_mailbox_owner"],
      [employee(3), "shared_mailbox_sender"],
    ]);
  });
});
