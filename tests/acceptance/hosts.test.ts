import assert from "node:assert/strict";
import { entry, list } from "../support/cli/accessList";
import { HOSTS } from "../support/cli/hosts";
import { employee, withProject } from "../support/cli/project";

const PROGRAM = [
  'const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });',
  `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`,
  `new yandex360.MailboxAccess("anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: ["owner"] });`,
  list("list", "boss.id", [entry(3, "owner"), entry(4, "sender")]),
].join("\n");

describe("A stack of dynamic resources that moves to the plugin", function () {
  this.timeout(300_000);
  const project = withProject(HOSTS.plugin);
  const texts = async (): Promise<string[]> =>
    [...(await project.state())].filter(([, { outputs }]) => outputs?.__provider !== undefined).map(([name]) => name);
  const types = async (): Promise<string[]> => [
    ...new Set([...(await project.state()).values()].map(({ type }) => type.slice(0, type.lastIndexOf(":")))),
  ];
  const asDynamic = () => project.write("index.js", `const yandex360 = require("pulumi-yandex360");\n${PROGRAM}`);
  const unchanged = async (line: string) => {
    const { steps, requests } = await project.succeed(line);
    assert.deepEqual([steps, requests], [[], []]);
  };
  before(async () => {
    asDynamic();
    await project.succeed("up");
  });

  it("changes nothing and asks nothing, in the preview and in the `up`", async () => {
    project.program(PROGRAM);

    await unchanged("preview");
    await unchanged("up");
    assert.deepEqual(await types(), ["yandex360:index"]);
  });

  it("has no provider's text in state after the next refresh, and still nothing to do", async () => {
    const { steps, writes } = await project.succeed("refresh");

    assert.deepEqual([steps, writes], [[], []]);
    assert.deepEqual(await texts(), []);
    await unchanged("up");
  });

  it("moves back without a request, has its text again, and can be refreshed and destroyed", async () => {
    asDynamic();

    const { requests } = await project.succeed("up");
    assert.deepEqual(requests, []);
    assert.deepEqual(await types(), ["pulumi-nodejs:dynamic/yandex360"]);
    assert.deepEqual((await texts()).sort(), ["anna", "boss", "list", "support"]);
    await unchanged("up");
    const refresh = await project.succeed("refresh");
    assert.deepEqual([refresh.steps, refresh.writes], [[], []]);
    await project.succeed("destroy");
    assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
  });
});
