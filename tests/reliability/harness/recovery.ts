/** The commands of docs/recovery.md, typed as they stand there, and what has to hold after them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Snapshot } from "../../../emulator";
import { command } from "../../support/cli/command";
import type { Project } from "../../support/cli/project";

/** The block of commands in a section of docs/recovery.md. */
export function recoveryBlock(heading: string): string {
  const text = readFileSync(join(__dirname, "../../../docs/recovery.md"), "utf8");
  const section = text.split(/^##+ /m).find((part) => part.startsWith(`${heading}\n`));
  const block = /^```sh\n([\s\S]*?)^```/m.exec(section ?? "")?.[1];
  if (block === undefined) {
    throw new Error(`docs/recovery.md has no block of commands under ${heading}`);
  }
  return block;
}

/**
 * Types the commands into one shell, as a person does who stops at the first that fails.
 *
 * @returns what they printed.
 * @throws Error that shows it, where one fails.
 */
export async function recover(project: Project, heading: string): Promise<string> {
  const block = recoveryBlock(heading);
  const env = { ...project.environment, PULUMI_STACK: "dev" };
  const { code, output } = await command("sh", ["-ec", block], { cwd: project.folder, env });
  if (code !== 0) {
    throw new Error(`the commands of "${heading}" ended with status ${code}:\n${output}`);
  }
  return output;
}

/** Something of the service in words, mailboxes by their address: `access support@example.org 113 shared_mailbox_owner`. */
export type Thing = string;

/** What the service holds, by ids as state has them. */
function thingsAt({ shared, delegated, access }: Snapshot): Map<string, Thing> {
  const addresses = new Map(shared.map(({ id, email }) => [id, email]));
  return new Map([
    ...shared.map(({ id, email, name }): [string, Thing] => [id, `shared ${email} ${name}`]),
    ...delegated.map((id): [string, Thing] => [id, `delegated ${id}`]),
    ...access.map(({ mailboxId, actorId, roles }): [string, Thing] => [
      `${mailboxId}/${actorId}`,
      `access ${addresses.get(mailboxId) ?? mailboxId} ${actorId} ${roles.join()}`,
    ]),
  ]);
}

const resource = z.object({
  type: z.string(),
  id: z.string().optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  initErrors: z.array(z.string()).optional(),
});
const checkpoint = z.object({
  checkpoint: z.object({
    latest: z.object({
      resources: z.array(resource).default([]),
      pending_operations: z.array(z.unknown()).nullish(),
    }),
  }),
});

type Resource = z.infer<typeof resource>;

const OURS = "pulumi-nodejs:dynamic/yandex360:";

/** What a resource in state stands for at the service. */
function idsOf({ type, id = "", outputs = {} }: Resource): string[] {
  if (!type.startsWith(OURS)) {
    return [];
  }
  return type === `${OURS}MailboxAccessList`
    ? Object.keys(outputs.access ?? {}).map((actor) => `${id}/${actor}`)
    : [id];
}

function differences(there: readonly Thing[], expected: readonly Thing[]): string[] {
  return [
    ...expected.filter((one) => !there.includes(one)).map((one) => `missing: ${one}`),
    ...there.filter((one) => !expected.includes(one)).map((one) => `not in the program: ${one}`),
  ];
}

/** What is there after a recovery, beside what should be. */
export interface Aftermath {
  pendingOperations: number;
  /** What the service has, the state has not, and nobody else made. */
  extra: Thing[];
  problems: string[];
  /** What the commands printed. */
  said: string[];
}

/** Compares program, state and service. `declared` is what the program says, `others` what nobody manages. */
export async function aftermath(
  project: Project,
  declared: readonly Thing[],
  others: readonly Thing[],
): Promise<Aftermath> {
  const { latest } = checkpoint.parse(JSON.parse(readFileSync(project.stateFile, "utf8"))).checkpoint;
  const things = thingsAt(project.snapshot);
  const managed = latest.resources.flatMap(idsOf);
  const problems = [
    ...differences([...things.values()], [...declared, ...others]),
    ...managed.filter((id) => !things.has(id)).map((id) => `state has what the service has not: ${id}`),
    ...latest.resources.flatMap(({ id, initErrors = [] }) => (initErrors.length > 0 ? [`${id} is half-made`] : [])),
  ];
  const extra = [...things].flatMap(([id, thing]) => (managed.includes(id) || others.includes(thing) ? [] : [thing]));
  const preview = await project.run("preview --expect-no-changes");
  if (preview.code !== 0) {
    problems.push(`the preview is not empty:\n${preview.output}`);
  }
  const idle = await project.run("up");
  if (idle.code !== 0 || idle.steps.length > 0 || idle.requests.length > 0) {
    problems.push(`the next up had something to do: ${idle.requests.length} requests\n${idle.output}`);
  }
  const pendingOperations = latest.pending_operations?.length ?? 0;
  return {
    pendingOperations,
    extra,
    problems: [
      ...problems,
      ...(pendingOperations > 0 ? [`${pendingOperations} pending operations`] : []),
      ...extra.map((one) => `extra: ${one}`),
    ],
    said: [preview.output, idle.output],
  };
}
