import { extname } from "node:path";
import { Command, Option } from "commander";
import { refuseOther } from "../organization";
import { readSource } from "../sdk/organization/source";
import { resolveToday } from "../sdk/organization/today";
import { counted } from "./common/counted";
import { attempt, EXIT, note } from "./common/failure";
import { given } from "./common/given";
import { NAME_THE_FILE, readInput } from "./common/input";
import { untilInterrupted } from "./common/interrupt";
import { checkFile, type Overwrite, writeOneFile } from "./common/output";
import { showProgress } from "./common/progress";
import { type CliSession, openSession, SETTINGS_HELP, type SessionFlags, withSessionOptions } from "./common/session";
import { liveOf } from "./export/exported";
import { readTemplate } from "./ownPackage";
import { FORMATS, type Format, SOON } from "./report/formats";
import type { Report } from "./report/model";

interface Flags extends SessionFlags, Overwrite {
  format?: Format;
  out?: string;
  compare?: string;
}

/** What the end of a file's name says of its format. */
const ENDINGS: Readonly<Record<string, Format>> = {
  ".html": "html",
  ".htm": "html",
  ".csv": "csv",
  ".json": "json",
  ".mmd": "mermaid",
};

const HELP = `${SETTINGS_HELP}

The report says who can read, send from and manage which mailbox, and what deserves a look: mailboxes
without an owner or without anybody, people who have left and still have access, unused delegation, limits
that are near. With --compare it also says what differs from an organization file, and which access ends in the
next ${SOON} days. It writes nothing to the service.

The HTML is one file that needs no network. It holds names and addresses: share it as you would share those.

Exit status:
  0    the report is written
  2    it could not be made; nothing is written, and a file that was there is kept
  130  Ctrl+C; nothing is written

Examples:
  yandex360 report --out access.html
  yandex360 report --out access.html --compare organization.acme.yaml --force
  yandex360 report --out access.csv
  yandex360 report --format json | jq '.findings[] | select(.severity == "high")'`;

/** `yandex360 report`: who can read, send from and manage which mailbox. */
export function reportCommand(): Command {
  const formats = new Option(
    "--format <format>",
    "what it is written as; default: by the ending of --out; html without it",
  );
  return withSessionOptions(new Command("report"))
    .description("say who can read, send from and manage which mailbox, and what deserves a look")
    .addOption(formats.choices(FORMATS))
    .option("--out <file>", "where it is written, - for standard output; default: -", given)
    .option("--compare <file>", "say what differs from this organization file", given)
    .option("--force", "replace the file where it is there already")
    .addHelpText("after", HELP)
    .action((flags: Flags) => attempt("report", () => write(flags)));
}

async function write({ out: place, compare, force, ...flags }: Flags): Promise<number> {
  const out = place === "-" ? undefined : place;
  const format = flags.format ?? (out === undefined ? "html" : formatOf(out));
  if (out !== undefined) {
    checkFile(out, { force });
  }
  const source =
    compare === undefined
      ? undefined
      : { file: compare, ...readInput(compare, NAME_THE_FILE, () => readSource(compare, process.cwd(), {})) };
  if (source !== undefined) {
    refuseProblems(source.file, source.problems.length);
  }
  return untilInterrupted(async (cancelled) => {
    try {
      const report = await read(await openSession("report", flags, { cancelled }), source);
      const { textOf } = await import("./report/make.js");
      const text = textOf(report, format, readTemplate);
      if (out === undefined) {
        process.stdout.write(text);
      } else {
        writeOneFile(out, text, { force });
        console.error(`wrote ${out}: ${summaryOf(report)}`);
      }
      return EXIT.done;
    } catch (error) {
      if (!cancelled.aborted) {
        throw error;
      }
      note("report", "interrupted, and nothing is written");
      return EXIT.interrupted;
    }
  });
}

function formatOf(out: string): Format {
  const format = ENDINGS[extname(out).toLowerCase()];
  if (format === undefined) {
    throw new Error(
      `${out} does not say what to write: end it in ${Object.keys(ENDINGS).join(", ")}, or pass --format <format>`,
    );
  }
  return format;
}

async function read(
  { orgId, lookups }: CliSession,
  source: (ReturnType<typeof readSource> & { file: string }) | undefined,
): Promise<Report> {
  const { reportOf } = await import("./report/make.js");
  const progress = showProgress();
  const readAt = new Date();
  const survey = await lookups.survey(orgId, progress.onProgress).finally(progress.end);
  if (source === undefined) {
    return reportOf(survey, readAt);
  }
  refuseOther(source.file, source.parsed.draft, orgId, liveOf(survey));
  const addresses = new Map(
    survey.mailboxes.flatMap(({ kind, id, email }) => (kind === "shared" && email !== undefined ? [[id, email]] : [])),
  );
  const { resolved } = await resolveToday(source, { orgId, lookups, soon: SOON, addresses });
  refuseProblems(source.file, resolved.problems.length);
  return reportOf(survey, readAt, { file: source.file, draft: source.parsed.draft, resolved });
}

function refuseProblems(file: string, count: number): void {
  if (count > 0) {
    const problems = count === 1 ? "is a problem" : `are ${count} problems`;
    throw new Error(`could not compare with ${file}: there ${problems} in it; run \`yandex360 check ${file}\` to see`);
  }
}

function summaryOf({ mailboxes, people, findings }: Report): string {
  const withAccess = people.filter((person) => person.mailboxes > 0).length;
  const grave = findings.filter(({ severity }) => severity === "high").length;
  const found = findings.length === 0 ? "nothing needs attention" : `${counted(findings.length, "finding")}`;
  return [
    counted(mailboxes.length, "mailbox", "mailboxes"),
    `${counted(withAccess, "person", "people")} with access`,
    grave === 0 ? found : `${found}, ${grave} of them serious`,
  ].join(", ");
}
