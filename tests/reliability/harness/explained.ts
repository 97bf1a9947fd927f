/** A4: what `yandex360 explain` says of a preview, beside what the `up` then does to the service. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { z } from "zod";
import type { EmulatorOrganization as Organization } from "../../../emulator";
import { command } from "../../support/cli/command";
import { HOSTS } from "../../support/cli/hosts";
import { Project } from "../../support/cli/project";
import { type Declared, isIdOf } from "../../support/engine/stack";
import { textOf } from "./engineStack";
import { ACTORS, type Drawn, program, written } from "./programs";
import { employee, type HostName, TOKEN, type World } from "./world";

/** What came of it. */
export interface Explained {
  previews: number;
  /** What the service had otherwise after an `up`. */
  changes: number;
  /** What was done elsewhere, before a preview. */
  edits: number;
  /** What was said and did not happen. */
  wrong: string[];
  /** What happened and was not said. */
  unsaid: string[];
  problems: string[];
}

/** Organizations in one program. */
const ORGANIZATIONS = 3;

interface EditByHand {
  kind: "access" | "remove mailbox" | "switch off" | "rename";
  target: number;
  actor: number;
  roles: string[];
}

/** One preview and its `up`: the program of each organization, what somebody does by hand before it, and whether it refreshes. */
interface Round {
  programs: Drawn[];
  edits: EditByHand[];
  refresh: boolean;
  options: string[];
}

const OPTIONS = ["{}", "{}", "{}", "{ deleteBeforeReplace: true }", "{ retainOnDelete: true }"];
const ROLES = [
  [],
  ["shared_mailbox_reader"],
  ["shared_mailbox_owner"],
  ["shared_mailbox_admin", "shared_mailbox_sender"],
];

const round: fc.Arbitrary<Round> = fc.record({
  programs: fc.array(program, { minLength: ORGANIZATIONS, maxLength: ORGANIZATIONS }),
  edits: fc.array(
    fc.record({
      kind: fc.constantFrom("access", "access", "access", "remove mailbox", "switch off", "rename"),
      target: fc.nat(20),
      actor: fc.nat(3),
      roles: fc.constantFrom(...ROLES),
    }),
    { maxLength: 5 },
  ),
  refresh: fc.boolean(),
  options: fc.array(fc.constantFrom(...OPTIONS), { minLength: 40, maxLength: 40 }),
});

/** Brings a first program up, and then explains `previews` others on their way. */
export async function explainPreviews(
  world: World,
  host: HostName,
  { previews, seed }: { previews: number; seed: number },
): Promise<Explained> {
  const told: Explained = { previews: 0, changes: 0, edits: 0, wrong: [], unsaid: [], problems: [] };
  const organizations = Array.from({ length: ORGANIZATIONS }, () =>
    world.emulator.organization(world.newOrganization()),
  );
  const project = new Project({ ...HOSTS[host], service: world.emulator, config: {}, env: { YANDEX360_TOKEN: TOKEN } });
  await project.open();
  const [first, ...rounds] = fc.sample(round, { seed, numRuns: previews + 1 });
  project.program(textFor(first, organizations));
  await project.succeed("up");
  for (const [at, one] of rounds.entries()) {
    told.edits += editByHand(one, organizations);
    project.program(textFor(one, organizations));
    const problem = await live(project, world, one, organizations, told);
    if (problem !== undefined) {
      told.problems.push(`preview ${at + 1} (seed ${seed}): ${problem}`);
      break;
    }
    told.previews++;
  }
  return told;
}

async function live(
  project: Project,
  { said }: World,
  { refresh }: Round,
  organizations: readonly Organization[],
  told: Explained,
): Promise<string | undefined> {
  const flags = refresh ? " --refresh" : "";
  const preview = await project.run(`preview --json${flags}`);
  project.write("preview.json", preview.stdout);
  const explained = await explain(project);
  if (explained.code === 2) {
    return `it could not be explained: ${explained.output}\n${preview.output.slice(-2000)}`;
  }
  const before = factsAt(organizations);
  const up = await project.run(`up${flags}`);
  said.push(preview.output, up.output, explained.output);
  if (up.code !== 0) {
    return `up failed: ${up.output.slice(-3000)}`;
  }
  const after = factsAt(organizations);
  const happened = differences(before, after);
  const explanation = shape.parse(JSON.parse(explained.stdout));
  const claimed = claimsOf(explanation);
  told.changes += happened.length;
  told.wrong.push(...claimed.filter((one) => !happened.includes(one)));
  told.unsaid.push(...happened.filter((one) => !claimed.includes(one)));
  const loses = happened.some((one) => / (goes|is switched off|loses)/.test(one));
  if (loses && explained.code !== 1) {
    told.unsaid.push("somebody loses access, and the status is 0");
  }
  return undefined;
}

/** The command of the installed package, as a person runs it. */
function explain(project: Project) {
  const cli = require
    .resolve("pulumi-yandex360/package.json", { paths: [project.folder] })
    .replace("package.json", "dist/cli/index.js");
  const env = { ...project.environment, YANDEX360_API_URL: project.emulator.url };
  return command(process.execPath, [cli, "explain", "preview.json", "--format", "json"], { cwd: project.folder, env });
}

function textFor(one: Round | undefined, organizations: readonly Organization[]): string {
  const declared = (one?.programs ?? []).flatMap((drawn, at) =>
    inOrganization(at, written(organizations[at]?.id ?? "", drawn)),
  );
  const options = new Map(declared.map(({ name, type }, at) => [name, optionsFor(type, one?.options[at])]));
  return textOf(declared, (name) => options.get(name) ?? "{}");
}

/** What is retained of a mailbox would stand in the way of the next program. */
function optionsFor(type: Declared["type"], drawn = "{}"): string {
  return drawn.includes("retainOnDelete") && type !== "MailboxAccess" ? "{}" : drawn;
}

/** The same names in each organization are names of their own in one program. */
function inOrganization(at: number, declared: readonly Declared[]): Declared[] {
  const named = (name: string) => `${name}-of-${at}`;
  return declared.map(({ name, inputs, ...rest }) => ({
    ...rest,
    name: named(name),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, isIdOf(value) ? { idOf: named(value.idOf) } : value]),
    ),
  }));
}

/** Mailboxes go by hand only where the preview refreshes: what else would miss them makes the `up` fail, as it should. */
function editByHand({ edits, refresh }: Round, organizations: readonly Organization[]): number {
  const done = edits.filter(({ kind, target, actor, roles }) => {
    const organization = organizations[target % organizations.length];
    const mailboxes = organization === undefined ? [] : mailboxesOf(organization);
    const id = mailboxes[target % Math.max(1, mailboxes.length)];
    const who = organization && employee(organization.id, [...ACTORS, 5][actor] ?? 5);
    if (organization === undefined || id === undefined || who === undefined || who === id) return false;
    if (kind === "access") organization.setAccess(id, who, roles);
    else if (!refresh) return false;
    else if (kind === "remove mailbox" && organization.shared.has(id)) organization.removeShared(id);
    else if (kind === "switch off" && organization.delegated.has(id)) organization.disableDelegation(id);
    else if (kind === "rename" && organization.shared.has(id)) organization.renameShared(id, { name: `By hand ${id}` });
    else return false;
    return true;
  });
  return done.length;
}

function mailboxesOf({ shared, delegated }: Organization): string[] {
  return [...shared.keys(), ...delegated.keys()];
}

/** What the organizations have, by what it is called: `shared`, `delegated`, or a right. */
interface Facts {
  /** Address by id. */
  shared: Map<string, string>;
  delegated: Set<string>;
  /** Roles by mailbox and person. */
  rights: Map<string, string>;
}

function factsAt(organizations: readonly Organization[]): Facts {
  const all = organizations.map((organization) => organization.snapshot());
  return {
    shared: new Map(all.flatMap(({ shared }) => shared.map(({ id, email }) => [id, email] as const))),
    delegated: new Set(all.flatMap(({ delegated }) => delegated)),
    rights: new Map(
      all.flatMap(({ access }) =>
        access.map(({ mailboxId, actorId, roles }) => [`${mailboxId} ${actorId}`, rights(roles)] as const),
      ),
    ),
  };
}

function rights(roles: readonly string[]): string {
  return roles.includes("shared_mailbox_owner") ? "shared_mailbox_owner" : [...roles].sort().join();
}

/** What is otherwise, in words that `claimsOf` has too: a mailbox that is new is called by its address. */
function differences(before: Facts, after: Facts): string[] {
  const called = (mailboxId: string) =>
    before.shared.has(mailboxId) ? mailboxId : (after.shared.get(mailboxId) ?? mailboxId);
  const pairs = [...new Set([...before.rights.keys(), ...after.rights.keys()])];
  return [
    ...[...before.shared.keys()].filter((id) => !after.shared.has(id)).map((id) => `mailbox ${id} goes`),
    ...[...after.shared].filter(([id]) => !before.shared.has(id)).map(([, email]) => `mailbox ${email} is made`),
    ...[...before.delegated]
      .filter((id) => !after.delegated.has(id))
      .map((id) => `delegation of ${id} is switched off`),
    ...[...after.delegated].filter((id) => !before.delegated.has(id)).map((id) => `delegation of ${id} is switched on`),
    ...pairs
      .filter((pair) => !isDeepStrictEqual(before.rights.get(pair), after.rights.get(pair)))
      .map((pair) => {
        const [mailboxId = "", actorId = ""] = pair.split(" ");
        return personLine(called(mailboxId), actorId, before.rights.get(pair) ?? "", after.rights.get(pair) ?? "");
      }),
  ];
}

function personLine(mailbox: string, actorId: string, had: string, has: string): string {
  const what = has === "" ? "loses" : had === "" ? "gains" : "changes to";
  return `${actorId} on ${mailbox} ${what} ${has === "" ? had : has}`;
}

const shape = z.object({
  mailboxes: z.array(
    z.object({
      fate: z.string(),
      id: z.string().optional(),
      email: z.string().optional(),
      people: z.array(
        z.object({ id: z.string().nullable(), before: z.array(z.string()), after: z.array(z.string()).nullable() }),
      ),
    }),
  ),
});

function claimsOf({ mailboxes }: z.infer<typeof shape>): string[] {
  return mailboxes.flatMap(({ fate, id, email = "", people }) => {
    const called = id ?? email;
    const fates: Readonly<Record<string, string>> = {
      deleted: `mailbox ${called} goes`,
      created: `mailbox ${called} is made`,
      switchedOff: `delegation of ${called} is switched off`,
      switchedOn: `delegation of ${called} is switched on`,
    };
    const own = fates[fate];
    return [
      ...(own === undefined ? [] : [own]),
      ...people.map((person) =>
        personLine(called, person.id ?? "?", rights(person.before), rights(person.after ?? ["?"])),
      ),
    ];
  });
}
