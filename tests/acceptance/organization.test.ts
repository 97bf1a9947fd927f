import assert from "node:assert/strict";
import { demoSeed, READ_SCOPES, SCOPES } from "../../emulator";
import { ORG, type Run, withProject } from "../support/cli/project";

const FILE = `
stack: dev
domain: acme.example
timeZone: Europe/Moscow
teams:
  duty: { group: duty@acme.example }
shared:
  support:
    email: support@acme.example
    name: Поддержка
    access:
      vera.kuznetsova: [owner]
      team:duty: [editor, sender]
  invoices:
    email: invoices@acme.example
    name: Счета
    protect: false
    access:
      irina.morozova@acme.example: [owner]
delegated:
  cfo@acme.example:
    access:
      larisa.pavlova@acme.example: { roles: [imapAdmin, sender], until: 2026-12-01, reason: отпуск }
`;

/** The same, with everything in another order, and one mailbox under another key. */
const REORDERED = `
delegated:
  cfo@acme.example:
    access:
      larisa.pavlova@acme.example: { reason: отпуск, until: 2026-12-01, roles: [sender, imapAdmin] }
shared:
  bills:
    was: invoices
    name: Счета
    email: invoices@acme.example
    protect: false
    access:
      irina.morozova@acme.example: [owner]
  support:
    name: Поддержка
    email: support@acme.example
    access:
      team:duty: [sender, editor]
      vera.kuznetsova@acme.example: [owner]
teams:
  duty: { group: Дежурные }
timeZone: Europe/Moscow
domain: acme.example
stack: dev
`;

const BEFORE_THE_END = "2026-11-26T06:00:00Z";
const AFTER_THE_END = "2026-12-01T21:00:00Z";

/** What reads the directory and the mailboxes that are there. */
const LOOK_UPS = [
  "ListUsersV2",
  "ListGroupsV2",
  "ListDepartmentsV2",
  "ListGroupMembersV2",
  "ListShared",
  "ListDelegated",
];

describe("An organization in a file", function () {
  this.timeout(400_000);
  const project = withProject({ emulator: { seed: demoSeed }, env: { YANDEX360_TOKEN: "demo-token" } });
  const file = (text: string, stack = "dev") => project.write(`organization.${stack}.yaml`, text.trimStart());
  const today = (now: string) =>
    project.program(`
const { mailboxes } = new yandex360.Organization("organization", { now: new Date("${now}") });
exports.mailboxes = mailboxes;
exports.people = yandex360.getEmployees({}).then(({ employees }) => employees.length);
`);
  const said = ({ messages }: Run) => messages.flatMap((message) => message.split("\n")).map((line) => line.trim());
  const access = () => {
    const { users } = project.emulator.organization(ORG);
    return project.snapshot.access.map(({ mailboxId, actorId, roles }) => {
      const mailbox =
        project.snapshot.shared.find(({ id }) => id === mailboxId)?.email ?? users.get(mailboxId)?.nickname;
      return `${mailbox}: ${users.get(actorId)?.nickname} ${roles.map((role) => role.slice("shared_mailbox_".length))}`;
    });
  };
  before(() => {
    file(FILE);
    today(BEFORE_THE_END);
    project.emulator.addToken({ token: "reads", scopes: READ_SCOPES });
  });

  it("is refused at once with all that is wrong in it, by place, and nothing is asked", async () => {
    file(FILE.replace("stack: dev", "stack: prod").replace("[editor, sender]", "[editr, sender]"));
    const run = await project.fail("preview");
    file(FILE);

    assert.deepEqual(said(run), [
      "error: 2 problems in organization.dev.yaml:",
      "organization.dev.yaml:1:8: stack: is prod, and the stack is dev: this is the file of another stack",
      "organization.dev.yaml:12:19: shared.support.access.team:duty[0]: editr is not a role; did you mean editor?",
    ]);
    assert.deepEqual(run.requests, []);
  });

  it("is refused with all that the directory shows to be wrong, also without a preview, and nothing is sent", async () => {
    file(FILE.replace("vera.kuznetsova", "oleg.vinogradov").replace("larisa.pavlova@", "larisa.pavlov@"));
    const run = await project.fail("up");
    file(FILE);

    assert.deepEqual(said(run), [
      "error: 2 problems in organization.dev.yaml:",
      "organization.dev.yaml:11:7: shared.support.access.oleg.vinogradov: Олег Виноградов (oleg.vinogradov@acme.example) is " +
        "dismissed: take the entry out",
      "organization.dev.yaml:22:7: delegated.cfo@acme.example.access.larisa.pavlov@acme.example: is not an employee of the " +
        "organization; did you mean Лариса Павлова (larisa.pavlova@acme.example)?",
    ]);
    assert.deepEqual(run.writes, []);
  });

  it("needs a token that may read the directory: one line names the scope", async () => {
    const scopes = [SCOPES.readMailboxes, SCOPES.writeMailboxes, SCOPES.readUsers, SCOPES.readDepartments];
    project.emulator.addToken({ token: "no-groups", scopes });
    const run = await project.fail("preview", { env: { YANDEX360_TOKEN: "no-groups" } });

    const lines = said(run);
    assert.equal(lines.length, 1, lines.join("\n"));
    assert.match(
      lines[0] ?? "",
      /^error: organization\.dev\.yaml: could not look up the directory of organization 1000001: /,
    );
    assert.match(lines[0] ?? "", /directory:read_groups/);
  });

  it("is previewed with a token that may only read: people by name, and what ends soon", async () => {
    const run = await project.succeed("preview", { env: { YANDEX360_TOKEN: "reads" } });

    assert.deepEqual(run.steps.sort(), [
      "create cfo@acme.example",
      "create cfo@acme.example-access",
      "create invoices",
      "create invoices-access",
      "create support",
      "create support-access",
    ]);
    assert.deepEqual(run.writes, []);
    assert.equal(run.requests.filter(({ endpoint }) => endpoint === "ListUsersV2").length, 1);
    const lines = said(run);
    assert.ok(
      lines.includes("info support-access: gains access: Вера Кузнецова (vera.kuznetsova@acme.example): owner"),
      lines.join("\n"),
    );
    assert.ok(
      lines.includes("gains access: Григорий Попов (grigory.popov@acme.example): editor, sender through team:duty"),
      lines.join("\n"),
    );
    assert.ok(
      lines.includes(
        "info organization: organization.dev.yaml:22:7: delegated.cfo@acme.example.access.larisa.pavlova@acme.example: the " +
          "access ends after 2026-12-01 (отпуск)",
      ),
      lines.join("\n"),
    );
  });

  it("is brought up, with everybody's roles", async () => {
    await project.succeed("up");

    assert.deepEqual(access().sort(), [
      "boris.ivanov: larisa.pavlova imap_admin,sender",
      "invoices@acme.example: irina.morozova owner",
      "old-archive@acme.example: irina.morozova reader",
      "support@acme.example: daria.sokolova editor,sender",
      "support@acme.example: grigory.popov editor,sender",
      "support@acme.example: vera.kuznetsova owner",
    ]);
    const { mailboxes, people } = await project.outputs();
    assert.deepEqual(Object.keys(mailboxes as object).sort(), ["cfo@acme.example", "invoices", "support"]);
    assert.equal(people, 15);
  });

  it("has no changes in another order and with a key renamed by was, and asks nothing but the directory and the lists", async () => {
    file(REORDERED);
    const { steps, writes, requests, messages } = await project.succeed("up");

    assert.deepEqual([steps, writes], [[], []]);
    assert.deepEqual(
      [...new Set(requests.map(({ endpoint }) => endpoint))].filter((one) => !LOOK_UPS.includes(one)),
      [],
    );
    assert.equal(messages.filter((message) => /gains|loses|other roles/.test(message)).length, 0);
  });

  it("warns of a key that is renamed without was, by its address that is taken", async () => {
    file(REORDERED.replace("  bills:\n    was: invoices", "  receipts:"));
    const run = await project.run("preview");
    file(REORDERED);

    assert.ok(
      said(run).includes(
        "warning organization: organization.dev.yaml:6:3: shared.receipts: the stack has this mailbox as bills: `up` will " +
          "fail, because invoices@acme.example is taken, and `up --target` may delete it with its letters; write was: bills " +
          "beside it, and nothing changes",
      ),
      said(run).join("\n"),
    );
  });

  it("shows who has joined and left a team and whose access has ended, and the next up gives and takes it", async () => {
    const { structure } = project.emulator.organization(ORG);
    const duty = structure.group("Дежурные");
    const members = structure.groups.get(duty)?.members ?? [];
    members.splice(0, 1);
    structure.addMember(duty, { type: "user", id: "1130000000000013" });
    today(AFTER_THE_END);
    const preview = await project.succeed("preview", { env: { YANDEX360_TOKEN: "reads" } });

    const lines = said(preview);
    for (const line of [
      "info support-access: gains access: Максим Семёнов (maksim.semenov@acme.example): editor, sender through team:duty",
      "loses access: Григорий Попов (grigory.popov@acme.example)",
      "info cfo@acme.example-access: loses access: Лариса Павлова (larisa.pavlova@acme.example), whose access ended on 2026-12-01",
    ]) {
      assert.ok(lines.includes(line), lines.join("\n"));
    }
    await project.succeed("up");
    assert.deepEqual(access().sort(), [
      "invoices@acme.example: irina.morozova owner",
      "old-archive@acme.example: irina.morozova reader",
      "support@acme.example: daria.sokolova editor,sender",
      "support@acme.example: maksim.semenov editor,sender",
      "support@acme.example: vera.kuznetsova owner",
    ]);
  });

  it("never reaches another stack's organization", async () => {
    await project.addStack("globex", { "yandex360:orgId": "2000002" });
    file(REORDERED, "globex");
    const otherFile = await project.fail("up", { stack: "globex" });
    assert.match(otherFile.output, /organization\.globex\.yaml:\d+:8: stack: is dev, and the stack is globex/);
    assert.deepEqual(otherFile.requests, []);

    file(REORDERED.replace("stack: dev", "stack: globex"), "globex");
    const otherPeople = await project.fail("up", { stack: "globex" });
    assert.match(otherPeople.output, /cfo@acme\.example: is not an employee of the organization/);
    assert.deepEqual(otherPeople.writes, []);
    assert.ok(otherPeople.requests.every(({ path }) => path.includes("2000002")));

    await project.addStack("nowhere", {});
    file(REORDERED.replace("stack: dev", "stack: nowhere"), "nowhere");
    const environment = await project.fail("up", { stack: "nowhere", env: { YANDEX360_ORG_ID: ORG } });
    assert.match(environment.output, /the config of stack nowhere has no yandex360:orgId/);
    assert.deepEqual(environment.requests, []);
  });
});
