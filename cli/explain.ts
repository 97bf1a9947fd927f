import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { Command, Option } from "commander";
import { Lookups } from "../provider/engine/lookups";
import { readSettings } from "../provider/engine/settings";
import { isColored } from "./common/colors";
import { attempt, EXIT, messageOf, note } from "./common/failure";
import { readInput } from "./common/input";
import { configOf, type SessionFlags, withSessionOptions } from "./common/session";
import { askAbout, type Known, keyOf, NOTHING } from "./explain/ask";
import { type Changes, changesIn } from "./explain/changes";
import { PreviewFailed } from "./explain/failed";
import { asJson } from "./explain/json";
import { asMarkdown } from "./explain/markdown";
import { inOrder } from "./explain/order";
import { type Preview, readPreview } from "./explain/read";
import { asText } from "./explain/text";
import { countsOf, isDangerous } from "./explain/words";

const FORMATS = {
  text: (changes: Changes, known: Known) => asText(changes, known, isColored()),
  markdown: asMarkdown,
  json: asJson,
};

interface Flags extends SessionFlags {
  format: keyof typeof FORMATS;
  offline?: boolean;
}

const HELP = `
The preview comes from a file, or from standard input without one or with "-".

With a token, names and addresses come from the directory, and the service is asked who has
access today to each mailbox that changes; one that may only read is enough. Without a token,
or with --offline, nothing is asked, and ids stand for people. Settings come from the config of
the stack that --stack names, else from the variables YANDEX360_ORG_ID and YANDEX360_TOKEN.

Exit status:
  0    nobody loses access, and no mailbox goes
  1    somebody loses access or a part of it, or may, or a mailbox goes
  2    the preview could not be read, or it has failed
  130  Ctrl+C

Examples:
  pulumi preview --json | yandex360 explain
  pulumi preview --refresh --json > preview.json; yandex360 explain preview.json --stack acme
  yandex360 explain preview.json --format markdown > comment.md`;

/** `yandex360 explain`: what a preview does to people and mailboxes. */
export function explainCommand(): Command {
  const command = new Command("explain")
    .description("say who gains and who loses what by a preview, and which mailbox goes")
    .argument("[file]", "the output of `pulumi preview --json`; default: standard input", "-")
    .addOption(new Option("--format <format>", "how to say it").choices(Object.keys(FORMATS)).default("text"))
    .option("--offline", "ask nobody");
  return withSessionOptions(command)
    .addHelpText("after", HELP)
    .action((file: string, flags: Flags) => attempt("explain", () => explain(file, flags)));
}

async function explain(file: string, flags: Flags): Promise<number> {
  const preview = await readFrom(file);
  const shown = changesIn(preview);
  const known = flags.offline ? NOTHING : await ask(shown, flags);
  const changes = inOrder(
    changesIn(preview, (orgId, mailboxId) => known.access.get(keyOf(orgId, mailboxId))),
    known,
  );
  console.log(FORMATS[flags.format](changes, known));
  return isDangerous(countsOf(changes)) ? EXIT.found : EXIT.done;
}

async function readFrom(file: string): Promise<Preview> {
  const isInput = file === "-";
  const what = isInput ? "standard input" : file;
  if (isInput && process.stdin.isTTY) {
    throw new Error("no preview is given: run `pulumi preview --json | yandex360 explain`, or name a file");
  }
  const toDo = "make it with `pulumi preview --json`";
  const bytes = isInput ? await buffer(process.stdin) : readInput(file, toDo, () => readFileSync(file));
  try {
    return readPreview(bytes);
  } catch (error) {
    if (error instanceof PreviewFailed) {
      throw error;
    }
    throw new Error(`could not read ${what}: ${messageOf(error)}`);
  }
}

/** What only the service knows; nothing without a token. */
async function ask(changes: Changes, flags: Flags): Promise<Known> {
  const config = await configOf(flags);
  const { settings, problems } = readSettings(config);
  if (settings === undefined) {
    throw new Error(`${problems.map(({ reason }) => reason).join("; ")}; or pass --offline`);
  }
  if (settings.token === undefined || changes.mailboxes.length === 0) return NOTHING;
  const say = async (_severity: string, message: string) => note("explain", message);
  return askAbout(changes, new Lookups(config, say), settings.orgId);
}
