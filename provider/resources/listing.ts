/** How the things of an organization are listed: in the order of their ids, a batch of requests at a time. */
import type { Context } from "../service/context";
import { byId } from "../service/ids";

/** How many mailboxes are looked at together. */
const BATCH = 50;

/**
 * What `look` says of each item, in order, as many as are wanted.
 *
 * @param ids - in order.
 * @param from - the first id that counts. Default: all do.
 * @param size - how many are wanted. Default: all.
 */
export async function* lookAtEach<Found>(
  ids: readonly string[],
  { from, size = Number.POSITIVE_INFINITY }: { from?: string | undefined; size?: number | undefined },
  look: (id: string) => Promise<Found[]>,
): AsyncGenerator<Found> {
  const wanted = from === undefined ? ids : ids.filter((id) => byId(id, from) >= 0);
  let found = 0;
  let at = 0;
  while (at < wanted.length && found < size) {
    const batch = wanted.slice(at, at + Math.min(BATCH, size - found));
    at += batch.length;
    for (const one of (await Promise.all(batch.map(look))).flat().slice(0, size - found)) {
      found++;
      yield one;
    }
  }
}

/** The ids of the organization's mailboxes of both kinds, or the one that is asked for. */
export async function mailboxesOf(
  { service: { inventory } }: Context,
  orgId: string,
  mailboxId?: string,
): Promise<string[]> {
  if (mailboxId !== undefined) {
    return [mailboxId];
  }
  const lists = await Promise.all([inventory.idsOf(orgId, "shared"), inventory.idsOf(orgId, "delegated")]);
  return lists.flat().sort(byId);
}

/** The employees who have access to a mailbox, its owner left out, in the order of their ids, with their roles. */
export async function employeesOn(
  { service: { inventory } }: Context,
  { orgId, mailboxId }: { orgId: string; mailboxId: string },
): Promise<(readonly [actorId: string, roles: readonly string[]])[]> {
  const actors = await inventory.actors(orgId, mailboxId);
  return [...actors].filter(([actorId]) => actorId !== mailboxId).sort(([a], [b]) => byId(a, b));
}
