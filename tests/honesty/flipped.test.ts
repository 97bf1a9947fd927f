import assert from "node:assert/strict";
import { defaultSwitches } from "../../emulator";
import { employee, ORG, withProject } from "../support/cli/project";
import { FLIPPED } from "./flipped";

const TOKEN = "a-token-that-may-only-write";
const OWNER = "shared_mailbox_owner";
const SENDER = "shared_mailbox_sender";

const program = (name: string, annaRoles: string, list: string) => `
const info = new yandex360.SharedMailbox("info", { email: "info@example.org", name: "${name}", adopt: true });
const sales = new yandex360.SharedMailbox("sales", { email: "Sales@second.org", name: "Sales" });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
const taken = new yandex360.DelegatedMailbox("taken", { ownerId: "${employee(3)}" });
new yandex360.MailboxAccess("info-anna", { mailboxId: info.id, actorId: "${employee(2)}", roles: ${annaRoles} });
new yandex360.MailboxAccess("boss-anna", { mailboxId: boss.id, actorId: "${employee(2)}", roles: ["${SENDER}"] });
new yandex360.MailboxAccessList("taken-all", { mailboxId: taken.id, access: ${list}, unlisted: "remove" });
`;

describe("The real engine on a service where every open question has the other answer", function () {
  this.timeout(300_000);
  const project = withProject({
    emulator: { switches: FLIPPED, taskDurationMs: 300, rateLimit: { perSecond: 40, burst: 20 } },
    env: { YANDEX360_TOKEN: TOKEN },
  });
  let commands = 0;
  const command = (line: string) => {
    commands += 1;
    return project.run(line);
  };
  after(() => console.log(`      E1: ${Object.keys(FLIPPED).length} switches flipped at once, ${commands} commands`));
  const rolesOf = (mailboxId: string, n: number) =>
    project.snapshot.access.find((one) => one.mailboxId === mailboxId && one.actorId === employee(n))?.roles;

  before(() => {
    const { emulator } = project;
    const organization = emulator.organization(ORG);
    emulator.addToken({ token: TOKEN, scopes: ["ya360_admin:mail_write_shared_mailbox_inventory"] });
    organization.addDomain("second.org");
    organization.createShared({ email: "Info@Example.org", name: "Before" });
    for (let n = 1; n <= 11; n++) organization.createShared({ email: `other${n}@example.org`, name: `Other ${n}` });
    organization.enableDelegation(employee(3));
    organization.setAccess(employee(3), employee(4), [SENDER]);
    organization.setAccess(employee(3), employee(5), [OWNER]);
  });

  it("has another value for every switch but the tariff", () => {
    const same = Object.entries(FLIPPED).filter(([name, value]) => Object(defaultSwitches)[name] === value);
    assert.deepEqual(same, []);
    const { tariff: _, ...others } = defaultSwitches;
    assert.deepEqual(Object.keys(FLIPPED).sort(), Object.keys(others).sort());
  });

  it("makes, adopts and takes over what the program says", async () => {
    const list = `[{ actorId: "${employee(4)}", roles: ["${SENDER}"] }]`;
    project.program(program("Information", `["${OWNER}", "shared_mailbox_reader"]`, list));
    const { code, output, steps } = await command("up");

    assert.equal(code, 0, output);
    assert.equal(steps.length, 7);
    const { shared, delegated, access } = project.snapshot;
    assert.deepEqual(
      shared.filter(({ name }) => !name.startsWith("Other")).map(({ email, name }) => `${email} ${name}`),
      ["Info@Example.org Information", "sales@second.org Sales"],
    );
    assert.deepEqual(delegated, [employee(1), employee(3)]);
    assert.equal(access.length, 3);
    assert.deepEqual(rolesOf(employee(3), 4), [SENDER]);
    assert.equal(rolesOf(employee(3), 5), undefined);
  });

  it("is refreshed without a difference: an owner in the list, and roles spelt out, are none", async () => {
    const { code, output, steps, writes } = await command("refresh");

    assert.equal(code, 0, output);
    assert.deepEqual([steps, writes], [[], []]);
  });

  it("follows changes of the program, and takes back those made by hand", async () => {
    const organization = project.emulator.organization(ORG);
    const info = project.snapshot.shared.find(({ name }) => name === "Information")?.id ?? "";
    organization.renameShared(info, { name: "Somebody's" });
    organization.disableDelegation(employee(1));
    const list = `[{ actorId: "${employee(5)}", roles: ["${OWNER}"] }, { actorId: "${employee(6)}", roles: ["${SENDER}"] }]`;
    project.program(program("Information", `["${SENDER}"]`, list));
    const { code, output } = await command("up --refresh");

    assert.equal(code, 0, output);
    const { shared, delegated } = project.snapshot;
    assert.equal(shared.find(({ id }) => id === info)?.name, "Information");
    assert.deepEqual(delegated, [employee(1), employee(3)]);
    assert.deepEqual(rolesOf(info, 2), [SENDER]);
    assert.deepEqual(rolesOf(employee(1), 2), [SENDER]);
    assert.deepEqual(
      [4, 5, 6].map((n) => rolesOf(employee(3), n)),
      [undefined, [OWNER], [SENDER]],
    );
  });

  it("keeps everything in state, and says why, while the tariff has no sharing", async () => {
    project.emulator.switches.tariff = 403;
    const { code, output, writes } = await command("refresh");
    project.emulator.switches.tariff = "with sharing";

    assert.notEqual(code, 0);
    assert.match(output, /could not read .* in organization 1000001: GET .* answered HTTP 403 "not_allowed"/);
    assert.deepEqual(writes, []);
    assert.equal((await project.state()).size, 7);
  });

  it("has no changes and makes no request in a preview afterwards", async () => {
    const { code, output, steps, requests } = await command("preview");

    assert.equal(code, 0, output);
    assert.deepEqual([steps, requests], [[], []]);
  });

  it("is destroyed, and leaves what was not the program's", async () => {
    const { code, output } = await command("destroy");

    assert.equal(code, 0, output);
    const { shared, delegated, access } = project.snapshot;
    assert.equal(shared.length, 11);
    assert.deepEqual([delegated, access], [[], []]);
    assert.deepEqual(project.emulator.strictViolations, []);
  });
});
