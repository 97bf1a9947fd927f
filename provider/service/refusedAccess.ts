/** Why the service may have refused to give or take access, and what to do about it. */

import { ApiError, isNotFound, TaskFailed, Yandex360Error } from "../api/errors";
import type { Inventory } from "./inventory";

/** Whose access to which mailbox was refused. */
interface Grant {
  orgId: string;
  mailboxId: string;
  actorId: string;
}

/** How many employees may have access to a mailbox. Source: the help page on shared and delegated mailboxes. */
export const MOST_USERS = 40;

/** A service that refuses to set what is set already has nothing left to do; it may also refuse what is too much. */
export function isRefusedSet(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.refusal.status === 400 || error.refusal.status === 409);
}

/** The mailbox has as many users as it may have, and the service has refused one more. */
export class MailboxFull extends Yandex360Error {
  constructor(cause: Error, users: number) {
    super(
      `${cause.message}: ${users} employees have access to the mailbox, and Yandex's help page allows ${MOST_USERS}: take ` +
        "somebody's access away first, in an `up` of its own, or give the MailboxAccess that is to go the new `actorId` " +
        "and the resource option `deleteBeforeReplace: true`",
      { cause },
    );
  }
}

/** The error of an employee who has no access yet, or that the mailbox is full where that may be the reason. */
export async function whyRefused(inventory: Inventory, { orgId, mailboxId }: Grant, error: unknown): Promise<unknown> {
  if (!(error instanceof TaskFailed) && !isRefusedSet(error)) {
    return error;
  }
  try {
    const users = [...(await inventory.actors(orgId, mailboxId)).keys()].filter((actorId) => actorId !== mailboxId);
    return users.length < MOST_USERS ? error : new MailboxFull(error, users.length);
  } catch (unknown) {
    if (unknown instanceof Yandex360Error) {
      return error;
    }
    throw unknown;
  }
}

/** What to do about a mailbox that is in no list. */
export function noMailbox(mailboxId: string): string {
  return (
    `the organization has no shared mailbox ${mailboxId}, and no employee's mailbox ${mailboxId} with delegation on: ` +
    "where the state has it, run `pulumi refresh` and then `pulumi up`; else check the id, or switch delegation on first"
  );
}

/** A 404 to a Set does not say whether the mailbox or the employee is not there: the lists of mailboxes do. */
export async function naming(
  inventory: Inventory,
  { orgId, mailboxId, actorId }: Grant,
  error: unknown,
): Promise<unknown> {
  if (!isNotFound(error)) {
    return error;
  }
  try {
    return error.advising(
      (await inventory.hasMailbox(orgId, mailboxId))
        ? `mailbox ${mailboxId} is there, so likely there is no employee ${actorId} who can be given access: check the id, ` +
            "which has to be that of an account on the organization's domain, not dismissed and no guest"
        : noMailbox(mailboxId),
    );
  } catch (failure) {
    if (failure instanceof Yandex360Error) {
      return error.advising(
        `which of mailbox ${mailboxId} and employee ${actorId} is not there could not be looked up`,
      );
    }
    throw failure;
  }
}
