import { strict as assert } from "node:assert";
import { cpSync, mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { type Emulator, readSeed } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { SCRATCH } from "../support/cli/packed";
import { employee, ORG, Project, type ProjectOptions } from "../support/cli/project";
import { exampleFolders } from "./folders";
import { addSdk } from "./sdk";

/** What the same program is written in; all but YAML use the SDK that Pulumi makes from schema.json. */
const EXAMPLES = {
  yaml: { language: "yaml" },
  "typescript-plugin": { language: "nodejs", file: "index.ts" },
  python: { language: "python" },
  go: { language: "go" },
} as const;

const NOTHING = { shared: [], delegated: [], access: [] };
const MADE = {
  shared: ["sales@example.org: Sales, Offers and orders"],
  delegated: [employee(1)],
  access: [
    `${employee(1)}: ${employee(2)} shared_mailbox_imap_admin, shared_mailbox_sender`,
    `sales@example.org: ${employee(2)} shared_mailbox_owner`,
    `sales@example.org: ${employee(3)} shared_mailbox_editor, shared_mailbox_sender`,
  ],
};

/** A copy of an example with the plugin of `npm run build`, under way; it is closed after the test. */
async function open(example: string, options: ProjectOptions): Promise<Project> {
  const files = mkdtempSync(join(SCRATCH, "example-"));
  const made = ["node_modules", "sdks", "venv"];
  cpSync(join(ROOT, "examples", example), files, { recursive: true, filter: (path) => !made.includes(basename(path)) });
  const project = new Project({ ...options, files, plugin: join(ROOT, "dist/plugin") });
  await project.open();
  return project;
}

/** What an organization has, without the ids of shared mailboxes. */
function held(emulator: Emulator, orgId: string) {
  const { shared, delegated, access } = emulator.organization(orgId).snapshot();
  const nameOf = (id: string) => shared.find((mailbox) => mailbox.id === id)?.email ?? id;
  return {
    shared: shared.map(({ email, name, description }) => `${email}: ${name}, ${description}`),
    delegated,
    access: access
      .map(({ mailboxId, actorId, roles }) => `${nameOf(mailboxId)}: ${actorId} ${[...roles].sort().join(", ")}`)
      .sort(),
  };
}

/** An `up` of what is there changes nothing and asks nothing. */
async function standStill(project: Project): Promise<void> {
  const { steps, requests, messages } = await project.succeed("up --expect-no-changes");
  assert.deepEqual({ steps, requests, messages }, { steps: [], requests: [], messages: [] });
}

async function destroy(project: Project): Promise<void> {
  await project.succeed("state unprotect --all --yes");
  await project.succeed("destroy");
  assert.deepEqual(project.emulator.strictViolations, []);
}

describe("the examples on the provider plugin", function () {
  this.timeout(900_000);
  let project: Project | undefined;
  afterEach(() => project?.close());

  it("are all run by this test", () => {
    assert.deepEqual(exampleFolders("plugin").sort(), [...Object.keys(EXAMPLES), "two-organizations"].sort());
  });

  for (const [example, options] of Object.entries(EXAMPLES)) {
    it(`${example} makes the same as in every language, then changes and asks nothing, and leaves nothing`, async () => {
      const opened = await open(example, options);
      project = opened;
      if (options.language !== "yaml") {
        await addSdk(opened, options.language);
        console.log(
          `      G6: ${options.language}: schema bound without a diagnostic, SDK generated and compiled with the program`,
        );
      }

      const { messages } = await opened.succeed("up");
      assert.deepEqual(messages, []);
      assert.deepEqual(held(opened.emulator, ORG), MADE);
      assert.deepEqual(await opened.outputs(), {
        whoHasAccess: {
          [employee(2)]: ["shared_mailbox_owner"],
          [employee(3)]: ["shared_mailbox_editor", "shared_mailbox_sender"],
        },
      });
      await standStill(opened);
      await destroy(opened);
      assert.deepEqual(held(opened.emulator, ORG), NOTHING);
      console.log(
        `      G5: ${example}: as declared after up; 0 changes and 0 requests in a second up; 0 left after destroy`,
      );
    });
  }

  it("two-organizations makes a mailbox in each, with the token of each, which is nowhere in state", async () => {
    const seed = readSeed(join(ROOT, "examples/two-organizations/emulator.yaml"));
    const opened = await open("two-organizations", { language: "yaml", emulator: { seed }, config: {}, env: {} });
    project = opened;
    // An explicit provider takes nothing from the stack's config.
    opened.environment.YANDEX360_API_URL = opened.emulator.url;
    for (const name of ["acme", "globex"]) await opened.succeed(`config set --secret ${name}Token ${name}-token`);
    const both = () => ["1000001", "2000002"].map((orgId) => held(opened.emulator, orgId));

    await opened.succeed("up");
    assert.deepEqual(both(), [
      {
        shared: ["support@acme.example: Support, "],
        delegated: [],
        access: ["support@acme.example: 1130000000000003 shared_mailbox_owner"],
      },
      {
        shared: ["support@globex.example: Support, "],
        delegated: [],
        access: ["support@globex.example: 1130000000000103 shared_mailbox_owner"],
      },
    ]);
    assert.deepEqual(
      opened.filesOfState().filter(({ text }) => /(acme|globex)-token/.test(text)),
      [],
    );
    await standStill(opened);
    await destroy(opened);
    assert.deepEqual(both(), [NOTHING, NOTHING]);
  });
});
