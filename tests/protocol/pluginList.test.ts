import assert from "node:assert/strict";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Emulator, startEmulator } from "../../emulator";
import { serve } from "../../provider/hosts/plugin/server";
import type { ResourceType } from "../../provider/registry";
import { ORG, TOKEN, user } from "../support/context";

const NOBODY = "127.0.0.1:1";
const EVERYTHING = { after: "", size: 0, limit: 0 };

interface Answer {
  results: { id: string; name: string }[];
  /** The continuation token; `undefined` where the plugin has sent none. */
  next: string | undefined;
}

describe("the plugin's List", () => {
  let emulator: Emulator;
  let client: ResourceProviderClient;
  let stop: () => Promise<void>;
  const world = () => emulator.organization(ORG);
  const addMailbox = (name: string) => world().createShared({ email: `${name}@example.org`, name, description: "" });

  beforeEach(async () => {
    emulator = await startEmulator();
    const { port, end } = await serve(NOBODY, new AbortController());
    client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    stop = end;
    await configure({ orgId: ORG });
  });
  afterEach(async () => {
    client.close();
    await stop();
    await emulator.close();
  });

  async function configure(settings: Record<string, string>): Promise<void> {
    const request = new rpc.ConfigureRequest();
    for (const [name, value] of Object.entries({ apiUrl: emulator.url, token: TOKEN, ...settings })) {
      request.getVariablesMap().set(`yandex360:config:${name}`, value);
    }
    await new Promise<void>((resolve, reject) => {
      client.configure(request, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  function list(type: ResourceType | "Mailbox", query: object = {}, page: Partial<typeof EVERYTHING> = {}) {
    const { after, size, limit } = { ...EVERYTHING, ...page };
    const request = new rpc.ListRequest();
    request.setToken(`yandex360:index:${type}`);
    request.setQuery(Struct.fromJavaScript({ ...query }));
    request.setContinuationToken(after);
    request.setPageSize(size);
    request.setLimit(limit);
    const answer: Answer = { results: [], next: undefined };
    return new Promise<Answer>((resolve, reject) => {
      const stream = client.list(request);
      stream.on("data", (response: rpc.ListResponse) => {
        const result = response.getResult();
        if (result !== undefined) answer.results.push({ id: result.getId(), name: result.getName() });
        answer.next = response.getContinuation()?.getContinuationToken() ?? answer.next;
      });
      stream.on("error", (error) => reject(new Error("details" in error ? String(error.details) : error.message)));
      stream.on("end", () => resolve(answer));
    });
  }

  async function pages(type: ResourceType, size: number, between: () => void): Promise<string[][]> {
    const all: string[][] = [];
    let after = "";
    do {
      const { results, next } = await list(type, {}, { after, size });
      all.push(results.map(({ id }) => id));
      after = next ?? "";
      between();
    } while (after !== "");
    return all;
  }

  const ids = async (type: ResourceType, query: object = {}) => (await list(type, query)).results.map(({ id }) => id);
  const asked = () => emulator.journal.map(({ endpoint }) => endpoint);

  it("streams every type in the order of ids", async () => {
    const [sales, support] = [addMailbox("sales"), addMailbox("support")];
    world().enableDelegation(user(1));
    world().setAccess(sales, user(3), ["shared_mailbox_reader"]);
    world().setAccess(sales, user(2), ["shared_mailbox_owner"]);
    world().setAccess(user(1), user(2), ["shared_mailbox_sender"]);

    assert.deepEqual((await list("SharedMailbox")).results, [
      { id: sales, name: "sales@example.org" },
      { id: support, name: "support@example.org" },
    ]);
    assert.deepEqual(await ids("DelegatedMailbox"), [user(1)]);
    assert.deepEqual(await ids("MailboxAccess"), [
      `${user(1)}/${user(2)}`,
      `${sales}/${user(2)}`,
      `${sales}/${user(3)}`,
    ]);
    assert.deepEqual((await list("MailboxAccessList")).results, [
      { id: user(1), name: `${user(2)} (sender)` },
      { id: sales, name: `${user(2)} (owner) and ${user(3)} (reader)` },
    ]);
  });

  it("narrows by organization, mailbox and employee", async () => {
    const [sales, support] = [addMailbox("sales"), addMailbox("support")];
    for (const mailbox of [sales, support]) world().setAccess(mailbox, user(2), ["shared_mailbox_owner"]);
    world().setAccess(sales, user(3), ["shared_mailbox_owner"]);
    await configure({});

    assert.deepEqual(await ids("MailboxAccess", { orgId: ORG, mailboxId: support }), [`${support}/${user(2)}`]);
    assert.deepEqual(await ids("MailboxAccess", { orgId: ORG, actorId: user(3) }), [`${sales}/${user(3)}`]);
    assert.deepEqual(await ids("MailboxAccess", { orgId: ORG, mailboxId: support, actorId: user(3) }), []);
    assert.deepEqual(await ids("MailboxAccessList", { orgId: ORG, mailboxId: sales }), [sales]);
  });

  for (const size of [1, 2, 3]) {
    it(`has nothing twice and loses nothing in pages of ${size}, with more added between them`, async () => {
      const before = ["a", "b", "c", "d", "e"].map((name) => addMailbox(`first-${name}`));
      for (const id of before) {
        for (const n of [2, 3]) world().setAccess(id, user(n), ["shared_mailbox_owner"]);
      }
      let added = 0;
      const between = () => void (added < 3 && addMailbox(`second-${added++}`));

      const mailboxes = (await pages("SharedMailbox", size, between)).flat();
      assert.deepEqual(
        before.filter((id) => !mailboxes.includes(id)),
        [],
      );
      assert.equal(new Set(mailboxes).size, mailboxes.length);

      const access = await pages("MailboxAccess", size, () => undefined);
      assert.ok(access.every((page) => page.length <= size));
      assert.deepEqual(
        access.flat(),
        before.flatMap((id) => [`${id}/${user(2)}`, `${id}/${user(3)}`]),
      );
    });
  }

  it("goes on behind an id that has been deleted meanwhile", async () => {
    const [sales, support] = [addMailbox("sales"), addMailbox("support")];
    const { next } = await list("SharedMailbox", {}, { size: 1 });
    world().removeShared(sales);

    const { results } = await list("SharedMailbox", {}, { after: next ?? "", size: 1 });
    assert.deepEqual(
      results.map(({ id }) => id),
      [support],
    );
  });

  it("asks no more than a limit needs, and says that there is no next page", async () => {
    for (const name of ["sales", "support", "orders", "press"]) addMailbox(name);

    const { results, next } = await list("SharedMailbox", {}, { limit: 2, size: 3 });

    assert.equal(results.length, 2);
    assert.equal(next, "");
    assert.deepEqual(asked(), ["ListShared", "GetShared", "GetShared"]);
  });

  for (const [query, why] of [
    [{ mailboxID: user(1) }, "mailboxID is not a property: did you mean `mailboxId`?"],
    [{ actorId: "anna" }, "actorId has to be a decimal id, such as 1130000000000001"],
    [{ roles: "owner" }, "roles is not a property: there are orgId, mailboxId, actorId"],
  ] as const) {
    it(`refuses ${JSON.stringify(query)} by name and asks nothing`, async () => {
      const message = `could not list what is in organization ${ORG}: ${why}`;
      await assert.rejects(list("MailboxAccess", query), { message });
      assert.deepEqual(asked(), []);
    });
  }

  it("says what to set where no organization is known, and which types there are", async () => {
    await assert.rejects(
      list("Mailbox"),
      /there is no resource type yandex360:index:Mailbox: there are SharedMailbox, /,
    );
    await configure({});
    await assert.rejects(
      list("SharedMailbox"),
      /give the list an orgId, or set it with `pulumi config set yandex360:orgId/,
    );
    assert.deepEqual(asked(), []);
  });

  it("says which setting cannot be used", async () => {
    await configure({ orgId: ORG, requestTimeout: "soon" });
    await assert.rejects(
      list("SharedMailbox"),
      /^Error: yandex360:requestTimeout .*"soon" has to be a number of seconds/,
    );
    assert.deepEqual(asked(), []);
  });

  it("says what the service refuses", async () => {
    await assert.rejects(
      list("SharedMailbox", { orgId: "2000002" }),
      /^Error: could not list what is in organization 2000002: GET .* answered HTTP 403/,
    );
  });
});
