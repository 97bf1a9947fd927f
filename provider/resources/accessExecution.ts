/** The execution of a plan: what it gives and takes is sent, and each change ends for itself. */
import type { Notify } from "../api/notify";
import { type AccessOutcome, mayMeanFull } from "../service/access";
import type { Context } from "../service/context";
import { outcomeOf } from "../service/outcome";
import type { Change, End, Plan } from "./accessPlan";

/** What every change of one mailbox has in common. */
interface Mailbox {
  orgId: string;
  mailboxId: string;
  notify: Notify;
  taskTimeout?: number;
}

/** Makes the changes in parallel. Where the mailbox may be full, access is given once more after the others have lost theirs. */
export async function execute(
  { service: { access } }: Context,
  mailbox: Mailbox,
  { give, take }: Pick<Plan, "give" | "take">,
): Promise<End[]> {
  const set = ({ actorId, roles, open }: Change) => ended(access.set({ ...mailbox, actorId }, roles, open));
  const taking = Promise.all(
    take.map(async (change): Promise<End> => {
      const outcome = await ended(access.revoke({ ...mailbox, actorId: change.actorId }, change.open));
      return { change, outcome };
    }),
  );
  const giving = Promise.all(
    give.map(async (change): Promise<End> => {
      const outcome = await set(change);
      if (take.length === 0 || !mayMeanFull(outcome)) {
        return { change, outcome };
      }
      await taking;
      return { change, outcome: await set(change) };
    }),
  );
  return [...(await taking), ...(await giving)];
}

/** What aborts one change is its outcome here: the others go on, and state keeps what became of them. */
async function ended(change: Promise<AccessOutcome>): Promise<AccessOutcome> {
  try {
    return await change;
  } catch (error) {
    return outcomeOf(error);
  }
}
