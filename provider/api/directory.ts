import type { z } from "zod";
import {
  type Department,
  type Domain,
  type Group,
  type Members,
  members,
  type Organization,
  organizationPage,
  pages,
  type User,
  userReply,
} from "./directorySchemas";
import { type Endpoint, UnexpectedReply } from "./errors";
import type { Family } from "./families";
import type { Http } from "./http";
import { type Page, type PagedList, Pager, type WholeList } from "./paging";

/** The largest page of the v1 list of users; clients ask every list of the directory for it. */
const PAGE_SIZES = [1000, 100, 10];
const DOMAINS_A_PAGE = 10;
const ORGANIZATIONS_A_PAGE = 100;
const MOST_ORGANIZATIONS = 10_000;

/** A list of the directory that both hosts have. */
export type DirectoryList = "users" | "groups" | "departments";

const NOUNS = {
  users: ["employee", "employees"],
  groups: ["group", "groups"],
  departments: ["department", "departments"],
} as const;

/**
 * One method per endpoint of the directory that look-ups need, without decisions. Methods named `…V1` are those of api360 that
 * their pages call outdated; the others are the current ones, wherever they are. Source: the pages by the methods' names.
 */
export class Directory {
  private readonly pager = new Pager(PAGE_SIZES);
  private readonly domainPager = new Pager([DOMAINS_A_PAGE]);

  constructor(private readonly http: Http) {}

  /** Directory v2 on cloud-api: users. */
  listUsers(orgId: string): Promise<WholeList<User>> {
    return this.cloudList(orgId, "users", pages.users);
  }

  /** UserService_List. */
  listUsersV1(orgId: string): Promise<WholeList<User>> {
    return this.v1List(orgId, "users", pages.users);
  }

  /** UserService_Get, which has those too whom a list may leave out. */
  getUser(orgId: string, userId: string): Promise<User> {
    return this.http.request({
      family: "directory",
      endpoint: { method: "GET", path: "/directory/v1/org/{orgId}/users/{userId}" },
      orgId,
      ids: { userId },
      reply: userReply,
    });
  }

  /** Directory v2 on cloud-api: groups. */
  listGroups(orgId: string): Promise<WholeList<Group>> {
    return this.cloudList(orgId, "groups", pages.groups);
  }

  /** GroupService_List. */
  listGroupsV1(orgId: string): Promise<WholeList<Group>> {
    return this.v1List(orgId, "groups", pages.groups);
  }

  /** Directory v2 on cloud-api: departments. */
  listDepartments(orgId: string): Promise<WholeList<Department>> {
    return this.cloudList(orgId, "departments", pages.departments);
  }

  /** DepartmentService_List. */
  listDepartmentsV1(orgId: string): Promise<WholeList<Department>> {
    return this.v1List(orgId, "departments", pages.departments);
  }

  /** GroupV2 on api360: what a group holds, the only method that shows shared mailboxes too. */
  groupMembers(orgId: string, groupId: string): Promise<Members> {
    return this.members("directory", "/directory/v2/org/{orgId}/groups/{groupId}/members", orgId, groupId);
  }

  /** Directory v1 on cloud-api: what a group holds, without shared mailboxes. */
  groupMembersV1(orgId: string, groupId: string): Promise<Members> {
    const path = "/v1/api360/directory/org/{orgId}/groups/{groupId}/members";
    return this.members("cloudDirectory", path, orgId, groupId);
  }

  /** DomainService_List. */
  listDomains(orgId: string): Promise<WholeList<Domain>> {
    const endpoint: Endpoint = { method: "GET", path: "/directory/v1/org/{orgId}/domains" };
    const read = (page: number, perPage: number): Promise<Page<Domain>> =>
      this.http.request({
        family: "directory",
        endpoint,
        orgId,
        query: { page: String(page), perPage: String(perPage) },
        reply: pages.domains,
      });
    return this.domainPager.readAll({ endpoint, noun: ["domain", "domains"], idOf: ({ name }) => name, read });
  }

  /** Organizations list: those that the token's user administers. */
  async listOrganizations(): Promise<Organization[]> {
    const endpoint: Endpoint = { method: "GET", path: "/directory/v1/org" };
    const all = new Map<string, Organization>();
    for (let token = ""; all.size < MOST_ORGANIZATIONS; ) {
      const query = { pageSize: String(ORGANIZATIONS_A_PAGE), ...(token === "" ? {} : { pageToken: token }) };
      const reply = await this.http.request({ family: "directory", endpoint, query, reply: organizationPage });
      for (const organization of reply.organizations ?? []) {
        all.set(organization.id, organization);
      }
      const next = reply.nextPageToken ?? "";
      if (next === "") {
        return [...all.values()];
      }
      if (next === token) {
        break;
      }
      token = next;
    }
    throw new UnexpectedReply(endpoint, "a list that does not end");
  }

  private members(family: Family, path: string, orgId: string, groupId: string): Promise<Members> {
    const endpoint: Endpoint = { method: "GET", path };
    return this.http.request({ family, endpoint, orgId, ids: { groupId }, reply: members });
  }

  private v1List<Item extends Listed>(
    orgId: string,
    list: DirectoryList,
    reply: Reply<Item>,
  ): Promise<WholeList<Item>> {
    const endpoint: Endpoint = { method: "GET", path: `/directory/v1/org/{orgId}/${list}` };
    return this.pager.readAll({
      ...listOf(endpoint, list),
      read: (page, perPage) =>
        this.http.request({
          family: "directory",
          endpoint,
          orgId,
          query: { page: String(page), perPage: String(perPage) },
          reply,
        }),
    });
  }

  private cloudList<Item extends Listed>(
    orgId: string,
    list: DirectoryList,
    reply: Reply<Item>,
  ): Promise<WholeList<Item>> {
    const endpoint: Endpoint = { method: "GET", path: `/v1/directory/organizations/{orgId}/${list}` };
    let limit = 0;
    const read = async (page: number, perPage: number): Promise<Page<Item>> => {
      limit = page === 1 ? perPage : limit;
      const query = { limit: String(limit), offset: String((page - 1) * limit) };
      const answer = await this.http.request({ family: "cloudDirectory", endpoint, orgId, query, reply });
      // An offset has to be a multiple of the limit that is in force, which may be smaller than the one that was asked for.
      limit = page === 1 ? answer.perPage || limit : limit;
      return answer;
    };
    return this.pager.readAll({ ...listOf(endpoint, list), read });
  }
}

type Listed = { id: string };
type Reply<Item> = z.ZodType<Page<Item>>;

function listOf<Item extends Listed>(endpoint: Endpoint, list: DirectoryList): Omit<PagedList<Item>, "read"> {
  return { endpoint, noun: NOUNS[list], idOf: ({ id }) => id };
}
