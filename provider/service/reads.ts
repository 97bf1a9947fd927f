/** Reads that are shared: whoever asks while one is under way, or after it has succeeded, gets the same one. */
export class Reads {
  private readonly known = new Map<string, Promise<unknown>>();

  /** The read of that name, begun where there is none. A read that failed is not kept. */
  cached<T>(key: string, begin: () => Promise<T>): Promise<T> {
    const known = this.known.get(key) as Promise<T> | undefined;
    if (known !== undefined) {
      return known;
    }
    const read = begin();
    this.known.set(key, read);
    read.catch(() => this.evict(key, read));
    return read;
  }

  /** Whether the read was begun, and has not failed. */
  has(key: string): boolean {
    return this.known.has(key);
  }

  /** The next one of that name asks the service. */
  drop(key: string): void {
    this.known.delete(key);
  }

  /** Parallel reads that miss share one second look: only the read that both have seen is evicted. */
  evict(key: string, read: Promise<unknown>): void {
    if (this.known.get(key) === read) {
      this.known.delete(key);
    }
  }
}
