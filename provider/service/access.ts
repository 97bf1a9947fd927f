/** One employee's roles on one mailbox: setting them, taking them away, asking for them. */
import {
  ConnectionError,
  isNotFound,
  mayHaveActed,
  TaskFailed,
  TaskForgotten,
  TaskTimedOut,
  Yandex360Error,
} from "../api/errors";
import type { Notify } from "../api/notify";
import type { Context } from "../resources/lifecycle";
import { isRefusedSet, MailboxFull, naming, whyRefused } from "./refusedAccess";
import { canonicalRoles, sameRoles } from "./roles";
import { keyOf, type Writes } from "./writes";

/**
 * Whose access was asked for and not confirmed: the service's task may still end. State keeps it until an `up` has set the
 * roles again, also where they seem to be the wished ones already.
 */
export interface Unsettled {
  unsettled?: string[];
}

/** Who and where, and how the service is asked. */
export interface Grant {
  orgId: string;
  mailboxId: string;
  actorId: string;
  notify: Notify;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

/** Whether access may be given after somebody else has lost theirs. */
export function mayMeanFull(error: unknown): boolean {
  return isRefusedSet(error) || error instanceof MailboxFull || (error instanceof Unconfirmed && !error.open);
}

/** The service may have set the roles, and did not confirm it. */
export class Unconfirmed extends Yandex360Error {
  /** Whether the service's task may still end, or the request still arrive, and change the roles; or nobody knows them. */
  readonly open: boolean;

  /**
   * @param held - the roles that a look-up found; absent where it failed too.
   * @param why - what is told instead of the cause, where more is known.
   */
  constructor(
    cause: unknown,
    readonly held: string[] | undefined,
    why: unknown = cause,
  ) {
    super([why], { cause });
    this.open = !(cause instanceof TaskFailed) || held === undefined;
  }
}

/** The key of the employee's access to the mailbox. */
export function accessKey(grant: Grant): string {
  return keyOf("access", grant, `${grant.mailboxId}/${grant.actorId}`);
}

/** Whether this run has switched the mailbox's delegation off, also where it is on again: everybody has lost access. */
export function lostWithDelegation(writes: Writes, grant: Pick<Grant, "orgId" | "mailboxId">): boolean {
  return writes.wasTaken(keyOf("delegated", grant, grant.mailboxId));
}

/**
 * Sets the roles and waits until they hold.
 *
 * @param unsettled - whether an earlier task may still be running: then a refusal never means that nothing is left to do.
 * @throws Unconfirmed where the service may have acted; the service's refusal where it surely has not.
 */
export async function setRoles(context: Context, grant: Grant, roles: string[], unsettled = false): Promise<void> {
  await context.writes.inTurn(accessKey(grant), async () => {
    let taskId: string | undefined;
    try {
      taskId = await send(context, grant, roles);
      await waitFor(context, grant, taskId);
    } catch (error) {
      const refused = taskId === undefined && !mayHaveActed(error);
      if (refused && !isRefusedSet(error)) {
        throw await naming(context, grant, error);
      }
      const held = await heldIfKnown(context, grant);
      const wished = held !== undefined && sameRoles(held, roles);
      const done = error instanceof TaskForgotten || (refused && !unsettled && isRefusedSet(error));
      if (!wished || !done) {
        const why = held?.length === 0 ? await whyRefused(context, grant, error) : error;
        if (refused) {
          throw why;
        }
        context.writes.remember(accessKey(grant));
        throw new Unconfirmed(error, held && canonicalRoles(held), why);
      }
    }
    context.writes.remember(accessKey(grant));
  });
}

/**
 * Takes the access away and waits until it is gone, unless the program holds it under another resource.
 * A failure counts as done only where the employee is proven to have no role; a time-out never does.
 *
 * @param unsettled - whether an earlier task may still give access: then nobody having a role proves something only after
 * the time that a task may take.
 * @throws as setRoles.
 */
export async function revoke(context: Context, grant: Grant, unsettled = false): Promise<void> {
  await context.writes.inTurn(accessKey(grant), async () => {
    if (context.writes.has(accessKey(grant))) {
      return;
    }
    context.writes.rememberTaken(accessKey(grant));
    let taskId: string | undefined;
    try {
      taskId = await send(context, grant, []);
      await waitFor(context, grant, taskId);
    } catch (error) {
      const refused = taskId === undefined && !mayHaveActed(error);
      if (refused && error instanceof ConnectionError) {
        throw error;
      }
      if (unsettled && !(error instanceof TaskTimedOut)) {
        await outlastTasks(context, grant);
      }
      const held = await heldIfKnown(context, grant);
      if (error instanceof TaskTimedOut || held?.length !== 0) {
        throw refused ? await naming(context, grant, error) : new Unconfirmed(error, held && canonicalRoles(held));
      }
    }
  });
}

/** The roles that the service says the employee has; none where the mailbox is proven to be gone. */
export async function held({ inventory }: Context, grant: Grant): Promise<readonly string[]> {
  const { orgId, mailboxId, actorId } = grant;
  try {
    return await inventory.rolesOf(orgId, mailboxId, actorId);
  } catch (error) {
    if (isNotFound(error) && !(await inventory.hasMailbox(orgId, mailboxId))) {
      return [];
    }
    throw error;
  }
}

async function heldIfKnown(context: Context, grant: Grant): Promise<readonly string[] | undefined> {
  try {
    return await held(context, grant);
  } catch (error) {
    if (error instanceof Yandex360Error) {
      return undefined;
    }
    throw error;
  }
}

async function send(context: Context, { orgId, mailboxId, actorId, notify }: Grant, roles: string[]): Promise<string> {
  try {
    return await context.api.setAccess(orgId, mailboxId, { actorId, roles, notify });
  } finally {
    context.inventory.forgetActors(orgId, mailboxId);
  }
}

async function waitFor(context: Context, grant: Grant, taskId: string): Promise<void> {
  try {
    await context.tasks.wait(grant.orgId, taskId, timeoutOf(context, grant));
  } finally {
    context.inventory.forgetActors(grant.orgId, grant.mailboxId);
  }
}

/** Seconds. */
function timeoutOf({ settings }: Context, { taskTimeout }: Grant): number {
  return taskTimeout ?? settings.taskTimeout;
}

/** Waits as long as a task may take, so that an earlier one has ended by then. */
async function outlastTasks(context: Context, grant: Grant): Promise<void> {
  await context.clock.sleep(timeoutOf(context, grant) * 1000);
  context.inventory.forgetActors(grant.orgId, grant.mailboxId);
}
