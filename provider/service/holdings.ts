/**
 * What the program of this run holds, by key: what it declares as it is in state, and what this run has made, set or taken over.
 *
 * The engine creates a renamed resource before it deletes the old one, under the same id: the deletion must not take
 * away what the new one holds, also when it comes in a later run than the creation. Of what `--target` leaves out the engine
 * asks nothing, so a run does not know it.
 */
export class Holdings {
  private readonly held = new Set<string>();
  private readonly removed = new Set<string>();

  /** Records that the program holds the things. */
  hold(...keys: string[]): void {
    for (const key of keys) {
      this.held.add(key);
    }
  }

  /** Whether the program holds the thing. */
  isHeld(key: string): boolean {
    return this.held.has(key);
  }

  /** Records that this run takes the thing away, which the service may not show at once. */
  markRemoved(key: string): void {
    this.removed.add(key);
  }

  /** Whether this run has taken the thing away. */
  wasRemoved(key: string): boolean {
    return this.removed.has(key);
  }
}

/** What a key may stand for at the service. */
export type Kind = "shared" | "delegated" | "access";

/** The key of a thing of the service. */
export function keyOf(kind: Kind, { orgId }: { orgId: string }, id: string): string {
  return `${orgId}/${kind}/${id}`;
}

/** A mailbox, shared or an employee's own. */
export interface MailboxRef {
  orgId: string;
  mailboxId: string;
}

/** The key of an employee's access to a mailbox. */
export function accessKey(access: MailboxRef & { actorId: string }): string {
  return keyOf("access", access, `${access.mailboxId}/${access.actorId}`);
}

/** Whether this run has switched the mailbox's delegation off, also where it is on again: everybody has lost access. */
export function lostWithDelegation(holdings: Holdings, mailbox: MailboxRef): boolean {
  return holdings.wasRemoved(keyOf("delegated", mailbox, mailbox.mailboxId));
}
