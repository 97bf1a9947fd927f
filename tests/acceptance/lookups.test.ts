import assert from "node:assert/strict";
import { demoSeed, READ_SCOPES } from "../../emulator";
import { ORG, withProject } from "../support/cli/project";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as yandex360 from "pulumi-yandex360";

export = async () => {
  const support = new yandex360.SharedMailbox("support", { email: "support@acme.example", name: "Support" });
  const chief = await yandex360.getEmployee({ email: "CFO@acme.example" });
  const domain = pulumi.output("acme-logistics.example");
  const vera = yandex360.getEmployeeOutput({ email: pulumi.interpolate\`vera.kuznetsova@\${domain}\` });
  const { members } = await yandex360.getGroup({ name: "Дежурные" });
  const archive = yandex360.getSharedMailboxOutput({ email: "old-archive@acme.example" });

  new yandex360.MailboxAccess("chief", { mailboxId: support.id, actorId: chief.id, roles: ["owner"] });
  new yandex360.MailboxAccess("vera", { mailboxId: archive.id, actorId: vera.id, roles: ["editor"] });
  for (const { nickname, id } of members) {
    new yandex360.MailboxAccess(nickname, { mailboxId: support.id, actorId: id, roles: ["reader", "sender"] });
  }
  const after = yandex360.getSharedMailboxOutput({ id: support.id });
  return { name: chief.name, after: after.name };
};
`;

describe("A TypeScript program that looks people up by address and gives them access", function () {
  this.timeout(300_000);
  const project = withProject({
    file: "index.ts",
    emulator: { seed: demoSeed },
    env: { YANDEX360_TOKEN: "demo-token" },
  });
  before(() => project.program(PROGRAM));
  const lookups = (endpoints: { endpoint: string }[]) =>
    [...new Set(endpoints.map(({ endpoint }) => endpoint))].filter((name) => /Users|Groups|Domains/.test(name)).sort();

  it("is previewed with a token that may only read, and writes nothing", async () => {
    project.emulator.addToken({ token: "reads", scopes: READ_SCOPES });
    const { steps, writes, requests, messages } = await project.succeed("preview", {
      env: { YANDEX360_TOKEN: "reads" },
    });

    assert.equal(steps.length, 5);
    assert.deepEqual(writes, []);
    assert.deepEqual(lookups(requests), ["ListDomains", "ListGroupsV2", "ListUsersV2"]);
    assert.equal(requests.filter(({ endpoint }) => endpoint === "ListUsersV2").length, 1);
    assert.deepEqual(messages, []);
  });

  it("is brought up: everybody has what the program says", async () => {
    await project.succeed("up");

    const { shared, access } = project.snapshot;
    const [archive, support] = shared.map(({ id }) => id);
    const people = project.emulator.organization(ORG).users;
    assert.deepEqual(
      access.map(({ mailboxId, actorId, roles }) => [
        mailboxId === archive ? "archive" : mailboxId === support && "support",
        people.get(actorId)?.nickname,
        roles.length,
      ]),
      [
        ["archive", "vera.kuznetsova", 1],
        ["archive", "irina.morozova", 1],
        ["support", "boris.ivanov", 1],
        ["support", "grigory.popov", 2],
        ["support", "daria.sokolova", 2],
      ],
    );
    const { stdout } = await project.succeed("stack output --json");
    assert.deepEqual(JSON.parse(stdout), { name: "Борис Иванов", after: "Support" });
  });

  it("has no changes afterwards, and asks for nothing but what it looks up", async () => {
    const { steps, writes, requests } = await project.succeed("up");

    assert.deepEqual([steps, writes], [[], []]);
    const others = requests.filter(({ endpoint }) => !/Users|Group|Domains|Shared/.test(endpoint));
    assert.deepEqual(others, []);
  });

  it("fails in a preview with one line where nobody has an address, and one that an account is dismissed is a warning", async () => {
    project.program(`
import * as yandex360 from "pulumi-yandex360";
yandex360.getEmployeeOutput({ nickname: "oleg.vinogradov" });
yandex360.getEmployeeOutput({ email: "ana.smirnova@acme.example" });
yandex360.getEmployeeOutput({});
`);
    const { messages, output, writes } = await project.fail("preview");

    const said = messages.map((message) => message.replace(/\s+/g, " ").trim());
    assert.ok(
      said.includes(
        "error: could not look up employee ana.smirnova@acme.example in organization 1000001: nobody among the 16 employees " +
          'that cloud-api lists has this address: did you mean "anna.smirnova@acme.example"?',
      ),
      said.join("\n"),
    );
    assert.ok(said.includes("error: email, nickname or id is required"), said.join("\n"));
    assert.ok(
      said.includes("warning: employee Олег Виноградов <oleg.vinogradov@acme.example> (1130000000000015) is dismissed"),
      said.join("\n"),
    );
    assert.doesNotMatch(output, /demo-token|\bat .*\.js:\d/);
    assert.deepEqual(writes, []);
  });
});
