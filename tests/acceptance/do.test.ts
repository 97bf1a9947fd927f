import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Emulator, startEmulator } from "../../emulator";
import { engineEnvironment, ensureEngine } from "../../tools/pulumi/engine";
import { command } from "../support/cli/command";
import { HOSTS } from "../support/cli/hosts";
import { SCRATCH } from "../support/cli/packed";
import { employee, ORG, TOKEN } from "../support/cli/project";

const PLUGIN = join(HOSTS.plugin.plugin, "pulumi-resource-yandex360");
const result = z.looseObject({ id: z.string() });

describe("`pulumi do`, which makes a command line from the plugin", function () {
  this.timeout(120_000);

  let emulator: Emulator;
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    const { binDir } = await ensureEngine();
    folder = mkdtempSync(join(SCRATCH, "do-"));
    environment = engineEnvironment({ binDir, backendDir: folder, home: join(folder, "home") });
  });
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const world = () => emulator.organization(ORG);
  const seeded = (login: string) => world().createShared({ email: `${login}@example.org`, name: login });

  /** Types a command; `inputs` is a file in Pulumi's own language. */
  async function run(type: string, line: string, { inputs = "", env = {} }: { inputs?: string; env?: object } = {}) {
    writeFileSync(join(folder, "inputs.pp"), inputs);
    const file = inputs === "" ? [] : ["--input", "pcl", "--input-file", "inputs.pp"];
    const ended = await command(
      "pulumi",
      ["do", "--package", PLUGIN, `yandex360:${type}`, ...line.split(" "), ...file],
      {
        cwd: folder,
        env: { ...environment, YANDEX360_API_URL: emulator.url, YANDEX360_ORG_ID: ORG, YANDEX360_TOKEN: TOKEN, ...env },
      },
    );
    return { ...ended, writes: emulator.journal.filter(({ method }) => method !== "GET") };
  }

  async function succeed(...args: Parameters<typeof run>) {
    const ended = await run(...args);
    assert.equal(ended.code, 0, ended.output);
    return ended;
  }

  /** What is printed of one thing. */
  const show = async (type: string, line: string, inputs = "") =>
    result.parse(JSON.parse((await succeed(type, `${line} --output json`, { inputs })).stdout));
  const change = (type: string, line: string, inputs = "") => show(type, `${line} --stateless --yes`, inputs);
  const read = (type: string, id: string) => show(type, `read ${id}`);
  const list = async (type: string, line = "list") =>
    z
      .array(result)
      .parse(JSON.parse((await succeed(type, line)).stdout))
      .map(({ id }) => id);

  it("makes, changes, reads, lists and deletes a shared mailbox", async () => {
    const { id } = await change("SharedMailbox", "create --email support@example.org --name Support");
    await change("SharedMailbox", "patch support@example.org --description Letters");
    assert.deepEqual(
      world()
        .snapshot()
        .shared.map(({ id, name, description }) => [id, name, description]),
      [[id, "Support", "Letters"]],
    );
    assert.equal((await read("SharedMailbox", `${ORG}:${id}`)).description, "Letters");
    assert.deepEqual(await list("SharedMailbox"), [id]);
    await succeed("SharedMailbox", "delete support@example.org --stateless --yes");
    assert.deepEqual(world().snapshot().shared, []);
  });

  it("switches a delegation on, reads and lists it, and switches it off", async () => {
    const owner = employee(1);
    assert.equal((await change("DelegatedMailbox", `create --owner-id ${owner}`)).id, owner);
    assert.equal((await read("DelegatedMailbox", owner)).ownerId, owner);
    assert.deepEqual(await list("DelegatedMailbox"), [owner]);
    await succeed("DelegatedMailbox", `delete ${owner} --stateless --yes`);
    assert.deepEqual(world().snapshot().delegated, []);
  });

  it("gives, changes, reads, lists and takes one employee's access", async () => {
    const [sales, support] = [seeded("sales"), seeded("support")];
    world().setAccess(sales, employee(3), ["shared_mailbox_owner"]);
    const anna = `${support}/${employee(2)}`;

    const made = await change(
      "MailboxAccess",
      `create --mailbox-id ${support} --actor-id ${employee(2)}`,
      'roles = ["reader"]',
    );
    assert.equal(made.id, anna);
    const changed = await change("MailboxAccess", `patch ${anna}`, 'roles = ["owner"]');
    assert.deepEqual(changed.roles, ["shared_mailbox_owner"]);
    assert.deepEqual((await read("MailboxAccess", `support@example.org/${employee(2)}`)).roles, changed.roles);
    assert.deepEqual(await list("MailboxAccess"), [`${sales}/${employee(3)}`, anna]);
    assert.deepEqual(await list("MailboxAccess", `list --mailbox-id ${support}`), [anna]);
    assert.deepEqual(await list("MailboxAccess", `list --actor-id ${employee(3)}`), [`${sales}/${employee(3)}`]);
    await succeed("MailboxAccess", `delete ${anna} --stateless --yes`);
    assert.deepEqual(await list("MailboxAccess"), [`${sales}/${employee(3)}`]);
  });

  it("makes, changes, reads, lists and takes away everybody's access, and says who loses it", async () => {
    const mailbox = seeded("support");
    const both = `access = { "${employee(2)}" = ["owner"], "${employee(3)}" = ["reader"] }`;
    assert.equal((await change("MailboxAccessList", `create --mailbox-id ${mailbox}`, both)).id, mailbox);
    const fewer = { inputs: `access = { "${employee(2)}" = ["owner"] }` };
    const { output } = await succeed("MailboxAccessList", `patch ${mailbox} --stateless --yes`, fewer);
    assert.match(output, new RegExp(`takes access away from ${employee(3)} \\(reader\\), who is not in \`access\``));
    assert.deepEqual((await read("MailboxAccessList", mailbox)).access, {
      [employee(2)]: ["shared_mailbox_owner"],
    });
    assert.deepEqual(await list("MailboxAccessList", `list --org-id ${ORG} --mailbox-id ${mailbox}`), [mailbox]);
    await succeed("MailboxAccessList", `delete ${mailbox} --stateless --yes`);
    assert.deepEqual(world().snapshot().access, []);
  });

  it("lists as many as are asked for, and asks for no more", async () => {
    const first = [seeded("a"), seeded("b"), seeded("c")].slice(0, 2);
    assert.deepEqual(await list("SharedMailbox", "list --count 2"), first);
    assert.deepEqual(
      emulator.journal.map(({ endpoint }) => endpoint),
      ["ListShared", "GetShared", "GetShared"],
    );
  });

  for (const verb of [
    "create --email sales@example.org --name Sales",
    "patch MAILBOX --name Sales",
    "delete MAILBOX",
  ]) {
    it(`sends nothing for ${verb} in a dry run`, async () => {
      const line = verb.replace("MAILBOX", seeded("support"));
      const { writes } = await succeed("SharedMailbox", `${line} --stateless --dry-run`);
      assert.deepEqual(writes, []);
    });
  }

  const GONE = "1130000900000077";
  // One of each verb; tests/protocol has every text (pluginUpdate, pluginList, readById).
  const BAD: [type: string, line: string, says: RegExp, more?: { inputs?: string; env?: object }][] = [
    [
      "SharedMailbox",
      `read ${GONE}`,
      new RegExp(`could not read ${GONE} in organization ${ORG}: the organization has nothing with`),
    ],
    ["SharedMailbox", `delete ${GONE} --stateless --yes`, /the organization has nothing with this id: check it/],
    ["SharedMailbox", "patch nobody@example.org --stateless --yes --name X", /no shared mailbox has this address/],
    [
      "SharedMailbox",
      "create --stateless --yes --email support --name Support",
      /email: has to be an address such as support@example.org/,
    ],
    [
      "SharedMailbox",
      "patch MAILBOX --stateless --dry-run --email b@example.org",
      /another `email` means another resource; nothing was changed/,
    ],
    [
      "MailboxAccessList",
      "create --stateless --yes --mailbox-id MAILBOX",
      /and is not in `access`; nothing was changed/,
      { inputs: "access = {}" },
    ],
    ["SharedMailbox", "list", /the token is missing, expired or wrong/, { env: { YANDEX360_TOKEN: "of-yesterday" } }],
  ];
  for (const [type, line, says, more] of BAD) {
    it(`says in one line what is wrong with ${type} ${line} ${JSON.stringify(more ?? "")}`, async () => {
      const mailbox = seeded("support");
      world().setAccess(mailbox, employee(9), ["shared_mailbox_owner"]);
      const before = world().snapshot();

      const { code, output } = await run(type, `${line.replace("MAILBOX", mailbox)} --output json`, more);

      assert.notEqual(code, 0, output);
      const lines = output.split("\n").filter((text) => says.test(text));
      assert.ok(lines.length > 0, output);
      assert.ok(!output.includes("of-yesterday") && !output.includes(TOKEN), output);
      assert.deepEqual(world().snapshot(), before);
    });
  }
});
