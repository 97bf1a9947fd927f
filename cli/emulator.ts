import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { domainToASCII } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import {
  demoSeed,
  type Emulator,
  type EmulatorOptions,
  exampleSeed,
  type JournalEntry,
  readSeed,
  type Seed,
  SeedError,
  startEmulator,
} from "../emulator";
import { oneLine } from "../provider/api/errors";
import { attempt, EXIT, messageOf } from "./common/failure";
import { quoted } from "./common/quoted";
import { COPY } from "./export/copy";

interface Flags {
  port: number;
  seed?: string;
  demo?: boolean;
  fromExport?: string;
  journal?: boolean;
  taskDuration: number;
  latency: number;
  rateLimit?: number;
  employees: number;
}

const DEFAULT_PORT = 3600;
const MAX_PORT = 65_535;

const HELP = `
Nothing outside this machine is asked or changed, and nothing is saved.

Exit status:
  0    stopped with Ctrl+C
  2    it could not start; stderr says why on one line

Examples:
  yandex360 emulator                           one organization, 1000001, and the token test-token
  yandex360 emulator --demo --journal          two sample organizations; print every request
  yandex360 emulator --from-export acme        try a dangerous change on a copy of what was exported
  yandex360 emulator --seed organization.yaml  start with organizations of your own`;

/** `yandex360 emulator`: the Yandex 360 API on this machine, until Ctrl+C. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run a local emulator of the mailboxes and the directory of Yandex 360")
    .option("--port <n>", "port to listen on, on 127.0.0.1; 0 picks a free one", wholeNumber(MAX_PORT), DEFAULT_PORT)
    .option("--seed <file>", "YAML or JSON file with the organizations and tokens to start with")
    .option("--demo", "start with two sample organizations")
    .option("--from-export <folder>", "start with a copy of the organization that `yandex360 export` has written there")
    .option("--employees <n>", "how many employees to make up beside those of the first organization", wholeNumber(), 0)
    .option("--journal", "print every request")
    .option("--task-duration <ms>", "how long an access task takes, in milliseconds", wholeNumber(), 0)
    .option("--latency <ms>", "delay before every answer, in milliseconds", wholeNumber(), 0)
    .option("--rate-limit <n>", "allowed requests per second; the rest are answered with 429", wholeNumber())
    .addHelpText("after", HELP)
    .action((flags: Flags) =>
      attempt("emulator", async () => {
        const chosen = chosenSeed(flags);
        try {
          await run(flags, chosen);
          return EXIT.done;
        } catch (error) {
          throw new Error(reasonOf(error, flags, chosen));
        }
      }),
    );
}

/** What it starts with: an example, a sample, or a file. */
type Chosen = { seed: Seed } | { file: string };

function chosenSeed({ seed, demo, fromExport }: Flags): Chosen {
  const given = [
    ...(seed === undefined ? [] : ["--seed"]),
    ...(demo ? ["--demo"] : []),
    ...(fromExport === undefined ? [] : ["--from-export"]),
  ];
  if (given.length > 1) {
    throw new Error(`${given.join(" and ")} exclude each other; pass one of them`);
  }
  if (fromExport !== undefined) {
    return { file: exportedIn(fromExport) };
  }
  return seed === undefined ? { seed: demo ? demoSeed : exampleSeed } : { file: seed };
}

function exportedIn(folder: string): string {
  const file = join(folder, COPY);
  if (existsSync(file)) return file;
  const what = existsSync(folder) ? `${folder} has no ${COPY}` : `there is no folder ${folder}`;
  throw new Error(`${what}; export the organization first with \`yandex360 export --out ${folder}\``);
}

/** What the documentation leaves open is, on a copy, as the organization shows it. */
function switchesFor({ organizations }: Seed): EmulatorOptions["switches"] {
  const secondary = organizations.some(({ domains: [main], shared = [] }) => {
    const name = typeof main === "object" ? main.name : main;
    return shared.some(({ email }) => domainToASCII(email.slice(email.lastIndexOf("@") + 1)) !== name);
  });
  return { unknownRole: "accepted", secondaryDomains: secondary };
}

async function run(flags: Flags, chosen: Chosen): Promise<void> {
  const seed = withEmployees("seed" in chosen ? chosen.seed : readSeed(chosen.file), flags.employees);
  const options: EmulatorOptions = {
    port: flags.port,
    seed,
    switches: flags.fromExport === undefined ? undefined : switchesFor(seed),
    taskDurationMs: flags.taskDuration,
    latencyMs: flags.latency,
    rateLimit: flags.rateLimit ? { perSecond: flags.rateLimit } : undefined,
    onRequest: flags.journal ? (entry) => console.log(lineOf(entry, emulator)) : undefined,
  };
  const emulator = await startEmulator(options);
  const stopped = stopSignal();
  console.log(introduction(emulator, flags));
  await stopped;
  await emulator.close();
}

/** The seed with more people in its first organization. */
function withEmployees(seed: Seed, madeUpUsers: number): Seed {
  const [first, ...others] = seed.organizations;
  return first === undefined || madeUpUsers === 0
    ? seed
    : { ...seed, organizations: [{ ...first, madeUpUsers }, ...others] };
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

function introduction(emulator: Emulator, { fromExport }: Flags): string {
  const { url, organizations, tokens } = emulator;
  return [
    `Yandex 360 emulator at ${url}`,
    ...organizations.map(
      ({ id, name, mainDomain, users }) =>
        `  organization ${id}  ${oneLine(name)}, ${mainDomain}, ${users.size} employees`,
    ),
    ...tokens.map(({ token, scopes }) => `  token ${token}  ${scopes ? scopes.join(", ") : "all scopes"}`),
    "",
    ...(fromExport === undefined ? pointingAt(emulator) : tryingOn(emulator, resolve(fromExport))),
    "",
    "Press Ctrl+C to stop the emulator. It saves nothing.",
  ].join("\n");
}

function pointingAt({ url, organizations: [first], tokens }: Emulator): string[] {
  return [
    "Point a Pulumi stack at it:",
    `  pulumi config set yandex360:apiUrl ${url}`,
    `  pulumi config set yandex360:orgId ${first?.id ?? ""}`,
    `  pulumi config set --secret yandex360:token ${tokens[0]?.token ?? ""}`,
  ];
}

/**
 * Variables, a folder and a state of its own: nothing of this finds its way into the stack of the real organization, since
 * nothing runs after a command that has failed.
 */
function tryingOn({ url, organizations: [first], tokens }: Emulator, folder: string): string[] {
  const orgId = first?.id ?? "";
  const [from, to] = [folder, freeCopyOf(folder)].map(quoted);
  const commands = [
    `mkdir ${to} && cp -R ${from}/. ${to} && cd ${to} && rm -f Pulumi.*.yaml`,
    "export PULUMI_BACKEND_URL=file://$PWD PULUMI_CONFIG_PASSPHRASE=copy",
    `export YANDEX360_API_URL=${url} YANDEX360_TOKEN=${tokens[0]?.token ?? ""}`,
    ...(existsSync(join(folder, "node_modules")) ? [] : ["npm install"]),
    `pulumi stack init ${stackOf(orgId, folder)}`,
    `pulumi config set yandex360:orgId ${orgId}`,
    "pulumi import --file import.json --generate-code=false",
    "pulumi up",
  ];
  return [
    "Try a change in a copy of the folder with a state of its own; the real organization and its stack stay as they are.",
    "Paste this as one block:",
    `  ${commands.join(" &&\n  ")}`,
  ];
}

/** Where a copy of a folder finds nothing: `acme-copy`, or `acme-copy-2`. */
function freeCopyOf(folder: string, another = 1): string {
  const copy = `${folder}-copy${another === 1 ? "" : `-${another}`}`;
  return existsSync(copy) ? freeCopyOf(folder, another + 1) : copy;
}

/** The stack of an organization, by the configs beside its program. */
function stackOf(orgId: string, folder: string): string {
  const stacks = readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const isOf = (stack: string) =>
    new RegExp(`^\\s*yandex360:orgId: "?${orgId}"?\\s*$`, "m").test(
      readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"),
    );
  return stacks.find(isOf) ?? stacks[0] ?? "copy";
}

/** One request on one line; a token that strayed into the path or the query is hidden. */
function lineOf({ at, seq, method, endpoint, path, query, status, fault }: JournalEntry, emulator: Emulator): string {
  const search = new URLSearchParams(query).toString();
  const target = emulator.tokens.reduce(
    (text, { token }) => text.replaceAll(token, "***").replaceAll(encodeURIComponent(token), "***"),
    search === "" ? path : `${path}?${search}`,
  );
  const time = new Date(at).toISOString().slice("yyyy-mm-ddT".length);
  return `${time} #${seq} ${endpoint} ${method} ${target} ${status ?? "no answer"}${fault ? ` fault ${fault}` : ""}`;
}

function wholeNumber(max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`);
  };
}

function reasonOf(error: unknown, { port }: Flags, chosen: Chosen): string {
  if (error instanceof SeedError) return seedProblems(error, chosen);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `port ${port} is in use; choose another one with --port`;
  if (code === "EACCES") return `this user may not listen on port ${port}; choose another one with --port`;
  return messageOf(error);
}

function seedProblems({ problems }: SeedError, chosen: Chosen): string {
  const [first, second, third, ...more] = problems;
  const shown = [first, second, third].filter((one) => one !== undefined).join("; ");
  const which = "file" in chosen ? `the seed ${chosen.file}` : "the seed";
  return `${which} cannot be used: ${shown}${more.length > 0 ? `; and ${more.length} more problems` : ""}`;
}
