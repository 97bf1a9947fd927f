/** Finds shared mailboxes by address, without case, and by name, as quickly among thousands as among three. */
export class SharedIndex {
  readonly #byAddress = new Map<string, string>();
  readonly #byName = new Map<string, Set<string>>();

  /** Takes a mailbox in. */
  add({ id, email, name }: { id: string; email: string; name: string }): void {
    this.#byAddress.set(email.toLowerCase(), id);
    this.#byName.set(name, (this.#byName.get(name) ?? new Set<string>()).add(id));
  }

  /** Leaves a mailbox out; address and name as they were when it was added. */
  remove({ id, email, name }: { id: string; email: string; name: string }): void {
    if (this.#byAddress.get(email.toLowerCase()) === id) this.#byAddress.delete(email.toLowerCase());
    const ids = this.#byName.get(name);
    ids?.delete(id);
    if (ids?.size === 0) this.#byName.delete(name);
  }

  /** The id of the mailbox with this address. */
  byAddress(email: string): string | undefined {
    return this.#byAddress.get(email.toLowerCase());
  }

  /** The ids of the mailboxes with this name. */
  byName(name: string): string[] {
    return [...(this.#byName.get(name) ?? [])];
  }
}
