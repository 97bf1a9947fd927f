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

interface Flags {
  port: number;
  seed?: string;
  demo?: boolean;
  journal?: boolean;
  taskDuration: number;
  latency: number;
  rateLimit?: number;
  employees: number;
}

const DEFAULT_PORT = 3600;
const MAX_PORT = 65_535;

/** `yandex360 emulator`: the Yandex 360 API on this machine, until Ctrl+C. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run a local emulator of the mailboxes and the directory of Yandex 360")
    .option("--port <n>", "port to listen on, on 127.0.0.1; 0 picks a free one", wholeNumber(MAX_PORT), DEFAULT_PORT)
    .option("--seed <file>", "YAML or JSON file with the organizations and tokens to start with")
    .option("--demo", "start with two sample organizations")
    .option("--employees <n>", "how many employees to make up beside those of the first organization", wholeNumber(), 0)
    .option("--journal", "print every request")
    .option("--task-duration <ms>", "how long an access task takes, in milliseconds", wholeNumber(), 0)
    .option("--latency <ms>", "delay before every answer, in milliseconds", wholeNumber(), 0)
    .option("--rate-limit <n>", "allowed requests per second; the rest are answered with 429", wholeNumber())
    .action(async (flags: Flags) => {
      if (flags.seed !== undefined && flags.demo) return fail("--seed and --demo exclude each other; pass one of them");
      try {
        await run(flags);
      } catch (error) {
        fail(reasonOf(error, flags));
      }
    });
}

async function run(flags: Flags): Promise<void> {
  const chosen = flags.demo ? demoSeed : flags.seed === undefined ? exampleSeed : readSeed(flags.seed);
  const seed = withEmployees(chosen, flags.employees);
  const options: EmulatorOptions = {
    port: flags.port,
    seed,
    taskDurationMs: flags.taskDuration,
    latencyMs: flags.latency,
    rateLimit: flags.rateLimit ? { perSecond: flags.rateLimit } : undefined,
    onRequest: flags.journal ? (entry) => console.log(lineOf(entry, emulator)) : undefined,
  };
  const emulator = await startEmulator(options);
  console.log(introduction(emulator));
  await stopSignal();
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

function introduction({ url, organizations, tokens }: Emulator): string {
  const [first] = organizations;
  return [
    `Yandex 360 emulator at ${url}`,
    ...organizations.map(
      ({ id, name, mainDomain, users }) => `  organization ${id}  ${name}, ${mainDomain}, ${users.size} employees`,
    ),
    ...tokens.map(({ token, scopes }) => `  token ${token}  ${scopes ? scopes.join(", ") : "all scopes"}`),
    "",
    "Point a Pulumi stack at it:",
    `  pulumi config set yandex360:apiUrl ${url}`,
    `  pulumi config set yandex360:orgId ${first?.id ?? ""}`,
    `  pulumi config set --secret yandex360:token ${tokens[0]?.token ?? ""}`,
    "",
    "Press Ctrl+C to stop the emulator. It saves nothing.",
  ].join("\n");
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

function reasonOf(error: unknown, { port, seed }: Flags): string {
  if (error instanceof SeedError) return `the seed ${seed} cannot be used: ${error.problems.join("; ")}`;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return `port ${port} is in use; choose another one with --port`;
  if (error instanceof Error && "code" in error && error.code === "EACCES")
    return `this user may not listen on port ${port}; choose another one with --port`;
  return error instanceof Error ? error.message : String(error);
}

function fail(reason: string): void {
  console.error(`yandex360 emulator: ${reason.replace(/\s+/g, " ")}`);
  process.exitCode = 1;
}
