import { strict as assert } from "node:assert";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { demoSeed, type Emulator, startEmulator } from "../../emulator";
import { engineEnvironment, ensureEngine } from "../../tools/pulumi/engine";
import { ROOT } from "../../tools/sources";
import { type Ended, succeed } from "../support/cli/command";
import { installed } from "../support/cli/packed";
import { exampleFolders } from "./folders";

/** A Pulumi project of the repository, and what its stack is to leave in the emulated organization. */
interface Example {
  /** What the project consists of, and where its parts are in it. */
  files: Record<string, string>;
  stack: string;
  orgId: string;
  token: string;
  makes: { shared: number; delegated: number; access: number };
}

const EXAMPLE = { stack: "test", orgId: "1000001", token: "test-token" };
const EXAMPLES: Record<string, Example> = {
  quickstart: { files: { "examples/quickstart": "." }, ...EXAMPLE, makes: { shared: 1, delegated: 1, access: 2 } },
  "access-list": { files: { "examples/access-list": "." }, ...EXAMPLE, makes: { shared: 1, delegated: 0, access: 3 } },
  organization: {
    files: {
      "Pulumi.yaml": "Pulumi.yaml",
      "Pulumi.globex.yaml": "Pulumi.globex.yaml",
      "organization.globex.yaml": "organization.globex.yaml",
      "examples/organization": "examples/organization",
    },
    stack: "globex",
    orgId: "2000002",
    token: "demo-token",
    makes: { shared: 2, delegated: 1, access: 5 },
  },
};

const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The resources that a preview lists, and its sum; the same on a terminal and in a file. */
function planned(text: string): string[] {
  const rows = [...text.matchAll(/^ \+ +(?:[├└]─ )?(pulumi\S+) +(\S+) +create *$/gm)].map(
    ([, type, name]) => `${type} ${name}`,
  );
  const sum = /\+ (\d+ to create)/.exec(text)?.[1] ?? "no sum";
  return [...new Set(rows)]
    .map((row) => row.replace(/quickstart-\w+/, "quickstart-dev"))
    .sort()
    .concat(sum);
}

describe("the examples with dynamic resources", function () {
  this.timeout(180_000);
  let folder: string;
  let emulator: Emulator | undefined;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    const { binDir } = await ensureEngine();
    // The engine reads all of node_modules for each command, and the repository has a hundred times as much as a user.
    folder = mkdtempSync(join(await installed(), "example-"));
    mkdirSync(join(folder, "state"));
    env = engineEnvironment({ binDir, backendDir: join(folder, "state"), home: join(folder, "home") });
    // The gate has looked at their types.
    env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
  });
  afterEach(async () => {
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are all run by this test", () => {
    assert.deepEqual(exampleFolders("dynamic").sort(), Object.keys(EXAMPLES).sort());
  });

  for (const [name, { files, stack, orgId, token, makes }] of Object.entries(EXAMPLES)) {
    it(`${name} is made by up, needs nothing in a second preview, and is gone after destroy`, async () => {
      const service = await startEmulator(name === "organization" ? { seed: demoSeed } : {});
      emulator = service;
      const count = () => {
        const { shared, delegated, access } = service.organization(orgId).snapshot();
        return { shared: shared.length, delegated: delegated.length, access: access.length };
      };
      const before = count();
      Object.assign(env, { YANDEX360_API_URL: service.url, YANDEX360_TOKEN: token, YANDEX360_ORG_ID: orgId });

      for (const [from, to] of Object.entries(files)) {
        const filter = (source: string) => !source.slice(ROOT.length).includes("node_modules");
        cpSync(join(ROOT, from), join(folder, to), { recursive: true, filter });
      }
      await succeed("pulumi", ["stack", "init", stack], { cwd: folder, env });
      const pulumi = (...args: string[]): Promise<Ended> =>
        succeed("pulumi", [...args, "--stack", stack, "--non-interactive"], { cwd: folder, env });

      if (name === "quickstart") {
        assert.deepEqual(planned((await pulumi("preview")).stdout), planned(README));
      }
      await pulumi("up", "--yes", "--skip-preview");
      const made = count();
      assert.deepEqual(
        {
          shared: made.shared - before.shared,
          delegated: made.delegated - before.delegated,
          access: made.access - before.access,
        },
        makes,
      );
      service.clearJournal();
      await pulumi("preview", "--expect-no-changes");
      // An organization is looked up each time; nothing else asks for anything.
      assert.deepEqual(
        service.journal.filter(({ method }) => name !== "organization" || method !== "GET"),
        [],
      );
      await pulumi("state", "unprotect", "--all", "--yes");
      await pulumi("destroy", "--yes", "--skip-preview");
      assert.deepEqual(count(), before);
      assert.deepEqual(service.strictViolations, []);
    });
  }
});
