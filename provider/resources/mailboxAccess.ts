import type { Notify } from "../api/notify";
import type { AccessOutcome } from "../service/access";
import { accessKey, lostWithDelegation } from "../service/holdings";
import { byId } from "../service/ids";
import { orThrow } from "../service/outcome";
import { canonicalRoles, sameRoles } from "../service/roles";
import { type Lifecycle, organizationOf } from "./lifecycle";
import { employeesOn, lookAtEach, mailboxesOf } from "./listing";
import { PartiallyCreated } from "./partial";
import { nameAll } from "./people";
import { employeeId, isId, mailboxId, malformedId, notify, orgId, roles, taskTimeout } from "./properties";
import { ROLES, TEXT } from "./schemaTypes";
import { isUnsettled, type Unsettled, withoutUnsettled } from "./unsettled";

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

/** The rights of one employee on one mailbox, and no other's. Source: the pages of Set, TaskStatus and ListActors. */
export const mailboxAccess: Lifecycle<MailboxAccessInputs, MailboxAccessInputs & Unsettled> = {
  properties: {
    orgId,
    mailboxId,
    actorId: {
      description:
        "The employee who gets access: a decimal id. Another employee means replacement: the new access is given first, " +
        "and then the old one is taken away.",
      type: TEXT,
      schema: employeeId,
      change: "replace",
    },
    roles: {
      description:
        "What the employee may do: at least one role, by short names such as `imapAdmin` or by the API's. Order and " +
        "repetition mean nothing.",
      type: ROLES,
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

  idParts: ["mailbox", "employee"],

  describe: ({ mailboxId, actorId }) => `access of employee ${actorId} to mailbox ${mailboxId}`,

  holds: (inputs) => [accessKey(inputs)],

  lost: lostWithDelegation,

  resent: "roles",

  needsUpdate: isUnsettled,

  inputsOf: withoutUnsettled,

  async create({ service }, inputs) {
    const outcome = await service.access.set(inputs, inputs.roles);
    return { id: idOf(inputs), outs: stateAfter(outcome, inputs) };
  },

  async read(context, id, state) {
    const access = { orgId: organizationOf(context, state), ...parseId(id) };
    const observed = await context.service.access.rolesOf(access);
    // A task that may still end is no proof that there will be no access.
    if (observed.length === 0 && !isUnsettled(state)) {
      return undefined;
    }
    const roles = state !== undefined && sameRoles(state.roles, observed) ? state.roles : canonicalRoles(observed);
    return { ...(state ?? { notify: notify.schema.parse(undefined) }), ...access, roles };
  },

  filters: ["orgId", "mailboxId", "actorId"],

  async *list(context, { orgId, mailboxId, actorId: wanted }, { after, size }) {
    const last = after === undefined ? undefined : parseId(after);
    const ids = await mailboxesOf(context, orgId, mailboxId);
    yield* lookAtEach(ids, { from: last?.mailboxId, size }, async (id) => {
      const people = await employeesOn(context, { orgId, mailboxId: id });
      return people
        .filter(([actorId]) => wanted === undefined || actorId === wanted)
        .filter(([actorId]) => last?.mailboxId !== id || byId(actorId, last.actorId) > 0)
        .map(([actorId, roles]) => ({ id: idOf({ mailboxId: id, actorId }), name: nameAll([[actorId, roles]]) }));
    });
  },

  async update({ service }, _id, state, inputs) {
    const lost = lostWithDelegation(service.holdings, inputs);
    if (!lost && !isUnsettled(state) && sameRoles(state.roles, inputs.roles)) {
      return inputs;
    }
    const outcome = await service.access.set(inputs, inputs.roles, isUnsettled(state));
    return stateAfter(outcome, inputs);
  },

  async delete({ service }, _id, state) {
    orThrow(await service.access.revoke(state, isUnsettled(state)));
  },
};

function idOf({ mailboxId, actorId }: Pick<MailboxAccessInputs, "mailboxId" | "actorId">): string {
  return `${mailboxId}/${actorId}`;
}

function parseId(id: string): Pick<MailboxAccessInputs, "mailboxId" | "actorId"> {
  const [mailboxId = "", actorId = "", ...rest] = id.split("/");
  if (!isId(mailboxId) || !isId(actorId) || rest.length > 0) {
    throw malformedId("<mailboxId>/<actorId>, such as 1130000000000001/1130000000000002");
  }
  return { mailboxId, actorId };
}

/** Where the roles are not confirmed, state keeps what a look-up says, and whether the next `up` has to send them. */
function stateAfter(outcome: AccessOutcome, inputs: MailboxAccessInputs): MailboxAccessInputs {
  if (outcome.kind === "confirmed") {
    return inputs;
  }
  if (outcome.kind === "refused") {
    throw outcome.error;
  }
  const unsettled = outcome.open ? { unsettled: [inputs.actorId] } : {};
  throw new PartiallyCreated(idOf(inputs), { ...inputs, roles: outcome.observed ?? [], ...unsettled }, outcome.error);
}
