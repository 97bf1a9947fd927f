/** Brings an existing organization file up to what is there. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { check, groupsIn, lineOf, type Parsed, type Problem, parse, update, updateFromLive } from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { checkPlaces, writeFiles } from "../common/output";
import type { CliSession } from "../common/session";
import { slug } from "./exported";
import { directoryOf, liveOf, organizationImport } from "./organizationForm";
import { type ExportFlags, reading } from "./run";

/** Rewrites the file with its comments and its order, and import.json beside it. The result is the exit status. */
export function updateFile(file: string, flags: ExportFlags, cancelled: AbortSignal): Promise<number> {
  const folder = dirname(resolve(file));
  if (flags.out !== undefined || flags.as !== "organization") {
    throw new Error("--update rewrites an organization file where it is: leave --out and --as out");
  }
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (text === undefined) {
    throw new Error(`there is no file ${file}: name the organization file, or leave --update out to write a new one`);
  }
  const now = new Date();
  const parsed = parse(text, file, vocabulary);
  refuseIf([...parsed.problems, ...check(parsed, { vocabulary, now }).problems]);
  const { spec } = parsed;
  if (spec === undefined) {
    throw new Error(`${file} could not be read (please report this)`);
  }
  checkPlaces(folder, [], {});
  return reading(folder, flags, cancelled, async (session, read) => {
    const survey = await read();
    const units = await unitsFor(parsed, session);
    const live = liveOf({ survey });
    const made = updateFromLive(spec, live, { vocabulary, slug, now, units });
    refuseIf(made.problems.map((problem) => ({ ...problem, file, ...parsed.places.at(problem.path, "value") })));
    const changed = update(text, made.spec, file);
    const directory = { ...directoryOf(live), ...units };
    writeFiles(
      folder,
      { [basename(file)]: changed, "import.json": organizationImport(session.orgId, made, directory) },
      { force: true },
    );
    say(file, made.changes, changed === text);
  });
}

function refuseIf([problem]: readonly Problem[]): void {
  if (problem !== undefined) {
    throw new Error(`${lineOf(problem)}; correct the file first, \`yandex360 check\` says all that is wrong in it`);
  }
}

/** The groups and departments that the file's teams are. */
async function unitsFor(parsed: Parsed, { orgId, lookups }: CliSession) {
  const units = Object.values(parsed.draft.teams ?? {}).flatMap((team) => (Array.isArray(team) ? [] : [team]));
  if (units.length === 0) {
    return { groups: [], departments: [] };
  }
  const { groups, departments } = await lookups.directory(orgId, {
    groups: units.some(({ group }) => group !== undefined),
    departments: true,
    expanded: (all) => groupsIn(parsed, all),
  });
  return { groups, departments };
}

function say(file: string, changes: readonly string[], isSame: boolean): void {
  const place = relative(process.cwd(), join(dirname(resolve(file)), "import.json"));
  console.log(
    isSame
      ? `${file} says what is there: nothing is changed in it`
      : [
          `${file} says what is there now:`,
          ...changes.map((line) => `  ${line}`),
          "",
          "Type next, beside Pulumi.yaml:",
          "",
          `  pulumi import --file ${place} --generate-code=false`,
          "  pulumi refresh",
          "  pulumi preview",
        ].join("\n"),
  );
}
