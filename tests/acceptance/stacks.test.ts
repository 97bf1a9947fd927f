import assert from "node:assert/strict";
import { demoSeed } from "../../emulator";
import { withProject } from "../support/cli/project";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const domain = pulumi.getStack() + ".example";
const team = new yandex360.SharedMailbox("team", { email: "team@" + domain, name: "Team" });
new yandex360.DelegatedMailbox("boss", { ownerId: pulumi.getStack() === "acme" ? "1130000000000001" : "1130000000000101" });
`;

describe("Two stacks of one project for two organizations", function () {
  this.timeout(300_000);
  const project = withProject({ emulator: { seed: demoSeed }, env: { YANDEX360_TOKEN: "demo-token" } });
  const organization = (id: string) => project.emulator.organization(id).snapshot();
  let acme: ReturnType<typeof organization>;

  before(async () => {
    project.program(PROGRAM);
    await project.addStack("acme", { "yandex360:orgId": "1000001" });
    await project.addStack("globex", { "yandex360:orgId": "2000002" });
    await project.succeed("up", { stack: "acme" });
    acme = organization("1000001");
  });

  it("make requests to their own organization only", async () => {
    const { requests } = await project.succeed("up", { stack: "globex" });

    assert.equal(requests.length, 2);
    assert.ok(requests.every(({ path }) => path.startsWith("/admin/v1/org/2000002/")));
    assert.deepEqual(organization("1000001"), acme);
    assert.deepEqual(
      organization("2000002").shared.map(({ email }) => email),
      ["team@globex.example"],
    );
  });

  it("are destroyed one by one, and the other organization keeps everything", async () => {
    await project.succeed("destroy", { stack: "globex" });

    assert.deepEqual(organization("2000002"), { shared: [], delegated: [], access: [] });
    assert.deepEqual(organization("1000001"), acme);
  });

  it("are refused by the service where the token belongs to the other organization's administrator", async () => {
    project.emulator.addToken({ token: "acme-only", organizations: ["1000001"] });

    const { output } = await project.fail("up", { stack: "globex", env: { YANDEX360_TOKEN: "acme-only" } });

    assert.match(output, /HTTP 403.*check yandex360:orgId/);
    assert.deepEqual(organization("2000002"), { shared: [], delegated: [], access: [] });
  });
});
