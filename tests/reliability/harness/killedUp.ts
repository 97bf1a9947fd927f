/** R3: one real `up` with all resource types and every kind of write in it, killed at the boundaries of its requests. */
import { statSync, truncateSync } from "node:fs";
import type { EndpointName, Seed } from "../../../emulator";
import { exampleSeed } from "../../../emulator";
import { SCRATCH } from "../../support/cli/packed";
import { employee, ORG, Project } from "../../support/cli/project";
import { Answers, type Kill, killDuring, MOMENTS, VICTIMS } from "./killing";
import { type Aftermath, aftermath, recover, type Thing } from "./recovery";
import { TOKEN } from "./world";

const shared = (name: string, title: string): string =>
  `const ${name} = new yandex360.SharedMailbox("${name}", { email: "${name}@example.org", name: "${title}" });`;
const delegated = (name: string, owner: number): string =>
  `const ${name} = new yandex360.DelegatedMailbox("${name}", { ownerId: "${employee(owner)}" });`;
const access = (mailbox: string, actor: number, role: string): string =>
  `new yandex360.MailboxAccess("${mailbox}-${actor}", { mailboxId: ${mailbox}.id, actorId: "${employee(actor)}", roles: ["shared_mailbox_${role}"] });`;
const accessList = (mailbox: string, roles: Record<number, string>): string => {
  const entries = Object.entries(roles).map(
    ([actor, role]) => `{ actorId: "${employee(Number(actor))}", roles: ["shared_mailbox_${role}"] }`,
  );
  return `new yandex360.MailboxAccessList("${mailbox}-access", { mailboxId: ${mailbox}.id, access: [${entries}], unlisted: "remove" });`;
};

/** What is there before the `up`. */
const BEFORE = [
  shared("gone", "Gone"),
  shared("kept", "Kept"),
  shared("team", "Team"),
  delegated("former", 9),
  delegated("lasting", 8),
  access("lasting", 2, "reader"),
  access("lasting", 3, "sender"),
  accessList("team", { 4: "reader", 5: "sender", 6: "editor" }),
  accessList("kept", { 4: "reader" }),
].join("\n");

/** Makes, changes and removes a resource of every type that can be, and a person of a list; `team` has an unlisted one, too. */
export const AFTER: readonly string[] = [
  shared("kept", "Renamed"),
  shared("team", "Team"),
  shared("support", "Support"),
  shared("desk", "Desk"),
  delegated("lasting", 8),
  delegated("boss", 1),
  access("lasting", 2, "owner"),
  access("support", 2, "owner"),
  access("boss", 2, "sender"),
  accessList("team", { 4: "owner", 5: "sender", 7: "reader" }),
  accessList("desk", { 2: "reader", 3: "sender" }),
];

const UNLISTED = 10;

/** What the service holds of it in the end. */
export const DECLARED: Thing[] = [
  "shared kept@example.org Renamed",
  "shared team@example.org Team",
  "shared support@example.org Support",
  "shared desk@example.org Desk",
  `delegated ${employee(8)}`,
  `delegated ${employee(1)}`,
  `access ${employee(8)} ${employee(2)} shared_mailbox_owner`,
  `access support@example.org ${employee(2)} shared_mailbox_owner`,
  `access ${employee(1)} ${employee(2)} shared_mailbox_sender`,
  `access team@example.org ${employee(4)} shared_mailbox_owner`,
  `access team@example.org ${employee(5)} shared_mailbox_sender`,
  `access team@example.org ${employee(7)} shared_mailbox_reader`,
  `access desk@example.org ${employee(2)} shared_mailbox_reader`,
  `access desk@example.org ${employee(3)} shared_mailbox_sender`,
];

/** What no program manages, and no recovery may touch. */
export const OTHERS: Thing[] = [
  "shared other@example.org Other",
  `delegated ${employee(20)}`,
  `access other@example.org ${employee(2)} shared_mailbox_reader`,
  `access ${employee(20)} ${employee(2)} shared_mailbox_sender`,
];

const ENV = { YANDEX360_TOKEN: TOKEN, TMPDIR: SCRATCH };
const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Projects as a killed `up` finds them; every case begins with a copy. */
export class Originals {
  private constructor(
    private readonly first: Project,
    private readonly changed: Project,
  ) {}

  /** Makes both, with things beside them that nobody manages. */
  static async make(): Promise<Originals> {
    const first = await openProject();
    first.program(AFTER.join("\n"));
    const changed = await openProject();
    changed.program(BEFORE);
    await changed.succeed("up");
    const organization = changed.emulator.organization(ORG);
    const team = organization.findShared("team@example.org")?.id ?? "";
    organization.setAccess(team, employee(UNLISTED), ["shared_mailbox_reader"]);
    changed.program(AFTER.join("\n"));
    return new Originals(first, changed);
  }

  async copy({ up }: Case, answers: Answers): Promise<Project> {
    const from = up === "first" ? this.first : this.changed;
    const seed: Seed = {
      organizations: exampleSeed.organizations.map((organization) => ({ ...organization, ...from.snapshot })),
      tokens: [{ token: TOKEN }],
    };
    const project = new Project({ from, emulator: { seed, taskDurationMs: 1000, ...answers.options }, env: ENV });
    await project.open();
    return project;
  }

  async close(): Promise<void> {
    await this.first.close();
    await this.changed.close();
  }
}

async function openProject(): Promise<Project> {
  const project = new Project({ emulator: { seed: { ...exampleSeed, tokens: [{ token: TOKEN }] } }, env: ENV });
  await project.open();
  const organization = project.emulator.organization(ORG);
  const other = organization.createShared({ email: "other@example.org", name: "Other" });
  organization.enableDelegation(employee(20));
  organization.setAccess(other, employee(2), ["shared_mailbox_reader"]);
  organization.setAccess(employee(20), employee(2), ["shared_mailbox_sender"]);
  return project;
}

/** What else is lost of the state on disk, as when the machine loses its power: nothing by default. */
type Cut = "half" | "empty" | "empty, and its copy";

/** One kill. */
export interface Case extends Kill {
  /** The very first `up`, or one of a changed program. */
  up: "first" | "changed";
  checkpoints: boolean;
  cut?: Cut;
}

/** The requests of the changed `up`, and how many there are of each. */
export const REQUESTS = {
  Set: 11,
  CreateShared: 2,
  CreateDelegated: 1,
  TaskStatus: 11,
  ListActors: 2,
  UpdateShared: 1,
  DeleteShared: 1,
  DeleteDelegated: 1,
} as const satisfies Partial<Record<EndpointName, number>>;

const ENDPOINTS = Object.keys(REQUESTS) as (keyof typeof REQUESTS)[];
const COMBINATIONS = VICTIMS.flatMap((victim) => MOMENTS.map((moment) => ({ victim, moment })));

/** Every endpoint, moment and victim; of an endpoint's requests, each case takes another one where there are as many. */
export const KILLS: Case[] = ENDPOINTS.flatMap((endpoint) =>
  COMBINATIONS.map((combination, at) => ({
    ...combination,
    endpoint,
    skip: Math.floor((at * REQUESTS[endpoint]) / COMBINATIONS.length),
    up: "changed",
    checkpoints: true,
  })),
);

/** Every victim with every moment, and every endpoint. */
export const CI_KILLS: Case[] = COMBINATIONS.flatMap((_, at) =>
  KILLS.slice((at % ENDPOINTS.length) * COMBINATIONS.length + at).slice(0, 1),
);

const late = { moment: "answered, not in state", checkpoints: false } as const;

/** The one that CI has comes first. A killed plugin is left out: the CLI then writes the state at its end. */
export const KILLS_WITHOUT_CHECKPOINTS: Case[] = [
  { ...late, victim: "both", endpoint: "Set", skip: 5, up: "first" },
  { ...late, victim: "CLI", endpoint: "DeleteShared", skip: 0, up: "changed" },
  { ...late, victim: "CLI", endpoint: "CreateShared", skip: 3, up: "first" },
  { ...late, victim: "both", endpoint: "TaskStatus", skip: 6, up: "first" },
  ...ENDPOINTS.map((endpoint, at): Case => {
    const victim = at % 2 === 0 ? "CLI" : "both";
    return { ...late, victim, endpoint, skip: REQUESTS[endpoint] - 1, up: "changed" };
  }),
];

/** The state as after a kill at its middle, and then not whole. */
export const CUT_SHORT: Case[] = (["half", "empty", "empty, and its copy"] as const).map((cut) => ({
  victim: "both",
  moment: "answered, not in state",
  endpoint: "Set",
  skip: 4,
  up: "changed",
  checkpoints: true,
  cut,
}));

/** Kills an `up`, and types the recovery. */
export async function survive(originals: Originals, one: Case): Promise<Aftermath> {
  return afterKill(originals, one, async (project, killed) => {
    const restored = one.cut === undefined ? "" : await restore(project, one.cut);
    const recovered = await recover(project, "The process was killed");
    const after = await aftermath(project, DECLARED, OTHERS);
    return { ...after, said: [killed, restored, recovered, ...after.said] };
  });
}

/** Kills an `up` of a copy, and looks at what is left; `look` is given what the `up` had printed. */
export async function afterKill<T>(
  originals: Originals,
  one: Case,
  look: (project: Project, killed: string) => Promise<T>,
): Promise<T> {
  const answers = new Answers();
  const project = await originals.copy(one, answers);
  try {
    const args = ["up", "--yes", "--skip-preview", "--stack", "dev"];
    const env = { ...project.environment, ...(one.checkpoints ? {} : WITHOUT_CHECKPOINTS) };
    const { output } = await killDuring(project.emulator, answers, one, [args, project.folder, env]);
    // What was begun ends in its time; no more time is spent on tasks.
    project.emulator.settings.taskDurationMs = 0;
    return await look(project, output);
  } finally {
    await project.close();
  }
}

async function restore(project: Project, cut: Cut): Promise<string> {
  const whole = statSync(project.stateFile).size;
  truncateSync(project.stateFile, cut === "half" ? Math.floor(whole / 2) : 0);
  if (cut !== "empty, and its copy") {
    return recover(project, "State on disk was cut short");
  }
  truncateSync(`${project.stateFile}.bak`, 0);
  return recover(project, "The copy was cut short, too");
}

/** How cases ended. */
export interface Survival {
  cases: number;
  recovered: number;
  pendingOperations: number;
  extra: number;
  problems: string[];
  said: string[];
}

/** Runs the cases, two at a time. */
export async function surviveAll(originals: Originals, cases: readonly Case[]): Promise<Survival> {
  const survival: Survival = {
    cases: cases.length,
    recovered: 0,
    pendingOperations: 0,
    extra: 0,
    problems: [],
    said: [],
  };
  const left = cases.values();
  const lane = async () => {
    for (const one of left) {
      const after = await survive(originals, one).catch(unfinished);
      survival.recovered += after.problems.length === 0 ? 1 : 0;
      survival.pendingOperations += after.pendingOperations;
      survival.extra += after.extra.length;
      survival.said.push(...after.said);
      survival.problems.push(...after.problems.map((problem) => `${nameOf(one)}: ${problem}`));
    }
  };
  await Promise.all([lane(), lane()]);
  return survival;
}

function nameOf({ victim, endpoint, skip, moment, up, checkpoints, cut }: Case): string {
  const state = [checkpoints ? [] : ["checkpoints off"], cut === undefined ? [] : [`state ${cut}`]].flat();
  return [`${victim} killed in the ${up} up at ${endpoint} ${skip + 1}`, moment, ...state].join(", ");
}

function unfinished(error: unknown): Aftermath {
  const problem = error instanceof Error ? error.message : String(error);
  return { pendingOperations: 0, extra: [], problems: [problem], said: [problem] };
}
