/**
 * What the program of this run holds, by key: what the run has created, adopted, set or updated, or found as it is declared.
 *
 * The engine creates a renamed resource before it deletes the old one, under the same id: the deletion must not take
 * away what the new one holds, also when it comes in a later run than the creation. And two requests for one thing are
 * never under way at once, because their order would be open.
 */
export class Writes {
  private readonly held = new Set<string>();
  private readonly taken = new Set<string>();
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

  /** Remembers that the program holds the things. */
  remember(...keys: string[]): void {
    for (const key of keys) {
      this.held.add(key);
    }
  }

  /** Remembers that this run has taken the thing away, which the service may not show yet. */
  rememberTaken(key: string): void {
    this.taken.add(key);
  }

  /** Whether this run has taken the thing away. */
  wasTaken(key: string): boolean {
    return this.taken.has(key);
  }

  /** Whether the program holds the thing. */
  has(key: string): boolean {
    return this.held.has(key);
  }
}

/** What a key may stand for at the service. */
export type Kind = "shared" | "delegated" | "access";

/** The key of a thing of the service. */
export function keyOf(kind: Kind, { orgId }: { orgId: string }, id: string): string {
  return `${orgId}/${kind}/${id}`;
}
