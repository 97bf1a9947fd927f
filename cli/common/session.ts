/** Which organization a verb works on, and with which settings. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Command } from "commander";
import { oneLine } from "../../provider/api/errors";
import { Lookups, type Reading } from "../../provider/engine/lookups";
import { readSettings, type Settings, SOURCES } from "../../provider/engine/settings";
import { note } from "./failure";
import { given } from "./given";
import type { FileJournal } from "./journal";

/** The options that every verb has which asks the service. */
export interface SessionFlags {
  /** The organization; it comes before every setting. */
  org?: string | undefined;
  /** The stack whose config has the settings. */
  stack?: string | undefined;
}

/** What a verb asks the service with. It only reads: a change is an error before it is sent. */
export interface CliSession {
  orgId: string;
  settings: Settings;
  lookups: Lookups;
}

/** Looks a full key, such as `yandex360:token`, up in the stack's config, where there is a stack. */
export type Config = (key: string) => string | undefined;

/** Lines for the help of every verb that asks the service. */
export const SETTINGS_HELP = `
Settings come from the config of the stack that --stack names, else from the variables
YANDEX360_ORG_ID and YANDEX360_TOKEN. A token that may only read is enough.`;

/** Adds the options of SessionFlags to a verb. */
export function withSessionOptions(command: Command): Command {
  return command
    .option("--org <id>", "the organization's id; default: the setting yandex360:orgId", given)
    .option("--stack <name>", "take the settings from this stack's config, which `pulumi config` reads", given);
}

/**
 * Reads the settings.
 *
 * @param verb - what begins the notes on stderr, such as `export`.
 * @throws Error with one line that says what is missing or wrong, and what to do.
 */
export async function openSession(
  verb: string,
  flags: SessionFlags,
  reading: Reading & { journal?: FileJournal | undefined } = {},
): Promise<CliSession> {
  const config = await configOf(flags);
  const { settings, problems } = readSettings(config);
  if (settings === undefined) {
    throw new Error(problems.map(({ reason }) => reason).join("; "));
  }
  const { orgId } = settings;
  if (orgId === undefined) {
    throw new Error(`no organization is named: ${howToGive("orgId", "pass --org <id>, ", flags)}`);
  }
  const { token, apiUrl, directoryUrl } = settings;
  if (token === undefined) {
    throw new Error(`no token is set: ${howToGive("token", "", flags)}`);
  }
  if (reading.journal?.bind(token, orgId, apiUrl, directoryUrl)) {
    note(verb, OTHERS_ANSWERS);
  }
  const say = async (_severity: string, message: string) => note(verb, message);
  return { orgId, settings, lookups: new Lookups(config, say, reading) };
}

const OTHERS_ANSWERS =
  "an interrupted export with another token, organization or address has left its answers here: they are not used, and stay " +
  "until this export has answers to keep";

/** The stack's config, with `--org` in it; without `--stack`, `--org` alone. */
export async function configOf({ org, stack }: SessionFlags): Promise<Config> {
  const values = stack === undefined ? new Map<string, string>() : await stackConfig(stack);
  if (org !== undefined) {
    values.set(SOURCES.orgId.key, org);
  }
  return (key) => values.get(key);
}

/** What to do about a setting that is missing. */
function howToGive(name: "orgId" | "token", first: string, { stack }: SessionFlags): string {
  const { key, variable } = SOURCES[name];
  const secret = name === "token" ? "--secret " : "";
  return stack === undefined
    ? `${first}set ${variable}, or name the stack that has ${key} with --stack`
    : `${first}set ${variable}, or run \`pulumi config set ${secret}${key} <${name === "token" ? "token" : "id"}> --stack ${stack}\``;
}

/** A stack's config that cannot be read. */
export class UnreadableConfig extends Error {
  /**
   * @param reason - on one line.
   * @param advice - what to do next.
   */
  constructor(
    readonly reason: string,
    readonly advice: string,
  ) {
    super(`${reason}; ${advice}`);
  }
}

async function stackConfig(stack: string): Promise<Map<string, string>> {
  const args = ["config", "--json", "--show-secrets", "--non-interactive", "--stack", stack];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args);
    const config = Object.entries(JSON.parse(stdout) as Record<string, { value?: string }>);
    return new Map(config.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])));
  } catch (error) {
    const { why, advice } = diagnosed(error, stack);
    throw new UnreadableConfig(`could not read the config of stack ${stack}: ${why}`, advice);
  }
}

function diagnosed(error: unknown, stack: string): { why: string; advice: string } {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return {
      why: "`pulumi` is not on PATH",
      advice: "install it, or set YANDEX360_ORG_ID and YANDEX360_TOKEN instead of --stack",
    };
  }
  const printed = error instanceof Error && "stderr" in error ? oneLine(String(error.stderr)) : "";
  const why = printed.replace(/^.*?error: /, "");
  if (why.startsWith("no Pulumi.yaml project file found")) {
    return { why: "no Pulumi.yaml was found here", advice: "run this in the folder of Pulumi.yaml" };
  }
  if (why.startsWith("no stack named")) {
    return { why, advice: "run `pulumi stack ls` in the project's folder, which lists the stacks" };
  }
  return {
    why: why === "" ? "pulumi printed something that is not its config" : why,
    advice: `run \`pulumi config --stack ${stack}\` in the project's folder, and repeat this when it works`,
  };
}
