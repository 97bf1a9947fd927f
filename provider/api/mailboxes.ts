import { type Endpoint, UnexpectedReply } from "./errors";
import type { ApiRequest, Http } from "./http";
import type { Notify } from "./notify";
import { Pager } from "./paging";
import * as schemas from "./schemas";

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
  private readonly pager = new Pager();

  constructor(private readonly http: Http) {}

  /** CreateShared. Not repeatable: the second call for an address is an error. */
  async createShared(orgId: string, mailbox: { email: string; name: string; description: string }): Promise<string> {
    const reply = await this.request({
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
    const reply = await this.request({ endpoint, orgId, ids: { resourceId }, reply: schemas.sharedMailbox });
    return about(endpoint, resourceId, reply.id, reply);
  }

  /** UpdateShared. Both fields are always sent, since what an omitted one does is not documented. */
  async updateShared(orgId: string, resourceId: string, to: { name: string; description: string }): Promise<void> {
    const endpoint: Endpoint = { method: "PUT", path: "/mailboxes/shared/{resourceId}" };
    const body = { name: to.name, description: to.description };
    const reply = await this.request({
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
    await this.request({
      endpoint: { method: "DELETE", path: "/mailboxes/shared/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.nothing,
    });
  }

  /**
   * ListShared, to its last page.
   *
   * @param beyondTotal - whether to read on to a page that is not full, although the total is reached. Default: false.
   */
  listShared(orgId: string, beyondTotal = false): Promise<Listing> {
    return this.list(orgId, "/mailboxes/shared", beyondTotal);
  }

  /** CreateDelegated: switches delegation on. */
  async createDelegated(orgId: string, ownerId: string): Promise<void> {
    const endpoint: Endpoint = { method: "PUT", path: "/mailboxes/delegated" };
    const body = { resourceId: ownerId };
    const reply = await this.request({ endpoint, orgId, body, reply: schemas.resourceReference });
    about(endpoint, ownerId, reply.resourceId, reply);
  }

  /** DeleteDelegated: switches delegation off; every delegate loses access. */
  async deleteDelegated(orgId: string, resourceId: string): Promise<void> {
    await this.request({
      endpoint: { method: "DELETE", path: "/mailboxes/delegated/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.nothing,
    });
  }

  /** ListDelegated, as above. */
  listDelegated(orgId: string, beyondTotal = false): Promise<Listing> {
    return this.list(orgId, "/mailboxes/delegated", beyondTotal);
  }

  /** ListActors: everybody who has access to the mailbox; `undefined` where the reply has no list. */
  async listActors(orgId: string, resourceId: string): Promise<schemas.Actor[] | undefined> {
    const reply = await this.request({
      endpoint: { method: "GET", path: "/mailboxes/actors/{resourceId}" },
      orgId,
      ids: { resourceId },
      reply: schemas.actorList,
    });
    return reply.actors;
  }

  /** ListResources: every mailbox that an employee has access to. A list that is left out is empty. */
  async listResources(orgId: string, actorId: string): Promise<schemas.Resource[]> {
    const reply = await this.request({
      endpoint: { method: "GET", path: "/mailboxes/resources/{actorId}" },
      orgId,
      ids: { actorId },
      reply: schemas.resourceList,
    });
    return reply.resources ?? [];
  }

  /** Set: replaces the role list of one employee on one mailbox; an empty list revokes. Answers with a task id. */
  async setAccess(
    orgId: string,
    resourceId: string,
    access: { actorId: string; roles: readonly string[]; notify: Notify },
  ): Promise<string> {
    const reply = await this.request({
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
    const reply = await this.request({
      endpoint: { method: "GET", path: "/mailboxes/tasks/{taskId}" },
      orgId,
      ids: { taskId },
      reply: schemas.task,
    });
    return reply.status;
  }

  private async list(orgId: string, path: string, beyondTotal: boolean): Promise<Listing> {
    const endpoint: Endpoint = { method: "GET", path };
    const { items, complete } = await this.pager.readAll<schemas.ListedMailbox>(
      {
        endpoint,
        noun: ["mailbox", "mailboxes"],
        idOf: ({ resourceId }) => resourceId,
        read: (page, perPage) => {
          const query = { page: String(page), perPage: String(perPage) };
          return this.request({ endpoint, orgId, query, reply: schemas.resourcePage });
        },
      },
      beyondTotal,
    );
    return { counts: new Map([...items].map(([id, { count }]) => [id, count])), complete };
  }

  private request<Reply>(request: Omit<ApiRequest<Reply>, "family">): Promise<Reply> {
    return this.http.request({ family: "mailboxes", ...request });
  }
}

/** The reply, if it is about the mailbox that was asked for. */
function about<Reply>(endpoint: Endpoint, asked: string, answered: string, reply: Reply): Reply {
  if (asked !== answered) {
    throw new UnexpectedReply(endpoint, "another mailbox than the one asked for");
  }
  return reply;
}
