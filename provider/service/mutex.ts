/** Runs what concerns one thing one after the other: two requests for one thing under way at once would leave their order open. */
export class KeyedMutex {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything earlier under the same key has ended, well or not. */
  async runExclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.tails.get(key) === mine) {
        this.tails.delete(key);
      }
    }
  }
}
