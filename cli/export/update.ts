/** Brings an existing organization file up to what is there. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  check,
  lineOf,
  type Parsed,
  type Problem,
  parse,
  refuseOther,
  type Spec,
  type Updated,
  update,
  updateFromLive,
} from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { needsOf } from "../../sdk/organization/today";
import { NAME_THE_FILE, readToRewrite } from "../common/input";
import { checkPlaces, writeFiles } from "../common/output";
import type { CliSession } from "../common/session";
import { COPY, copyOf, isCopy } from "./copy";
import { liveOf, slug } from "./exported";
import { directoryOf, organizationImport } from "./organizationForm";
import { type ExportFlags, reading, shown } from "./run";

const REWRITE = { force: true, instead: "update a copy of the file in another folder" };

/** Rewrites the file with its comments and its order, and what an export has left beside it. The result is the exit status. */
export function updateFile(file: string, flags: ExportFlags, cancelled: AbortSignal): Promise<number> {
  const folder = dirname(resolve(file));
  if (flags.out !== undefined || flags.name !== undefined || flags.as !== "organization") {
    throw new Error("--update rewrites an organization file where it is: leave --out, --name and --as out");
  }
  const text = readToRewrite(file, `${NAME_THE_FILE}, or leave --update out to write a new one`);
  const now = new Date();
  const parsed = parse(text, file, vocabulary);
  refuseIf([...parsed.problems, ...check(parsed, { vocabulary, now }).problems]);
  const { spec } = parsed;
  if (spec === undefined) {
    throw new Error(`${file} could not be read (please report this)`);
  }
  checkPlaces(folder, [basename(file)], REWRITE);
  return reading(folder, flags, cancelled, async (session, read) => {
    const survey = await read();
    const live = liveOf(survey);
    refuseOther(file, spec, session.orgId, live);
    const units = await unitsFor(parsed, session);
    const made = updateFromLive(spec, live, { vocabulary, slug, now, units });
    refuseIf(made.problems.map((problem) => ({ ...problem, file, ...parsed.places.at(problem.path, "value") })));
    if (!flags.force) {
      refuseEmptied(file, spec, session.orgId, made);
    }
    const changed = update(text, made.spec, file);
    const directory = { ...directoryOf(live), ...units };
    const files = {
      [basename(file)]: changed,
      "import.json": organizationImport(session.orgId, made, directory),
      ...(hasCopy(folder) ? { [COPY]: copyOf(survey, session.orgId) } : {}),
    };
    writeFiles(folder, files, REWRITE);
    say(file, made.changes, changed === text);
  });
}

/** Whether an export has left a copy for the emulator beside the file. */
function hasCopy(folder: string): boolean {
  const place = join(folder, COPY);
  return existsSync(place) && isCopy(readFileSync(place, "utf8"));
}

function refuseIf([problem]: readonly Problem[]): void {
  if (problem !== undefined) {
    throw new Error(`${lineOf(problem)}; correct the file first, \`yandex360 check\` says all that is wrong in it`);
  }
}

/** Refuses to take every mailbox out of a file. */
function refuseEmptied(file: string, { shared = {}, delegated = {} }: Spec, orgId: string, { gone }: Updated): void {
  const count = Object.keys(shared).length + Object.keys(delegated).length;
  if (count > 0 && gone === count) {
    throw new Error(
      `${file}: ${count === 1 ? "its mailbox is not" : `none of its ${count} mailboxes is`} in organization ${orgId}: ` +
        "name the right organization with --org or --stack, or pass --force to empty the file all the same",
    );
  }
}

/** The groups and departments that the file's teams are. */
async function unitsFor(parsed: Parsed, { orgId, lookups }: CliSession) {
  const needs = needsOf(parsed);
  if (!needs.groups && !needs.departments) {
    return { groups: [], departments: [] };
  }
  const { groups, departments } = await lookups.directory(orgId, needs);
  return { groups, departments };
}

const NOT_YET = "Whatever you had added to the file and not brought up yet has left it, too.";

function say(file: string, changes: readonly string[], isSame: boolean): void {
  const folder = dirname(resolve(file));
  const project = projectOf(folder) ?? folder;
  console.log(
    isSame
      ? `${file} says what is there: nothing is changed in it`
      : [
          `${file} says what is there now:`,
          ...changes.map((line) => `  ${line}`),
          "",
          NOT_YET,
          "",
          "Type next, beside Pulumi.yaml:",
          "",
          ...(project === process.cwd() ? [] : [`  cd ${shown(project)}`]),
          // The refresh drops what is gone: a mailbox of the same name cannot be imported before.
          "  pulumi refresh",
          `  pulumi import --file ${shown(join(folder, "import.json"), project)} --generate-code=false`,
          "  pulumi preview",
        ].join("\n"),
  );
}

/** The folder of Pulumi.yaml, at this one or above it, as Pulumi looks for it. */
function projectOf(folder: string): string | undefined {
  const above = dirname(folder);
  return existsSync(join(folder, "Pulumi.yaml")) ? folder : above === folder ? undefined : projectOf(above);
}
