import assert from "node:assert/strict";
import {
  type CustomReply,
  type Emulator,
  ENDPOINT_NAMES,
  type EndpointName,
  FAULT_KINDS,
  FAULT_SPECS,
  type FaultKind,
} from "../../emulator";
import {
  BASE,
  brief,
  CLOUD,
  call,
  createShared,
  DIRECTORY,
  field,
  items,
  ORG,
  OWNER,
  READER,
  set,
  TOKEN,
  user,
  withEmulator,
} from "./helpers";

const PATIENCE_MS = 250;
const MEBIBYTE = 1024 * 1024;

/** What a plain client sees of a CreateShared with this fault. */
const SEEN: Partial<Record<FaultKind, string>> = {
  refused: "ECONNRESET",
  "reset-before": "ECONNRESET",
  "hang-up-before": "UND_ERR_SOCKET",
  "reset-after": "ECONNRESET",
  "stall-before": "gave up",
  "stall-after": "gave up",
  "truncated-after": "UND_ERR_SOCKET",
  "gzip-bomb": "72 MiB",
  "endless-body": "gave up",
  "slow-drip": "gave up",
  "html-200": "200 HTML",
  "html-200-after": "200 HTML",
  "html-502": "502 HTML",
  "empty-200": '200 ""',
  "wrong-types": '200 {"resourceId":7}',
  "missing-fields": "200 {}",
  "json-null": "200 null",
  "proto-keys": "200 own __proto__",
  "terminal-escapes": "400 escapes",
  "long-message": "400 1000000",
  "status-400": "400 invalid_data 3",
  "status-401": "401 Unauthorized 16",
  "status-403-scope": "403 No required scope 7",
  "status-403-admin": "403 Not an admin 7",
  "status-404-api": "404 not_found 5",
  "status-404-html": "404 HTML",
  "status-409": "409 resource_already_exists 6",
  "status-429": "429 Too many requests 8",
  "status-429-seconds": "429 Too many requests 8 after 1",
  "status-429-date": "429 Too many requests 8 after a date",
  "status-429-huge": "429 Too many requests 8 after 86400",
  "status-500-before": "500 Internal error 13",
  "status-500-after": "500 Internal error 13",
  "status-502-after": "502 Bad gateway 14",
  "status-503": "503 Service unavailable 14",
  "status-503-seconds": "503 Service unavailable 14 after 1",
  "status-504-after": "504 Deadline exceeded 4",
  "redirect-301": "301 https://other-host.invalid/elsewhere",
  "redirect-302": "302 https://other-host.invalid/elsewhere",
  "redirect-307": "307 https://other-host.invalid/elsewhere",
};

async function createAndLook(emulator: Emulator, kind: FaultKind): Promise<string> {
  const signal = AbortSignal.timeout(SEEN[kind] === "gave up" ? PATIENCE_MS : PATIENCE_MS * 30);
  const body = { email: "support@example.org", name: "Support", description: "" };
  try {
    return look(await call(emulator, "PUT", `${BASE}/shared`, { body, signal }));
  } catch (error) {
    if (signal.aborted) return "gave up";
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code ?? String(error);
  }
}

function look({ status, headers, text, json }: Awaited<ReturnType<typeof call>>): string {
  if (text.length > MEBIBYTE * 64) return `${Math.floor(text.length / MEBIBYTE)} MiB`;
  if (text.startsWith("<!DOCTYPE html>")) return `${status} HTML`;
  const location = headers.get("location");
  if (location) return `${status} ${location}`;
  if (text === "") return `${status} ""`;
  if (text.includes("__proto__")) {
    assert.equal(Object.hasOwn(Object(json), "__proto__"), true);
    return `${status} own __proto__`;
  }
  if (status === 200) return `200 ${text}`;
  const message = String(field(json, "message"));
  if (message.length > 1000) return `${status} ${message.length}`;
  if (message.includes("\u001b[2J")) return `${status} escapes`;
  const after = headers.get("retry-after");
  const told =
    after === null
      ? ""
      : ` after ${/^\d+$/.test(after) ? after : Number.isNaN(Date.parse(after)) ? "nonsense" : "a date"}`;
  return `${status} ${message} ${field(json, "code")}${told}`;
}

/** A sensible request of every method. */
const REQUESTS: Record<
  EndpointName,
  (shared: string, taskId: string) => [method: string, path: string, body?: unknown]
> = {
  ListShared: () => ["GET", `${BASE}/shared?page=2&perPage=1`],
  CreateShared: () => ["PUT", `${BASE}/shared`, { email: "new@example.org", name: "New", description: "" }],
  GetShared: (shared) => ["GET", `${BASE}/shared/${shared}`],
  UpdateShared: (shared) => ["PUT", `${BASE}/shared/${shared}`, { name: "Renamed", description: "" }],
  DeleteShared: (shared) => ["DELETE", `${BASE}/shared/${shared}`],
  ListDelegated: () => ["GET", `${BASE}/delegated?page=2&perPage=1`],
  CreateDelegated: () => ["PUT", `${BASE}/delegated`, { resourceId: user(5) }],
  DeleteDelegated: () => ["DELETE", `${BASE}/delegated/${user(1)}`],
  ListActors: (shared) => ["GET", `${BASE}/actors/${shared}`],
  ListResources: () => ["GET", `${BASE}/resources/${user(3)}`],
  Set: (shared) => ["POST", `${BASE}/set/${shared}?actorId=${user(4)}`, { roles: [READER] }],
  TaskStatus: (_, taskId) => ["GET", `${BASE}/tasks/${taskId}`],
  ListUsers: () => ["GET", `${DIRECTORY}/users?page=2`],
  GetUser: () => ["GET", `${DIRECTORY}/users/${user(1)}`],
  ListUsersV2: () => ["GET", `${CLOUD}/users?limit=1&offset=1`],
  ListGroups: () => ["GET", `${DIRECTORY}/groups?page=2&perPage=1`],
  GetGroup: () => ["GET", `${DIRECTORY}/groups/1`],
  ListGroupsV2: () => ["GET", `${CLOUD}/groups?limit=1&offset=1`],
  GetGroupV2: () => ["GET", `${CLOUD}/groups/1`],
  ListGroupMembers: () => ["GET", `/v1/api360/directory/org/${ORG}/groups/1/members`],
  ListGroupMembersV2: () => ["GET", `/directory/v2/org/${ORG}/groups/1/members`],
  ListDepartments: () => ["GET", `${DIRECTORY}/departments?page=2&perPage=1`],
  GetDepartment: () => ["GET", `${DIRECTORY}/departments/1`],
  ListDepartmentsV2: () => ["GET", `${CLOUD}/departments?limit=1&offset=1`],
  GetDepartmentV2: () => ["GET", `${CLOUD}/departments/1`],
  ListDomains: () => ["GET", `${DIRECTORY}/domains?page=2&perPage=1`],
  ListOrganizations: () => ["GET", "/directory/v1/org"],
};

describe("emulator: faults", () => {
  it("has at least 34 kinds, each described", () => {
    assert.ok(FAULT_KINDS.length >= 34);
    for (const kind of FAULT_KINDS) assert.ok(FAULT_SPECS[kind].about.length > 10, kind);
    const general = FAULT_KINDS.filter((kind) => FAULT_SPECS[kind].endpoints === undefined);
    assert.deepEqual([...general].sort(), Object.keys(SEEN).sort());
  });

  for (const kind of FAULT_KINDS.filter((name) => SEEN[name] !== undefined)) {
    it(`${kind}: ${FAULT_SPECS[kind].about}`, () =>
      withEmulator({}, async (emulator) => {
        const handle = emulator.inject({ endpoint: "CreateShared", fault: kind });
        const seen = kind === "gzip-bomb" ? look(await createShared(emulator)) : await createAndLook(emulator, kind);
        assert.equal(seen, SEEN[kind]);
        const entry = await handle.firstHit;
        assert.deepEqual([handle.hits, entry.fault, entry.acted], [1, kind, FAULT_SPECS[kind].acts]);
        assert.equal(emulator.organization(ORG).snapshot().shared.length, FAULT_SPECS[kind].acts ? 1 : 0);
        assert.equal(({} as { polluted?: string }).polluted, undefined);
        assert.equal((await call(emulator, "GET", `${BASE}/shared`)).status, 200);
      }));
  }

  const tasks: [kind: FaultKind, polled: string, access: number][] = [
    ["task-error", "error", 0],
    ["task-error-applied", "error", 1],
    ["task-never", "running", 0],
    ["task-never-applied", "running", 1],
    ["task-forgotten", "404", 1],
    ["task-forgotten-unapplied", "404", 0],
    ["task-unknown-status", "paused", 1],
  ];
  for (const [kind, polled, access] of tasks) {
    it(`${kind}: ${FAULT_SPECS[kind].about}`, () =>
      withEmulator({}, async (emulator) => {
        emulator.organization(ORG).enableDelegation(user(1));
        emulator.inject({ actorId: user(2), fault: kind });
        const hit = await set(emulator, user(1), user(2), [OWNER]);
        const poll = await call(emulator, "GET", `${BASE}/tasks/${field(hit.json, "taskId")}`);
        assert.equal(poll.status === 200 ? field(poll.json, "status") : String(poll.status), polled);
        assert.equal(emulator.organization(ORG).snapshot().access.length, access);
        await set(emulator, user(1), user(2), [OWNER]);
        assert.equal(emulator.organization(ORG).snapshot().access.length, 1, "the next Set works");
      }));
  }

  it("bends the task that is polled", () =>
    withEmulator({ taskPolls: 2 }, async (emulator) => {
      emulator.organization(ORG).enableDelegation(user(1));
      const { json } = await set(emulator, user(1), user(2), [OWNER]);
      emulator.inject({ endpoint: "TaskStatus", mailboxId: user(1), actorId: user(2), fault: "task-error" });
      const path = `${BASE}/tasks/${field(json, "taskId")}`;
      const polls = [await call(emulator, "GET", path), await call(emulator, "GET", path)];
      assert.deepEqual(
        polls.map((poll) => poll.json),
        [{ status: "running" }, { status: "error" }],
      );
      assert.deepEqual(emulator.organization(ORG).snapshot().access, []);
    }));

  const lists: [kind: FaultKind, page1: string, page2: string][] = [
    ["list-shrinks", "m1 m2 of 5 page 1", "m4 m5 of 4 page 2"],
    ["list-duplicates", "m1 m2 of 5 page 1", "m2 m3 of 5 page 2"],
    ["list-empty-page", "m1 m2 of 5 page 1", " of 5 page 2"],
    ["list-total-high", "m1 m2 of 6 page 1", "m3 m4 of 6 page 2"],
    ["list-total-low", "m1 m2 of 4 page 1", "m3 m4 of 4 page 2"],
    ["list-total-missing", "m1 m2 of none page 1", "m3 m4 of none page 2"],
    ["list-page-echo", "m1 m2 of 5 page 2", "m3 m4 of 5 page 3"],
  ];
  for (const [kind, ...pages] of lists) {
    it(`${kind}: ${FAULT_SPECS[kind].about}`, () =>
      withEmulator({}, async (emulator) => {
        const organization = emulator.organization(ORG);
        const ids = [1, 2, 3, 4, 5].map((n) =>
          organization.createShared({ email: `m${n}@example.org`, name: `M ${n}` }),
        );
        emulator.inject({ endpoint: "ListShared", fault: kind, times: Number.POSITIVE_INFINITY });
        for (const [index, expected] of pages.entries()) {
          const { json } = await call(emulator, "GET", `${BASE}/shared?page=${index + 1}&perPage=2`);
          const names = items(json, "resources").map(
            (item) => `m${ids.indexOf(String(field(item, "resourceId"))) + 1}`,
          );
          const total = JSON.stringify(json).includes('"total"') ? field(json, "total") : "none";
          assert.equal(`${names.join(" ")} of ${total} page ${field(json, "page")}`, expected);
        }
      }));
  }

  it("hits every method it applies to, with every kind", async () => {
    let cells = 0;
    await withEmulator({ switches: { setNoChange: "task" } }, async (emulator) => {
      const organization = emulator.organization(ORG);
      organization.structure.addGroup({ name: "Group" });
      for (const kind of FAULT_KINDS) {
        for (const name of ENDPOINT_NAMES.filter(
          (endpoint) => FAULT_SPECS[kind].endpoints?.includes(endpoint) ?? true,
        )) {
          for (const { id } of organization.snapshot().shared) organization.removeShared(id);
          organization.disableDelegation(user(5));
          organization.enableDelegation(user(1));
          organization.enableDelegation(user(2));
          const shared = organization.createShared({ email: "m1@example.org", name: "M 1" });
          organization.createShared({ email: "m2@example.org", name: "M 2" });
          const taskId =
            name === "TaskStatus" ? field((await set(emulator, shared, user(3), [OWNER])).json, "taskId") : "";
          const handle = emulator.inject({ endpoint: name, fault: kind });
          const [method, path, body] = REQUESTS[name](shared, String(taskId));
          const abort = new AbortController();
          const asked = fetch(emulator.url + path, {
            method,
            headers: { authorization: `OAuth ${TOKEN}` },
            redirect: "manual",
            signal: abort.signal,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }).catch(() => undefined);
          const entry = await handle.firstHit;
          if (!["stall-before", "stall-after"].includes(kind)) await asked;
          abort.abort();
          assert.deepEqual([handle.hits, entry.endpoint, entry.fault], [1, name, kind]);
          const forgotten = name === "TaskStatus" && kind.startsWith("task-forgotten");
          assert.equal(entry.acted, FAULT_SPECS[kind].acts && !forgotten, `${kind} ${name} acted`);
          cells += 1;
        }
      }
      assert.deepEqual(emulator.strictViolations, []);
    });
    console.log(`      ${FAULT_KINDS.length} kinds, ${cells} cells of kind and method`);
  });

  it("skips, counts, stops, and looks at mailbox and employee", () =>
    withEmulator({}, async (emulator) => {
      emulator.organization(ORG).enableDelegation(user(1));
      const handle = emulator.inject({ endpoint: "Set", actorId: user(3), skip: 1, times: 2, fault: "status-503" });
      const statuses = [];
      for (const actor of [2, 3, 3, 2, 3, 3])
        statuses.push((await set(emulator, user(1), user(actor), [OWNER])).status);
      assert.deepEqual(statuses, [200, 200, 503, 200, 503, 200]);
      assert.deepEqual(
        handle.entries.map(({ seq }) => seq),
        [3, 5],
      );
      const always = emulator.inject({
        mailboxId: user(7),
        fault: "status-500-before",
        times: Number.POSITIVE_INFINITY,
      });
      const delegate = (n: number) => call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: user(n) } });
      assert.deepEqual(
        [(await delegate(7)).status, (await delegate(8)).status, (await delegate(7)).status],
        [500, 200, 500],
      );
      always.remove();
      assert.equal((await delegate(7)).status, 200);
      emulator.inject({ fault: "status-401" });
      emulator.clearFaults();
      assert.equal((await delegate(7)).status, 200);
    }));

  it("takes options", () =>
    withEmulator({}, async (emulator) => {
      const options = { retryAfter: 7, location: "http://127.0.0.1:9/x", dripMs: 1 };
      const faults: FaultKind[] = ["status-429-seconds", "status-503-seconds", "redirect-302"];
      for (const fault of faults) emulator.inject({ fault, options });
      const answers = [];
      for (const _ of faults) answers.push((await call(emulator, "GET", `${BASE}/shared`)).headers);
      assert.deepEqual(
        answers.map((headers) => headers.get("retry-after") ?? headers.get("location")),
        ["7", "7", "http://127.0.0.1:9/x"],
      );
    }));

  it("answers what a test writes", () =>
    withEmulator({}, async (emulator) => {
      const fault: CustomReply = { status: 418, text: '{"message":"tea"}', headers: { "x-tea": "yes" }, acts: true };
      emulator.inject({ fault });
      const answer = await createShared(emulator);
      assert.equal(brief(answer), "418 tea");
      assert.equal(answer.headers.get("x-tea"), "yes");
      assert.deepEqual([emulator.journal[0]?.acted, emulator.journal[0]?.fault], [true, "custom"]);
    }));

  it("reports details with an error of the service itself", () =>
    withEmulator({}, async (emulator) => {
      emulator.inject({ fault: "status-500-before" });
      const { json } = await createShared(emulator);
      assert.deepEqual(Object.keys(Object(items(json, "details")[0])), ["@type", "requestId", "servingData"]);
    }));
});
