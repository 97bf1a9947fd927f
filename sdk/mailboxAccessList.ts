import * as pulumi from "@pulumi/pulumi";
import type { Notify } from "../provider/api/notify";
import { type RolesInput, warnAboutRoles } from "./access";
import { isOfType, Resource } from "./resource";

const TYPE = "MailboxAccessList";

/** One employee's roles in a {@link MailboxAccessList}. */
export interface MailboxAccessEntry {
  /** The employee: a decimal id, as a string or a safe integer. */
  actorId: pulumi.Input<string | number>;
  /**
   * What the employee may do: at least one role, by short names such as `imapAdmin` or by the API's. Order and repetition
   * mean nothing.
   */
  roles: RolesInput;
}

/** What a {@link MailboxAccessList} is made from. */
export interface MailboxAccessListArgs {
  /**
   * The mailbox: the `id` of a {@link SharedMailbox} or {@link DelegatedMailbox}, or the decimal id of one that is managed
   * elsewhere. Another mailbox means replacement: the new access is given first, and then the old one is taken away.
   */
  mailboxId: pulumi.Input<string | number>;
  /**
   * Who has access, each employee once: a list of `{ actorId, roles }`, or an object, the roles by employee id. Order means
   * nothing, and an empty one is nobody. Only what differs is sent. Changes in place.
   */
  access: pulumi.Input<pulumi.Input<MailboxAccessEntry>[] | Record<string, RolesInput>>;
  /**
   * Whether employees who are not listed lose their access, as far as `unlisted` lets them. With `false` the list owns the
   * listed employees only. Default: true.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * What an exclusive list does about employees who are not listed and whom state has never seen: `refuse` changes nothing
   * and fails with an error that names each of them with roles, `remove` takes their access away. A change of it alone
   * sends nothing. Those whom a refresh has brought into state are shown in the preview and removed with either value.
   * Default: `refuse`.
   */
  unlisted?: pulumi.Input<"refuse" | "remove" | undefined>;
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
 * Everybody's roles on one mailbox, in one resource. Where access was given elsewhere, the next preview after a refresh
 * shows who would lose it; nobody loses it without having been shown, unless `unlisted` is `remove`. The owner of a delegated
 * mailbox is never touched. Deleting the resource takes the listed access away. Not to be used together with MailboxAccess on
 * the same mailbox.
 *
 * `id` is the mailbox's id. `up` waits for the service's tasks.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
 *
 * new yandex360.MailboxAccessList("support-access", {
 *   mailboxId: support.id,
 *   access: [
 *     { actorId: "1130000000000002", roles: [yandex360.Role.Owner] },
 *     { actorId: "1130000000000003", roles: [yandex360.Role.Reader, yandex360.Role.Sender] },
 *   ],
 * });
 * ```
 *
 * Errors at `up`: employees who are not listed and would lose access unseen, as `unlisted` says; otherwise as with
 * MailboxAccess, naming the employees. What was done stays done, state has what is confirmed, and
 * the next `up` does the rest.
 * Source: the pages MailboxService_Set, TaskStatus and ListActors of the Yandex 360 API.
 */
export class MailboxAccessList extends Resource {
  /** The mailbox's decimal id. */
  declare public readonly mailboxId: pulumi.Output<string>;
  /** The roles by employee id. */
  declare public readonly access: pulumi.Output<Record<string, string[]>>;
  /** Whether employees who are not listed lose their access. */
  declare public readonly exclusive: pulumi.Output<boolean>;
  /** What the list does about employees who are not listed and whom state has never seen. */
  declare public readonly unlisted: pulumi.Output<"refuse" | "remove">;
  /** Whom the service tells about a change. */
  declare public readonly notify: pulumi.Output<Notify>;
  /** How long each task of the service may take, in seconds; absent where the setting counts. */
  declare public readonly taskTimeout: pulumi.Output<number | undefined>;
  /** The organization's decimal id. */
  declare public readonly orgId: pulumi.Output<string>;

  /** @param name - the resource's name in the stack. */
  constructor(name: string, args: MailboxAccessListArgs, opts?: pulumi.CustomResourceOptions) {
    super(TYPE, name, args, opts);
    pulumi.output(args.access).apply((known) => {
      const each = Array.isArray(known) ? known.map((entry) => entry?.roles) : Object.values(known ?? {});
      for (const roles of each) {
        warnAboutRoles(roles, this);
      }
    });
  }

  /** Whether `value` is a MailboxAccessList, also one that another copy of the package made. */
  static override isInstance(value: unknown): value is MailboxAccessList {
    return isOfType(value, TYPE);
  }
}
