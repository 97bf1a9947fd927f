import type * as pulumi from "@pulumi/pulumi";
import type { Notify } from "../provider/api/notify";
import { type RolesInput, warnAboutRoles } from "./access";
import { isOfType, Resource } from "./resource";

const TYPE = "MailboxAccess";

/** What a {@link MailboxAccess} is made from. */
export interface MailboxAccessArgs {
  /**
   * The mailbox: the `id` of a {@link SharedMailbox} or {@link DelegatedMailbox}, or the decimal id of one that is managed
   * elsewhere. Another mailbox means replacement: the new access is given first, and then the old one is taken away.
   */
  mailboxId: pulumi.Input<string | number>;
  /**
   * The employee who gets access: a decimal id. Another employee means replacement: the new access is given first, and
   * then the old one is taken away. On a mailbox that is full, set the resource option `deleteBeforeReplace`.
   */
  actorId: pulumi.Input<string | number>;
  /**
   * What the employee may do: at least one role, by short names such as `imapAdmin` or by the API's. Order and repetition
   * mean nothing. Changes in place.
   */
  roles: RolesInput;
  /**
   * Whom the service tells about a change: `all` (owner and employee), `delegates` (the employee) or `none`. A change of it
   * alone sends nothing. Default: `all`.
   */
  notify?: pulumi.Input<Notify | undefined>;
  /**
   * How many seconds a task of the service may take. A change of it alone sends nothing. Default: the setting
   * `yandex360:taskTimeout`, 300.
   */
  taskTimeout?: pulumi.Input<number | undefined>;
  /** The organization, a decimal id. Another one means replacement. Default: the stack's `yandex360:orgId`. */
  orgId?: pulumi.Input<string | number | undefined>;
}

/**
 * The roles of one employee on one mailbox. It owns these and touches nobody else's; roles that the employee had on the
 * mailbox before become the declared ones. Deleting the resource takes the access away.
 *
 * `id` is `<mailboxId>/<actorId>`. `up` waits for the service's task.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
 *
 * new yandex360.MailboxAccess("support-anna", {
 *   mailboxId: support.id,
 *   actorId: "1130000000000002",
 *   roles: [yandex360.Role.Owner],
 *   notify: "none",
 * });
 * ```
 *
 * Errors at `up`: no such mailbox or employee, delegation is off, a limit is reached, the task failed or did not end in
 * time. After the last two the resource stays in state with the roles that are confirmed, and the next `up` finishes it.
 * Source: the pages MailboxService_Set, TaskStatus and ListActors of the Yandex 360 API.
 */
export class MailboxAccess extends Resource {
  /** The mailbox's decimal id. */
  declare public readonly mailboxId: pulumi.Output<string>;
  /** The employee's decimal id. */
  declare public readonly actorId: pulumi.Output<string>;
  /** The roles, once each, in the API's order. */
  declare public readonly roles: pulumi.Output<string[]>;
  /** Whom the service tells about a change. */
  declare public readonly notify: pulumi.Output<Notify>;
  /** How long the service's task may take, in seconds; absent where the setting counts. */
  declare public readonly taskTimeout: pulumi.Output<number | undefined>;
  /** The organization's decimal id. */
  declare public readonly orgId: pulumi.Output<string>;

  /** @param name - the resource's name in the stack. */
  constructor(name: string, args: MailboxAccessArgs, opts?: pulumi.CustomResourceOptions) {
    super(TYPE, name, args, opts);
    warnAboutRoles(args.roles, this);
  }

  /** Whether `value` is a MailboxAccess, also one that another copy of the package made. */
  static override isInstance(value: unknown): value is MailboxAccess {
    return isOfType(value, TYPE);
  }
}
