/** R6: access that somebody gave by hand. It stays as long as no resource decides about it. */
import { type Declared, isIdOf, type Kept } from "../../support/engine/stack";
import { entries, goneWithMailbox, identitiesKept, identity, type Thing } from "./truth";

/** The beginnings of the things that the resources in state decide about: an exclusive list, about a whole mailbox. */
export function reachOfState(state: readonly Kept[]): string[] {
  return state.flatMap((kept) =>
    kept.type === "MailboxAccessList" && kept.outputs.exclusive === true
      ? [`access ${kept.id}/`]
      : identitiesKept(kept).map((one) => `${one} `),
  );
}

/** The same for whose access a program decides about, as far as its mailboxes are made. */
export function reachOfProgram(program: readonly Declared[], state: readonly Kept[]): string[] {
  return program.flatMap(({ type, inputs }) => {
    const mailboxes = mailboxesOf(inputs.mailboxId, state);
    const whole = type === "MailboxAccessList" && inputs.exclusive === true;
    const wished = whole ? [""] : actorsOf(inputs).map((actorId) => `${actorId} `);
    return mailboxes.flatMap((id) => wished.map((rest) => `access ${id}/${rest}`));
  });
}

/** Whose access a program wishes, by identity. */
export function wishedBy(program: readonly Declared[], state: readonly Kept[]): string[] {
  return program.flatMap(({ inputs }) =>
    mailboxesOf(inputs.mailboxId, state).flatMap((id) => actorsOf(inputs).map((actorId) => `access ${id}/${actorId}`)),
  );
}

/** What of the strangers' access is left after a command, and what was taken away although nothing decides about it. */
export function strangersAfter(
  strangers: readonly Thing[],
  { reach, there, state }: { reach: readonly string[]; there: readonly Thing[]; state: readonly Kept[] },
): { left: Thing[]; problems: string[] } {
  const known = new Set(state.flatMap(identitiesKept));
  const unknown = strangers.filter((thing) => !known.has(identity(thing)));
  const problems = unknown
    .filter((thing) => !there.includes(thing) && !goneWithMailbox(thing, there) && !isWithin(thing, reach))
    .map((thing) => `a stranger's access was taken away: ${thing}`);
  return { left: unknown.filter((thing) => there.includes(thing)), problems };
}

/** Whether something decides about the thing. */
export function isWithin(thing: Thing, reach: readonly string[]): boolean {
  return reach.some((beginning) => thing.startsWith(beginning));
}

function actorsOf({ actorId, access }: Declared["inputs"]): string[] {
  const listed = entries.safeParse(access).data ?? [];
  return [...(typeof actorId === "string" ? [actorId] : []), ...listed.map((entry) => entry.actorId)];
}

function mailboxesOf(mailboxId: unknown, state: readonly Kept[]): string[] {
  return isIdOf(mailboxId)
    ? state.filter(({ name, outgoing }) => name === mailboxId.idOf && !outgoing).map(({ id }) => id)
    : [];
}
