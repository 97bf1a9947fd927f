/**
 * The time of the emulator beside a real host: the machine's, plus what was jumped over. The host's process decides when to
 * jump (preload.cjs), and nobody sleeps by this clock, so it is not the LeapClock of the other tests.
 */
export class JumpingClock {
  private jumped = 0;

  /** How much was jumped over, in milliseconds: where a new host begins. */
  get offset(): number {
    return this.jumped;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.jumped;

  /** Moves on to where the host is. Time never goes back. */
  jumpTo(offset: number): void {
    this.jumped = Math.max(this.jumped, offset);
  }
}
