import assert from "node:assert/strict";
import { HOSTS } from "../support/cli/hosts";
import { employee, ORG, withProject } from "../support/cli/project";

const PROGRAM = `
const support = new yandex360.SharedMailbox("support", { email: "Support@Example.org", name: "Support", description: "First line" });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: ${employee(1)} });
new yandex360.MailboxAccess("support-anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: [yandex360.Role.Owner] });
new yandex360.MailboxAccess("boss-anna", { mailboxId: boss.id, actorId: "${employee(2)}", roles: ["shared_mailbox_sender", "shared_mailbox_imap_admin"], notify: "none" });
exports.mailbox = support.id;
exports.roles = support.email;
`;

const CREATES = ["create boss", "create boss-anna", "create support", "create support-anna"];

for (const [host, options] of Object.entries(HOSTS)) {
  describe(`The life of mailboxes and access with the real engine, on the ${host} host`, function () {
    this.timeout(300_000);
    const project = withProject(options);
    let mailboxId = "";
    before(() => project.program(PROGRAM));

    it("is previewed without a token and without a request, with ids that do not exist yet", async () => {
      const { steps, requests, output } = await project.succeed("preview", { env: { YANDEX360_TOKEN: "" } });

      assert.deepEqual(steps.sort(), CREATES);
      assert.deepEqual(requests, []);
      assert.doesNotMatch(output, /warning|error|__provider/i);
    });

    it("begins with an `up` that makes the organization what the program says", async () => {
      const { steps, writes } = await project.succeed("up");

      const { shared, delegated, access } = project.snapshot;
      mailboxId = shared[0]?.id ?? "";
      assert.deepEqual(steps.sort(), CREATES);
      assert.equal(writes.length, 4);
      assert.deepEqual(shared, [
        { id: mailboxId, email: "support@example.org", name: "Support", description: "First line" },
      ]);
      assert.deepEqual(delegated, [employee(1)]);
      assert.deepEqual(access, [
        {
          mailboxId: employee(1),
          actorId: employee(2),
          roles: ["shared_mailbox_imap_admin", "shared_mailbox_sender"],
        },
        { mailboxId, actorId: employee(2), roles: ["shared_mailbox_owner"] },
      ]);
      assert.deepEqual(project.emulator.strictViolations, []);
    });

    it("is in the state with the API's ids, all inputs as outputs, and at most 3 KB a resource", async () => {
      const state = await project.state();

      const ids = Object.fromEntries([...state].map(([name, { id }]) => [name, id]));
      assert.deepEqual(ids, {
        support: mailboxId,
        boss: employee(1),
        "support-anna": `${mailboxId}/${employee(2)}`,
        "boss-anna": `${employee(1)}/${employee(2)}`,
      });
      const { __provider: _, ...outputs } = state.get("boss-anna")?.outputs ?? {};
      assert.deepEqual(outputs, {
        orgId: ORG,
        mailboxId: employee(1),
        actorId: employee(2),
        roles: ["shared_mailbox_imap_admin", "shared_mailbox_sender"],
        notify: "none",
      });
      const sizes = [...state].map(([name, resource]) => [name, JSON.stringify(resource).length] as const);
      assert.deepEqual(
        sizes.filter(([, size]) => size > 3072),
        [],
      );
      console.log(`      ${sizes.map(([name, size]) => `${name} ${size} bytes`).join(", ")}`);
    });

    it("has no changes and makes no request in a second `up`", async () => {
      const { steps, requests, output } = await project.succeed("up");

      assert.deepEqual([steps, requests], [[], []]);
      assert.match(output, /5 unchanged/);
    });

    it("is refreshed without a write and without a difference", async () => {
      const { steps, requests, writes } = await project.succeed("refresh");

      assert.deepEqual([steps, writes], [[], []]);
      assert.equal(requests.length > 0, true);
    });

    it("ends with a `destroy` that leaves the organization empty", async () => {
      const { steps, writes } = await project.succeed("destroy");

      assert.equal(steps.length, 4);
      assert.equal(writes.length, 4);
      assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
      assert.equal((await project.state()).size, 0);
    });
  });
}
