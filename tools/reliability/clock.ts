/** The time of the emulator and of the host: the machine's, plus what was jumped over. See preload.cjs. */
export class JumpingClock {
  private offset = 0;

  /** Milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.offset;

  /** Moves on to where the host is. Time never goes back. */
  jumpTo(offset: number): void {
    this.offset = Math.max(this.offset, offset);
  }
}
