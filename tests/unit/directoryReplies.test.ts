import assert from "node:assert/strict";
import { systemClock } from "../../provider/api/clock";
import { Directory } from "../../provider/api/directory";
import { ApiError } from "../../provider/api/errors";
import { type ApiRequest, Http } from "../../provider/api/http";
import { failure } from "../support/context";

const SETTINGS = { apiUrl: "http://127.0.0.1:1", requestTimeout: 1, maxConcurrency: 1, token: "t" };

/** A way to a service that gives the replies the test wants. */
class Replies extends Http {
  readonly asked: string[] = [];

  constructor(private readonly give: (query: Record<string, string>) => unknown) {
    super(SETTINGS, systemClock, new AbortController().signal);
  }

  override async request<Reply>({ endpoint, query = {}, reply }: ApiRequest<Reply>): Promise<Reply> {
    this.asked.push(`${endpoint.path}?${new URLSearchParams(query)}`);
    return reply.parse(this.give(query));
  }
}

const directory = (give: (query: Record<string, string>) => unknown) => new Directory(new Replies(give));

describe("replies of the directory", () => {
  it("mean the same in the form of either host, with ids as numbers or strings, and the list under either name", async () => {
    const cloud = {
      items: [{ id: 1130000000000001, default_email: "a@x.example", is_robot: false, department_id: 2, name: null }],
      limit: 1000,
      offset: 0,
      total: 1,
    };
    const v1 = {
      users: [{ id: "1130000000000001", defaultEmail: "a@x.example", isRobot: false, departmentId: 2 }],
      page: 1,
      pages: 1,
      perPage: 1000,
      total: 1,
    };
    const found = await Promise.all([
      directory(() => cloud).listUsers("1"),
      directory(() => v1).listUsers("1"),
      directory(() => v1).listUsersV1("1"),
      directory(() => cloud).listUsersV1("1"),
    ]);
    for (const { items, complete } of found) {
      assert.equal(complete, true);
      const { id, defaultEmail, isRobot, isDismissed, departmentId } = items.get("1130000000000001") ?? {};
      assert.deepEqual(
        [id, defaultEmail, isRobot, isDismissed, departmentId],
        ["1130000000000001", "a@x.example", false, undefined, "2"],
      );
    }
  });

  for (const parent of [{ parent_id: 2 }, { parent: { id: 2 } }, { parent: 2 }, { parentId: "2" }]) {
    it(`say what a department belongs to as ${JSON.stringify(parent)}`, async () => {
      const { items } = await directory(() => ({ items: [{ id: 3, ...parent }], total: 1 })).listDepartments("1");
      assert.equal(items.get("3")?.parentId, "2");
    });
  }

  for (const id of [2 ** 53, 1.5, 0, -1, "x", "1e3", null]) {
    it(`are refused where an employee's id is ${id}`, async () => {
      await assert.rejects(directory(() => ({ items: [{ id }], total: 1 })).listUsers("1"));
    });
  }

  it("are asked for by offset, in steps of the limit that is in force, and not of the one asked for", async () => {
    const http = new Replies(({ offset }) => ({
      items: Array.from({ length: 20 }, (_, n) => ({ id: Number(offset) + n + 1 })),
      limit: 20,
      offset: Number(offset),
      total: 60,
    }));
    const { items, complete } = await new Directory(http).listUsers("1");
    assert.deepEqual([items.size, complete], [60, true]);
    assert.deepEqual(http.asked, [
      "/v1/directory/organizations/{orgId}/users?limit=1000&offset=0",
      "/v1/directory/organizations/{orgId}/users?limit=20&offset=20",
      "/v1/directory/organizations/{orgId}/users?limit=20&offset=40",
    ]);
  });

  it("are asked for in smaller pages where large ones are refused", async () => {
    const http = new Replies(({ limit }) => {
      if (Number(limit) > 10) throw new ApiError({ endpoint: { method: "GET", path: "/x" }, status: 400 });
      return { items: [{ id: 1 }], limit: 10, offset: 0, total: 1 };
    });
    assert.equal((await new Directory(http).listGroups("1")).items.size, 1);
    assert.deepEqual(
      http.asked.map((path) => path.split("?")[1]),
      ["limit=1000&offset=0", "limit=100&offset=0", "limit=10&offset=0"],
    );
  });

  it("are an error where the pages do not add up", async () => {
    const error = await failure(directory(() => ({ items: [{ id: 1 }], limit: 1, total: 2 })).listUsers("1"));
    assert.match(error.message, /the same employee twice, 3 times$/);
  });

  it("name organizations to the last page, which has no token", async () => {
    const http = new Replies(({ pageToken }) =>
      pageToken === undefined
        ? { organizations: [{ id: 1, name: "One" }], nextPageToken: "more" }
        : { organizations: [{ id: "2" }] },
    );
    const found = await new Directory(http).listOrganizations();
    assert.deepEqual(
      found.map(({ id, name }) => [id, name]),
      [
        ["1", "One"],
        ["2", undefined],
      ],
    );
    const endless = directory(() => ({ organizations: [], nextPageToken: "again" }));
    assert.match((await failure(endless.listOrganizations())).message, /a list that does not end/);
  });

  it("leave out lists of members that are empty", async () => {
    const members = await directory(() => ({ users: [{ id: 5, email: "a@x.example" }] })).groupMembers("1", "1");
    assert.deepEqual([members.users[0]?.id, members.groups, members.sharedMailboxes], ["5", [], []]);
  });

  it("take no property of an object from a name in them", async () => {
    const reply = JSON.parse('{"items":[{"id":1,"__proto__":{"isDismissed":true}}],"total":1}');
    const { items } = await directory(() => reply).listUsers("1");
    assert.equal(items.get("1")?.isDismissed, undefined);
    assert.equal("isDismissed" in {}, false);
  });
});
