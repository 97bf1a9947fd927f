/** Who has access to a mailbox, for a list that is about to change it; and those whom it would remove unseen. */
import { z } from "zod";
import { isNotFound, Yandex360Error } from "../api/errors";
import { accessKey, type Grant } from "../service/access";
import { SECOND_LOOK } from "../service/inventory";
import { noMailbox } from "../service/refusedAccess";
import type { Context } from "./lifecycle";

/** Of people who are not in a list and whom state has never seen: the list changes nothing, or takes their access away. */
export const unlisted = z.enum(["refuse", "remove"], 'has to be "refuse" or "remove"').default("refuse");

type Roles = ReadonlyMap<string, readonly string[]>;

/** The part of an access list that says who may lose access. */
export interface Reach extends Pick<Grant, "orgId" | "mailboxId" | "notify"> {
  exclusive: boolean;
  unlisted: z.output<typeof unlisted>;
}

/** Everybody's roles but the owner's; `undefined` where the mailbox is proven to be gone. */
export async function observe(
  { inventory }: Context,
  { orgId, mailboxId }: Pick<Grant, "orgId" | "mailboxId">,
): Promise<Roles | undefined> {
  try {
    const actors = await inventory.actors(orgId, mailboxId);
    return new Map([...actors].filter(([actorId]) => actorId !== mailboxId));
  } catch (error) {
    if (isNotFound(error) && !(await inventory.hasMailbox(orgId, mailboxId))) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Who has access, read anew.
 *
 * @param seen - the employees whom the program or state has.
 * @param refreshShows - whether a refresh would bring others into state, so that the preview shows what becomes of them.
 * @throws Yandex360Error where the mailbox is gone, and where somebody would lose access unseen.
 */
export async function observeToChange(
  context: Context,
  reach: Reach,
  { seen, refreshShows }: { seen: readonly string[]; refreshShows: boolean },
): Promise<Roles> {
  const first = await look(context, reach);
  if (reach.unlisted === "remove" || unseen(context, reach, first, seen).size === 0) {
    return first;
  }
  // What an earlier command has taken away may show for some time.
  await context.clock.sleep(SECOND_LOOK);
  const second = await look(context, reach);
  const people = unseen(context, reach, second, seen);
  if (people.size > 0) {
    throw refusal(people, refreshShows);
  }
  return second;
}

async function look(context: Context, reach: Reach): Promise<Roles> {
  context.inventory.forgetActors(reach.orgId, reach.mailboxId);
  const now = await observe(context, reach);
  if (now === undefined) {
    throw new Yandex360Error(noMailbox(reach.mailboxId));
  }
  return now;
}

/** Who would lose access although the program, state and this run have had nothing to do with them. */
function unseen({ writes }: Context, reach: Reach, now: Roles, seen: readonly string[]): Roles {
  const isSeen = (actorId: string) => seen.includes(actorId) || writes.wasTaken(accessKey({ ...reach, actorId }));
  return new Map(reach.exclusive ? [...now].filter(([actorId]) => !isSeen(actorId)) : []);
}

function refusal(people: Roles, refreshShows: boolean): Yandex360Error {
  const named = [...people].map(([actorId, roles]) => `${actorId} (${roles.join(", ")})`).join(", ");
  const one = people.size === 1;
  const who = one
    ? `employee ${named} has access to the mailbox and is not in \`access\``
    : `${people.size} employees have access to the mailbox and are not in \`access\`: ${named}`;
  const shown = refreshShows ? "; after `pulumi refresh` the preview shows what would be removed" : "";
  return new Yandex360Error(
    `${who}; nothing was changed: add ${one ? "this employee" : "them"} to \`access\`, or set ` +
      `\`unlisted: "remove"\` to take ${one ? "this" : "their"} access away${shown}`,
  );
}
