/** Reads a living organization, and writes it as files. */
import { existsSync, rmdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { oneLine } from "../../provider/api/errors";
import { passes } from "../../provider/api/retry";
import { API_URL, SOURCES } from "../../provider/engine/settings";
import type { Survey } from "../../provider/engine/survey";
import { counted } from "../common/counted";
import { EXIT, note } from "../common/failure";
import { type FileJournal, openJournal } from "../common/journal";
import { checkPlaces, isWritable, writeFiles } from "../common/output";
import { showProgress } from "../common/progress";
import { quoted } from "../common/quoted";
import { type CliSession, openSession, type SessionFlags } from "../common/session";
import { ownDependency } from "../ownPackage";
import { type Exported, type Files, nameFor } from "./exported";
import { withKept } from "./kept";
import { organizationForm } from "./organizationForm";
import { fileNames } from "./project";
import { type Form, nextCommands } from "./readme";
import { typescriptForm } from "./typescriptForm";
import { yamlForm } from "./yamlForm";

/** The options of `yandex360 export`. */
export interface ExportFlags extends SessionFlags {
  out?: string;
  as: Form;
  name?: string;
  update?: string;
  force?: boolean;
}

const FILES: Readonly<Record<Form, (exported: Exported) => Files>> = {
  organization: organizationForm,
  typescript: typescriptForm,
  yaml: yamlForm,
};

/** Writes a new project. The result is the exit status. */
export async function exportProject(flags: ExportFlags, cancelled: AbortSignal): Promise<number> {
  const given = flags.name ?? flags.stack?.split("/").at(-1);
  if (given !== undefined && !/^[A-Za-z0-9_.-]{1,100}$/.test(given)) {
    throw new Error(`${given} cannot be the name of a stack: use letters, digits, -, _ and . with --name`);
  }
  return reading(dirname(resolve(flags.out ?? "organization")), flags, cancelled, async (session, read) => {
    const name = given ?? (await nameOf(session));
    const folder = resolve(flags.out ?? name);
    const project = { name, addresses: addressesOf(session), dependency: ownDependency(folder) };
    const isNew = !existsSync(folder);
    try {
      refuseInUse(folder, name, flags);
      checkPlaces(folder, fileNames(flags.as, name), flags);
      const survey = await read();
      writeFiles(folder, withKept(FILES[flags.as]({ ...project, survey }), folder, name), flags);
      say(survey, folder, project.name);
    } catch (error) {
      if (isNew) {
        removeEmpty(folder);
      }
      throw error;
    }
  });
}

/** Says of a project in use how its file is brought up to date, before it is replaced. */
function refuseInUse(folder: string, name: string, { as, force }: ExportFlags): void {
  const file = join(folder, `organization.${name}.yaml`);
  if (as === "organization" && !force && existsSync(file)) {
    throw new Error(
      `${file} is there already: bring it up to date with --update ${shown(file)}, pass --force to write it anew without ` +
        "what you have changed in it, or name another place with --out",
    );
  }
}

/**
 * Does what needs the whole organization, which `read` reads: with progress, and with what an interrupted run has read.
 *
 * @param folder - where the answers of an interrupted run are kept.
 */
export async function reading(
  folder: string,
  flags: SessionFlags,
  cancelled: AbortSignal,
  work: (session: CliSession, read: () => Promise<Survey>) => Promise<void>,
): Promise<number> {
  const journal = journalIn(folder);
  const session = await openSession("export", flags, { cancelled, journal });
  if (journal !== undefined && journal.known > 0) {
    note("export", `goes on with ${journal.known} answers that an interrupted export has left`);
  }
  try {
    await work(session, () => readWhole(session));
  } catch (error) {
    if (cancelled.aborted) {
      note("export", "interrupted, and nothing is written; the same command goes on within an hour");
      return EXIT.interrupted;
    }
    if (journal?.hasAnswers() && error instanceof Error && passes(error.cause)) {
      throw new Error(`${error.message}; what was read is kept, and the same command goes on within an hour`);
    }
    journal?.remove();
    throw error;
  }
  journal?.remove();
  return EXIT.done;
}

async function readWhole({ orgId, lookups }: CliSession): Promise<Survey> {
  const { onProgress, end } = showProgress();
  try {
    return await lookups.survey(orgId, onProgress);
  } finally {
    end();
  }
}

/** Beside what is written; none where only that place may be written to. */
function journalIn(folder: string): FileJournal | undefined {
  return isWritable(folder) ? openJournal(join(folder, ".yandex360-export.journal")) : undefined;
}

async function nameOf({ orgId, lookups }: CliSession): Promise<string> {
  const { orgName, domains } = await lookups.head(orgId);
  return nameFor(orgId, orgName, domains[0]?.name);
}

/** Where the service is, for the stack's config, if it is not where it usually is. */
function addressesOf({ settings: { apiUrl, directoryUrl } }: CliSession): Record<string, string> {
  if (apiUrl === API_URL) {
    return {};
  }
  const directory = directoryUrl === apiUrl ? {} : { [SOURCES.directoryUrl.key]: directoryUrl };
  return { [SOURCES.apiUrl.key]: apiUrl, ...directory };
}

function say({ orgName, orgId, mailboxes }: Survey, folder: string, name: string): void {
  const place = relative(process.cwd(), folder) || ".";
  const called = orgName === undefined ? `organization ${orgId}` : `${oneLine(orgName)} (${orgId})`;
  const count = counted(mailboxes.length, "mailbox", "mailboxes");
  const commands = [...(place === "." ? [] : [`cd ${shown(folder)}`]), ...nextCommands({ name })];
  console.log(
    [`Wrote ${called} with ${count} to ${place}. Type next:`, "", ...commands.map((one) => `  ${one}`)].join("\n"),
  );
}

/** A path as a shell takes it. Default: from where the command was typed. */
export function shown(path: string, from = process.cwd()): string {
  const place = relative(from, path);
  const word = place.startsWith("-") ? `./${place}` : place;
  return /^[\w./-]+$/.test(word) ? word : quoted(word);
}

/** A folder that was made for nothing. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not there, or somebody has put something into it.
  }
}
