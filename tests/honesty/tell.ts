/** Tells the story with one set of switches, and looks after every step whether anything was lost or left behind. */
import assert from "node:assert/strict";
import { type EmulatorOptions, type Snapshot, type Switches, startEmulator } from "../../emulator";
import { LeapClock } from "../support/clock";
import { ORG, testContext } from "../support/context";
import { LATER_STEPS } from "./laterSteps";
import { type Program, Stack } from "./stack";
import { OWNER, type Scene, STEPS, type Step, seedByHand, seedBystanders } from "./steps";

/** How the story is told. */
export interface Telling {
  /** What differs from the defaults. A tariff without sharing comes into force in a step of its own. */
  switches: Partial<Switches>;
  options?: EmulatorOptions;
  /** Whether the token has the write scope alone. */
  writesOnly?: boolean;
}

/** What became of the story. */
export interface Told {
  steps: number;
  /** Steps that ended in a clear error and converged after the user had done what it says. */
  refused: string[];
  requests: number;
}

const MOST_REPAIRS = 4;
/** Longer than every delay of the switches. */
const UNTIL_VISIBLE = 5_000;

/** Organization content without what was there before the story and is not the program's. */
function oursOf(snapshot: Snapshot, bystanders: Snapshot): Snapshot {
  const theirs = new Set([...bystanders.shared.map(({ id }) => id), ...bystanders.delegated]);
  return {
    shared: snapshot.shared.filter(({ id }) => !theirs.has(id)),
    delegated: snapshot.delegated.filter((id) => !theirs.has(id)),
    access: snapshot.access.filter(({ mailboxId }) => !theirs.has(mailboxId)),
  };
}

/** What the program says the service should hold. */
function wished(stack: Stack, program: Program): Snapshot {
  const all: Snapshot = { shared: [], delegated: [], access: [] };
  for (const [name, declared] of Object.entries(program)) {
    const inputs = stack.inputsOf(declared);
    const id = stack.held.get(name)?.id ?? "not in state";
    if (inputs === undefined) throw new Error(`${name} needs what is not in state`);
    const text = (property: string) => String(inputs[property]);
    const grant = (actorId: string, roles: unknown) =>
      all.access.push({ mailboxId: text("mailboxId"), actorId, roles: Array.isArray(roles) ? roles.map(String) : [] });
    if (declared.type === "SharedMailbox") {
      all.shared.push({ id, email: text("email"), name: text("name"), description: text("description") });
    } else if (declared.type === "DelegatedMailbox") all.delegated.push(text("ownerId"));
    else if (declared.type === "MailboxAccess") grant(text("actorId"), inputs.roles);
    else for (const [actorId, roles] of Object.entries(Object(inputs.access))) grant(actorId, roles);
  }
  return all;
}

/** Fit for comparison: letter case of addresses, order, and what the owner role covers mean nothing. */
function comparable({ shared, delegated, access }: Snapshot): string[] {
  return [
    ...shared.map(({ id, email, name, description }) => `${id} ${email.toLowerCase()} ${name} ${description}`),
    ...delegated.map((id) => `delegated ${id}`),
    ...access.map(({ mailboxId, actorId, roles }) =>
      [mailboxId, actorId, ...(roles.includes(OWNER) ? [OWNER] : [...roles].sort())].join(" "),
    ),
  ].sort();
}

/** There are errors, each says what it has to, on one line. */
function clear(errors: string[], says: RegExp, title: string): void {
  assert.notEqual(errors.length, 0, `${title}: it should be impossible`);
  for (const error of errors) {
    assert.match(error, says, title);
    assert.doesNotMatch(error, /[\r\n]/, title);
  }
}

/** Tells the whole story. */
export async function tell({ switches, options, writesOnly = false }: Telling): Promise<Told> {
  const clock = new LeapClock();
  const emulator = await startEmulator({
    now: clock.now,
    taskDurationMs: 500,
    ...options,
    switches: { ...switches, tariff: "with sharing" },
  });
  const organization = emulator.organization(ORG);
  seedBystanders(organization);
  clock.move(UNTIL_VISIBLE);
  const bystanders = organization.snapshot();
  seedByHand(organization);
  clock.move(UNTIL_VISIBLE);
  const settings = { requestTimeout: 30, clock, token: "the-token-of-the-story" };
  const scopes = { scopes: ["ya360_admin:mail_write_shared_mailbox_inventory"] as const };
  emulator.addToken({ token: settings.token, ...(writesOnly && scopes) });
  const stack = new Stack(() => testContext(emulator, settings));
  const scene: Scene = {
    emulator,
    organization,
    about: switches,
    move: (ms) => clock.move(ms),
    id: (name) => stack.held.get(name)?.id ?? assert.fail(`${name} is not in state`),
  };
  const refused: string[] = [];
  let program: Program = {};

  /** Nothing of others has changed, and nothing is there that state does not know. */
  const nothingLostOrLeft = (where: string) => {
    const now = organization.snapshot();
    const ours = oursOf(now, bystanders);
    assert.deepEqual(
      [now.shared.length - ours.shared.length, now.delegated.length - ours.delegated.length],
      [bystanders.shared.length, bystanders.delegated.length],
      `${where}: others' mailboxes are as they were`,
    );
    const known = new Set(stack.all.map(({ id }) => id));
    const byHand = where.startsWith(STEPS[0]?.title ?? "");
    const orphans = [...ours.shared.map(({ id }) => id), ...ours.delegated].filter((id) => !known.has(id) && !byHand);
    assert.deepEqual(orphans, [], `${where}: mailboxes that state does not know`);
  };

  /** `pulumi refresh`: it drops only what is gone. */
  const refresh = async (where: string) => {
    const { gone, drifted, errors } = await stack.refresh();
    assert.deepEqual(errors, [], `${where}: refresh`);
    const there = organization.snapshot();
    const wrongly = gone.filter(({ type, id }) =>
      type === "SharedMailbox"
        ? there.shared.some((one) => one.id === id)
        : type === "DelegatedMailbox"
          ? there.delegated.includes(id)
          : there.access.some(({ mailboxId, actorId }) => id === `${mailboxId}/${actorId}`),
    );
    assert.deepEqual(wrongly, [], `${where}: wrongly said to be gone`);
    return { gone, drifted };
  };

  const converged = async (where: string) => {
    await refresh(`${where}, at once`);
    clock.move(UNTIL_VISIBLE);
    assert.deepEqual(await refresh(`${where}, later`).then(({ gone }) => gone), [], where);
    assert.deepEqual(await stack.up(program), [], `${where}: a further up`);
    clock.move(UNTIL_VISIBLE);
    const ours = oursOf(organization.snapshot(), bystanders);
    assert.deepEqual(comparable(ours), comparable(wished(stack, program)), `${where}: the service and the program`);
    const before = emulator.journal.length;
    assert.deepEqual(await stack.up(program), [], where);
    assert.equal(emulator.journal.length, before, `${where}: an idle up makes no request`);
  };

  const play = async (step: Step) => {
    const { title, outside, refused: refusal, repair } = step;
    outside?.(scene);
    if (step.atOnce !== true) clock.move(UNTIL_VISIBLE);
    const impossible = refusal?.when(emulator.switches) === true;
    if (impossible && step.refresh === "refused") {
      const { gone, errors } = await stack.refresh();
      assert.deepEqual(gone, [], `${title}: refresh cannot know`);
      clear(errors, refusal.says, title);
    } else if (step.refresh !== undefined) await refresh(title);
    program = step.program(program);
    let errors = await stack.up(program);
    if (!impossible) assert.deepEqual(errors, [], title);
    else {
      clear(errors, refusal.says, title);
      nothingLostOrLeft(title);
      refused.push(title);
      program = repair?.(scene, program) ?? program;
      for (let time = 1; errors.length > 0; time++) {
        assert.ok(time <= MOST_REPAIRS, `${title}: after ${MOST_REPAIRS} more ups: ${errors.join(" | ")}`);
        errors = await stack.up(program);
        nothingLostOrLeft(title);
        clock.move(60_000);
      }
    }
    nothingLostOrLeft(title);
    await converged(title);
  };

  try {
    for (const step of [...STEPS, ...LATER_STEPS]) await play(step);
    assert.deepEqual(emulator.strictViolations, []);
    assert.deepEqual(oursOf(organization.snapshot(), bystanders), { shared: [], delegated: [], access: [] });
    assert.deepEqual(organization.snapshot(), bystanders, "what was there before is as it was");
    return { steps: STEPS.length + LATER_STEPS.length, refused, requests: emulator.journal.length };
  } finally {
    await emulator.close();
  }
}
