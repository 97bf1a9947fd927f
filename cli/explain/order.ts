/** In which order every format tells what a preview does. */
import type { Known } from "./ask";
import type { Changes, MailboxChange, PersonChange } from "./changes";

/** How much a change of a mailbox matters, from the worst down. */
const DANGERS = ["deleted", "ownerless", "switchedOff", "loses", "fails", "fine"] as const;
/** One of DANGERS. */
export type Danger = (typeof DANGERS)[number];

/** How much this change matters. */
export function dangerOf({ fate, lastOwner, people, othersMayLose, refused }: MailboxChange): Danger {
  if (fate === "deleted") return "deleted";
  if (lastOwner === "lost") return "ownerless";
  if (fate === "switchedOff" || fate === "switchedAnew") return "switchedOff";
  if (othersMayLose || people.some(({ kind }) => kind === "loses")) return "loses";
  return refused.length > 0 ? "fails" : "fine";
}

/** The worst first, then by organization and address; of each mailbox, those who lose something first. */
export function inOrder(changes: Changes, known: Known): Changes {
  // The engine's own order is a matter of chance.
  const mailboxes = changes.mailboxes.toSorted(
    (a, b) =>
      DANGERS.indexOf(dangerOf(a)) - DANGERS.indexOf(dangerOf(b)) || compare(placeOf(a, known), placeOf(b, known)),
  );
  return { ...changes, mailboxes: mailboxes.map((one) => ({ ...one, people: one.people.toSorted(losersFirst) })) };
}

function placeOf({ orgId = "", email, id = "", resource }: MailboxChange, { people, shared }: Known): string {
  const address = email ?? shared.get(id)?.email ?? people.get(id)?.email;
  return [orgId, address ?? id, id, resource].join("\n");
}

function losersFirst(a: PersonChange, b: PersonChange): number {
  return Number(a.kind === "gains") - Number(b.kind === "gains");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
