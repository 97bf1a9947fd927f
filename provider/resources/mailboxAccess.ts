import type { Notify } from "../api/notify";
import { accessKey, held, lostWithDelegation, revoke, setRoles, Unconfirmed, type Unsettled } from "../service/access";
import { canonicalRoles, sameRoles } from "../service/roles";
import type { Context, Lifecycle } from "./lifecycle";
import { PartiallyCreated } from "./partial";
import { employeeId, mailboxId, notify, orgId, roles, taskTimeout } from "./properties";

/** One employee's roles on one mailbox. */
export interface MailboxAccessInputs extends Unsettled {
  orgId: string;
  mailboxId: string;
  actorId: string;
  roles: string[];
  notify: Notify;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

/** The rights of one employee on one mailbox, and no other's. Source: the pages of Set, TaskStatus and ListActors. */
export const mailboxAccess: Lifecycle<MailboxAccessInputs> = {
  properties: {
    orgId,
    mailboxId,
    actorId: {
      description:
        "The employee who gets access: a decimal id. Another employee means replacement: the new access is given first, " +
        "and then the old one is taken away.",
      schema: employeeId,
      change: "replace",
    },
    roles: {
      description:
        "What the employee may do: at least one role, by short names such as `imapAdmin` or by the API's. Order and " +
        "repetition mean nothing.",
      schema: roles,
      change: "update",
      same: sameRoles,
    },
    notify,
    taskTimeout,
  },

  checkTogether: ({ mailboxId, actorId }) =>
    mailboxId !== undefined && mailboxId === actorId
      ? [{ property: "actorId", reason: "is the mailbox's own owner, who has every right already" }]
      : [],

  describe: ({ mailboxId, actorId }) => `access of employee ${actorId} to mailbox ${mailboxId}`,

  holds: (inputs) => [accessKey(inputs)],

  lost: lostWithDelegation,

  async create(context, inputs) {
    await apply(context, inputs, false);
    return { id: idOf(inputs), outs: inputs };
  },

  async read(context, _id, state) {
    const roles = await held(context, state);
    // A task that may still end is no proof that there will be no access.
    if (roles.length === 0 && state.unsettled === undefined) {
      return undefined;
    }
    return { ...state, roles: sameRoles(state.roles, roles) ? state.roles : canonicalRoles(roles) };
  },

  async update(context, _id, state, inputs) {
    context.writes.remember(accessKey(inputs));
    const lost = lostWithDelegation(context.writes, inputs);
    if (lost || state.unsettled !== undefined || !sameRoles(state.roles, inputs.roles)) {
      await apply(context, inputs, state.unsettled !== undefined);
    }
    return inputs;
  },

  delete: (context, _id, state) => revoke(context, state, state.unsettled !== undefined),
};

/** Sets the roles; where that is not confirmed, state keeps what a look-up says, and that the next `up` has to send them. */
async function apply(context: Context, inputs: MailboxAccessInputs, unsettled: boolean): Promise<void> {
  try {
    await setRoles(context, inputs, inputs.roles, unsettled);
  } catch (error) {
    if (error instanceof Unconfirmed) {
      const unsettled = error.open ? { unsettled: [inputs.actorId] } : {};
      throw new PartiallyCreated(idOf(inputs), { ...inputs, roles: error.held ?? [], ...unsettled }, error);
    }
    throw error;
  }
}

function idOf({ mailboxId, actorId }: MailboxAccessInputs): string {
  return `${mailboxId}/${actorId}`;
}
