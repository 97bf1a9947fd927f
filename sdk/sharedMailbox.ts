import type * as pulumi from "@pulumi/pulumi";

import { isOfType, Resource } from "./resource";

const TYPE = "SharedMailbox";

/** What a {@link SharedMailbox} is made from. */
export interface SharedMailboxArgs {
  /**
   * The address, `login@domain`, in the organization's main domain; letter case means nothing. Another address is another
   * mailbox: the new one is made first, then the old one is deleted **with its letters**.
   */
  email: pulumi.Input<string>;
  /** The name that people see: at least 2 characters, unique in the organization. Changes in place. */
  name: pulumi.Input<string>;
  /** What the mailbox is for. Changes in place. Default: empty. */
  description?: pulumi.Input<string | undefined>;
  /**
   * Whether to take over a shared mailbox that has the address already, instead of failing. Its name and description
   * become the declared ones. A change of it alone sends nothing. Default: false.
   */
  adopt?: pulumi.Input<boolean | undefined>;
  /** The organization, a decimal id. Another one means replacement. Default: the stack's `yandex360:orgId`. */
  orgId?: pulumi.Input<string | number | undefined>;
}

/**
 * A mailbox that belongs to nobody in particular. Deleting it deletes its letters: set `protect: true`.
 *
 * `id` is the mailbox's resource id, a decimal string.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const support = new yandex360.SharedMailbox(
 *   "support",
 *   { email: "support@example.org", name: "Support", description: "First line" },
 *   { protect: true },
 * );
 * ```
 *
 * Errors at `up`: the address is a shared mailbox already (without `adopt`), belongs to an employee, group or alias, or is
 * not in the organization's domain; the name is taken.
 * Source: the pages MailboxService_CreateShared, GetShared, UpdateShared and DeleteShared of the Yandex 360 API.
 */
export class SharedMailbox extends Resource {
  /** The address, in lower case. */
  declare public readonly email: pulumi.Output<string>;
  /** The name that people see. */
  declare public readonly name: pulumi.Output<string>;
  /** What the mailbox is for; empty where nothing is declared. */
  declare public readonly description: pulumi.Output<string>;
  /** Whether a mailbox with this address is taken over. */
  declare public readonly adopt: pulumi.Output<boolean>;
  /** The organization's decimal id. */
  declare public readonly orgId: pulumi.Output<string>;

  /** @param name - the resource's name in the stack; not the mailbox's. */
  constructor(name: string, args: SharedMailboxArgs, opts?: pulumi.CustomResourceOptions) {
    super(TYPE, name, args, opts);
  }

  /** Whether `value` is a SharedMailbox, also one that another copy of the package made. */
  static override isInstance(value: unknown): value is SharedMailbox {
    return isOfType(value, TYPE);
  }
}
