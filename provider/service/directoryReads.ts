import type { Directory, DirectoryList } from "../api/directory";
import type { Department, Domain, Group, Members, Organization, User } from "../api/directorySchemas";
import { ApiError, isNotFound, Yandex360Error } from "../api/errors";
import type { Host } from "../api/families";
import type { WholeList } from "../api/paging";
import { Reads } from "./reads";

const NOT_AVAILABLE: ReadonlySet<number> = new Set([403, 404, 405, 410, 412, 501]);

/** Whether the service says that something is not for this token, not for this organization, or not on this host. */
export function isNotAvailable(error: unknown): error is ApiError {
  return error instanceof ApiError && NOT_AVAILABLE.has(error.refusal.status);
}

/** A way to read something, on one of the hosts. */
type Way<T> = readonly [host: Host, read: () => Promise<T>];

/**
 * The directory of an organization, each list read once for all look-ups of the process: complete, or an error. What is on
 * cloud-api is read there, and on api360 where it is not available to the token.
 */
export class DirectoryReads {
  private readonly reads = new Reads();
  private readonly hosts = new Map<string, Host>();

  constructor(private readonly api: Directory) {}

  /** Everybody the service lists. */
  users(orgId: string): Promise<readonly User[]> {
    return this.list(orgId, "users", [
      ["cloud-api", () => this.api.listUsers(orgId)],
      ["api360", () => this.api.listUsersV1(orgId)],
    ]);
  }

  /** The groups that are not removed. */
  async groups(orgId: string): Promise<readonly Group[]> {
    const groups = await this.list(orgId, "groups", [
      ["cloud-api", () => this.api.listGroups(orgId)],
      ["api360", () => this.api.listGroupsV1(orgId)],
    ]);
    return groups.filter(({ removed }) => removed !== true);
  }

  /** The departments that are not removed. */
  async departments(orgId: string): Promise<readonly Department[]> {
    const departments = await this.list(orgId, "departments", [
      ["cloud-api", () => this.api.listDepartments(orgId)],
      ["api360", () => this.api.listDepartmentsV1(orgId)],
    ]);
    return departments.filter(({ removed }) => removed !== true);
  }

  /** What a group holds itself. Shared mailboxes show on api360 alone, so that is asked first. */
  members(orgId: string, groupId: string): Promise<Members> {
    return this.reads.cached(`${orgId}/groups/${groupId}`, async () => {
      const [, members] = await firstAvailable<Members>([
        ["api360", () => this.api.groupMembers(orgId, groupId)],
        ["cloud-api", () => this.api.groupMembersV1(orgId, groupId)],
      ]);
      return members;
    });
  }

  /** An employee whom no list has; `undefined` where the service says that there is none. */
  user(orgId: string, id: string): Promise<User | undefined> {
    return this.reads.cached(`${orgId}/users/${id}`, async () => {
      try {
        return await this.api.getUser(orgId, id);
      } catch (error) {
        if (isNotFound(error)) {
          return undefined;
        }
        throw error;
      }
    });
  }

  /** The organization's domains. */
  domains(orgId: string): Promise<readonly Domain[]> {
    return this.reads.cached(`${orgId}/domains`, async () => whole("domains", await this.api.listDomains(orgId)));
  }

  /** The organizations that the token's user administers. */
  organizations(): Promise<readonly Organization[]> {
    return this.reads.cached("organizations", () => this.api.listOrganizations());
  }

  /** The host that a list was read from; `undefined` where it was not read. */
  hostOf(orgId: string, list: DirectoryList): Host | undefined {
    return this.hosts.get(`${orgId}/${list}`);
  }

  private list<Item>(
    orgId: string,
    list: DirectoryList,
    ways: readonly Way<WholeList<Item>>[],
  ): Promise<readonly Item[]> {
    const key = `${orgId}/${list}`;
    return this.reads.cached(key, async () => {
      const [host, found] = await firstAvailable(ways);
      const items = whole(list, found);
      this.hosts.set(key, host);
      return items;
    });
  }
}

/** What the first way that is available leads to. Where none is, the error has what each has answered. */
async function firstAvailable<T>(ways: readonly Way<T>[]): Promise<readonly [Host, T]> {
  const refusals: ApiError[] = [];
  for (const [host, read] of ways) {
    try {
      return [host, await read()];
    } catch (error) {
      if (!isNotAvailable(error)) {
        throw error;
      }
      refusals.push(error);
    }
  }
  const before = refusals.slice(0, -1).flatMap((refusal) => [refusal.message, ", and "]);
  throw new Yandex360Error([...before, refusals.at(-1)]);
}

function whole<Item>(list: string, { items, complete }: WholeList<Item>): readonly Item[] {
  if (!complete) {
    throw new Yandex360Error(
      `the service sent its list of ${list} without a total, so nobody knows whether it is whole`,
      {
        advice: "run the command again",
      },
    );
  }
  return [...items.values()];
}
