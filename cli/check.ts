import { basename } from "node:path";
import { Command } from "commander";
import type { Problem } from "../organization";
import { howToSet, readSettings } from "../provider/engine/settings";
import { format } from "../sdk/organization/format";
import { readSource, type Source } from "../sdk/organization/source";
import { resolveToday } from "../sdk/organization/today";

interface Flags {
  offline?: boolean;
  stack?: string;
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

const FINE = 0;
const PROBLEMS = 1;
const UNCHECKED = 2;

const HELP = `
Problems are printed as file:line:column: message, for editors and commit hooks.

Exit status:
  0  nothing is wrong; there may be warnings
  1  there are problems
  2  the file could not be read, or the directory could not be asked

Without --offline, people, groups and departments are looked up with the settings
YANDEX360_ORG_ID and YANDEX360_TOKEN; a token that may only read is enough.

Examples:
  yandex360 check organization.acme.yaml
  yandex360 check organization.acme.yaml --offline`;

/** `yandex360 check`: what is wrong in an organization file, without Pulumi. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check an organization file: what is wrong in it, and what its organization's directory says")
    .argument("<file>", "the organization file, such as organization.acme.yaml")
    .option("--offline", "ask nobody: check only what needs no directory")
    .option("--stack <name>", "the stack that the file has to be for; default: <name> of organization.<name>.yaml")
    .option("--json", "print one JSON object with problems and warnings")
    .addHelpText("after", HELP)
    .action(async (file: string, flags: Flags) => {
      try {
        const outcome = await checkFile(file, flags);
        print(file, outcome, flags);
        process.exitCode = statusOf(outcome);
      } catch (error) {
        fail(`could not read ${file}: ${error instanceof Error ? error.message : error}`);
      }
    });
}

async function checkFile(file: string, { offline, stack = stackIn(file) }: Flags): Promise<Outcome> {
  const source = readSource(file, process.cwd(), { stack });
  const mailboxes = format().resourceNames(source.parsed.draft).length;
  const { problems, warnings } = source;
  if (offline || mailboxes === 0) {
    return { problems, warnings, mailboxes };
  }
  try {
    const { resolved } = await lookUp(source);
    return {
      problems: [...problems, ...resolved.problems],
      warnings: [...warnings, ...resolved.warnings],
      mailboxes,
    };
  } catch (error) {
    return { problems, warnings, mailboxes, unchecked: error instanceof Error ? error.message : String(error) };
  }
}

async function lookUp(source: Source) {
  const config = () => undefined;
  const { settings, problems } = readSettings(config);
  if (settings === undefined) {
    throw new Error(problems.map(({ reason }) => reason).join("; "));
  }
  const missing = (["orgId", "token"] as const).find((name) => settings[name] === undefined);
  const { orgId } = settings;
  if (missing !== undefined || orgId === undefined) {
    throw new Error(`${missing} is not set: ${howToSet(missing ?? "orgId")}; or check with --offline`);
  }
  const { Lookups } = await import("../provider/engine/lookups.js");
  const say = async (_severity: string, message: string) => console.error(`yandex360 check: ${message}`);
  return resolveToday(source, { orgId, lookups: new Lookups(config, say) });
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
    fail(`could not check ${file} against the directory: ${unchecked}`);
  }
}

function statusOf({ problems, unchecked }: Outcome): number {
  return unchecked !== undefined ? UNCHECKED : problems.length > 0 ? PROBLEMS : FINE;
}

function fail(reason: string): void {
  console.error(`yandex360 check: ${reason.replace(/\s+/g, " ")}`);
  process.exitCode = UNCHECKED;
}
