import assert from "node:assert/strict";
import { HOSTS } from "../support/cli/hosts";
import { employee, ORG, withProject } from "../support/cli/project";

const access = (name: string, mailboxId: string, actor: number, role = "shared_mailbox_owner"): string =>
  `new yandex360.MailboxAccess("${name}", { mailboxId: ${mailboxId}, actorId: "${employee(actor)}", roles: ["${role}"] });`;

describe("Access and delegation whose resources are renamed in the program", function () {
  this.timeout(300_000);
  const project = withProject();
  const program = (boss: string, anna: string) =>
    project.program(
      `const boss = new yandex360.DelegatedMailbox("${boss}", { ownerId: "${employee(1)}" });\n${access(anna, "boss.id", 2)}`,
    );
  const expected = {
    shared: [],
    delegated: [employee(1)],
    access: [{ mailboxId: employee(1), actorId: employee(2), roles: ["shared_mailbox_owner"] }],
  };
  before(async () => {
    program("boss", "anna");
    await project.succeed("up");
  });

  it("are still there after the `up`", async () => {
    program("director", "assistant");

    const { steps } = await project.succeed("up");

    assert.deepEqual(steps, ["create director", "create assistant", "delete anna", "delete boss"]);
    assert.deepEqual(project.snapshot, expected);
    assert.deepEqual([...(await project.state()).keys()].sort(), ["assistant", "director"]);
  });

  it("are still there when the `up` fails between the two and the next one finishes", async () => {
    project.program(
      `const boss = new yandex360.DelegatedMailbox("director2", { ownerId: "${employee(1)}" });\n` +
        `const anna = ${access("assistant2", "boss.id", 2)}\n` +
        'new yandex360.DelegatedMailbox("nobody", { ownerId: "1130000000009999" }, { dependsOn: [boss, anna] });',
    );
    const failed = await project.fail("up");
    assert.deepEqual(failed.steps, ["create director2", "create assistant2", "create nobody"]);
    program("director2", "assistant2");

    const { steps } = await project.run("up");

    assert.deepEqual(steps, ["delete assistant", "delete director"]);

    assert.deepEqual(project.snapshot, expected);
  });
});

for (const [host, options] of Object.entries(HOSTS)) {
  describe(`Two resources for the same thing in one program, on the ${host} host`, function () {
    this.timeout(300_000);
    const project = withProject(options);
    const message = (type: string, one: string, other: string) =>
      new RegExp(
        `${type} "(${one}" and ${type} "${other}|${other}" and ${type} "${one})" both declare .*: remove one of`,
      );

    it("are an error at preview where the ids are known, quickly and without a write", async () => {
      project.program([access("one", `"${employee(1)}"`, 2), access("two", employee(1), 2)].join("\n"));

      const { output, writes, seconds } = await project.fail("preview");

      assert.match(output, message("MailboxAccess", "one", "two"));
      assert.match(output, new RegExp(`employee ${employee(2)} to mailbox ${employee(1)}`));
      assert.deepEqual(writes, []);
      assert.ok(seconds < 45, `${seconds} s`);
      console.log(`      the failing preview took ${seconds.toFixed(1)} s`);
    });

    it("are an error at preview for shared mailboxes and delegations too", async () => {
      project.program(
        'new yandex360.SharedMailbox("a", { email: "x@example.org", name: "Name A" });' +
          'new yandex360.SharedMailbox("b", { email: "X@example.org", name: "Name B" });',
      );

      const { output, requests } = await project.fail("preview");

      assert.match(output, message("SharedMailbox", "a", "b"));
      assert.deepEqual(requests, []);
    });

    it("are an error as soon as the ids are known, and the second is never sent", async () => {
      project.program(
        [
          'const mailbox = new yandex360.SharedMailbox("mailbox", { email: "x@example.org", name: "Mailbox" });',
          access("one", "mailbox.id", 2),
          access("two", "mailbox.id", 2, "shared_mailbox_reader"),
        ].join("\n"),
      );

      const preview = await project.succeed("preview");
      assert.deepEqual(preview.requests, []);
      const { output } = await project.fail("up");

      assert.match(output, message("MailboxAccess", "one", "two"));
      // The engine may begin with either of them.
      const sent = project.emulator.requests("Set");
      assert.ok(sent.length <= 1, JSON.stringify(sent.map(({ body }) => body)));
      assert.equal(project.emulator.organization(ORG).snapshot().shared.length, 1);
    });
  });
}

describe("Bad inputs", function () {
  this.timeout(300_000);
  const project = withProject();

  for (const [type, args, properties] of [
    ["SharedMailbox", '{ email: "no-domain", name: "x", adopt: "yes" }', ["email", "name", "adopt"]],
    ["DelegatedMailbox", '{ ownerId: "../1", orgId: "1e3" }', ["ownerId", "orgId"]],
    [
      "MailboxAccess",
      '{ mailboxId: "%2f", actorId: 9007199254740993, roles: [], notify: "some", taskTimeout: 0 }',
      ["mailboxId", "actorId", "roles", "notify", "taskTimeout"],
    ],
  ] as const) {
    it(`of a ${type} are errors at preview that name resource and property, all at once and without a request`, async () => {
      project.program(`new yandex360.${type}("bad", ${args});`);

      const { output, requests } = await project.fail("preview");

      assert.deepEqual(requests, []);
      const named = [...output.matchAll(/resource 'bad'(?: has a problem)?: (?:property )?(\w+)/g)].map(
        ([, property]) => property,
      );
      assert.deepEqual([...new Set(named)].sort(), [...properties].sort());
    });
  }
});
