import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, READ_SCOPES, startEmulator } from "../../emulator";
import { exportedFiles, type Form, openExported, runExport, writeExported } from "../support/cli/exported";
import { installed, SCRATCH, thePackage } from "../support/cli/packed";
import { employee, ORG, type Project } from "../support/cli/project";
import { Terminal } from "../support/cli/terminal";
import { LIVING_EMULATOR } from "../support/living";

/** The program of each form, and how somebody's roles are changed in it. */
const PROGRAMS: Record<Form, { program: string; edit: (text: string) => string }> = {
  organization: {
    program: "organization.dev.yaml",
    edit: (text) =>
      text
        .replace("anna@acme.example: [owner]", "anna@acme.example: [editor, sender]")
        .replace("  old-archive:\n", "  archive:\n    was: old-archive\n"),
  },
  typescript: {
    program: "index.ts",
    edit: (text) => text.replace('roles: ["owner"]', 'roles: ["editor", "sender"]'),
  },
  yaml: {
    program: "Pulumi.yaml",
    edit: (text) => text.replace("roles: [owner]", "roles: [editor, sender]"),
  },
};

for (const form of ["organization", "typescript", "yaml"] as const) {
  const { program, edit } = PROGRAMS[form];
  describe(`A living organization exported as ${form}`, function () {
    this.timeout(300_000);
    let service: Emulator;
    let project: Project;
    let files: Record<string, string>;
    const access = () => service.organization(ORG).snapshot().access;

    before(async () => {
      service = await startEmulator(LIVING_EMULATOR);
      service.addToken({ token: "read-only-token", scopes: READ_SCOPES });
      const folder = join(SCRATCH, `export-${form}`);
      files = await exportedFiles(service, form, folder, "first", "read-only-token");
      assert.deepEqual(await exportedFiles(service, form, folder, "second", "read-only-token"), files);
      project = await openExported(service, form, join(folder, "first"));
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
          .filter(([, text]) => /read-only-token|test-token/.test(text))
          .map(([name]) => name),
        [],
      );
    });

    it("has the package from the archive that it was installed from", async () => {
      const { dependencies } = JSON.parse(files["package.json"] ?? "");
      const [protocol, path] = dependencies["pulumi-yandex360"].split(":");
      const archive = join(SCRATCH, `export-${form}`, "first", path);
      assert.deepEqual([protocol, archive], ["file", (await thePackage()).tarball]);
    });

    it("is imported without a write, and a preview with a refresh changes nothing", async () => {
      const imported = await project.succeed("import --file import.json --generate-code=false --yes --skip-preview");
      assert.deepEqual(imported.writes, []);
      const { writes, steps } = await project.succeed("preview --refresh --expect-no-changes");
      assert.deepEqual([writes, steps], [[], []]);
    });

    if (form === "organization") {
      it("is tried out on a copy with the commands that the emulator prints, and the organization hears nothing of it", async () => {
        const heard = service.journal.length;
        const terminal = new Terminal(project.folder, project.environment);
        try {
          const cli = join(await installed(), "node_modules/pulumi-yandex360/dist/cli/index.js");
          const printed = await terminal.start(`node '${cli}' emulator --from-export .`);
          const commands = [...printed.matchAll(/^ {2}((?:mkdir|export|pulumi) .*)$/gm)].map(([, line = ""]) => line);
          assert.equal(commands.length, 7, printed);
          const answered = commands.map((line) => (/^pulumi (import|up)/.test(line) ? `${line} --yes` : line));
          const { output } = await terminal.type(`${answered.join("\n")}\n`);
          const up = output.slice(output.indexOf("Previewing update"));
          assert.match(up, /Updating \(dev\).*Resources:\n +18 unchanged\n/s);
          assert.doesNotMatch(up, /to (create|delete|update)/);
        } finally {
          terminal.close();
        }
        assert.equal(service.journal.length, heard);
      });
    }

    it("is changed afterwards as what Pulumi has made", async () => {
      const before = access();
      writeExported(project, program, edit(files[program] ?? ""));

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
      it("is brought up to date with --update after changes made elsewhere, a mailbox made again too, and the printed commands write nothing", async () => {
        const organization = service.organization(ORG);
        const [support = "", no = "", again = ""] = organization.snapshot().shared.map(({ id }) => id);
        organization.setAccess(support, employee(2), ["shared_mailbox_reader"]);
        organization.setAccess(no, employee(5), []);
        organization.removeShared("1130000900000005");
        const billing = organization.createShared({ email: "billing@acme.example", name: "Счета" });
        organization.setAccess(billing, employee(4), ["shared_mailbox_owner"]);
        organization.removeShared(again);
        const madeAgain = organization.createShared({ email: "1e3@acme.example", name: "1e3 2" });
        organization.setAccess(madeAgain, employee(2), ["shared_mailbox_reader"]);

        const { stdout, stderr } = await runExport(service, ["--update", program], project.folder, "read-only-token");

        assert.equal(stderr, "");
        const commands = [...stdout.matchAll(/^ {2}pulumi (.*)$/gm)].map(([, line = ""]) => line);
        assert.deepEqual(
          commands.map((line) => line.split(" ")[0]),
          ["refresh", "import", "preview"],
        );
        const [refresh = "", imports = "", preview = ""] = commands;
        for (const line of [refresh, `${imports} --yes --skip-preview`, `${preview} --expect-no-changes`]) {
          const { writes, output } = await project.succeed(line);
          assert.deepEqual(writes, [], output);
        }
        const { steps, writes } = await project.succeed("up");
        assert.deepEqual([steps, writes], [[], []]);
      });

      it("keeps a mailbox that leaves the program, since it is protected", async () => {
        const text = readFileSync(join(project.folder, program), "utf8");
        project.write(program, text.replace(/ {2}no:\n( {4}.*\n)+/, ""));
        const { output, writes } = await project.fail("up");
        assert.match(output, /pulumi.*protected|protected.*pulumi/s);
        assert.ok(writes.every(({ path }) => !path.includes("mailboxes/shared")));
        assert.equal(service.organization(ORG).snapshot().shared.length, 6);
      });
    }
  });
}
