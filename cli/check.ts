import { basename } from "node:path";
import { Command } from "commander";
import type { Problem } from "../organization";
import { format } from "../sdk/organization/format";
import { readSource } from "../sdk/organization/source";
import { resolveToday } from "../sdk/organization/today";
import { attempt, EXIT, fail, messageOf } from "./common/failure";
import { given } from "./common/given";
import { NAME_THE_FILE, readInput } from "./common/input";
import { openSession, type SessionFlags } from "./common/session";

interface Flags extends SessionFlags {
  offline?: boolean;
  json?: boolean;
}

/** What a check has led to. */
interface Outcome {
  problems: Problem[];
  warnings: Problem[];
  /** How many mailboxes the file has. */
  mailboxes: number;
  /** Why the directory was not asked, though it should have been. */
  unchecked?: string;
}

const HELP = `
Problems are printed as file:line:column: message, for editors and commit hooks.

Exit status:
  0    nothing is wrong; there may be warnings
  1    there are problems
  2    the file could not be read, or the directory could not be asked
  130  Ctrl+C

Without --offline, people, groups and departments are looked up. The settings come from
the config of the stack that --stack names, else from the variables YANDEX360_ORG_ID and
YANDEX360_TOKEN; a token that may only read is enough.

Examples:
  yandex360 check organization.acme.yaml
  yandex360 check organization.acme.yaml --offline
  yandex360 check organization.acme.yaml --stack acme --json`;

/** `yandex360 check`: what is wrong in an organization file, without Pulumi. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check an organization file: what is wrong in it, and what its organization's directory says")
    .argument("<file>", "the organization file, such as organization.acme.yaml")
    .option("--offline", "ask nobody: check only what needs no directory")
    .option("--org <id>", "the organization's id; default: the setting yandex360:orgId", given)
    .option(
      "--stack <name>",
      "the stack that the file has to be for, whose config has the settings; " +
        "default: <name> of organization.<name>.yaml, and the variables",
      given,
    )
    .option("--json", "print one JSON object with problems and warnings")
    .addHelpText("after", HELP)
    .action((file: string, flags: Flags) =>
      attempt("check", async () => {
        const outcome = await checkFile(file, flags);
        print(file, outcome, flags);
        return statusOf(outcome);
      }),
    );
}

async function checkFile(file: string, flags: Flags): Promise<Outcome> {
  const stack = flags.stack ?? stackIn(file);
  const source = readInput(file, NAME_THE_FILE, () => readSource(file, process.cwd(), { stack }));
  const mailboxes = format().resourceNames(source.parsed.draft).length;
  const { problems, warnings } = source;
  if (flags.offline || mailboxes === 0) {
    return { problems, warnings, mailboxes };
  }
  try {
    const { orgId, lookups } = await openSession("check", flags);
    const { resolved } = await resolveToday(source, { orgId, lookups });
    return {
      problems: [...problems, ...resolved.problems],
      warnings: [...warnings, ...resolved.warnings],
      mailboxes,
    };
  } catch (error) {
    return { problems, warnings, mailboxes, unchecked: messageOf(error) };
  }
}

function stackIn(file: string): string | undefined {
  return /^organization\.(.+)\.ya?ml$/.exec(basename(file))?.[1];
}

function print(file: string, { problems, warnings, mailboxes, unchecked }: Outcome, { json }: Flags): void {
  const { inOrder, lineOf } = format();
  if (json) {
    const found = { file, problems: inOrder(problems), warnings: inOrder(warnings), unchecked };
    console.log(JSON.stringify(found, undefined, 2));
  } else {
    const isWarning = new Set(warnings);
    for (const problem of inOrder([...problems, ...warnings])) {
      console.log(lineOf(isWarning.has(problem) ? { ...problem, message: `${problem.message} (warning)` } : problem));
    }
    if (problems.length === 0 && unchecked === undefined) {
      console.log(`${file}: nothing is wrong with ${mailboxes === 1 ? "its mailbox" : `its ${mailboxes} mailboxes`}`);
    }
  }
  if (unchecked !== undefined) {
    fail("check", `could not check ${file} against the directory: ${unchecked}; or check with --offline`);
  }
}

function statusOf({ problems, unchecked }: Outcome): number {
  return unchecked !== undefined ? EXIT.failed : problems.length > 0 ? EXIT.found : EXIT.done;
}
