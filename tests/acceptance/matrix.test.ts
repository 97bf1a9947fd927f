import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NODES, nodeFolder } from "../support/cli/nodes";
import { CURRENT_SDK, LOWEST_SDK } from "../support/cli/packed";
import { employee, withProject } from "../support/cli/project";

const PROGRAM = `
const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
new yandex360.MailboxAccess("anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: ["shared_mailbox_owner"] });
exports.node = process.version;
`;

for (const version of NODES) {
  for (const sdk of [LOWEST_SDK, CURRENT_SDK]) {
    describe(`Node ${version} with Pulumi's SDK ${sdk}`, function () {
      this.timeout(300_000);
      const project = withProject({ sdk, node: () => nodeFolder(version) });

      it("brings a stack up, refreshes and destroys it", async () => {
        project.program(PROGRAM);
        const manifest = readFileSync(join(project.folder, "../node_modules/@pulumi/pulumi/package.json"), "utf8");
        assert.equal(JSON.parse(manifest).version, sdk);
        await project.succeed("up");
        const { shared, delegated, access } = project.snapshot;
        assert.deepEqual([shared.length, delegated.length, access.length], [1, 1, 1]);
        const { stdout } = await project.succeed("stack output node");
        assert.equal(stdout.trim(), `v${version}`);

        const { steps, requests } = await project.succeed("up");
        assert.deepEqual([steps, requests], [[], []]);
        const destroy = await project.succeed("destroy --refresh");
        assert.ok(destroy.requests.some(({ endpoint }) => endpoint === "GetShared"));
        assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
      });
    });
  }
}
