import type * as pulumi from "@pulumi/pulumi";
import { isOfType, Resource } from "./resource";

const TYPE = "DelegatedMailbox";

/** What a {@link DelegatedMailbox} is made from. */
export interface DelegatedMailboxArgs {
  /**
   * The employee whose mailbox it is: a decimal id, which is in the address of the employee's page, after `uid=`. A string
   * or a safe integer. Another owner means replacement.
   */
  ownerId: pulumi.Input<string | number>;
  /** The organization, a decimal id. Another one means replacement. Default: the stack's `yandex360:orgId`. */
  orgId?: pulumi.Input<string | number | undefined>;
}

/**
 * Delegation of an employee's own mailbox, so that others can be given access to it. Delegation that is on already is
 * taken over; deleting the resource switches it off, and **every delegate loses access**. The letters stay where they are.
 *
 * `id` is the owner's id.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "1130000000000001" });
 * ```
 *
 * Errors at `up`: there is no such employee, or the organization's limit of delegated mailboxes is reached.
 * Source: the pages MailboxService_CreateDelegated, ListDelegated and DeleteDelegated of the Yandex 360 API.
 */
export class DelegatedMailbox extends Resource {
  /** The decimal id of the employee whose mailbox it is. */
  declare public readonly ownerId: pulumi.Output<string>;
  /** The organization's decimal id. */
  declare public readonly orgId: pulumi.Output<string>;

  /** @param name - the resource's name in the stack. */
  constructor(name: string, args: DelegatedMailboxArgs, opts?: pulumi.CustomResourceOptions) {
    super(TYPE, name, args, opts);
  }

  /** Whether `value` is a DelegatedMailbox, also one that another copy of the package made. */
  static override isInstance(value: unknown): value is DelegatedMailbox {
    return isOfType(value, TYPE);
  }
}
