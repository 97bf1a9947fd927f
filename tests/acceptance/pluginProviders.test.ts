import assert from "node:assert/strict";
import { demoSeed } from "../../emulator";
import { HOSTS } from "../support/cli/hosts";
import { withProject } from "../support/cli/project";

const [ACME, GLOBEX] = ["1000001", "2000002"];

/** Two organizations with a provider and a token each; each has a mailbox of the provider's organization and one that names it. */
const PROGRAM = `
const { ACME = "acme-token", GLOBEX = "globex-token", GLOBEX_ORG = "${GLOBEX}" } = process.env;
const acme = new yandex360.Provider("acme", { orgId: "${ACME}", token: ACME });
const globex = new yandex360.Provider("globex", { orgId: GLOBEX_ORG, token: GLOBEX });
const domains = { acme: "acme.example", globex: "globex.example" };
for (const [name, provider, orgId] of [["acme", acme, "${ACME}"], ["globex", globex, "${GLOBEX}"]]) {
  const of = (what) => ({ email: what + "@" + domains[name], name: "Mailbox " + what });
  new yandex360.SharedMailbox(name + "-given", of("given"), { provider });
  new yandex360.SharedMailbox(name + "-named", { ...of("named"), orgId }, { provider });
}
`;

const isOf = (path: string, organization: string): boolean => path.includes(`/org/${organization}/`);

describe("Two organizations in one program, with a provider and a token each", function () {
  this.timeout(300_000);
  const project = withProject({
    ...HOSTS.plugin,
    emulator: {
      seed: {
        ...demoSeed,
        tokens: [
          { token: "acme-token", organizations: [ACME] },
          { token: "globex-token", organizations: [GLOBEX] },
        ],
      },
    },
    config: {},
    env: {},
  });
  const addresses = (organization: string) =>
    project.emulator
      .organization(organization)
      .snapshot()
      .shared.map(({ email }) => email)
      .filter((email) => /^(given|named)@/.test(email))
      .sort();
  before(() => {
    // The address of the service is in the environment: an explicit provider takes nothing from the stack's config.
    project.environment.YANDEX360_API_URL = project.emulator.url;
    project.program(PROGRAM);
  });

  it("send each request to its organization with its token", async () => {
    const { writes } = await project.succeed("up");

    assert.deepEqual(
      writes.map(({ endpoint, status }) => [endpoint, status]),
      writes.map(() => ["CreateShared", 200]),
    );
    assert.deepEqual(
      [ACME, GLOBEX].map((organization) => writes.filter(({ path }) => isOf(path, organization)).length),
      [2, 2],
    );
    assert.deepEqual([ACME, GLOBEX].map(addresses), [
      ["given@acme.example", "named@acme.example"],
      ["given@globex.example", "named@globex.example"],
    ]);
    const again = await project.succeed("up");
    assert.deepEqual([again.steps, again.requests, again.messages], [[], [], []]);
  });

  it("keep their tokens encrypted in state, though the program has them in plain text", async () => {
    const files = project.filesOfState();
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.filter(({ text }) => /acme-token|globex-token/.test(text)).map(({ path }) => path),
      [],
    );
    assert.doesNotMatch((await project.succeed("stack export")).output, /acme-token|globex-token/);
  });

  it("are named by a provider whose organization changes: only what took it from the provider is replaced", async () => {
    const { steps, requests } = await project.succeed("preview", { env: { GLOBEX_ORG: ACME, GLOBEX: "acme-token" } });

    assert.deepEqual([...new Set(steps.map((step) => step.split(" ").at(-1)))], ["globex-given"]);
    assert.deepEqual(requests, []);
  });

  it("change nothing where a token is rotated, and work with the new one from then on", async () => {
    project.emulator.revokeToken("globex-token");
    project.emulator.addToken({ token: "rotated", organizations: [GLOBEX] });

    const { steps, requests, output } = await project.succeed("up", { env: { GLOBEX: "rotated" } });
    assert.deepEqual([steps, requests], [[], []]);
    assert.doesNotMatch(output, /rotated|globex-token/);

    const destroy = await project.succeed("destroy");
    assert.deepEqual([ACME, GLOBEX].map(addresses), [[], []]);
    assert.ok(destroy.requests.every(({ status }) => status === 200));
  });
});

describe("A provider's configuration that is wrong", function () {
  this.timeout(300_000);
  const project = withProject({ ...HOSTS.plugin, config: {} });
  const token = "y0_AgAAAABkLongSecretOfSomebody";

  it("is refused by key at preview, all of it at once, without a request and without a token on the screen", async () => {
    project.program(
      `const provider = new yandex360.Provider("wrong", {
  orgId: "1e3", apiUrl: "http://api360.yandex.net", token: "${token} and more", tokn: "${token}" });
new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" }, { provider });`,
    );

    const { messages, requests, output } = await project.fail("preview");

    const what = "error: pulumi:providers:yandex360 resource 'wrong'";
    assert.deepEqual(messages.sort(), [
      `${what} has a problem: "tokn" is not a setting of this provider: did you mean \`token\`?`,
      `${what} has a problem: yandex360:token has to be printable ASCII without spaces or line breaks`,
      `${what}: property apiUrl value {http://api360.yandex.net} has a problem: yandex360:apiUrl "http://api360.yandex.net" ` +
        "has to be an https URL (http only on this machine)",
      `${what}: property orgId value {1e3} has a problem: yandex360:orgId "1e3" has to be the organization's decimal id`,
    ]);
    assert.deepEqual(requests, []);
    assert.ok(!output.includes(token));
  });

  it("may be known after `up` only: the preview goes on without it", async () => {
    project.program(
      `const first = new yandex360.SharedMailbox("first", { email: "first@example.org", name: "First", orgId: "1000001" });
const provider = new yandex360.Provider("later", { apiUrl: "${project.emulator.url}", orgId: first.orgId, token: first.id.apply(() => "test-token") });
new yandex360.SharedMailbox("second", { email: "second@example.org", name: "Second", orgId: "1000001", adopt: true }, { provider });`,
    );

    const preview = await project.succeed("preview");
    assert.deepEqual([preview.steps.sort(), preview.writes], [["create first", "create second"], []]);
    await project.succeed("up");
    assert.deepEqual(project.snapshot.shared.map(({ name }) => name).sort(), ["First", "Second"]);
  });
});
