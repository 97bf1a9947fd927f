/** R6: after any story, a fault-free refresh and `up` make the organization as the program has it. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import type { EmulatorOrganization as Organization } from "../../../emulator";
import type { Commands, Declared, Kept } from "../../support/engine/stack";
import { convergence, droppedWrongly, tellingProblems } from "./cell";
import { ACTORS, type Edit, type Step, story, written } from "./programs";
import { isWithin, reachOfProgram, reachOfState, strangersAfter, wishedBy } from "./strangers";
import { duplicates, identitiesKept, identity, type Thing, thingsAt } from "./truth";
import { employee, type World } from "./world";

/** What a run saw. */
export interface Told {
  programs: number;
  commands: number;
  failedCommands: number;
  requests: number;
  /** Mailboxes whose creation nobody could be sure of, taken over by the user with YANDEX360_ADOPT=same as the error says. */
  adoptedByHand: number;
  /** Mailboxes of this kind that the program has otherwise by now, taken over with `adopt: true`. */
  adoptedByChange: number;
  /** Mailboxes of this kind that the program did not want any more, removed by the user. */
  removedByHand: number;
}

/**
 * Runs `runs` stories from a seed, each with a new stack. Throws with the seed and the smallest story that goes wrong; where
 * `shrink` is false, with the first one.
 */
export async function storiesConverge(
  world: World,
  { runs, seed, shrink = true }: { runs: number; seed: number; shrink?: boolean },
  newStack: () => Promise<Commands> = () => world.stack(),
): Promise<Told> {
  const told: Told = {
    programs: 0,
    commands: 0,
    failedCommands: 0,
    requests: 0,
    adoptedByHand: 0,
    adoptedByChange: 0,
    removedByHand: 0,
  };
  const property = fc.asyncProperty(story, async (steps) => {
    told.programs++;
    const problems = await live(world, await newStack(), steps, told);
    if (problems.length > 0) {
      throw new Error(problems.slice(0, 6).join("\n"));
    }
  });
  await fc.assert(property, {
    ...{ numRuns: runs, seed, endOnFailure: !shrink },
    ...{ interruptAfterTimeLimit: 7_200_000, markInterruptAsFailure: true },
  });
  return told;
}

async function live(world: World, stack: Commands, steps: readonly Step[], told: Told): Promise<string[]> {
  const orgId = world.newOrganization();
  const organization = world.emulator.organization(orgId);
  const others = thingsAt(organization);
  const problems: string[] = [];
  const openCreates: string[] = [];
  let strangers: Thing[] = [];
  let program: Declared[] = [];
  for (const { program: drawn, command, faults, edit, target, taskMs } of steps) {
    program = written(orgId, drawn);
    const given = editByHand(organization, stack, edit, target);
    const stillThere = thingsAt(organization);
    // By hand, a delegation may be switched off with everybody's access, and the program switches it on again.
    strangers = [...strangers, ...given].filter((thing) => stillThere.includes(thing));
    const reach = reachOfState(stack.state);
    world.emulator.settings.taskDurationMs = taskMs;
    for (const { fault, skip, times } of faults) {
      world.inject({ fault, skip, times });
    }
    const before = stack.state.flatMap(identitiesKept);
    world.emulator.clearJournal();
    const report =
      command === "up"
        ? await stack.up(program)
        : command === "refresh"
          ? await stack.refresh()
          : await stack.destroy();
    told.requests += world.emulator.journal.length;
    world.clearFaults();
    told.commands++;
    told.failedCommands += report.errors.length > 0 ? 1 : 0;
    problems.push(...tellingProblems(report, orgId).filter((problem) => !/names no mailbox/.test(problem)));
    problems.push(...(command === "refresh" ? droppedWrongly(before, stack, organization) : []));
    problems.push(...(command === "up" ? robbed(world, before, wishedBy(program, stack.state)) : []));
    const { left, problems: taken } = strangersAfter(strangers, {
      reach: [...reach, ...reachOfProgram(program, stack.state)],
      there: thingsAt(organization),
      state: stack.state,
    });
    strangers = left;
    openCreates.push(...report.errors.filter((error) => /takes it over if it was made/.test(error)));
    const unmanaged = [...others, ...strangers];
    problems.push(
      ...taken,
      ...lost(stack, organization, unmanaged, openCreates),
      ...duplicates(thingsAt(organization)),
    );
    if (problems.length > 0) {
      return problems;
    }
  }
  world.emulator.settings.taskDurationMs = 0;
  told.removedByHand += removeOpen(organization, stack, program, openCreates);
  return ending(stack, world, { program, others, strangers, organization }, told);
}

interface Ending {
  program: Declared[];
  /** What was there before and nobody manages. */
  others: readonly Thing[];
  /** What was given by hand since. */
  strangers: readonly Thing[];
  organization: Organization;
}

/**
 * A refresh and an `up` without faults. Where nobody could be sure of a creation, the error says so, and one `up` with
 * YANDEX360_ADOPT=same follows, as docs/recovery.md has it.
 */
async function ending(
  stack: Commands,
  world: World,
  { program, others, strangers, organization }: Ending,
  told: Told,
): Promise<string[]> {
  const { errors } = await stack.refresh();
  const reach = reachOfState(stack.state);
  const first = await stack.up(program);
  const open = first.errors.filter((error) => error.includes("YANDEX360_ADOPT=same"));
  told.adoptedByHand += open.length;
  if (open.length > 0) {
    const second = await stack.upWith({ "yandex360:adopt": "same" }, program);
    const others = second.errors.filter((error) => error.includes("`adopt: true`"));
    told.adoptedByChange += others.length;
    for (const declared of program.filter(({ inputs }) => others.some((error) => error.includes(addressOf(inputs))))) {
      declared.inputs.adopt = true;
    }
    await stack.up(program);
  }
  // Only now are the program's mailboxes made, so that it is known whose access it decides about.
  reach.push(...reachOfProgram(program, stack.state));
  const unmanaged = [...others, ...strangers.filter((thing) => !isWithin(thing, reach))];
  const wrong = await convergence(world, stack, { program, others: unmanaged, organization });
  return [...errors.map((error) => `the last refresh failed: ${error}`), ...wrong];
}

function addressOf({ email }: Declared["inputs"]): string {
  return email === undefined ? "no address" : String(email).toLowerCase();
}

/** What the service has, nobody manages and state does not know; a mailbox that an error names as open does not count. */
function lost(stack: Commands, organization: Organization, others: readonly Thing[], errors: string[]): string[] {
  const known = new Set([...stack.state.flatMap(identitiesKept), ...others.map(identity)]);
  const mailboxes = new Set(stack.state.map(({ id }) => id.split("/")[0]));
  return thingsAt(organization)
    .filter((thing) => !known.has(identity(thing)))
    .filter((thing) => {
      const [kind, id, email] = thing.split(" ");
      const named = errors.some((error) => error.includes(String(email)));
      return !(kind === "shared" && named) && !(kind === "access" && !mailboxes.has(id?.split("/")[0] ?? ""));
    })
    .map((thing) => `orphan: ${thing}`);
}

/** What the user does about a mailbox that an error named as open, when the program no longer has it. */
function removeOpen(organization: Organization, { state }: Commands, program: Declared[], errors: string[]): number {
  const wanted = new Set(program.map(({ inputs }) => String(inputs.email).toLowerCase()));
  const kept = new Set(state.map(({ id }) => id));
  const open = [...organization.shared.values()].filter(
    ({ id, email }) => !kept.has(id) && !wanted.has(email) && errors.some((error) => error.includes(email)),
  );
  for (const { id } of open) {
    organization.removeShared(id);
  }
  return open.length;
}

/** Whose access an `up` took away for a moment, although state had it and the program has it. */
function robbed({ emulator }: World, before: readonly string[], wished: readonly string[]): string[] {
  const meant = new Set(before.filter((one) => wished.includes(one)));
  return emulator
    .requests("Set")
    .filter(({ body }) => isDeepStrictEqual(body, { roles: [] }))
    .map(({ path, query }) => `access ${path.split("/").at(-1)}/${query.actorId}`)
    .filter((one) => meant.has(one))
    .map((one) => `taken away although the program has it: ${one}`);
}

/** Changes the organization as somebody else would. Access that is given and that no resource answers for is returned. */
function editByHand(organization: Organization, { state }: Commands, edit: Edit, target: number): Thing[] {
  const pick = <T>(things: readonly T[]) => things[target % Math.max(1, things.length)];
  const managed = new Set(state.map(({ id }) => id));
  const mailbox = pick([...organization.shared.keys()].filter((id) => managed.has(id)));
  const answered = new Set(state.flatMap(identitiesKept));
  const right = pick(
    organization.access.all().filter(({ mailboxId, actorId }) => answered.has(`access ${mailboxId}/${actorId}`)),
  );
  const owner = pick([...organization.delegated.keys()].filter((id) => managed.has(id)));
  if (edit === "remove mailbox" && mailbox !== undefined) {
    organization.removeShared(mailbox);
  } else if (edit === "rename mailbox" && mailbox !== undefined) {
    organization.renameShared(mailbox, { name: `By hand ${mailbox}` });
  } else if (edit === "take access" && right !== undefined) {
    organization.setAccess(right.mailboxId, right.actorId, []);
  } else if (edit === "change access" && right !== undefined) {
    organization.setAccess(right.mailboxId, right.actorId, ["shared_mailbox_editor"]);
  } else if (edit === "give access") {
    return giveByHand(organization, state, target);
  } else if (edit === "switch off" && owner !== undefined) {
    organization.disableDelegation(owner);
  }
  return [];
}

function giveByHand(organization: Organization, state: readonly Kept[], target: number): Thing[] {
  const mailboxes = [...new Set(state.map(({ id }) => id))].filter((id) => organization.isMailbox(id));
  const mailboxId = mailboxes[target % Math.max(1, mailboxes.length)];
  const actorId = employee(organization.id, ACTORS[target % ACTORS.length] ?? 1);
  if (mailboxId === undefined) {
    return [];
  }
  const before = thingsAt(organization);
  organization.setAccess(mailboxId, actorId, ["shared_mailbox_half_sender"]);
  const answered = new Set(state.flatMap(identitiesKept));
  return thingsAt(organization).filter((thing) => !before.includes(thing) && !answered.has(identity(thing)));
}
