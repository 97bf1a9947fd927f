/** Who has which roles on which mailbox; looked up from both sides. */
export class AccessTable {
  readonly #byMailbox = new Map<string, Map<string, readonly string[]>>();
  readonly #byActor = new Map<string, Set<string>>();

  /** The roles of one actor on one mailbox; empty without access. */
  roles(mailboxId: string, actorId: string): readonly string[] {
    return this.#byMailbox.get(mailboxId)?.get(actorId) ?? [];
  }

  /** Replaces the whole list of one actor on one mailbox; an empty list takes the access away. */
  set(mailboxId: string, actorId: string, roles: readonly string[]): void {
    const actors = this.#byMailbox.get(mailboxId) ?? new Map<string, readonly string[]>();
    const mailboxes = this.#byActor.get(actorId) ?? new Set<string>();
    if (roles.length === 0) {
      actors.delete(actorId);
      mailboxes.delete(mailboxId);
    } else {
      actors.set(actorId, [...new Set(roles)]);
      mailboxes.add(mailboxId);
    }
    this.#byMailbox.set(mailboxId, actors);
    this.#byActor.set(actorId, mailboxes);
  }

  /** Who has access to a mailbox, in the order it was granted. */
  actors(mailboxId: string): [actorId: string, roles: readonly string[]][] {
    return [...(this.#byMailbox.get(mailboxId) ?? [])];
  }

  /** The mailboxes an actor has access to. */
  mailboxes(actorId: string): string[] {
    return [...(this.#byActor.get(actorId) ?? [])];
  }

  /** How many actors a mailbox has. */
  countActors(mailboxId: string): number {
    return this.#byMailbox.get(mailboxId)?.size ?? 0;
  }

  /** How many mailboxes an actor has access to. */
  countMailboxes(actorId: string): number {
    return this.#byActor.get(actorId)?.size ?? 0;
  }

  /** Takes the access of every actor of a mailbox. */
  dropMailbox(mailboxId: string): void {
    for (const [actorId] of this.actors(mailboxId)) this.set(mailboxId, actorId, []);
  }

  /** Takes all access of an actor. */
  dropActor(actorId: string): void {
    for (const mailboxId of this.mailboxes(actorId)) this.set(mailboxId, actorId, []);
  }

  /** Every right there is. */
  all(): { mailboxId: string; actorId: string; roles: readonly string[] }[] {
    return [...this.#byMailbox].flatMap(([mailboxId, actors]) =>
      [...actors].map(([actorId, roles]) => ({ mailboxId, actorId, roles })),
    );
  }
}
