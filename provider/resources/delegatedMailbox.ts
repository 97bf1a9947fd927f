import { Yandex360Error } from "../api/errors";
import type { Context } from "../service/context";
import { keyOf } from "../service/holdings";
import { type Lifecycle, organizationOf } from "./lifecycle";
import { lookAtEach } from "./listing";
import { PartiallyCreated } from "./partial";
import { nameAll } from "./people";
import { employeeId, isId, malformedId, orgId } from "./properties";
import { TEXT } from "./schemaTypes";

/** An employee's own mailbox, for which delegation is on. */
export interface DelegatedMailboxInputs {
  orgId: string;
  ownerId: string;
}

/** Delegation of an employee's mailbox. Source: the pages of CreateDelegated, ListDelegated, DeleteDelegated. */
export const delegatedMailbox: Lifecycle<DelegatedMailboxInputs> = {
  properties: {
    orgId,
    ownerId: {
      description:
        "The employee whose mailbox it is: a decimal id, which is in the address of the employee's page, after `uid=`.",
      type: TEXT,
      schema: employeeId,
      change: "replace",
    },
  },

  idParts: ["employee"],

  describe: ({ ownerId }) => `delegation of mailbox ${ownerId}`,

  holds: (inputs, id) => [keyOf("delegated", inputs, id)],

  async create(context, inputs) {
    await enable(context, inputs);
    return { id: inputs.ownerId, outs: inputs };
  },

  async read(context, id, state) {
    const delegation = { orgId: organizationOf(context, state), ownerId: parseId(id) };
    return (await context.service.delegations.isEnabled(delegation)) ? { ...state, ...delegation } : undefined;
  },

  filters: ["orgId"],

  async *list({ service }, { orgId }, { after, size }) {
    const ids = await service.inventory.idsOf(orgId, "delegated");
    yield* lookAtEach(ids, { from: after, size }, async (id) =>
      id === after ? [] : [{ id, name: `mailbox of employee ${id}` }],
    );
  },

  // Nothing of a delegation can change in place: the engine asks for an update only to finish a half-made one.
  async update(context, _id, _state, inputs) {
    await enable(context, inputs);
    return inputs;
  },

  async delete({ service, log }, id, { orgId }) {
    const lost = await service.delegations.disable({ orgId, ownerId: id });
    if (lost instanceof Yandex360Error) {
      log.warn(["switched delegation off; who lost access by that is not known: ", lost]);
    } else if (lost.length > 0) {
      log.info(`switched delegation off, which took access from ${nameAll(lost)}`);
    }
  },
};

/** The id is the owner's. */
function parseId(id: string): string {
  if (!isId(id)) {
    throw malformedId("the id of the mailbox's owner, such as 1130000000000001");
  }
  return id;
}

async function enable({ service }: Context, inputs: DelegatedMailboxInputs): Promise<void> {
  const outcome = await service.delegations.enable(inputs);
  if (outcome.kind === "refused") {
    throw outcome.error;
  }
  if (outcome.kind === "unconfirmed") {
    throw new PartiallyCreated(inputs.ownerId, inputs, outcome.error);
  }
}
