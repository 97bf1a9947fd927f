import assert from "node:assert/strict";
import { entry, list, mailbox } from "../support/cli/accessList";
import { employee, withProject } from "../support/cli/project";

const single = (name: string, mailboxId: string, n: number): string =>
  `new yandex360.MailboxAccess("${name}", { mailboxId: ${mailboxId}, actorId: "${employee(n)}", roles: ["shared_mailbox_owner"] });`;

const BOTH = [entry(2, "owner"), entry(3, "owner")];

describe("An access list that takes over from other resources, and gives over to them", function () {
  this.timeout(300_000);
  const project = withProject();
  const revocations = () =>
    project.emulator.requests("Set").filter(({ body }) => JSON.stringify(body) === JSON.stringify({ roles: [] }));
  const program = (...rest: string[]) => project.program([mailbox("sales"), ...rest].join("\n"));
  const assertKept = async (names: string[]) => {
    assert.deepEqual(revocations(), []);
    assert.deepEqual(project.snapshot.access.map(({ actorId }) => actorId).sort(), [employee(2), employee(3)]);
    assert.deepEqual([...(await project.state()).keys()].sort(), [...names, "sales"].sort());
  };
  before(async () => {
    program(single("anna", "sales.id", 2), single("boris", "sales.id", 3));
    await project.succeed("up");
  });

  it("takes nobody's access away, and sends nothing, in the `up` that puts it in place of single accesses", async () => {
    program(list("access", "sales.id", BOTH));

    const { steps, writes } = await project.succeed("up");

    assert.deepEqual([steps.length, writes], [3, []]);
    await assertKept(["access"]);
  });

  it("keeps everybody's access when its resource is renamed without an alias", async () => {
    program(list("renamed", "sales.id", BOTH));

    const { steps, writes } = await project.succeed("up");

    assert.deepEqual([steps, writes], [["create renamed", "delete access"], []]);
    await assertKept(["renamed"]);
  });

  it("has nothing to do when its resource is renamed with an alias", async () => {
    program(list("aliased", "sales.id", BOTH, "", '{ aliases: [{ name: "renamed" }], protect: true }'));

    const { steps, requests } = await project.succeed("up");

    assert.deepEqual([steps, requests], [[], []]);
    await assertKept(["aliased"]);
  });

  it("is kept by `protect` in a `destroy` that is an error", async () => {
    const { output } = await project.fail("destroy");

    assert.match(output, /MailboxAccessList::aliased" cannot be deleted\s+because it is protected/);
    await assertKept(["aliased"]);
  });

  it("takes nobody's access away in the `up` that puts single accesses in its place", async () => {
    const urn = (await project.state()).get("aliased")?.urn;
    await project.succeed(`state unprotect ${urn} --yes`);
    program(single("anna", "sales.id", 2), single("boris", "sales.id", 3));

    const { steps } = await project.succeed("up");

    assert.deepEqual(steps.sort(), ["create anna", "create boris", "delete aliased"]);
    await assertKept(["anna", "boris"]);
  });
});

describe("Resources that would fight over the access to one mailbox", function () {
  this.timeout(300_000);
  const project = withProject();
  const boss = `"${employee(1)}"`;

  for (const [what, one, other, declarations] of [
    [
      "two lists",
      'MailboxAccessList "one"',
      'MailboxAccessList "two"',
      [list("one", boss, BOTH), list("two", employee(1), [])],
    ],
    [
      "an access and a list",
      'MailboxAccessList "two"',
      'MailboxAccess "one"',
      [single("one", employee(1), 4), list("two", boss, BOTH)],
    ],
  ] as const) {
    it(`are an error at preview where the id is known, without a write: ${what}`, async () => {
      project.program(declarations.join("\n"));

      const { output, writes } = await project.fail("preview");

      assert.match(output, new RegExp(`${one} and ${other} both declare .*mailbox ${employee(1)}[:,] .*remove `));
      assert.deepEqual(writes, []);
    });
  }

  it("are an error as soon as the id is known, and the second is never sent", async () => {
    project.program([mailbox("sales"), list("one", "sales.id", BOTH), single("two", "sales.id", 4)].join("\n"));

    const preview = await project.succeed("preview");
    const { output } = await project.fail("up");

    assert.deepEqual(preview.requests, []);
    assert.match(
      output,
      /MailboxAccessList "one" and MailboxAccess "two" both declare .*add the employee to `access` of MailboxAccessList "one" and remove MailboxAccess "two"/,
    );
    assert.deepEqual(
      project.emulator.requests("Set").filter(({ query }) => query.actorId === employee(4)),
      [],
    );
  });
});

describe("Bad inputs of an access list", function () {
  this.timeout(300_000);
  const project = withProject();

  it("are errors at preview that name resource and place, all at once, without a request, and do not print everybody", async () => {
    const entries = [
      entry(2, "owner"),
      '{ actorId: "../1", roles: [] }',
      `{ actorId: "${employee(4)}", roles: ["", "shared_mailbox_sender"], more: 1 }`,
      "{ roles: 7 }",
      "7",
    ];
    project.program(
      list("bad", '"%2f"', entries, ', exclusive: "yes", taskTimeout: 0, orgId: "1e3"').replace('"none"', '"some"'),
    );

    const { output, requests } = await project.fail("preview");

    assert.deepEqual(requests, []);
    const named = [...output.matchAll(/resource 'bad'(?: has a problem)?: (?:property )?(\S+)/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(
      [...new Set(named)].sort(),
      [
        "mailboxId",
        "access[1].actorId",
        "access[1].roles",
        "access[2].roles[0]",
        "access[2].more",
        "access[3].actorId",
        "access[3].roles",
        "access[4]",
        "exclusive",
        "notify",
        "taskTimeout",
        "orgId",
      ].sort(),
    );
    assert.doesNotMatch(output, /map\[/);
  });
});
