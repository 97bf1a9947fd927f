import { z } from "zod";
import type { EmulatorOrganization as Organization, Snapshot } from "../../../emulator";
import type { Raw } from "../../support/engine/operationError";
import { type Declared, isIdOf, type Kept } from "../../support/engine/stack";

/** Something of the service that a program can manage, in a form that compares. */
export type Thing = string;

const OWNER = "shared_mailbox_owner";

function rights(roles: readonly string[]): string {
  return roles.includes(OWNER) ? OWNER : [...new Set(roles)].sort().join();
}

/** Everything the organization has. */
export function thingsAt(organization: Organization): Thing[] {
  return thingsOf(organization.snapshot());
}

export function thingsOf({ shared, delegated, access }: Snapshot): Thing[] {
  return [
    ...shared.map(({ id, email, name, description }) => `shared ${id} ${email.toLowerCase()} ${name}|${description}`),
    ...delegated.map((id) => `delegated ${id}`),
    ...access.map(({ mailboxId, actorId, roles }) => `access ${mailboxId}/${actorId} ${rights(roles)}`),
  ].sort();
}

const listState = z.object({
  access: z.record(z.string(), z.array(z.string())),
  unsettled: z.array(z.string()).default([]),
});

/** What a resource in state says there is: one thing, or everybody's access where it is a list. */
export function thingsKept({ type, id, outputs }: Pick<Kept, "type" | "id" | "outputs">): Thing[] {
  switch (type) {
    case "SharedMailbox":
      return [`shared ${id} ${String(outputs.email)} ${String(outputs.name)}|${String(outputs.description)}`];
    case "DelegatedMailbox":
      return [`delegated ${id}`];
    case "MailboxAccess":
      return [`access ${id} ${rights(outputs.roles as string[])}`];
    case "MailboxAccessList":
      return Object.entries(listState.parse(outputs).access).map(
        ([actorId, roles]) => `access ${id}/${actorId} ${rights(roles)}`,
      );
  }
}

/** The identities of what a resource in state answers for; what was asked for and never confirmed is among them. */
export function identitiesKept(kept: Kept): string[] {
  const open = kept.type === "MailboxAccessList" ? listState.parse(kept.outputs).unsettled : [];
  return [...thingsKept(kept).map(identity), ...open.map((actorId) => `access ${kept.id}/${actorId}`)];
}

/** A thing without what may change in place. */
export function identity(thing: Thing): string {
  return thing.split(" ").slice(0, 2).join(" ");
}

/**
 * What is wrong between the program, the state and the service after a command that went well.
 * `others` is what was there before and nobody manages.
 */
export function disagreements(
  program: readonly Declared[],
  state: readonly Kept[],
  organization: Organization,
  others: readonly Thing[],
): string[] {
  const problems: string[] = [];
  const there = thingsAt(organization);
  const managed = state.flatMap(thingsKept);
  for (const thing of managed.filter((one) => !there.includes(one))) {
    problems.push(`state has what the service has not: ${thing}`);
  }
  for (const thing of others.filter((one) => !there.includes(one) && !goneWithMailbox(one, there))) {
    problems.push(`what nobody manages has changed: ${thing}`);
  }
  for (const thing of there.filter((one) => !managed.includes(one) && !others.includes(one))) {
    problems.push(`orphan: ${thing}`);
  }
  for (const { name, type } of program) {
    if (state.filter((kept) => kept.name === name && kept.type === type).length !== 1) {
      problems.push(`the program's ${name} is not in state once`);
    }
  }
  for (const kept of state) {
    const declared = program.find(({ name, type }) => name === kept.name && type === kept.type);
    if (declared === undefined || kept.outgoing) {
      problems.push(`state has what the program has not: ${kept.name}`);
    } else if (!isAsDeclared(declared, kept, state)) {
      problems.push(`${kept.name} is not as the program has it: ${JSON.stringify(kept.outputs, leaveOut)}`);
    }
    if (kept.initErrors.length > 0) {
      problems.push(`${kept.name} is half-made`);
    }
  }
  return [...problems, ...duplicates(there)];
}

/** Access goes with its mailbox, whoever gave it. */
export function goneWithMailbox(thing: Thing, there: readonly Thing[]): boolean {
  const [kind, id] = thing.split(" ");
  const mailboxId = id?.split("/")[0];
  return (
    kind === "access" && !there.some((one) => [`shared ${mailboxId}`, `delegated ${mailboxId}`].includes(identity(one)))
  );
}

/** Two mailboxes with one address. */
export function duplicates(there: readonly Thing[]): string[] {
  const addresses = there.filter((thing) => thing.startsWith("shared ")).map((thing) => thing.split(" ")[2]);
  return addresses.filter((one, index) => addresses.indexOf(one) !== index).map((one) => `duplicate: ${one}`);
}

/**
 * What is wrong after a command that failed. A resource that is not finished may be in state without being as its state
 * says; what was to be deleted may be gone already. Everything else in state has to be true, and nothing may be lost.
 */
export function untruths(
  state: readonly Kept[],
  organization: Organization,
  others: readonly Thing[],
  deleting: readonly string[],
): string[] {
  const there = thingsAt(organization);
  const known = new Set([...state.flatMap(identitiesKept), ...others.map(identity)]);
  const lost = there.filter((thing) => !known.has(identity(thing))).map((thing) => `orphan: ${thing}`);
  const untrue = state
    .filter(({ name, initErrors }) => initErrors.length === 0 && !deleting.includes(name))
    .flatMap(thingsKept)
    .filter((thing) => !there.includes(thing))
    .map((thing) => `state says what is not so: ${thing}`);
  return [...lost, ...untrue, ...duplicates(there)];
}

/** The people of a list as a program writes it. */
export const entries = z.array(z.object({ actorId: z.string(), roles: z.array(z.string()) }));

function isAsDeclared({ inputs }: Declared, { outputs }: Kept, state: readonly Kept[]): boolean {
  return Object.entries(inputs).every(([key, value]) => {
    if (isIdOf(value)) {
      return outputs[key] === state.find(({ name }) => name === value.idOf)?.id;
    }
    if (key === "roles") {
      return rights(outputs.roles as string[]) === rights(value as string[]);
    }
    if (key === "access") {
      const wished = entries.parse(value).map(({ actorId, roles }) => `${actorId} ${rights(roles)}`);
      const kept = Object.entries(listState.parse(outputs).access).map(
        ([actorId, roles]) => `${actorId} ${rights(roles)}`,
      );
      return wished.sort().join() === kept.sort().join();
    }
    const given = key === "email" ? String(value).toLowerCase() : value;
    return String(outputs[key]) === String(given);
  });
}

function leaveOut(key: string, value: unknown): unknown {
  return key === "__provider" ? undefined : (value as Raw);
}
