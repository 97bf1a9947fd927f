import { Yandex360Error } from "../api/errors";
import type { Notify } from "../api/notify";
import type { Roles } from "../service/access";
import type { Context } from "../service/context";
import { accessKey, lostWithDelegation } from "../service/holdings";
import { noMailbox } from "../service/refusedAccess";
import { canonicalRoles, sameRoles } from "../service/roles";
import { execute } from "./accessExecution";
import { type Access, access, sameAccess, sorted } from "./accessInput";
import { type Change, type End, employeesOf, failedOf, inShort, type Plan, planOf, stateAfter } from "./accessPlan";
import { type Lifecycle, organizationOf } from "./lifecycle";
import { employeesOn, lookAtEach, mailboxesOf } from "./listing";
import { PartiallyCreated } from "./partial";
import { nameAll } from "./people";
import { flag, isId, mailboxId, malformedId, notify, orgId, taskTimeout } from "./properties";
import { ACCESS, FLAG, ROLES_BY_EMPLOYEE, UNLISTED } from "./schemaTypes";
import { refusalOf, type Unlisted, unlisted, warningsOf } from "./unlisted";
import { isUnsettled, type Unsettled, withoutUnsettled } from "./unsettled";

export type { Access } from "./accessInput";

/** Who has access to one mailbox. */
export interface MailboxAccessListInputs {
  orgId: string;
  mailboxId: string;
  access: Access;
  notify: Notify;
  exclusive: boolean;
  unlisted: Unlisted;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

/** The inputs as the service confirmed them, and whose access is not confirmed. */
type State = MailboxAccessListInputs & Unsettled;

/** The whole list of who has access to one mailbox. Source: the pages of Set, TaskStatus and ListActors. */
export const mailboxAccessList: Lifecycle<MailboxAccessListInputs, State> = {
  properties: {
    orgId,
    mailboxId,
    access: {
      description:
        "Who has access, each employee once: a list of `{ actorId, roles }`, or an object, the roles by employee id. " +
        "Order means nothing, and an empty one is nobody. Only what differs is sent.",
      type: ACCESS,
      keptType: ROLES_BY_EMPLOYEE,
      schema: access,
      change: "update",
      sameEntry: sameRoles,
    },
    notify,
    exclusive: {
      description:
        "Whether employees who are not listed lose their access, as far as `unlisted` lets them. With `false` the list " +
        "owns the listed employees only.",
      type: FLAG,
      schema: flag(true),
      change: "update",
    },
    unlisted: {
      description:
        "What an exclusive list does about employees who are not listed and whom state has never seen: `refuse` changes " +
        "nothing and fails with an error that names each of them with roles, `remove` takes their access away. A change " +
        "of it alone sends nothing.",
      type: UNLISTED,
      schema: unlisted,
      change: "update",
    },
    taskTimeout,
  },

  checkTogether: ({ mailboxId, access }) =>
    mailboxId !== undefined && access !== undefined && mailboxId in access
      ? [
          {
            property: "access",
            place: `access[${mailboxId}]`,
            reason: "is the mailbox's own owner, who has every right already",
          },
        ]
      : [],

  updating: warningsOf,

  idParts: ["mailbox"],

  describe: ({ mailboxId }) => `access list of mailbox ${mailboxId}`,

  holds: (inputs) => grantsOf(inputs, Object.keys(inputs.access)).map(accessKey),

  lost: lostWithDelegation,

  resent: "access",

  needsUpdate: isUnsettled,

  inputsOf: withoutUnsettled,

  async create(context, inputs) {
    await apply(context, inputs);
    return { id: inputs.mailboxId, outs: inputs };
  },

  async read(context, id, state) {
    const { access: control, inventory } = context.service;
    const mailbox = { orgId: organizationOf(context, state), mailboxId: parseId(id) };
    const observed = await control.observe(mailbox);
    if (observed === undefined) {
      return undefined;
    }
    const kept = state ?? {
      notify: notify.schema.parse(undefined),
      exclusive: true,
      unlisted: unlisted.parse(undefined),
    };
    const inState = state === undefined ? [] : employeesOf(state);
    const employees = new Set([...inState, ...(kept.exclusive ? observed.keys() : [])]);
    const entries = await Promise.all(
      [...employees].map(async (actorId): Promise<[string, string[]]> => {
        // What has only just been set may not show yet: the inventory looks twice.
        const roles = observed.get(actorId) ?? (await inventory.rolesOf(mailbox.orgId, mailbox.mailboxId, actorId));
        const spelled = state?.access[actorId];
        return [actorId, spelled !== undefined && sameRoles(spelled, roles) ? spelled : canonicalRoles(roles)];
      }),
    );
    return { ...kept, ...mailbox, access: sorted(entries.filter(([, roles]) => roles.length > 0)) };
  },

  filters: ["orgId", "mailboxId"],

  async *list(context, { orgId, mailboxId }, { after, size }) {
    const ids = await mailboxesOf(context, orgId, mailboxId);
    yield* lookAtEach(ids, { from: after, size }, async (id) => {
      const people = id === after ? [] : await employeesOn(context, { orgId, mailboxId: id });
      return people.length === 0 ? [] : [{ id, name: nameAll(people) }];
    });
  },

  async update(context, _id, state, inputs) {
    const narrower = inputs.exclusive && !state.exclusive;
    const lost = lostWithDelegation(context.service.holdings, inputs);
    if (lost || narrower || isUnsettled(state) || !sameAccess(state.access, inputs.access)) {
      await apply(context, inputs, state);
    }
    return inputs;
  },

  async delete(context, _id, state) {
    const take = employeesOf(state).map((actorId): Change => {
      return { actorId, roles: [], open: state.unsettled?.includes(actorId) === true };
    });
    const failed = failedOf(await execute(context, state, { give: [], take }));
    if (failed.length > 0) {
      throw inShort(failed, take.length);
    }
  },
};

/** The id is the mailbox's. */
function parseId(id: string): string {
  if (!isId(id)) {
    throw malformedId("the id of the mailbox, such as 1130000000000001");
  }
  return id;
}

/** Sends what differs. Where a part fails, state keeps what is confirmed and the next `up` does the rest. */
async function apply(context: Context, inputs: MailboxAccessListInputs, state?: State): Promise<void> {
  context.service.access.claim(grantsOf(inputs, Object.keys(inputs.access)));
  const plan = await planNow(context, inputs, state);
  const ends = await execute(context, inputs, plan);
  tellOfRemoved(context, inputs, plan, ends);
  const failed = failedOf(ends);
  if (failed.length > 0) {
    const error = inShort(failed, ends.length);
    const somethingChanged =
      failed.length < ends.length || failed.some(({ outcome }) => outcome.kind === "unconfirmed");
    throw somethingChanged
      ? new PartiallyCreated(inputs.mailboxId, { ...inputs, ...stateAfter(plan, ends) }, error)
      : error;
  }
}

/**
 * The plan by what the service shows now.
 *
 * @throws Yandex360Error where the mailbox is gone, and where somebody would lose access unseen.
 */
async function planNow(
  { service: { access, holdings } }: Context,
  inputs: MailboxAccessListInputs,
  state: State | undefined,
): Promise<Plan> {
  const planBy = (observed: Roles | undefined) => {
    if (observed === undefined) {
      throw new Yandex360Error(noMailbox(inputs.mailboxId));
    }
    return planOf(inputs, state, observed, {
      everybodyRevoked: lostWithDelegation(holdings, inputs),
      wasRevoked: (actorId) => access.wasRevoked({ ...inputs, actorId }),
    });
  };
  const plan = planBy(await access.observeNow(inputs));
  if (plan.refuse.size === 0) {
    return plan;
  }
  // What an earlier command has taken away may show for some time.
  const later = planBy(await access.observeLater(inputs));
  if (later.refuse.size > 0) {
    throw refusalOf(later.refuse, state?.exclusive === true);
  }
  return later;
}

function tellOfRemoved({ service, log }: Context, inputs: MailboxAccessListInputs, plan: Plan, ends: End[]): void {
  const removed = ends.filter(
    ({ change, outcome }) =>
      change.roles.length === 0 &&
      outcome.kind === "confirmed" &&
      !service.access.isHeld({ ...inputs, actorId: change.actorId }),
  );
  if (removed.length > 0) {
    const people = removed.map(({ change: { actorId } }) => [actorId, plan.before.get(actorId) ?? []] as const);
    log.info(`took access away from ${nameAll(people)}`);
  }
}

function grantsOf(inputs: MailboxAccessListInputs, actorIds: string[]) {
  return actorIds.map((actorId) => ({ ...inputs, actorId }));
}
