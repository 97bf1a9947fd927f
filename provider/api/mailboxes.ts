import { type Endpoint, UnexpectedReply } from "./errors";
import type { Http } from "./http";
import * as schemas from "./schemas";

/** Pages are asked for at this size; the service may give smaller ones and says so in `perPage`. */
const PER_PAGE = 100;
const TIMES_TO_READ_A_LIST = 3;

/** Whom the service tells about a change of access: owner and employee, the employee only, or nobody. */
export type Notify = "all" | "delegates" | "none";

/**
 * One method per documented endpoint of MailboxService, without decisions.
 * Ids are decimal strings. Source: the MailboxService pages, by the method's name.
 */
export class Mailboxes {
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
  getShared(orgId: string, resourceId: string): Promise<schemas.SharedMailboxReply> {
    return this.http.request({
      endpoint: { method: "GET", path: "/mailboxes/shared/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.sharedMailbox,
    });
  }

  /** UpdateShared. Both fields are always sent, since what an omitted one does is not documented. */
  async updateShared(orgId: string, resourceId: string, to: { name: string; description: string }): Promise<void> {
    await this.http.request({
      endpoint: { method: "PUT", path: "/mailboxes/shared/{resourceId}" },
      orgId,
      ids: { resourceId },
      body: { name: to.name, description: to.description },
      reply: schemas.resourceReference,
    });
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

  /** ListShared, to its last page. */
  listShared(orgId: string): Promise<string[]> {
    return this.listIds(orgId, "/mailboxes/shared");
  }

  /** CreateDelegated: switches delegation on. */
  async createDelegated(orgId: string, ownerId: string): Promise<void> {
    await this.http.request({
      endpoint: { method: "PUT", path: "/mailboxes/delegated" },
      orgId,
      body: { resourceId: ownerId },
      reply: schemas.resourceReference,
    });
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

  /** ListDelegated, to its last page. */
  listDelegated(orgId: string): Promise<string[]> {
    return this.listIds(orgId, "/mailboxes/delegated");
  }

  /** ListActors: everybody who has access to the mailbox. */
  async listActors(orgId: string, resourceId: string): Promise<schemas.Actor[]> {
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
   * The ids of a whole list: complete, or an error. A list that changes while it is read is read again,
   * because an item that moved to an earlier page would be missed.
   */
  private async listIds(orgId: string, path: string): Promise<string[]> {
    const endpoint: Endpoint = { method: "GET", path };
    for (let time = 1; ; time++) {
      const { ids, torn } = await this.readList(orgId, endpoint);
      if (torn === undefined) {
        return ids;
      }
      if (time === TIMES_TO_READ_A_LIST) {
        throw new UnexpectedReply(endpoint, `a list with ${torn}, ${time} times`);
      }
    }
  }

  private async readList(orgId: string, endpoint: Endpoint): Promise<{ ids: string[]; torn?: string }> {
    const ids = new Set<string>();
    let total: number | undefined;
    for (let page = 1; ; page++) {
      const query = { page: String(page), perPage: String(PER_PAGE) };
      const reply = await this.http.request({ endpoint, orgId, query, reply: schemas.resourcePage });
      const before = ids.size;
      for (const { resourceId } of reply.resources) {
        ids.add(resourceId);
      }
      total ??= reply.total;
      const torn = tornAt(page, reply, { total, received: ids.size, fresh: ids.size - before });
      if (torn !== undefined) {
        return { ids: [], torn };
      }
      if (ids.size === total) {
        return { ids: [...ids] };
      }
    }
  }
}

/** Why this page cannot belong to one whole list, if so. */
function tornAt(
  page: number,
  reply: schemas.ResourcePage,
  { total, received, fresh }: { total: number; received: number; fresh: number },
): string | undefined {
  if (reply.page !== page) {
    return `page ${reply.page} instead of page ${page}`;
  }
  if (reply.total !== total || received > total) {
    return "a total that does not agree with its pages";
  }
  if (fresh !== reply.resources.length) {
    return "the same mailbox twice";
  }
  return fresh === 0 && received < total ? `only ${received} of ${total} mailboxes` : undefined;
}
