import { z } from "zod";
import { isNotFound, mayHaveActed, TaskTimedOut, Yandex360Error } from "./api/errors";
import type { Notify } from "./api/mailboxes";
import type { Context, Lifecycle } from "./lifecycle";
import { PartiallyCreated } from "./partial";
import { id, line, oneOf, orgId, required, seconds } from "./properties";
import { canonicalRoles, sameRoles } from "./roles";

/** One employee's roles on one mailbox. */
export interface MailboxAccessInputs {
  orgId: string;
  mailboxId: string;
  actorId: string;
  roles: string[];
  notify: Notify;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

const roles = z
  .array(line(1, 200), required("has to be a list of roles"))
  .min(1, "has to name at least one role; to take the access away, remove the resource")
  .max(100, "must not name more than 100 roles")
  .transform(canonicalRoles);

/** The rights of one employee on one mailbox, and no other's. Source: the pages of Set, TaskStatus and ListActors. */
export const mailboxAccess: Lifecycle<MailboxAccessInputs> = {
  properties: {
    orgId,
    mailboxId: { schema: id, change: "replace" },
    actorId: { schema: id, change: "replace" },
    roles: { schema: roles, change: "update", same: sameRoles },
    notify: { schema: oneOf(["all", "delegates", "none"]).default("all"), change: "update" },
    taskTimeout: { schema: seconds, change: "update" },
  },
  deleteBeforeReplace: true,

  together: ({ mailboxId, actorId }) =>
    mailboxId !== undefined && mailboxId === actorId
      ? [{ property: "actorId", reason: "is the mailbox's own owner, who has every right already" }]
      : [],

  describe: ({ mailboxId, actorId }) => `access of employee ${actorId} to mailbox ${mailboxId}`,

  async create(context, inputs) {
    return { id: idOf(inputs), outs: await apply(context, inputs, []) };
  },

  async read(context, _id, state) {
    const roles = await held(context, state);
    if (roles.length === 0) {
      return undefined;
    }
    return { ...state, roles: sameRoles(state.roles, roles) ? state.roles : canonicalRoles(roles) };
  },

  async update(context, _id, state, inputs) {
    return sameRoles(state.roles, inputs.roles) ? inputs : apply(context, inputs, state.roles);
  },

  async delete(context, _id, state) {
    await context.writes.inTurn(keyOf(state), async () => {
      if (!context.writes.has(keyOf(state))) {
        await revoke(context, state);
      }
    });
  },
};

/** Sets the roles and waits until they hold. State keeps what is confirmed: the roles `before`, or what a look-up says. */
async function apply(context: Context, inputs: MailboxAccessInputs, before: string[]): Promise<MailboxAccessInputs> {
  return context.writes.inTurn(keyOf(inputs), async () => {
    let taskId: string | undefined;
    try {
      taskId = await send(context, inputs, inputs.roles);
      await settle(context, inputs, inputs.roles, taskId);
    } catch (error) {
      if (taskId === undefined && !mayHaveActed(error)) {
        throw error;
      }
      const roles = (await heldIfKnown(context, inputs)) ?? before;
      throw new PartiallyCreated(idOf(inputs), { ...inputs, roles: canonicalRoles(roles) }, error);
    }
    context.writes.remember(keyOf(inputs));
    return inputs;
  });
}

/** Takes the access away. A failure counts as done only where the employee is proven to have none; a time-out never. */
async function revoke(context: Context, state: MailboxAccessInputs): Promise<void> {
  try {
    await settle(context, state, [], await send(context, state, []));
  } catch (error) {
    if (error instanceof TaskTimedOut || (await heldIfKnown(context, state))?.length !== 0) {
      throw error;
    }
  }
}

async function send(context: Context, { orgId, mailboxId, actorId, notify }: MailboxAccessInputs, roles: string[]) {
  try {
    return await context.api.setAccess(orgId, mailboxId, { actorId, roles, notify });
  } finally {
    context.inventory.forgetActors(orgId, mailboxId);
  }
}

/** Waits for the task; what a forgotten one did is settled by asking who has access. */
async function settle(context: Context, inputs: MailboxAccessInputs, roles: string[], taskId: string): Promise<void> {
  const timeout = inputs.taskTimeout ?? context.settings.taskTimeout;
  try {
    const end = await context.tasks.wait(inputs.orgId, taskId, timeout);
    if (end === "complete") {
      return;
    }
  } finally {
    context.inventory.forgetActors(inputs.orgId, inputs.mailboxId);
  }
  if (!sameRoles(await held(context, inputs), roles)) {
    throw new Yandex360Error(
      `the service no longer knows task ${taskId}, and the employee's roles are not the wished ones: run \`pulumi up\` again`,
    );
  }
}

/** The roles that the service says the employee has; none where the mailbox is proven to be gone. */
async function held({ inventory }: Context, inputs: MailboxAccessInputs): Promise<readonly string[]> {
  const { orgId, mailboxId, actorId } = inputs;
  try {
    return await inventory.rolesOf(orgId, mailboxId, actorId);
  } catch (error) {
    if (
      isNotFound(error) &&
      !(await inventory.has(orgId, "shared", mailboxId)) &&
      !(await inventory.has(orgId, "delegated", mailboxId))
    ) {
      return [];
    }
    throw error;
  }
}

async function heldIfKnown(context: Context, inputs: MailboxAccessInputs): Promise<readonly string[] | undefined> {
  try {
    return await held(context, inputs);
  } catch (error) {
    if (error instanceof Yandex360Error) {
      return undefined;
    }
    throw error;
  }
}

function idOf({ mailboxId, actorId }: MailboxAccessInputs): string {
  return `${mailboxId}/${actorId}`;
}

function keyOf(inputs: MailboxAccessInputs): string {
  return `${inputs.orgId}/access/${idOf(inputs)}`;
}
