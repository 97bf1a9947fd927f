import { clip, Yandex360Error } from "../api/errors";
import {
  accessKey,
  type Grant,
  lostWithDelegation,
  mayMeanFull,
  revoke,
  setRoles,
  Unconfirmed,
  type Unsettled,
} from "../service/access";
import { canonicalRoles, sameRoles } from "../service/roles";
import { type Access, access, sorted } from "./accessInput";
import type { Context, Lifecycle } from "./lifecycle";
import { PartiallyCreated } from "./partial";
import { nameAll } from "./people";
import { flag, mailboxId, notify, orgId, taskTimeout } from "./properties";
import { observe, observeToChange, type Reach, unlisted } from "./unlisted";

export type { Access } from "./accessInput";

/** Who has access to one mailbox. */
export interface MailboxAccessListInputs extends Unsettled, Reach {
  access: Access;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

/** The whole list of who has access to one mailbox. Source: the pages of Set, TaskStatus and ListActors. */
export const mailboxAccessList: Lifecycle<MailboxAccessListInputs> = {
  properties: {
    orgId,
    mailboxId,
    access: {
      description:
        "Who has access, each employee once: a list of `{ actorId, roles }`, or an object, the roles by employee id. " +
        "Order means nothing, and an empty one is nobody. Only what differs is sent.",
      schema: access,
      change: "update",
      same: sameAccess,
    },
    notify,
    exclusive: {
      description:
        "Whether employees who are not listed lose their access, as far as `unlisted` lets them. With `false` the list " +
        "owns the listed employees only.",
      schema: flag(true),
      change: "update",
    },
    unlisted: {
      description:
        "What an exclusive list does about employees who are not listed and whom state has never seen: `refuse` changes " +
        "nothing and fails with an error that names each of them with roles, `remove` takes their access away. A change " +
        "of it alone sends nothing.",
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

  describe: ({ mailboxId }) => `access list of mailbox ${mailboxId}`,

  holds: (inputs) => Object.keys(inputs.access).map((actorId) => accessKey({ ...inputs, actorId })),

  lost: lostWithDelegation,

  async create(context, inputs) {
    await apply(context, inputs);
    return { id: inputs.mailboxId, outs: inputs };
  },

  async read(context, _id, state) {
    const now = await observe(context, state);
    if (now === undefined) {
      return undefined;
    }
    const employees = new Set([...own(state), ...(state.exclusive ? now.keys() : [])]);
    const entries = await Promise.all(
      [...employees].map(async (actorId): Promise<[string, string[]]> => {
        // What has only just been set may not show yet: the inventory looks twice.
        const held = now.get(actorId) ?? (await context.inventory.rolesOf(state.orgId, state.mailboxId, actorId));
        const known = state.access[actorId];
        return [actorId, known !== undefined && sameRoles(known, held) ? known : canonicalRoles(held)];
      }),
    );
    return { ...state, access: sorted(entries.filter(([, held]) => held.length > 0)) };
  },

  async update(context, _id, state, inputs) {
    rememberAll(context, inputs);
    const narrower = inputs.exclusive && !state.exclusive;
    const lost = lostWithDelegation(context.writes, inputs);
    if (lost || narrower || state.unsettled !== undefined || !sameAccess(state.access, inputs.access)) {
      await apply(context, inputs, state);
    }
    return inputs;
  },

  async delete(context, _id, state) {
    const actors = own(state);
    const ends = await Promise.allSettled(
      actors.map((actorId) => revoke(context, { ...state, actorId }, state.unsettled?.includes(actorId))),
    );
    const failed = ends.flatMap((end, at) =>
      end.status === "rejected" ? [{ actorId: actors[at] ?? "", losing: true, error: end.reason }] : [],
    );
    if (failed.length > 0) {
      throw inShort(failed, actors.length);
    }
  },
};

/**
 * Sends what differs, in parallel. Where a part fails, state keeps what is confirmed and the next `up` does the rest.
 *
 * @param before - the state. What differs from it is sent whatever the service says, which may not show yet what an
 * `up` shortly before has done.
 */
async function apply(
  context: Context,
  inputs: MailboxAccessListInputs,
  before?: MailboxAccessListInputs,
): Promise<void> {
  rememberAll(context, inputs);
  const seen = [...Object.keys(inputs.access), ...(before === undefined ? [] : own(before))];
  const now = await observeToChange(context, inputs, { seen, refreshShows: before?.exclusive === true });
  const grantOf = (actorId: string): Grant => ({ ...inputs, actorId });
  const open = new Set(before?.unsettled);
  const lost = lostWithDelegation(context.writes, inputs);
  const changed = Object.entries(inputs.access).filter(
    ([actorId, roles]) =>
      lost ||
      open.has(actorId) ||
      context.writes.wasTaken(accessKey(grantOf(actorId))) ||
      !sameRoles(now.get(actorId) ?? [], roles) ||
      (before !== undefined && !sameRoles(before.access[actorId] ?? [], roles)),
  );
  const others = [...(before === undefined ? [] : own(before)), ...(inputs.exclusive ? now.keys() : [])];
  const leaving = [...new Set(others)].filter((actorId) => !(actorId in inputs.access));

  // Of an employee to lose access, the state is believed too: who is in it is asked about until they surely have lost it.
  const confirmed = new Map<string, readonly string[]>([
    ...Object.keys(inputs.access).map((id) => [id, now.get(id) ?? []] as const),
    ...leaving.map((id) => [id, now.get(id) ?? before?.access[id] ?? []] as const),
  ]);
  const failed: Failure[] = [];
  const unsettled: string[] = [];
  const attempt = async (actorId: string, roles: string[], work: Promise<void>) => {
    try {
      await work;
      confirmed.set(actorId, roles);
    } catch (error) {
      failed.push({ actorId, losing: roles.length === 0, error });
      const unconfirmed = error instanceof Unconfirmed ? error : undefined;
      if (unconfirmed?.held !== undefined) {
        confirmed.set(actorId, unconfirmed.held);
      }
      if (open.has(actorId) || unconfirmed?.open === true) {
        unsettled.push(actorId);
      }
    }
  };
  const removals = leaving.map((actorId) => attempt(actorId, [], revoke(context, grantOf(actorId), open.has(actorId))));
  const give = async (actorId: string, roles: string[]) => {
    const set = () => setRoles(context, grantOf(actorId), roles, open.has(actorId));
    try {
      await set();
    } catch (error) {
      if (leaving.length === 0 || !mayMeanFull(error)) {
        throw error;
      }
      await Promise.all(removals);
      await set();
    }
  };
  await Promise.all([...removals, ...changed.map(([actorId, roles]) => attempt(actorId, roles, give(actorId, roles)))]);
  const removed = leaving.filter(
    (actorId) => !failed.some((one) => one.actorId === actorId) && !context.writes.has(accessKey(grantOf(actorId))),
  );
  if (removed.length > 0) {
    const names = nameAll(removed.map((id) => [id, now.get(id) ?? before?.access[id] ?? []] as const));
    context.log.info(`removed ${names} from the list`);
  }
  if (failed.length > 0) {
    const all = changed.length + leaving.length;
    const some = failed.length < all || failed.some(({ error }) => error instanceof Unconfirmed);
    const entries = [...confirmed].filter(([, roles]) => roles.length > 0);
    const state = sorted(entries.map(([actorId, roles]) => [actorId, canonicalRoles(roles)]));
    const rest = unsettled.length > 0 ? { unsettled } : {};
    const error = inShort(failed, all);
    throw some ? new PartiallyCreated(inputs.mailboxId, { ...inputs, access: state, ...rest }, error) : error;
  }
}

/** Whose access the state has, or may come to have. */
function own({ access, unsettled = [] }: MailboxAccessListInputs): string[] {
  return [...new Set([...Object.keys(access), ...unsettled])];
}

/** Nobody else's deletion may take away what this list names, also where nothing has to be sent. */
function rememberAll({ writes }: Context, inputs: MailboxAccessListInputs): void {
  writes.remember(...mailboxAccessList.holds(inputs, inputs.mailboxId));
}

interface Failure {
  actorId: string;
  /** Whether the access was to be taken away. */
  losing: boolean;
  error: unknown;
}

/** One line: who is missing and who still has access, and why for the first of them. */
function inShort(failed: Failure[], of: number): Yandex360Error {
  const who = failed.map(({ actorId, losing }) => (losing ? `${actorId} (to lose access)` : actorId));
  const why = failed.slice(0, 3).map(({ error }) => (error instanceof Error ? error.message : String(error)));
  return new Yandex360Error(
    `${failed.length} of ${of} changes failed, for ${failed.length > 1 ? "employees" : "employee"} ` +
      `${clip(who.join(", "), 400)}: ${[...new Set(why)].join("; ")}`,
  );
}

function sameAccess(a: Access, b: Access): boolean {
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((actorId) => sameRoles(a[actorId] ?? [], b[actorId] ?? []));
}
