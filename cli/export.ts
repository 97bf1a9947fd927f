import { Command, Option } from "commander";
import { attempt } from "./common/failure";
import { given } from "./common/given";
import { untilInterrupted } from "./common/interrupt";
import { SETTINGS_HELP, withSessionOptions } from "./common/session";
import { FORMS } from "./export/readme";
import { type ExportFlags, exportProject } from "./export/run";
import { updateFile } from "./export/update";

const HELP = `
It only reads, and writes a Pulumi project with a README that has the next commands:
pulumi import, a preview without changes, and from then on everything as for what
Pulumi has made. After Ctrl+C, the same command goes on where it was.
${SETTINGS_HELP}
The domains are taken from directory:read_domains where the token has it.

Exit status:
  0    the files are written
  2    it could not be done; nothing is written, and what was there is kept
  130  Ctrl+C; nothing is written

Examples:
  yandex360 export
  yandex360 export --org 1000001 --out acme --as typescript
  yandex360 export --update organization.acme.yaml`;

/** `yandex360 export`: a living organization as a Pulumi project. */
export function exportCommand(): Command {
  return withSessionOptions(
    new Command("export")
      .description("write a living organization as a Pulumi project that changes nothing of it")
      .option("--out <folder>", "where to write; default: a folder named after the main domain", given)
      .addOption(
        new Option("--as <form>", "an organization file, or a program of explicit resources: TypeScript, or YAML")
          .choices(FORMS)
          .default("organization"),
      )
      .option("--name <name>", "what to call the stack and its file; default: after the main domain", given)
      .option(
        "--update <file>",
        "bring this organization file up to date instead, with its comments and its order",
        given,
      )
      .option(
        "--force",
        "replace the files of an earlier export; with --update, even take every mailbox out of the file",
      )
      .addHelpText("after", HELP),
  ).action((flags: ExportFlags) =>
    attempt("export", () =>
      untilInterrupted((cancelled) =>
        flags.update === undefined ? exportProject(flags, cancelled) : updateFile(flags.update, flags, cancelled),
      ),
    ),
  );
}
