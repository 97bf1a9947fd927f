import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { release } from "../../tools/plugin/release";
import { command, succeed } from "../support/cli/command";
import { installed, REPOSITORY, thePackage } from "../support/cli/packed";
import { Project } from "../support/cli/project";

const { version: VERSION } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")));

/** Needs the plugin, and nothing of the package: as a program in another language. */
const program = (version: string) => `const { CustomResource } = require("@pulumi/pulumi");
new CustomResource("yandex360:index:SharedMailbox", "support", { email: "support@example.org", name: "Support" }, {
  version: "${version}",
});`;

describe("The plugin, installed", function () {
  this.timeout(300_000);

  const project = new Project({});

  before(() => project.open());
  after(() => project.close());

  /** An empty PULUMI_HOME. */
  function home(name: string): string {
    const folder = join(project.folder, name);
    mkdirSync(folder);
    return folder;
  }

  const pulumi = (line: string, PULUMI_HOME: string) =>
    command("pulumi", line.split(" "), { cwd: project.folder, env: { ...project.environment, PULUMI_HOME } });

  it("is listed by Pulumi and found by a program that asks for its version, after `yandex360 plugin install`", async () => {
    const PULUMI_HOME = home("by-command");
    const env = { ...project.environment, PULUMI_HOME };
    const cli = join(await installed(), "node_modules/.bin/yandex360");
    await succeed(cli, ["plugin", "install"], { cwd: project.folder, env });

    const { stdout } = await pulumi("plugin ls --json", PULUMI_HOME);
    const listed = z
      .array(z.object({ name: z.string(), kind: z.string(), version: z.string() }))
      .parse(JSON.parse(stdout));
    assert.deepEqual(listed, [{ name: "yandex360", kind: "resource", version: VERSION }]);

    project.program(program(VERSION));
    const preview = await project.run("preview", { env: { PULUMI_HOME } });
    assert.equal(preview.code, 0, preview.output);
    assert.deepEqual([preview.steps, preview.writes], [["create support"], []]);
  });

  it("says in one line that a program asks for a version that is not installed", async () => {
    project.program(program("9.9.9"));
    const { code, messages, requests } = await project.run("preview", {
      env: { PULUMI_HOME: join(project.folder, "by-command") },
    });
    assert.deepEqual(messages, [
      "error: no resource plugin 'pulumi-resource-yandex360' found in the workspace at version v9.9.9 or on your $PATH",
    ]);
    assert.notEqual(code, 0);
    assert.deepEqual(requests, []);
  });

  it("is installed by `pulumi plugin install` from the tarball of this system, and runs", async () => {
    const { folder } = await thePackage();
    const tarballs = join(project.folder, "tarballs");
    await release(join(folder, "dist/plugin"), VERSION, tarballs);
    const [tarball] = readdirSync(tarballs).filter((name) => name.includes(system()));
    const PULUMI_HOME = home("by-tarball");

    const done = await pulumi(
      `plugin install resource yandex360 ${VERSION} --file ${join(tarballs, tarball ?? "")}`,
      PULUMI_HOME,
    );
    assert.equal(done.code, 0, done.output);
    project.program(program(VERSION));
    const up = await project.run("up", { env: { PULUMI_HOME } });

    assert.equal(up.code, 0, up.output);
    assert.deepEqual(
      project.snapshot.shared.map(({ email }) => email),
      ["support@example.org"],
    );
  });
});

/** This machine as Go names it. */
function system(): string {
  const machine = process.arch === "x64" ? "amd64" : process.arch;
  return `${process.platform === "win32" ? "windows" : process.platform}-${machine}.`;
}
