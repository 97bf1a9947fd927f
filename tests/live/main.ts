/**
 * Asks a real organization what the documentation leaves open: `npx tsx tests/live/main.ts`, or `--sweep` to remove what a
 * killed run has left. It makes shared mailboxes with a prefix of its own, gives the actor access to them, and switches
 * delegation of the owner's mailbox on where it is off; it puts everything away again, also after an error and on ^C.
 */
import { writeFileSync } from "node:fs";
import { defaultSwitches, SWITCH_RECORDS, type Switches } from "../../emulator";
import { DELEGATION_QUESTIONS, NOT_ASKED, QUESTIONS, type Question } from "./questions";
import { PREFIX, Service, type Target } from "./service";

/** One answer, in the form of the emulator's records. */
interface Finding {
  question: string;
  switch: string;
  /** `null` where it was not asked or could not be answered; `why` says so. */
  observed: unknown;
  emulatorDefault: unknown;
  agrees: boolean | null;
  why?: string;
}

const VARIABLES = {
  token: "YANDEX360_TOKEN",
  orgId: "YANDEX360_ORG_ID",
  owner: "YANDEX360_LIVE_OWNER",
  actor: "YANDEX360_LIVE_ACTOR",
  domain: "YANDEX360_LIVE_DOMAIN",
} as const;
const NAMES = Object.keys(defaultSwitches) as (keyof Switches)[];
const out = (line: string) => process.stdout.write(`${line}\n`);

function target(): Target {
  const given = (name: keyof typeof VARIABLES) => process.env[VARIABLES[name]] ?? "";
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
  const missing = names.filter((name) => given(name) === "").map((name) => VARIABLES[name]);
  if (missing.length > 0) throw new Error(`the live suite needs ${missing.join(", ")} in the environment`);
  for (const name of ["orgId", "owner", "actor"] as const) {
    if (!/^[1-9]\d*$/.test(given(name))) throw new Error(`${VARIABLES[name]} has to be a decimal id`);
  }
  const url = (process.env.YANDEX360_API_URL || "https://api360.yandex.net").replace(/\/$/, "");
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && hostname !== "127.0.0.1") throw new Error("YANDEX360_API_URL has to be https");
  const [token, orgId, owner] = [given("token"), given("orgId"), given("owner")];
  return { url, token, orgId, owner, actor: given("actor"), domain: given("domain") };
}

/** JSON has no Infinity. */
const plain = (value: unknown) => (value === Number.POSITIVE_INFINITY ? "no limit" : value);

async function findings(service: Service, stopped: AbortSignal): Promise<Finding[]> {
  const delegated = (await service.list("delegated")).includes(service.target.owner);
  const found: Finding[] = [];
  const order = [...Object.keys(QUESTIONS), ...Object.keys(DELEGATION_QUESTIONS)];
  for (const name of [...NAMES].sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
    const ask: Question | undefined = QUESTIONS[name] ?? DELEGATION_QUESTIONS[name];
    const known = {
      question: SWITCH_RECORDS[name].question,
      switch: name,
      emulatorDefault: plain(defaultSwitches[name]),
    };
    const skip = (why: string) => found.push({ ...known, observed: null, agrees: null, why });
    if (ask === undefined) skip(NOT_ASKED[name] ?? "it is not known how to ask");
    else if (delegated && DELEGATION_QUESTIONS[name] !== undefined) skip("the owner's mailbox is delegated already");
    else {
      try {
        const observed = await ask(service);
        found.push({ ...known, observed, agrees: observed === defaultSwitches[name] });
      } catch (error) {
        stopped.throwIfAborted();
        skip(`it could not be answered: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return found;
}

async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  }
  const service = new Service(target(), stop.signal);
  if (process.argv.includes("--sweep")) {
    const left: string[] = [];
    const removed = await service.sweep(PREFIX, left);
    out(`${removed.length} leftovers removed`);
    if (left.length > 0) throw new Error(`left behind: ${left.join("; ")}`);
    return;
  }
  const file = process.env.YANDEX360_LIVE_OUT || "live-answers.json";
  out(`everything made begins with ${service.prefix}`);
  try {
    const found = await findings(service, stop.signal);
    writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    const answered = found.filter(({ agrees }) => agrees !== null);
    const failed = found.filter(({ why }) => why?.startsWith("it could not be answered"));
    const agreeing = answered.filter(({ agrees }) => agrees).length;
    out(`${answered.length} of ${found.length} answered, ${agreeing} as the emulator, written to ${file}`);
    if (failed.length > 0) throw new Error(failed.map((one) => `${one.switch}: ${one.why}`).join("; "));
  } finally {
    const left = await service.cleanUp();
    out(left.length === 0 ? "everything was put away" : `LEFT BEHIND (try --sweep): ${left.join("; ")}`);
    if (left.length > 0) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ")}\n`);
  process.exitCode = 1;
});
