/**
 * What this run has written, by key.
 *
 * The engine creates a renamed resource before it deletes the old one, under the same id: the deletion must not undo
 * what the creation has just set. And two requests for one thing are never under way at once, because their order
 * would be open.
 */
export class Writes {
  private readonly written = new Set<string>();
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs `write` after every earlier one for the same thing has ended, well or not. */
  async inTurn<T>(key: string, write: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(write, write);
    this.tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.tails.get(key) === mine) {
        this.tails.delete(key);
      }
    }
  }

  /** Remembers that this run has created, adopted or set the thing. */
  remember(key: string): void {
    this.written.add(key);
  }

  /** Whether this run has created, adopted or set the thing. */
  has(key: string): boolean {
    return this.written.has(key);
  }
}
