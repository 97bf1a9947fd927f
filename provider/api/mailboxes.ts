import { ApiError, type Endpoint, UnexpectedReply } from "./errors";
import type { Http } from "./http";
import type { Notify } from "./notify";
import * as schemas from "./schemas";

/** Pages are asked for at the first size; the service may give smaller ones and says so in `perPage`. */
const PER_PAGE = 100;
const DEFAULT_PER_PAGE = 10;
const TIMES_TO_READ_A_LIST = 3;
const MOST_PAGES = 10_000;

/** A list of mailboxes as the service has told it. */
export interface Listing {
  /** The ids, each with the number of employees who have access, where the service says it. */
  counts: ReadonlyMap<string, number | undefined>;
  /** Whether what is not in it is proven to be in no page of the list. */
  complete: boolean;
}

/**
 * One method per documented endpoint of MailboxService, without decisions.
 * Ids are decimal strings. Source: the MailboxService pages, by the method's name.
 */
export class Mailboxes {
  private perPage = PER_PAGE;

  constructor(private readonly http: Http) {}

  /** CreateShared. Not repeatable: the second call for an address is an error. */
  async createShared(orgId: string, mailbox: { email: string; name: string; description: string }): Promise<string> {
    const reply = await this.http.request({
      endpoint: { method: "PUT", path: "/mailboxes/shared" },
      orgId,
      body: mailbox,
      reply: schemas.resourceReference,
      repeatable: false,
    });
    return reply.resourceId;
  }

  /** GetShared. */
  async getShared(orgId: string, resourceId: string): Promise<schemas.SharedMailboxReply> {
    const endpoint: Endpoint = { method: "GET", path: "/mailboxes/shared/{resourceId}" };
    const reply = await this.http.request({ endpoint, orgId, ids: { resourceId }, reply: schemas.sharedMailbox });
    return about(endpoint, resourceId, reply.id, reply);
  }

  /** UpdateShared. Both fields are always sent, since what an omitted one does is not documented. */
  async updateShared(orgId: string, resourceId: string, to: { name: string; description: string }): Promise<void> {
    const endpoint: Endpoint = { method: "PUT", path: "/mailboxes/shared/{resourceId}" };
    const body = { name: to.name, description: to.description };
    const reply = await this.http.request({
      endpoint,
      orgId,
      ids: { resourceId },
      body,
      reply: schemas.resourceReference,
    });
    about(endpoint, resourceId, reply.resourceId, reply);
  }

  /** DeleteShared. The letters go with the mailbox. */
  async deleteShared(orgId: string, resourceId: string): Promise<void> {
    await this.http.request({
      endpoint: { method: "DELETE", path: "/mailboxes/shared/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.nothing,
    });
  }

  /** ListShared, to its last page; with `doubting`, to an empty one, whatever the total says. */
  listShared(orgId: string, doubting = false): Promise<Listing> {
    return this.list(orgId, "/mailboxes/shared", doubting);
  }

  /** CreateDelegated: switches delegation on. */
  async createDelegated(orgId: string, ownerId: string): Promise<void> {
    const endpoint: Endpoint = { method: "PUT", path: "/mailboxes/delegated" };
    const body = { resourceId: ownerId };
    const reply = await this.http.request({ endpoint, orgId, body, reply: schemas.resourceReference });
    about(endpoint, ownerId, reply.resourceId, reply);
  }

  /** DeleteDelegated: switches delegation off; every delegate loses access. */
  async deleteDelegated(orgId: string, resourceId: string): Promise<void> {
    await this.http.request({
      endpoint: { method: "DELETE", path: "/mailboxes/delegated/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.nothing,
    });
  }

  /** ListDelegated, as above. */
  listDelegated(orgId: string, doubting = false): Promise<Listing> {
    return this.list(orgId, "/mailboxes/delegated", doubting);
  }

  /** ListActors: everybody who has access to the mailbox; `undefined` where the reply has no list. */
  async listActors(orgId: string, resourceId: string): Promise<schemas.Actor[] | undefined> {
    const reply = await this.http.request({
      endpoint: { method: "GET", path: "/mailboxes/actors/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.actorList,
    });
    return reply.actors;
  }

  /** Set: replaces the role list of one employee on one mailbox; an empty list revokes. Answers with a task id. */
  async setAccess(
    orgId: string,
    resourceId: string,
    access: { actorId: string; roles: readonly string[]; notify: Notify },
  ): Promise<string> {
    const reply = await this.http.request({
      endpoint: { method: "POST", path: "/mailboxes/set/{resourceId}" },
      orgId,
      ids: { resourceId },
      query: { actorId: access.actorId, notify: access.notify },
      body: { roles: access.roles },
      reply: schemas.taskReference,
    });
    return reply.taskId;
  }

  /** TaskStatus. */
  async taskStatus(orgId: string, taskId: string): Promise<string> {
    const reply = await this.http.request({
      endpoint: { method: "GET", path: "/mailboxes/tasks/{taskId}" },
      orgId,
      ids: { taskId },
      reply: schemas.task,
    });
    return reply.status;
  }

  /**
   * A whole list, or an error. A list that changes while it is read is read again, because an item that moved to an
   * earlier page would be missed.
   */
  private async list(orgId: string, path: string, doubting: boolean): Promise<Listing> {
    const endpoint: Endpoint = { method: "GET", path };
    for (let time = 1; ; time++) {
      const read = await this.readList(orgId, endpoint, doubting);
      if (typeof read !== "string") {
        return read;
      }
      if (time === TIMES_TO_READ_A_LIST) {
        throw new UnexpectedReply(endpoint, `a list with ${read}, ${time} times`);
      }
    }
  }

  private async readPage(orgId: string, endpoint: Endpoint, page: number): Promise<schemas.ResourcePage> {
    const { perPage } = this;
    const query = { page: String(page), perPage: String(perPage) };
    try {
      return await this.http.request({ endpoint, orgId, query, reply: schemas.resourcePage });
    } catch (error) {
      if (error instanceof ApiError && error.refusal.status === 400 && page === 1 && perPage !== DEFAULT_PER_PAGE) {
        // How large a page may be is not documented, only the default is.
        this.perPage = DEFAULT_PER_PAGE;
        return this.readPage(orgId, endpoint, page);
      }
      throw error;
    }
  }

  /** The list, or why its pages cannot belong to one. Without a total, it ends with a page that has nothing. */
  private async readList(orgId: string, endpoint: Endpoint, doubting: boolean): Promise<Listing | string> {
    const counts = new Map<string, number | undefined>();
    let first: schemas.ResourcePage | undefined;
    for (let page = 1; ; page++) {
      const reply = await this.readPage(orgId, endpoint, page);
      first ??= reply;
      const { resources = [] } = reply;
      const before = counts.size;
      for (const { resourceId, count } of resources) {
        counts.set(resourceId, count);
      }
      const { total } = first;
      const torn = tornAt(page, reply, { total, received: counts.size, fresh: counts.size - before });
      if (torn !== undefined) {
        return torn;
      }
      const last = resources.length === 0 || resources.length < (reply.perPage ?? 0);
      if (total === undefined ? resources.length === 0 : counts.size === total && (!doubting || last)) {
        // An empty list is one that the service has sent: what it left out may be anything.
        return { counts, complete: total !== undefined && (total > 0 || first.resources !== undefined) };
      }
      if (page === MOST_PAGES) {
        throw new UnexpectedReply(endpoint, `more than ${MOST_PAGES} pages`);
      }
    }
  }
}

/** The reply, if it is about the mailbox that was asked for. */
function about<Reply>(endpoint: Endpoint, asked: string, answered: string, reply: Reply): Reply {
  if (asked !== answered) {
    throw new UnexpectedReply(endpoint, "another mailbox than the one asked for");
  }
  return reply;
}

/** Why this page cannot belong to one whole list, if so. */
function tornAt(
  page: number,
  reply: schemas.ResourcePage,
  { total, received, fresh }: { total: number | undefined; received: number; fresh: number },
): string | undefined {
  if (reply.page !== undefined && reply.page !== page) {
    return `page ${reply.page} instead of page ${page}`;
  }
  if (reply.total !== total || (total !== undefined && received > total)) {
    return "a total that does not agree with its pages";
  }
  if (fresh !== (reply.resources?.length ?? 0)) {
    return "the same mailbox twice";
  }
  return total !== undefined && fresh === 0 && received < total ? `only ${received} of ${total} mailboxes` : undefined;
}
