import assert from "node:assert/strict";
import { systemClock } from "../../provider/api/clock";
import { ApiError, UnexpectedReply } from "../../provider/api/errors";
import { type ApiRequest, Http } from "../../provider/api/http";
import { Mailboxes } from "../../provider/api/mailboxes";
import { Pager } from "../../provider/api/paging";
import { failure } from "../support/context";

const SETTINGS = { apiUrl: "http://127.0.0.1:1", requestTimeout: 1, maxConcurrency: 1, token: "t" };

type Page = {
  resources?: { resourceId: string; count?: number }[];
  page?: number;
  perPage?: number;
  total?: number;
};

/** A way to a service that gives the pages the test wants. */
class Pages extends Http {
  asked = 0;

  constructor(private readonly give: (page: number, asked: number) => Page) {
    super(SETTINGS, systemClock, new AbortController().signal);
  }

  override async request<Reply>({ query, reply }: ApiRequest<Reply>): Promise<Reply> {
    this.asked += 1;
    if (this.asked > 20_000) {
      assert.fail("it never ends");
    }
    return reply.parse(this.give(Number(query?.page), this.asked));
  }
}

const ids = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => String(from + n));
const page = (number: number, items: string[], total: number, perPage = 10): Page => ({
  resources: items.map((resourceId) => ({ resourceId, count: 0 })),
  page: number,
  perPage,
  total,
});
/** An honest list of n mailboxes. */
const honest = (n: number, perPage: number) => (number: number) =>
  page(number, ids((number - 1) * perPage + 1, Math.min(n, number * perPage)), n, perPage);

const list = async (give: (page: number, asked: number) => Page) => {
  const http = new Pages(give);
  const found = await new Mailboxes(http).listShared("1");
  return { found: [...found.counts.keys()], complete: found.complete, asked: http.asked };
};

describe("lists", () => {
  for (const [n, perPage] of [
    [0, 10],
    [1, 10],
    [10, 10],
    [11, 10],
    [25, 10],
    [99, 100],
    [100, 100],
    [101, 100],
    [250, 1],
  ] as const) {
    it(`of ${n} in pages of ${perPage} are read to the last page, each page once`, async () => {
      const { found, asked } = await list(honest(n, perPage));
      assert.deepEqual(found, ids(1, n));
      assert.equal(asked, Math.max(1, Math.ceil(n / perPage)));
    });
  }

  it("whose pages are smaller than asked for, and of differing size, are read whole", async () => {
    const pages = [ids(1, 3), ids(4, 4), ids(5, 9)];
    assert.deepEqual((await list((number) => page(number, pages[number - 1] ?? [], 9, 5))).found, ids(1, 9));
  });

  const CONTRADICTORY: [what: string, give: (page: number, asked: number) => Page][] = [
    ["shrink between pages", (n) => (n === 1 ? page(1, ids(1, 10), 12) : page(2, ids(12, 12), 11))],
    ["grow between pages", (n) => (n === 1 ? page(1, ids(1, 10), 11) : page(2, ids(11, 12), 12))],
    ["have fewer mailboxes than their total says", (n) => page(n, n === 1 ? ids(1, 5) : [], 7)],
    ["have more mailboxes than their total says", (n) => page(n, ids(1, 5), 4)],
    ["have mailboxes and a total of 0", (n) => page(n, ids(1, 5), 0)],
    ["have an empty page before their end", (n) => page(n, n === 2 ? [] : ids(n * 10 + 1, n * 10 + 10), 30)],
    ["have one mailbox twice on a page", (n) => page(n, ["1", "2", "1"], 3)],
    ["have one mailbox on two pages", (n) => page(n, n === 1 ? ids(1, 10) : ids(10, 11), 12)],
    ["repeat their first page for ever", () => page(1, ids(1, 10), 20)],
    ["answer another page than asked for", (n) => page(n + 1, ids(n * 10 - 9, n * 10), 20)],
  ];
  for (const [what, give] of CONTRADICTORY) {
    it(`that ${what} are an error, after a few tries, and never a shorter list`, async () => {
      const http = new Pages(give);
      const error = await failure(new Mailboxes(http).listDelegated("1"));
      assert.ok(error instanceof UnexpectedReply);
      assert.match(error.message, /mailboxes\/delegated/);
      assert.ok(http.asked <= 12, `${http.asked} requests`);
    });
  }

  it("that change once while they are read are read again from the first page", async () => {
    const { found } = await list((number, asked) =>
      asked <= 2 ? page(number, ids(number * 10 - 9, number * 10 - 1), 20) : honest(19, 10)(number),
    );
    assert.deepEqual(found, ids(1, 19));
  });

  const full = (n: number): Page => ({ resources: ids(n * 2 - 1, n * 2).map((resourceId) => ({ resourceId })) });
  const LEFT_OUT: [what: string, give: (page: number) => Page, found: string[], complete: boolean][] = [
    ["everything", () => ({}), [], false],
    ["the list, with a total of 0", () => ({ page: 1, perPage: 10, total: 0 }), [], false],
    ["the total of an empty list", () => ({ resources: [], page: 1, perPage: 10 }), [], false],
    ["the total", (n) => (n < 3 ? { ...full(n), page: n, perPage: 2 } : { resources: [] }), ids(1, 4), false],
    ["all numbers", (n) => (n < 3 ? full(n) : {}), ids(1, 4), false],
    ["the counts", () => ({ ...full(1), page: 1, perPage: 10, total: 2 }), ids(1, 2), true],
    ["page and perPage", (n) => ({ ...full(n), total: 4 }), ids(1, 4), true],
  ];
  for (const [what, give, found, complete] of LEFT_OUT) {
    it(`that leave out ${what} are read, and ${complete ? "prove" : "never prove"} what is not in them`, async () => {
      for (const beyondTotal of [false, true]) {
        const http = new Pages((number) => (number > 2 && complete ? { total: 4 } : give(number)));
        const read = await new Mailboxes(http).listShared("1", beyondTotal);
        assert.deepEqual([[...read.counts.keys()], read.complete], [found, complete]);
      }
    });
  }

  for (const [what, give] of [
    ["the list, with a total", (n: number) => ({ page: n, perPage: 10, total: 3 })],
    ["the total on a later page", (n: number) => ({ ...full(n), ...(n === 1 ? { total: 4 } : {}) })],
  ] as const) {
    it(`that leave out ${what} are an error`, async () => {
      assert.ok((await failure(new Mailboxes(new Pages(give)).listShared("1"))) instanceof UnexpectedReply);
    });
  }

  it("end in an error and not in endless requests where the service always has one more", async () => {
    const http = new Pages((number) => page(number, [String(number)], Number.MAX_SAFE_INTEGER));
    const error = await failure(new Mailboxes(http).listShared("1"));
    assert.ok(error instanceof UnexpectedReply, error.message);
  });
});

describe("a pager", () => {
  const endpoint = { method: "GET", path: "/users" } as const;
  /** A list of another kind than mailboxes, each page of it full. */
  const users = (total: number) => ({
    endpoint,
    noun: ["user", "users"] as const,
    idOf: ({ id }: { id: string }) => id,
    read: async (page: number, perPage: number) => ({
      page,
      perPage,
      total,
      items: ids((page - 1) * perPage + 1, Math.min(150, page * perPage)).map((id) => ({ id, name: `user ${id}` })),
    }),
  });

  it("reads any list with its items", async () => {
    const { items, complete } = await new Pager().readAll(users(150));
    assert.deepEqual([items.size, items.get("101"), complete], [150, { id: "101", name: "user 101" }, true]);
  });

  it("says what the list is of, where it contradicts itself", async () => {
    assert.equal(
      (await failure(new Pager().readAll(users(151)))).message,
      "GET /users was answered with a list with only 150 of 151 users, 3 times",
    );
  });

  it("asks for smaller pages, of every list from then on, where the service refuses large ones", async () => {
    const sizes: number[] = [];
    const small = {
      ...users(150),
      read: async (page: number, perPage: number) => {
        sizes.push(perPage);
        if (perPage > 10) {
          throw new ApiError({ endpoint, status: 400 });
        }
        return users(150).read(page, perPage);
      },
    };
    const pager = new Pager();
    await pager.readAll(small);
    await pager.readAll(small);
    assert.deepEqual([sizes[0], new Set(sizes.slice(1))], [100, new Set([10])]);
  });
});
