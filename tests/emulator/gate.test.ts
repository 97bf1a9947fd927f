import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { READ_SCOPES, SCOPES, type Scope } from "../../emulator";
import { LeapClock } from "../support/clock";
import { BASE, brief, CLOUD, call, createShared, DIRECTORY, ORG, set, TOKEN, user, withEmulator } from "./helpers";

describe("emulator: tokens, strictness, journal, rate", () => {
  it("refuses tokens as the service does", () =>
    withEmulator({}, async (emulator) => {
      const get = (authorization: string | null, path = `${BASE}/shared`) =>
        call(emulator, "GET", path, { authorization }).then(brief);
      assert.equal(await get(null), "401 Unauthorized");
      assert.equal(await get("OAuth other"), "401 Unauthorized");
      assert.equal(await get(`Bearer ${TOKEN}`), "401 Unauthorized");
      assert.equal(await get(`OAuth ${TOKEN}`, "/admin/v1/org/77/mailboxes/shared"), "403 Not an admin");
      emulator.addToken({ token: "narrow", organizations: [] });
      assert.equal(await get("OAuth narrow"), "403 Not an admin");
      emulator.addToken({ token: "reader", scopes: READ_SCOPES });
      assert.equal(await get("OAuth reader"), "200");
      const write = await call(emulator, "DELETE", `${BASE}/shared/1`, { authorization: "OAuth reader" });
      assert.deepEqual(write.json, { code: 7, message: "No required scope", details: [] });
      emulator.addToken({ token: "writer", scopes: [SCOPES.writeMailboxes] });
      assert.equal(await get("OAuth writer"), "403 No required scope");
      emulator.revokeToken("reader");
      assert.equal(await get("OAuth reader"), "401 Unauthorized");
      const seen = emulator.journal.map(({ authorization }) => authorization);
      assert.deepEqual(seen, [
        "none",
        "wrong",
        "wrong",
        "not admin",
        "not admin",
        "ok",
        "no scope",
        "no scope",
        "wrong",
      ]);
      assert.ok(!JSON.stringify(emulator.journal).includes(TOKEN));
    }));

  it("wants the right scope for every directory method", () =>
    withEmulator({}, async (emulator) => {
      const rows: [path: string, scope: Scope][] = [
        [`${DIRECTORY}/users`, "directory:read_users"],
        [`${DIRECTORY}/users`, "directory:write_users"],
        [`${DIRECTORY}/users/${user(1)}`, "directory:read_users"],
        [`${CLOUD}/users`, "directory:read_users"],
        [`${DIRECTORY}/groups`, "directory:read_groups"],
        [`${DIRECTORY}/groups/1`, "directory:write_groups"],
        [`${CLOUD}/groups`, "directory:read_groups"],
        [`${CLOUD}/groups/1`, "directory:read_groups"],
        [`/v1/api360/directory/org/${ORG}/groups/1/members`, "directory:read_groups"],
        [`/directory/v2/org/${ORG}/groups/1/members`, "directory:read_groups"],
        [`${DIRECTORY}/departments`, "directory:read_departments"],
        [`${DIRECTORY}/departments/1`, "directory:write_departments"],
        [`${CLOUD}/departments`, "directory:read_departments"],
        [`${CLOUD}/departments/1`, "directory:read_departments"],
        [`${DIRECTORY}/domains`, "directory:read_domains"],
        [`${DIRECTORY}/domains`, "directory:write_domains"],
        ["/directory/v1/org", "directory:read_organization"],
      ];
      emulator.organization(ORG).structure.addGroup({ name: "Group" });
      for (const [path, scope] of rows) {
        emulator.addToken({ token: "t", scopes: [scope] });
        assert.equal((await call(emulator, "GET", path, { authorization: "OAuth t" })).status, 200, path);
        emulator.addToken({ token: "t", scopes: [SCOPES.readMailboxes, SCOPES.writeMailboxes] });
        assert.equal((await call(emulator, "GET", path, { authorization: "OAuth t" })).status, 403, path);
      }
    }));

  it("answers 400 and remembers whatever the documentation does not have", () =>
    withEmulator({}, async (emulator) => {
      const shared = emulator.organization(ORG).createShared({ email: "a@example.org", name: "Aa" });
      const rows: [method: string, path: string, body?: unknown][] = [
        ["GET", "/"],
        ["GET", `${BASE}/delegated/${user(1)}`],
        ["POST", `/admin/v1/org/${ORG}/mailboxes/mailboxes/set/${shared}?actorId=${user(1)}`, { roles: [] }],
        ["PATCH", `${BASE}/shared/${shared}`, { name: "Bb" }],
        ["HEAD", `${BASE}/shared`],
        ["GET", `${BASE}/shared/`],
        ["GET", `${BASE}/shared?pageSize=1`],
        ["GET", `${BASE}/shared?page=0`],
        ["GET", `${BASE}/shared?page=one`],
        ["GET", `${BASE}/shared?page=1&page=2`],
        ["GET", `${BASE}/shared/abc`],
        ["GET", `${BASE}/shared/%31`],
        ["GET", `${BASE}/shared/999999999999999999999`],
        ["GET", `${BASE}/shared`.replace(ORG, "1e3")],
        ["PUT", `${BASE}/shared`],
        ["PUT", `${BASE}/shared`, "{"],
        ["PUT", `${BASE}/shared`, []],
        ["PUT", `${BASE}/shared`, { email: "b@example.org" }],
        ["PUT", `${BASE}/shared`, { email: "b@example.org", name: 5 }],
        ["PUT", `${BASE}/shared`, { email: "b@example.org", name: "Bb", colour: "red" }],
        ["PUT", `${BASE}/shared/${shared}`, { email: "b@example.org" }],
        ["DELETE", `${BASE}/shared/${shared}`, {}],
        ["PUT", `${BASE}/delegated`, { resourceId: Number(user(1)) }],
        ["POST", `${BASE}/set/${shared}`, { roles: [] }],
        ["POST", `${BASE}/set/${shared}?actorId=${user(1)}&notify=nobody`, { roles: [] }],
        ["POST", `${BASE}/set/${shared}?actorId=${user(1)}`, { roles: "all" }],
        ["POST", `${BASE}/set/${shared}?actorId=${user(1)}`, { roles: [], rights: [] }],
        ["GET", `${DIRECTORY}/users?perPage=1001`],
        ["GET", `${DIRECTORY}/domains?perPage=11`],
        ["GET", `${CLOUD}/users?limit=10&offset=5`],
        ["GET", `${CLOUD}/users?page=1`],
        ["GET", `${CLOUD}/users/${user(1)}`],
        ["GET", `${CLOUD}/groups?offset=-1`],
        ["GET", `${CLOUD}/departments?limit=0`],
        ["GET", `${DIRECTORY}/departments?orderBy=size`],
        ["GET", `${DIRECTORY}/groups/abc`],
        ["GET", "/directory/v1/org?pageSize=101"],
        ["GET", "/directory/v1/org?pageToken=nonsense"],
      ];
      for (const [index, [method, path, body]] of rows.entries()) {
        const answer = await call(emulator, method, path, { body, authorization: `OAuth ${TOKEN}` });
        const expected = path.includes("1e3") ? 403 : 400;
        assert.equal(answer.status, expected, `${method} ${path} ${JSON.stringify(body)}`);
        assert.ok(emulator.strictViolations.length > index, `${method} ${path} is remembered`);
        assert.equal(emulator.journal.at(-1)?.acted, false);
      }
      assert.equal(emulator.organization(ORG).snapshot().shared.length, 1);
    }));

  it("takes every documented value of notify", () =>
    withEmulator({}, async (emulator) => {
      emulator.organization(ORG).enableDelegation(user(1));
      for (const notify of ["", "&notify=all", "&notify=delegates", "&notify=none"]) {
        const path = `${BASE}/set/${user(1)}?actorId=${user(2)}${notify}`;
        assert.equal(brief(await call(emulator, "POST", path, { body: { roles: [] } })), "200");
      }
      assert.deepEqual(emulator.strictViolations, []);
    }));

  it("sends the headers of the service", () =>
    withEmulator({ now: new LeapClock().now }, async (emulator) => {
      const good = await call(emulator, "GET", `${BASE}/shared`);
      const bad = await call(emulator, "GET", `${BASE}/shared/1`);
      assert.equal(good.headers.get("date"), "Thu, 15 Jan 2026 12:00:00 GMT");
      assert.equal(good.headers.get("grpc-status"), "0");
      assert.equal(good.headers.get("grpc-message"), "");
      assert.ok(good.headers.get("x-request-id"));
      assert.ok(bad.headers.get("x-request-id"));
      assert.notEqual(good.headers.get("x-request-id"), bad.headers.get("x-request-id"));
      assert.equal(bad.headers.get("grpc-status"), null);
      assert.match(good.headers.get("content-type") ?? "", /^application\/json/);
    }));

  it("writes a journal", () =>
    withEmulator({ now: new LeapClock().now }, async (emulator) => {
      await createShared(emulator);
      await set(emulator, "1", user(2), []);
      assert.deepEqual(emulator.journal[0], {
        seq: 1,
        at: Date.UTC(2026, 0, 15, 12),
        method: "PUT",
        endpoint: "CreateShared",
        path: `${BASE}/shared`,
        query: {},
        body: { email: "support@example.org", name: "Support", description: "" },
        status: 200,
        authorization: "ok",
        acted: true,
        fault: undefined,
      });
      assert.deepEqual(
        emulator.requests("Set").map(({ query, status, acted }) => ({ query, status, acted })),
        [{ query: { actorId: user(2) }, status: 404, acted: false }],
      );
      emulator.clearJournal();
      assert.equal(emulator.requests().length, 0);
      await call(emulator, "GET", "/nowhere");
      assert.deepEqual(
        emulator.requests("Unknown").map(({ seq }) => seq),
        [3],
      );
    }));

  it("limits the rate", async () => {
    const clock = new LeapClock();
    await withEmulator({ now: clock.now, rateLimit: { perSecond: 2 } }, async (emulator) => {
      const get = () => call(emulator, "GET", `${BASE}/shared`);
      assert.deepEqual([(await get()).status, (await get()).status], [200, 200]);
      const refused = await get();
      assert.equal(brief(refused), "429 Too many requests");
      assert.equal(refused.headers.get("retry-after"), "1");
      clock.move(500);
      assert.deepEqual([(await get()).status, (await get()).status], [200, 429]);
      emulator.settings.rateLimit = { perSecond: 2, retryAfter: false };
      assert.equal((await get()).headers.get("retry-after"), null);
    });
  });

  it("waits before it answers, refuses connections while offline, and closes at once", async () => {
    await withEmulator({ latencyMs: 30 }, async (emulator) => {
      const started = performance.now();
      await call(emulator, "GET", `${BASE}/shared`);
      assert.ok(performance.now() - started >= 29);
      const { url } = emulator;
      await createShared(emulator);
      await emulator.goOffline();
      const socket = connect(emulator.port, "127.0.0.1");
      await assert.rejects(once(socket, "connect"), { code: "ECONNREFUSED" });
      await emulator.goOnline();
      assert.equal(emulator.url, url);
      assert.equal(emulator.organization(ORG).snapshot().shared.length, 1);
      emulator.inject({ fault: "stall-before" });
      const stalled = assert.rejects(call(emulator, "GET", `${BASE}/shared`));
      while (emulator.journal.at(-1)?.fault !== "stall-before") await new Promise((resolve) => setTimeout(resolve, 5));
      const closing = performance.now();
      await emulator.close();
      assert.ok(performance.now() - closing < 2000);
      await stalled;
    });
  });
});
