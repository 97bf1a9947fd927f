import { isNotFound } from "./api/errors";
import type { Mailboxes } from "./api/mailboxes";
import type { Actor, SharedMailboxReply } from "./api/schemas";
import type { Clock } from "./clock";

/** A list of mailboxes. */
export type List = "shared" | "delegated";

/** The service may show a change only some time after it said that it is made; milliseconds. */
export const SECOND_LOOK = 3_000;

/**
 * What refresh reads of an organization: each list once for all reads of the process.
 * A list is complete or an error. Every write forgets what it may have changed.
 */
export class Inventory {
  private readonly flights = new Map<string, Promise<unknown>>();

  constructor(
    private readonly api: Pick<Mailboxes, "listShared" | "getShared" | "listDelegated" | "listActors">,
    private readonly clock: Clock,
  ) {}

  /** Whether the list has the mailbox. That it has not is said only after a list that was begun after the first look. */
  async has(orgId: string, list: List, mailboxId: string): Promise<boolean> {
    const first = this.ids(orgId, list, false);
    if ((await first).has(mailboxId)) {
      return true;
    }
    await this.lookAgainLater(`${orgId}/${list}`, first);
    return (await this.ids(orgId, list, true)).has(mailboxId);
  }

  /** Whether the list shows the mailbox: a single look, which proves no absence. */
  async shows(orgId: string, list: List, mailboxId: string): Promise<boolean> {
    return (await this.ids(orgId, list, false)).has(mailboxId);
  }

  /** Whether there is a mailbox with this id, shared or delegated. */
  async hasMailbox(orgId: string, mailboxId: string): Promise<boolean> {
    return (await this.has(orgId, "shared", mailboxId)) || (await this.has(orgId, "delegated", mailboxId));
  }

  /** The employee's roles on the mailbox; none is said only after a second look, as above. */
  async rolesOf(orgId: string, mailboxId: string, actorId: string): Promise<readonly string[]> {
    const first = this.actors(orgId, mailboxId);
    const roles = (await first).get(actorId);
    if (roles !== undefined) {
      return roles;
    }
    await this.lookAgainLater(`${orgId}/actors/${mailboxId}`, first);
    return (await this.actors(orgId, mailboxId)).get(actorId) ?? [];
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
    const look = () => this.once(key, () => this.lookAtAllShared(orgId));
    const begunBefore = this.flights.has(key);
    const first = look();
    if (!begunBefore) {
      return findIn(await first, fits);
    }
    const known = (await first).mailboxes.find(fits);
    const now = known && (await this.sharedIfThere(orgId, known.id));
    if (now !== undefined && fits(now)) {
      return now;
    }
    this.drop(key, first);
    return findIn(await look(), fits);
  }

  /** The shared mailbox that fits, as the first search of the process saw it: a single look, as above. */
  async showsShared(
    orgId: string,
    fits: (mailbox: SharedMailboxReply) => boolean,
  ): Promise<SharedMailboxReply | undefined> {
    return findIn(await this.once(`${orgId}/shared mailboxes`, () => this.lookAtAllShared(orgId)), fits);
  }

  /** Forgets the list of mailboxes of a list. */
  forgetMailboxes(orgId: string, list: List): void {
    this.flights.delete(`${orgId}/${list}`);
  }

  /** Forgets who has access to the mailbox. */
  forgetActors(orgId: string, mailboxId: string): void {
    this.flights.delete(`${orgId}/actors/${mailboxId}`);
  }

  private ids(orgId: string, list: List, doubting: boolean): Promise<ReadonlySet<string>> {
    const read = () =>
      list === "shared" ? this.api.listShared(orgId, doubting) : this.api.listDelegated(orgId, doubting);
    return this.once(`${orgId}/${list}`, async () => new Set(await read()));
  }

  /** Everybody who has access to the mailbox, with at least one role each. */
  actors(orgId: string, mailboxId: string): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.once(`${orgId}/actors/${mailboxId}`, async () => byActor(await this.api.listActors(orgId, mailboxId)));
  }

  private async lookAtAllShared(orgId: string): Promise<Looks> {
    const ids = await this.api.listShared(orgId);
    // All looks end before the operation does, so that none goes on retrying behind it.
    const looks = await Promise.allSettled(ids.map((id) => this.sharedIfThere(orgId, id)));
    return {
      mailboxes: looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : [])),
      failures: looks.flatMap((look) => (look.status === "rejected" ? [look.reason] : [])),
    };
  }

  private async sharedIfThere(orgId: string, id: string): Promise<SharedMailboxReply | undefined> {
    try {
      return await this.api.getShared(orgId, id);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  private once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.flights.get(key) as Promise<T> | undefined;
    if (known !== undefined) {
      return known;
    }
    const flight = read();
    this.flights.set(key, flight);
    flight.catch(() => this.drop(key, flight));
    return flight;
  }

  private async lookAgainLater(key: string, first: Promise<unknown>): Promise<void> {
    await this.clock.sleep(SECOND_LOOK);
    this.drop(key, first);
  }

  /** Parallel reads that miss share one second look: only the flight that was looked at is dropped. */
  private drop(key: string, flight: Promise<unknown>): void {
    if (this.flights.get(key) === flight) {
      this.flights.delete(key);
    }
  }
}

/** A role that the service names anywhere is held, also where it names an employee twice. */
function byActor(actors: readonly Actor[]): Map<string, readonly string[]> {
  const held = new Map<string, readonly string[]>();
  for (const { actorId, roles } of actors.filter(({ roles }) => roles.length > 0)) {
    held.set(actorId, [...(held.get(actorId) ?? []), ...roles]);
  }
  return held;
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
