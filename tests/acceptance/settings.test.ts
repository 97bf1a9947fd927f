import assert from "node:assert/strict";
import { employee, ORG, TOKEN, withProject } from "../support/cli/project";

const PROGRAM = `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`;
const ROTATED = "y0_rotated-token-2";

describe("Settings", function () {
  this.timeout(300_000);
  const project = withProject({ config: {} });
  before(() => project.program(PROGRAM));

  it("without an organization make the preview fail, which names config key and variable", async () => {
    const { output, requests } = await project.fail("preview");

    assert.match(output, /orgId/);
    assert.match(output, /yandex360:orgId/);
    assert.match(output, /YANDEX360_ORG_ID/);
    assert.deepEqual(requests, []);
  });

  it("without a token make `up` fail before the first request, which names config key and variable", async () => {
    const { output, requests } = await project.fail("up", { env: { YANDEX360_TOKEN: "", YANDEX360_ORG_ID: ORG } });

    assert.match(output, /yandex360:token/);
    assert.match(output, /YANDEX360_TOKEN/);
    assert.deepEqual(requests, []);
  });

  it("with a URL that the token must not be sent to make the preview fail", async () => {
    await project.addStack("insecure", { "yandex360:orgId": ORG, "yandex360:apiUrl": "http://api360.yandex.net" });

    const { output } = await project.fail("preview", { stack: "insecure" });

    assert.match(output, /yandex360:apiUrl "http:\/\/api360.yandex.net" has to be an https URL/);
  });
});

describe("The token", function () {
  this.timeout(300_000);
  const project = withProject({ env: {}, emulator: {} });
  const printed: string[] = [];
  before(async () => {
    project.program(PROGRAM);
    printed.push((await project.succeed(`config set --secret yandex360:token ${TOKEN}`)).output);
    printed.push((await project.succeed("up --show-config")).output);
  });

  it("is in no file of the state, in no exported state and in nothing printed, plain or in base64", async () => {
    printed.push((await project.succeed("stack export")).output, (await project.succeed("preview --diff")).output);

    const base64 = [0, 1, 2].map((shift) =>
      Buffer.from(" ".repeat(shift) + TOKEN)
        .toString("base64")
        .slice(2, -4),
    );
    const leaks = (text: string) => [TOKEN, ...base64].some((secret) => text.includes(secret));
    assert.deepEqual(printed.filter(leaks), []);
    const files = project.filesOfState();
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.filter(({ text }) => leaks(text)).map(({ path }) => path),
      [],
    );
  });

  it("that is wrong is reported with what a rotated one needs, and without itself", async () => {
    project.emulator.revokeToken(TOKEN);
    project.emulator.addToken({ token: ROTATED });

    const { output, writes } = await project.fail("refresh");

    assert.match(output, /HTTP 401/);
    assert.match(output, /pulumi config set --secret yandex360:token/);
    assert.match(output, /--run-program/);
    assert.equal(output.includes(TOKEN), false);
    assert.deepEqual(writes, []);
    assert.equal((await project.state()).size, 1);
  });

  it("that was rotated with `config set` is used by `refresh` after the next `up`, or with --run-program", async () => {
    await project.succeed(`config set --secret yandex360:token ${ROTATED}`);
    const old = await project.fail("refresh");
    assert.match(old.output, /HTTP 401/);

    await project.succeed("refresh --run-program");
    await project.succeed("up");
    const { requests } = await project.succeed("refresh");

    assert.equal(
      requests.every(({ status }) => status === 200),
      true,
    );
  });

  it("without the scopes for mailboxes is refused with the names of the scopes, and nothing is lost", async () => {
    project.emulator.addToken({ token: ROTATED, scopes: ["directory:read_users"] });

    const { output } = await project.fail("destroy");

    assert.match(output, /HTTP 403/);
    assert.match(output, /ya360_admin:mail_write_shared_mailbox_inventory/);
    assert.equal((await project.state()).size, 1);
    assert.deepEqual(project.snapshot.delegated, [employee(1)]);
  });
});
