import type { Clock } from "../api/clock";
import { isNotFound, Unproven } from "../api/errors";
import type { Listing, Mailboxes } from "../api/mailboxes";
import type { Actor, SharedMailboxReply } from "../api/schemas";
import { byId } from "./ids";
import { Reads } from "./reads";

/** A list of mailboxes. */
export type List = "shared" | "delegated";

const LISTS: readonly List[] = ["shared", "delegated"];

/** The service may show a change only some time after it said that it is made; milliseconds. */
export const SECOND_LOOK = 3_000;

/**
 * What refresh reads of an organization: each list once for all reads of the process.
 * A list is complete or an error. Every change invalidates what it may have changed.
 */
export class Inventory {
  private readonly reads = new Reads();

  constructor(
    private readonly api: Pick<Mailboxes, "listShared" | "getShared" | "listDelegated" | "listActors">,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether the list has the mailbox. That it has not is said only after a list that was begun after the first look.
   *
   * @throws Unproven where the service has left out what would make its list whole.
   */
  async has(orgId: string, list: List, mailboxId: string): Promise<boolean> {
    const first = this.listing(orgId, list, false);
    if ((await first).counts.has(mailboxId)) {
      return true;
    }
    await this.evictLater(`${orgId}/${list}`, first);
    const { counts, complete } = await this.listing(orgId, list, true);
    if (!complete && !counts.has(mailboxId)) {
      throw notWhole(list, `mailbox ${mailboxId} is gone`);
    }
    return counts.has(mailboxId);
  }

  /** Whether the list shows the mailbox: a single look, which proves no absence. */
  async shows(orgId: string, list: List, mailboxId: string): Promise<boolean> {
    return (await this.listing(orgId, list, false)).counts.has(mailboxId);
  }

  /** The ids of every mailbox of the list, smallest first; throws as `all` does. */
  async idsOf(orgId: string, list: List): Promise<string[]> {
    return [...(await this.all(orgId, list)).keys()].sort(byId);
  }

  /** Whether there is a mailbox with this id, shared or delegated. */
  async hasMailbox(orgId: string, mailboxId: string): Promise<boolean> {
    return (await this.has(orgId, "shared", mailboxId)) || (await this.has(orgId, "delegated", mailboxId));
  }

  /**
   * The employee's roles on the mailbox; none is said only after a second look, as above.
   *
   * @throws Unproven where the service has left the list out, and has the mailbox.
   */
  async rolesOf(orgId: string, mailboxId: string, actorId: string): Promise<readonly string[]> {
    const first = this.access(orgId, mailboxId);
    const observed = (await first).roles.get(actorId);
    if (observed !== undefined) {
      return observed;
    }
    await this.evictLater(`${orgId}/actors/${mailboxId}`, first);
    const { roles, leftOut } = await this.access(orgId, mailboxId);
    if (leftOut && (await this.hasMailbox(orgId, mailboxId))) {
      throw nobodyNamed(`the access of employee ${actorId} to mailbox ${mailboxId} is gone`);
    }
    return roles.get(actorId) ?? [];
  }

  /**
   * The shared mailbox that fits, as it is now. The lists hold nothing but ids, so every mailbox is looked at: once for all
   * searches of the process. That none fits is said only after looks that were begun after this call.
   */
  async findShared(
    orgId: string,
    fits: (mailbox: SharedMailboxReply) => boolean,
  ): Promise<SharedMailboxReply | undefined> {
    const key = `${orgId}/shared mailboxes`;
    const begunBefore = this.reads.has(key);
    const first = this.looks(orgId);
    if (!begunBefore) {
      return findIn(await first, fits);
    }
    const known = (await first).mailboxes.find(fits);
    const now = known && (await this.sharedIfThere(orgId, known.id));
    if (now !== undefined && fits(now)) {
      return now;
    }
    this.reads.evict(key, first);
    return findIn(await this.looks(orgId), fits);
  }

  /** The shared mailbox that fits, as the first search of the process saw it: a single look, as above. */
  async showsShared(
    orgId: string,
    fits: (mailbox: SharedMailboxReply) => boolean,
  ): Promise<SharedMailboxReply | undefined> {
    return findIn(await this.looks(orgId), fits);
  }

  /** Every shared mailbox, as the first search of the process saw them: all of them, or an error. */
  async allShared(orgId: string): Promise<readonly SharedMailboxReply[]> {
    const { mailboxes, failures } = await this.looks(orgId);
    if (failures.length > 0) {
      throw failures[0];
    }
    return mailboxes;
  }

  /** The shared mailbox with this id as it is now; `undefined` where the service says that there is none. */
  async sharedIfThere(orgId: string, id: string): Promise<SharedMailboxReply | undefined> {
    try {
      return await this.api.getShared(orgId, id);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * The ids of all mailboxes of a list, with the number of employees who have access where the service says it.
   *
   * @throws Unproven where the service has left out what would make its list whole.
   */
  async all(orgId: string, list: List): Promise<ReadonlyMap<string, number | undefined>> {
    const { counts, complete } = await this.listing(orgId, list, true);
    if (!complete) {
      throw notWhole(list, "these are all mailboxes");
    }
    return counts;
  }

  /** The next look at the list of mailboxes asks the service. */
  invalidateList(orgId: string, list: List): void {
    this.reads.drop(`${orgId}/${list}`);
  }

  /** The next look at who has access to the mailbox asks the service. */
  invalidateActors(orgId: string, mailboxId: string): void {
    this.reads.drop(`${orgId}/actors/${mailboxId}`);
  }

  /**
   * Everybody who has access to the mailbox, with at least one role each: nobody where the service has left the list out
   * and its list of mailboxes counts nobody either, which is enough to give access by, and not to say that access is gone.
   *
   * @throws Unproven where the two do not agree.
   */
  async actors(orgId: string, mailboxId: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const { roles, leftOut } = await this.access(orgId, mailboxId);
    if (leftOut && (await this.countOf(orgId, mailboxId)) > 0) {
      throw nobodyNamed(`nobody has access to mailbox ${mailboxId}`);
    }
    return roles;
  }

  private listing(orgId: string, list: List, toEmptyPage: boolean): Promise<Listing> {
    return this.reads.cached(`${orgId}/${list}`, () =>
      list === "shared" ? this.api.listShared(orgId, toEmptyPage) : this.api.listDelegated(orgId, toEmptyPage),
    );
  }

  private access(orgId: string, mailboxId: string): Promise<Access> {
    return this.reads.cached(`${orgId}/actors/${mailboxId}`, async () => {
      const actors = await this.api.listActors(orgId, mailboxId);
      return { roles: byActor(actors ?? []), leftOut: actors === undefined };
    });
  }

  /** How many employees have access, as the lists of mailboxes say. */
  private async countOf(orgId: string, mailboxId: string): Promise<number> {
    const lists = await Promise.all(LISTS.map((list) => this.listing(orgId, list, false)));
    return Math.max(...lists.map(({ counts }) => counts.get(mailboxId) ?? 0));
  }

  private looks(orgId: string): Promise<Looks> {
    return this.reads.cached(`${orgId}/shared mailboxes`, () => this.lookAtAllShared(orgId));
  }

  private async lookAtAllShared(orgId: string): Promise<Looks> {
    const { counts, complete } = await this.api.listShared(orgId);
    const ids = [...counts.keys()];
    // All looks end before the operation does, so that none goes on retrying behind it.
    const looks = await Promise.allSettled(ids.map((id) => this.sharedIfThere(orgId, id)));
    return {
      mailboxes: looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : [])),
      failures: [
        ...looks.flatMap((look) => (look.status === "rejected" ? [look.reason] : [])),
        ...(complete ? [] : [notWhole("shared", "no further mailbox is there")]),
      ],
    };
  }

  private async evictLater(key: string, first: Promise<unknown>): Promise<void> {
    await this.clock.sleep(SECOND_LOOK);
    this.reads.evict(key, first);
  }
}

/** Who has access to one mailbox, and whether the service has left the list out. */
interface Access {
  roles: ReadonlyMap<string, readonly string[]>;
  leftOut: boolean;
}

function nobodyNamed(what: string): Unproven {
  return new Unproven({ method: "GET", path: "/mailboxes/actors/{resourceId}" }, "a list", what);
}

function notWhole(list: List, what: string): Unproven {
  return new Unproven({ method: "GET", path: `/mailboxes/${list}` }, "a list and its total", what);
}

/** A role that the service names anywhere is held, also where it names an employee twice. */
function byActor(actors: readonly Actor[]): Map<string, readonly string[]> {
  const byId = new Map<string, readonly string[]>();
  for (const { actorId, roles } of actors.filter(({ roles }) => roles.length > 0)) {
    byId.set(actorId, [...(byId.get(actorId) ?? []), ...roles]);
  }
  return byId;
}

/** What was seen of the shared mailboxes, and why some could not be looked at. */
interface Looks {
  mailboxes: SharedMailboxReply[];
  failures: unknown[];
}

function findIn({ mailboxes, failures }: Looks, fits: (mailbox: SharedMailboxReply) => boolean) {
  const found = mailboxes.find(fits);
  if (found === undefined && failures.length > 0) {
    throw failures[0];
  }
  return found;
}
