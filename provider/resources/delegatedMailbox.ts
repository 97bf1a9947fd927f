import { ApiError, isNotFound, mayHaveActed, Yandex360Error } from "../api/errors";
import { deleteFrom } from "../service/deletion";
import { keyOf } from "../service/writes";
import type { Context, Lifecycle } from "./lifecycle";
import { PartiallyCreated } from "./partial";
import { nameAll } from "./people";
import { employeeId, orgId } from "./properties";

/** An employee's own mailbox, for which delegation is on. */
export interface DelegatedMailboxInputs {
  orgId: string;
  ownerId: string;
}

type Access = (readonly [actorId: string, roles: readonly string[]])[];

/** Delegation of an employee's mailbox; its id is the owner's. Source: the pages of CreateDelegated, ListDelegated, DeleteDelegated. */
export const delegatedMailbox: Lifecycle<DelegatedMailboxInputs> = {
  properties: {
    orgId,
    ownerId: {
      description:
        "The employee whose mailbox it is: a decimal id, which is in the address of the employee's page, after `uid=`.",
      schema: employeeId,
      change: "replace",
    },
  },

  describe: ({ ownerId }) => `delegation of mailbox ${ownerId}`,

  holds: (inputs, id) => [keyOf("delegated", inputs, id)],

  async create(context, inputs) {
    await enable(context, inputs);
    return { id: inputs.ownerId, outs: inputs };
  },

  async read(context, id, state) {
    return (await context.inventory.has(state.orgId, "delegated", id)) ? state : undefined;
  },

  // Nothing of a delegation can change in place: the engine asks for an update only to finish a half-made one.
  async update(context, _id, _state, inputs) {
    await enable(context, inputs);
    return inputs;
  },

  async delete(context, id, state) {
    await context.writes.inTurn(keyOf("delegated", state, id), async () => {
      if (!context.writes.has(keyOf("delegated", state, id))) {
        const losing = await whoLosesAccess(context, state);
        context.writes.rememberTaken(keyOf("delegated", state, id));
        await deleteFrom(context, "delegated", state, id, () => context.api.deleteDelegated(state.orgId, id));
        tellOf(context, losing);
      }
    });
  },
};

/** Switches delegation on, or takes over one that is on already. */
async function enable(context: Context, inputs: DelegatedMailboxInputs): Promise<void> {
  const { orgId, ownerId } = inputs;
  await context.writes.inTurn(keyOf("delegated", inputs, ownerId), async () => {
    try {
      await context.api.createDelegated(orgId, ownerId);
    } catch (error) {
      const conflict = error instanceof ApiError && error.refusal.status === 409;
      const onAlready = conflict && (await isKnownToBeOn(context, inputs));
      if (!onAlready && mayHaveActed(error)) {
        context.writes.remember(keyOf("delegated", inputs, ownerId));
        throw new PartiallyCreated(ownerId, inputs, error);
      }
      if (!onAlready) {
        throw error;
      }
    } finally {
      context.inventory.forgetMailboxes(orgId, "delegated");
    }
    context.writes.remember(keyOf("delegated", inputs, ownerId));
  });
}

/** Where the look-up fails too, the first error counts: it says whether the service may have acted. */
async function isKnownToBeOn({ inventory }: Context, { orgId, ownerId }: DelegatedMailboxInputs): Promise<boolean> {
  try {
    return await inventory.has(orgId, "delegated", ownerId);
  } catch (error) {
    if (error instanceof Yandex360Error) {
      return false;
    }
    throw error;
  }
}

/** Everybody who has access, but for those from whom this run has just taken it; or why that is not known. */
async function whoLosesAccess(
  context: Context,
  { orgId, ownerId }: DelegatedMailboxInputs,
): Promise<Access | Yandex360Error> {
  try {
    const actors = await context.inventory.actors(orgId, ownerId);
    return [...actors].filter(
      ([actorId]) =>
        actorId !== ownerId && !context.writes.wasTaken(keyOf("access", { orgId }, `${ownerId}/${actorId}`)),
    );
  } catch (error) {
    if (isNotFound(error)) {
      return [];
    }
    if (error instanceof Yandex360Error) {
      return error;
    }
    throw error;
  }
}

function tellOf({ log }: Context, losing: Access | Yandex360Error): void {
  if (losing instanceof Yandex360Error) {
    log.warn(`switched delegation off; who lost access by that is not known: ${losing.message}`);
  } else if (losing.length > 0) {
    log.info(`switched delegation off, which took access from ${nameAll(losing)}`);
  }
}
