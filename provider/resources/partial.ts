import { clip, Yandex360Error } from "../api/errors";

/**
 * A resource that exists and is not finished. The engine keeps it in state with `properties`, prints the reasons,
 * and calls update at the next `pulumi up`.
 */
export class PartiallyCreated extends Yandex360Error {
  readonly reasons: string[];

  /**
   * @param properties - what is confirmed, not what is wished.
   * @param cause - why it is not finished.
   */
  constructor(
    readonly id: string,
    readonly properties: object,
    cause: unknown,
  ) {
    super([cause], { cause });
    this.message = clip(this.message, 2000);
    this.reasons = [this.message];
  }
}
