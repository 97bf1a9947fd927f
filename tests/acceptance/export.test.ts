import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, READ_SCOPES, startEmulator } from "../../emulator";
import { succeed } from "../support/cli/command";
import { installed, SCRATCH } from "../support/cli/packed";
import { employee, ORG, Project, type ProjectOptions } from "../support/cli/project";
import { LIVING_EMULATOR } from "../support/living";

/** How each form is tried: what its program is in, and how a person's roles are changed in it. */
const FORMS: Record<string, { options: ProjectOptions; program: string; edit: (text: string) => string }> = {
  organization: {
    options: { file: "index.ts" },
    program: "organization.dev.yaml",
    edit: (text) =>
      text
        .replace("anna@acme.example: [owner]", "anna@acme.example: [editor, sender]")
        .replace("  old-archive:\n", "  archive:\n    was: old-archive\n"),
  },
  typescript: {
    options: { file: "index.ts" },
    program: "index.ts",
    edit: (text) => text.replace('roles: ["owner"]', 'roles: ["editor", "sender"]'),
  },
  yaml: {
    options: { language: "yaml" },
    program: "Pulumi.yaml",
    edit: (text) => text.replace("roles: [owner]", "roles: [editor, sender]"),
  },
};

for (const [form, { options, program, edit }] of Object.entries(FORMS)) {
  describe(`A living organization exported as ${form}`, function () {
    this.timeout(300_000);
    let service: Emulator;
    let project: Project;
    let files: Record<string, string>;
    const access = () => service.organization(ORG).snapshot().access;

    before(async () => {
      service = await startEmulator(LIVING_EMULATOR);
      service.addToken({ token: "reads", scopes: READ_SCOPES });
      const folder = join(SCRATCH, `export-${form}`);
      const [first, second] = [
        await exported(service, form, folder, "first"),
        await exported(service, form, folder, "second"),
      ];
      assert.deepEqual(second, first, "a second export differs");
      files = first;
      project = new Project({ ...options, service, files: join(folder, "first") });
      await project.open();
      // The text that was written, and not what the project has made of it.
      for (const [name, text] of Object.entries(files)) {
        project.write(name, text.replace("name: mailboxes\n", "name: acceptance\n"));
      }
      symlinkSync(join(await installed(), "node_modules"), join(project.folder, "node_modules"));
    });
    after(async () => {
      await project?.close();
      await service.close();
    });

    it("has its settings and no token in any file", () => {
      assert.equal(
        files["Pulumi.dev.yaml"],
        `config:\n  yandex360:orgId: "${ORG}"\n  yandex360:apiUrl: ${service.url}\n`,
      );
      assert.deepEqual(
        Object.entries(files)
          .filter(([, text]) => /"?reads\b|test-token/.test(text))
          .map(([name]) => name),
        [],
      );
    });

    it("is imported without a write, and a preview with a refresh changes nothing", async () => {
      const imported = await project.succeed("import --file import.json --generate-code=false --yes --skip-preview");
      assert.deepEqual(imported.writes, []);
      const { writes, steps } = await project.succeed("preview --refresh --expect-no-changes");
      assert.deepEqual([writes, steps], [[], []]);
    });

    it("is changed afterwards as what Pulumi has made", async () => {
      const before = access();
      project.write(program, edit(files[program] ?? "").replace("name: mailboxes\n", "name: acceptance\n"));

      const { steps, writes } = await project.succeed("up");

      assert.deepEqual(steps, ["update support-access"]);
      assert.deepEqual(
        writes.map(({ endpoint }) => endpoint),
        ["Set"],
      );
      assert.deepEqual(
        access().filter((one) => !before.some((old) => JSON.stringify(old) === JSON.stringify(one))),
        [
          {
            mailboxId: "1130000900000001",
            actorId: employee(1),
            roles: ["shared_mailbox_editor", "shared_mailbox_sender"],
          },
        ],
      );
    });

    if (form === "organization") {
      it("keeps a mailbox that leaves the program, since it is protected", async () => {
        project.write(program, edit(files[program] ?? "").replace(/ {2}pulumi:\n( {4}.*\n)+/, ""));
        const { output, writes } = await project.fail("up");
        assert.match(output, /pulumi.*protected|protected.*pulumi/s);
        assert.ok(writes.every(({ path }) => !path.includes("mailboxes/shared")));
        assert.equal(service.organization(ORG).snapshot().shared.length, 6);
      });
    }
  });
}

/** What `yandex360 export` writes with a token that may only read, by file. */
async function exported(
  service: Emulator,
  form: string,
  folder: string,
  name: string,
): Promise<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const cli = join(await installed(), "node_modules/pulumi-yandex360/dist/cli/index.js");
  const env = { YANDEX360_API_URL: service.url, YANDEX360_ORG_ID: ORG, YANDEX360_TOKEN: "reads" };
  await succeed(process.execPath, [cli, "export", "--as", form, "--out", name, "--name", "dev"], { cwd: folder, env });
  const out = join(folder, name);
  return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), "utf8")]));
}
