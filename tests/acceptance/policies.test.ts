import assert from "node:assert/strict";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { HOSTS } from "../support/cli/hosts";
import { REPOSITORY } from "../support/cli/packed";
import { employee, withProject } from "../support/cli/project";

/** Pulumi's Node.js host from the Go module is too old to start a policy pack. What it would start is started by this script. */
const RUNTIME = "started-by-script";
const SCRIPT = `#!/bin/sh
exec node "$(node -p 'require.resolve("@pulumi/pulumi/cmd/run-policy-pack")')" "$@"
`;

const CONFIG = {
  "access-has-an-end": {
    permanent: [employee(2), employee(3)],
    until: { [employee(4)]: "2025-01-31", [employee(5)]: "9999-12-31" },
  },
};

const UNRULY = `
const sales = new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "Sales" });
const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" }, { protect: true });
new yandex360.MailboxAccessList("team", { mailboxId: sales.id, access: [2, 3, 4, 5].map((n) => ({
  actorId: "113000000000000" + n, roles: ["owner"] })) });
new yandex360.MailboxAccess("one", { mailboxId: support.id, actorId: "${employee(6)}", roles: ["sender"] });
`;
const ORDERLY = `
const sales = new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "Sales" }, { protect: true });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
new yandex360.MailboxAccessList("team", { mailboxId: sales.id, access: [
  { actorId: "${employee(2)}", roles: ["owner"] }, { actorId: "${employee(5)}", roles: ["reader", "sender"] } ] });
new yandex360.MailboxAccess("one", { mailboxId: boss.id, actorId: "${employee(3)}", roles: ["sender"] });
`;

/** The policies that a command has found broken, each with its resource. */
function violations(output: string): string[] {
  const found = [...output.matchAll(/^ *- \[mandatory\] +(\S+) +\(\S+: (\S+)\)$/gm)];
  return found.map(([, policy, resource]) => `${policy} ${resource}`).sort();
}

for (const [host, options] of Object.entries(HOSTS)) {
  describe(`The policy pack of the examples, for resources of the ${host} host`, function () {
    this.timeout(400_000);
    const project = withProject(options);
    let env: Record<string, string>;
    const line = "preview --policy-pack pack --policy-pack-config config.json";

    before(() => {
      const pack = join(project.folder, "pack");
      const own = (file: string) => !file.includes("node_modules");
      cpSync(join(REPOSITORY, "examples/policies"), pack, {
        recursive: true,
        filter: (from) => own(from.slice(REPOSITORY.length)),
      });
      // The engine reads all of node_modules for each command: the pack gets what it imports, and no more.
      mkdirSync(join(pack, "node_modules"));
      symlinkSync(join(REPOSITORY, "node_modules/@pulumi"), join(pack, "node_modules/@pulumi"));
      symlinkSync(join(REPOSITORY, "node_modules/typescript"), join(pack, "node_modules/typescript"));
      writeFileSync(join(pack, "PulumiPolicy.yaml"), `runtime: ${RUNTIME}\nmain: index.ts\n`);
      const bin = join(project.folder, "bin");
      mkdirSync(bin);
      writeFileSync(join(bin, `pulumi-analyzer-policy-${RUNTIME}`), SCRIPT, { mode: 0o755 });
      project.write("config.json", JSON.stringify(CONFIG));
      env = { PATH: [bin, project.environment.PATH].join(delimiter) };
    });

    it("refuses each thing that breaks a policy, before anything is sent", async () => {
      project.program(UNRULY);

      const { output, writes } = await project.fail(line, { env });

      assert.deepEqual(violations(output), [
        "access-has-an-end one",
        "access-has-an-end team",
        "owners-per-mailbox sales",
        "owners-per-mailbox support",
        "shared-mailbox-is-protected sales",
        "team-is-not-owner team",
      ]);
      assert.match(output, /The access of employee 1130000000000004 ended on 2025-01-31\./);
      assert.deepEqual(writes, []);
    });

    it("lets a program pass that breaks none", async () => {
      project.program(ORDERLY);

      const { output } = await project.succeed(line, { env });

      assert.deepEqual(violations(output), []);
      assert.match(output, /✅ yandex360@v1\.0\.0/);
    });
  });
}
