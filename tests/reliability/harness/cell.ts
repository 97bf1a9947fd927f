import type { CustomReply, FaultKind, EmulatorOrganization as Organization } from "../../../emulator";
import { type Commands, type Declared, preview, type Report, type Stack } from "../../support/engine/stack";
import type { End } from "./faultTable";
import { programFor, stackAfter } from "./scene";
import type { Situation } from "./situations";
import { disagreements, identitiesKept, identity, type Thing, thingsAt, untruths } from "./truth";
import { employee, TOKEN, type World } from "./world";

/** One fault at one request kind: the next `times` requests of it in the command. */
export interface Cell {
  situation: Situation;
  fault: FaultKind | CustomReply;
  times: number;
  /** A second fault on the same requests, after the first. */
  then?: FaultKind;
}

/** What happened in a cell. */
export interface CellResult {
  end: End;
  /** Requests that got the fault. */
  hits: number;
  /** How often the request was sent in the command, faulted or not. */
  sent: number;
  /** Seconds on the jumping clock. */
  seconds: number;
  errors: string[];
  /** Writes that a preview of the command sent under the same fault; absent where the host is not asked in previews. */
  writesInPreview: number | undefined;
  /** What must not be: an orphan, a lie in state, a message that tells too little or too much, no convergence. */
  problems: string[];
}

/** Runs one cell in an organization of its own: the command with the fault, then a fault-free `up`, then an idle one. */
export async function runCell(world: World, { situation, fault, times, then }: Cell): Promise<CellResult> {
  const orgId = world.newOrganization();
  const organization = world.emulator.organization(orgId);
  const others = thingsAt(organization);
  const stack = await stackAfter(world, orgId, programFor(orgId, situation.before));
  const made = thingsAt(organization);
  situation.outside?.(organization, stack);
  const strangers = thingsAt(organization).filter((thing) => !made.includes(thing));
  const program = programFor(orgId, situation.after);
  const { endpoint } = situation;
  const mailboxId = situation.subject?.(organization);
  const actorId = situation.employee === undefined ? undefined : employee(orgId, situation.employee);
  const hit = () => [
    world.inject({ endpoint, mailboxId, actorId, fault, times }),
    ...(then === undefined ? [] : [world.inject({ endpoint, mailboxId, actorId, fault: then, times: 1 })]),
  ];
  const host = await world.host();
  const previewed =
    host.previews && situation.command === "up" ? await previewUnder(hit, world, stack, program) : undefined;
  if (situation.forgottenTask === true) {
    world.inject({ endpoint: "Set", fault: "task-forgotten", times: 1 });
  }
  const handles = hit();
  const before = stack.state.flatMap(identitiesKept);
  const begun = world.clock.now();
  world.emulator.clearJournal();
  const report = situation.command === "up" ? await stack.up(program) : await stack.refresh();
  const hits = handles.reduce((sum, handle) => sum + handle.hits, 0);
  const sent = world.requestsOf(orgId).filter((entry) => entry.endpoint === endpoint).length;
  const seconds = Math.round((world.clock.now() - begun) / 1000);
  const during = world.requestsOf(orgId).length;
  await host.drain();
  const late = world.requestsOf(orgId).length - during;
  world.clearFaults();
  const failed = report.errors.length > 0;
  const halfMade = stack.state.some(({ initErrors }) => initErrors.length > 0);
  const end = !failed ? "converged" : halfMade ? "half-made" : "as it was";
  const problems = [
    ...(previewed?.problems ?? []),
    ...(hits === 0 ? ["the request was never made"] : []),
    ...(late > 0 ? [`${late} requests after the command had ended`] : []),
    ...tellingProblems(report, orgId),
    ...(situation.command === "refresh"
      ? droppedWrongly(before, stack, organization)
      : failed
        ? untruths(stack.state, organization, [...others, ...strangers], deletedBy(situation, report))
        : disagreements(program, stack.state, organization, others)),
    ...(situation.command === "refresh"
      ? (await stack.refresh()).errors.map((error) => `the next refresh: ${error}`)
      : []),
    ...(await convergence(world, stack, { program, others, organization })),
  ];
  return { end, hits, sent, seconds, errors: report.errors, writesInPreview: previewed?.writes, problems };
}

/** A preview of the program with the fault sends no write, changes nothing, and ends when it has ended. */
async function previewUnder(
  hit: () => void,
  world: World,
  stack: Stack,
  program: readonly Declared[],
): Promise<{ writes: number; problems: string[] }> {
  const host = await world.host();
  const orgId = String(program[0]?.inputs.orgId);
  const organization = world.emulator.organization(orgId);
  const before = JSON.stringify(organization.snapshot());
  world.emulator.clearJournal();
  hit();
  const { errors } = await preview(host, stack, program);
  const during = world.requestsOf(orgId).length;
  await host.drain();
  world.clearFaults();
  const requests = world.requestsOf(orgId);
  const writes = requests.filter(({ method }) => method !== "GET").map(({ endpoint }) => `a preview sent ${endpoint}`);
  const problems = [
    ...writes,
    ...(JSON.stringify(organization.snapshot()) === before ? [] : ["a preview changed something"]),
    ...(requests.length > during ? [`${requests.length - during} requests after the preview had ended`] : []),
    ...errors.map((error) => `the preview failed: ${error}`),
  ];
  return { writes: writes.length, problems };
}

/** A fault-free `up` makes everything as the program has it; the one after that makes no request. */
export async function convergence(
  world: World,
  stack: Commands,
  {
    program,
    others,
    organization,
  }: { program: readonly Declared[]; others: readonly Thing[]; organization: Parameters<typeof thingsAt>[0] },
): Promise<string[]> {
  const { errors } = await stack.up(program);
  const wrong = disagreements(program, stack.state, organization, others);
  world.emulator.clearJournal();
  const idle = await stack.up(program);
  return [
    ...errors.map((error) => `the next up failed: ${error}`),
    ...wrong.map((problem) => `after the next up: ${problem}`),
    ...idle.steps.map((step) => `the up after that still has something to do: ${step}`),
    ...world.requestsOf(organization.id).map(({ endpoint }) => `the up after that made a request: ${endpoint}`),
  ];
}

const OPERATIONS = /^could not (create|read|update|delete) /;

/** One line that names operation, thing and organization; never the token. */
export function tellingProblems({ errors }: Report, orgId: string): string[] {
  return errors.flatMap((error) => {
    const about = `: ${error.slice(0, 300)}`;
    return [
      ...(/[\p{Cc}\u2028\u2029]/u.test(error) ? [`an error of several lines or with control characters${about}`] : []),
      ...(OPERATIONS.test(error) ? [] : [`an error that names no operation${about}`]),
      ...(error.includes(`organization ${orgId}`) ? [] : [`an error that names no organization${about}`]),
      ...(/(support@|mailbox \d{5,})/.test(error) ? [] : [`an error that names no mailbox${about}`]),
      ...(error.length > 2500 ? [`an error of ${error.length} characters`] : []),
      ...(error.includes(TOKEN) ? ["an error with the token"] : []),
      ...(/please report this/.test(error) ? [`an error nobody expected${about}`] : []),
    ];
  });
}

/** What state has forgotten in a refresh although the service has it. `before` are the identities that state had. */
export function droppedWrongly(before: readonly string[], { state }: Commands, organization: Organization): string[] {
  const there = new Set(thingsAt(organization).map(identity));
  const known = new Set(state.flatMap(identitiesKept));
  return before.filter((one) => there.has(one) && !known.has(one)).map((one) => `refresh dropped ${one}`);
}

function deletedBy({ after }: Situation, { steps }: Report): string[] {
  const names = new Set(after.map(({ name }) => name));
  return steps
    .filter((step) => step.startsWith("delete "))
    .map((step) => step.slice("delete ".length))
    .filter((name) => !names.has(name));
}
