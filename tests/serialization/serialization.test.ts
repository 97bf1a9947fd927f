import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { succeed } from "../support/cli/command";
import { build, CURRENT_SDK, LOWEST_SDK, REPOSITORY } from "../support/cli/packed";
import { type Layout, withProject } from "../support/cli/project";
import {
  bundled,
  hoisted,
  linked,
  nested,
  npmWorkspace,
  otherBuild,
  pnpmStrict,
  pnpmWorkspace,
  yarnPnp,
} from "./layouts";

const SECRET = "y0_a-token-of-the-environment";
const METHODS = ["check", "diff", "create", "read", "update", "delete"];

const textsSchema = z.record(z.string(), z.string());
/** What every release from now on writes into state, to the letter. */
const TEXTS = textsSchema.parse(JSON.parse(readFileSync(join(REPOSITORY, "tests/upgrade/texts.json"), "utf8")));

async function runIn({ folder }: Layout, program: string, ...args: string[]): Promise<string> {
  cpSync(program, join(folder, "run.cjs"));
  const env = { ...process.env, YANDEX360_TOKEN: SECRET, YANDEX360_ORG_ID: "4815162342" };
  return (await succeed("node", ["run.cjs", ...args], { cwd: folder, env })).stdout;
}

const PROGRAMS: [title: string, make: () => Promise<Layout>][] = [
  [`with SDK ${CURRENT_SDK}`, () => hoisted()],
  [`with SDK ${LOWEST_SDK}`, () => hoisted(LOWEST_SDK)],
  ["of another build", async () => otherBuild(await build("again"))],
];

describe("What state holds of the package", function () {
  this.timeout(300_000);

  for (const [title, make] of PROGRAMS) {
    it(`is the text that all releases write, in a program ${title}, and a provider with every method for the host`, async () => {
      const layout = await make();

      const texts = textsSchema.parse(
        JSON.parse(await runIn(layout, join(REPOSITORY, "tests/upgrade/programs/texts.cjs"))),
      );

      assert.deepEqual(texts, TEXTS);
      const methods = JSON.parse(await runIn(layout, join(__dirname, "programs/host.cjs"), JSON.stringify(texts)));
      assert.deepEqual(methods, Object.fromEntries(Object.keys(TEXTS).map((type) => [type, METHODS])));
    });
  }

  it("is at most 640 bytes for each type, without a secret, a setting or a path", () => {
    for (const text of Object.values(TEXTS)) {
      assert.ok(text.length <= 640, `${text.length} bytes:\n${text}`);
      for (const forbidden of [SECRET, "4815162342", REPOSITORY, "/tmp/", "dist/"]) {
        assert.equal(text.includes(forbidden), false, text);
      }
    }
  });
});

const LAYOUTS: [title: string, layout: () => Promise<Layout>][] = [
  ["linked by npm", linked],
  ["nested by npm below a library with `exports`", nested],
  ["in npm's workspaces, below a library", npmWorkspace],
  ["in pnpm's strict layout", () => pnpmStrict()],
  ["in a pnpm workspace, where only a library depends on it", pnpmWorkspace],
  ["bundled into the program by esbuild", bundled],
  ["in yarn's Plug'n'Play, where only a library depends on it", yarnPnp],
];

for (const [title, layout] of LAYOUTS) {
  describe(`The package ${title},`, function () {
    this.timeout(300_000);
    const project = withProject({ layout });

    it("brings a mailbox up, refreshes and destroys it, and state does not know where the package lies", async () => {
      const { steps } = await project.succeed("up");
      assert.deepEqual(steps, ["create support"]);
      const { inputs, outputs } = (await project.state()).get("support") ?? {};
      assert.deepEqual([inputs?.__provider, outputs?.__provider], [TEXTS.SharedMailbox, TEXTS.SharedMailbox]);

      const refresh = await project.succeed("refresh --expect-no-changes");
      assert.deepEqual(refresh.requests.length > 0 && refresh.writes, []);
      await project.succeed("destroy");
      assert.deepEqual(project.snapshot.shared, []);
    });
  });
}

describe("State that another layout has left", function () {
  this.timeout(300_000);
  const project = withProject();
  const BY_PLACE = 'exports.handler=()=>require("@acme/mail/node_modules/pulumi-yandex360/dist/sdk/shell/x.js")';

  it("is mended by `up`, which asks the service nothing and says so only once", async () => {
    project.program(
      `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "1130000000000001" });\n` +
        `new yandex360.MailboxAccess("anna", { mailboxId: boss.id, actorId: "1130000000000002", roles: ["shared_mailbox_owner"] });`,
    );
    await project.succeed("up");
    const { stdout } = await project.succeed("stack export");
    const moved = Object.values(TEXTS).reduce(
      (state, text) => state.replaceAll(JSON.stringify(text), JSON.stringify(BY_PLACE)),
      stdout,
    );
    project.write("state.json", moved);
    await project.succeed("stack import --file state.json");
    assert.equal((await project.state()).get("boss")?.outputs?.__provider, BY_PLACE);

    const up = await project.succeed("up");

    assert.deepEqual([up.steps, up.requests], [["update boss", "update anna"], []]);
    assert.equal((await project.state()).get("boss")?.outputs?.__provider, TEXTS.DelegatedMailbox);
    const again = await project.succeed("up --expect-no-changes");
    assert.deepEqual(again.requests, []);
    await project.succeed("destroy");
    assert.deepEqual(project.snapshot.delegated, []);
  });
});

describe("A project from which the package was removed", function () {
  this.timeout(300_000);
  const project = withProject({ layout: () => pnpmStrict("removed") });
  before(async () => {
    await project.succeed("up");
    rmSync(join(project.folder, "node_modules/pulumi-yandex360"), { recursive: true });
  });

  for (const command of ["refresh", "destroy"]) {
    it(`is told by \`${command}\` in one line what to install, and keeps its state`, async () => {
      const { output, requests } = await project.fail(command);

      const line = `error: package not found: run \`npm install pulumi-yandex360\` in ${project.folder}`;
      assert.ok(output.includes(line), output);
      assert.doesNotMatch(output, /\n\s+at |\[object/);
      assert.deepEqual(requests, []);
      assert.equal((await project.state()).size, 1);
    });
  }
});
