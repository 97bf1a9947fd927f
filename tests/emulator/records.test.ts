import assert from "node:assert/strict";
import {
  API_RECORDS,
  type ApiRecord,
  type Emulator,
  ENDPOINT_NAMES,
  NOTIFY,
  READ_SCOPES,
  ROLES,
  type Scope,
} from "../../emulator";
import { ENDPOINTS } from "../../emulator/endpoints/endpoints";
import {
  BASE,
  CLOUD,
  call,
  createShared,
  DIRECTORY,
  field,
  ORG,
  OWNER,
  READER,
  set,
  user,
  withEmulator,
} from "./helpers";

const READ = "ya360_admin:mail_read_shared_mailbox_inventory";
const WRITE = "ya360_admin:mail_write_shared_mailbox_inventory";
const ON_CLOUD = "/v1/directory/organizations/:orgId";
const MAILBOX = "/admin/v1/org/:orgId/mailboxes";

/** Name, HTTP method, path, scope of the documentation, written out once more. */
const DOCUMENTED: [name: string, method: string, path: string, scope: Scope][] = [
  ["ListShared", "GET", `${MAILBOX}/shared`, READ],
  ["CreateShared", "PUT", `${MAILBOX}/shared`, WRITE],
  ["GetShared", "GET", `${MAILBOX}/shared/:id`, READ],
  ["UpdateShared", "PUT", `${MAILBOX}/shared/:id`, WRITE],
  ["DeleteShared", "DELETE", `${MAILBOX}/shared/:id`, WRITE],
  ["ListDelegated", "GET", `${MAILBOX}/delegated`, READ],
  ["CreateDelegated", "PUT", `${MAILBOX}/delegated`, WRITE],
  ["DeleteDelegated", "DELETE", `${MAILBOX}/delegated/:id`, WRITE],
  ["ListActors", "GET", `${MAILBOX}/actors/:id`, READ],
  ["ListResources", "GET", `${MAILBOX}/resources/:id`, READ],
  ["Set", "POST", `${MAILBOX}/set/:id`, WRITE],
  ["TaskStatus", "GET", `${MAILBOX}/tasks/:id`, READ],
  ["ListUsers", "GET", "/directory/v1/org/:orgId/users", "directory:read_users"],
  ["GetUser", "GET", "/directory/v1/org/:orgId/users/:id", "directory:read_users"],
  ["ListUsersV2", "GET", `${ON_CLOUD}/users`, "directory:read_users"],
  ["ListGroups", "GET", "/directory/v1/org/:orgId/groups", "directory:read_groups"],
  ["GetGroup", "GET", "/directory/v1/org/:orgId/groups/:id", "directory:read_groups"],
  ["ListGroupsV2", "GET", `${ON_CLOUD}/groups`, "directory:read_groups"],
  ["GetGroupV2", "GET", `${ON_CLOUD}/groups/:id`, "directory:read_groups"],
  ["ListGroupMembers", "GET", "/v1/api360/directory/org/:orgId/groups/:id/members", "directory:read_groups"],
  ["ListGroupMembersV2", "GET", "/directory/v2/org/:orgId/groups/:id/members", "directory:read_groups"],
  ["ListDepartments", "GET", "/directory/v1/org/:orgId/departments", "directory:read_departments"],
  ["GetDepartment", "GET", "/directory/v1/org/:orgId/departments/:id", "directory:read_departments"],
  ["ListDepartmentsV2", "GET", `${ON_CLOUD}/departments`, "directory:read_departments"],
  ["GetDepartmentV2", "GET", `${ON_CLOUD}/departments/:id`, "directory:read_departments"],
  ["ListDomains", "GET", "/directory/v1/org/:orgId/domains", "directory:read_domains"],
  ["ListOrganizations", "GET", "/directory/v1/org", "directory:read_organization"],
];

const named = (kind: ApiRecord["kind"]) =>
  API_RECORDS.filter((record) => record.kind === kind)
    .map(({ what }) => what)
    .sort();

/** `resources`, `resources[].count` … for every field of a reply. */
function fieldsOf(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${at}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const path = at === "" ? key : `${at}.${key}`;
    return [path, ...fieldsOf(item, path)];
  });
}

/** A group with a member of every kind, itself among them, and a department. */
function fillGroup(emulator: Emulator, shared: string): void {
  const { structure } = emulator.organization(ORG);
  const contact = { id: "7", firstName: "Guest", lastName: "Of", middleName: "" };
  const group = structure.addGroup({ name: "Team", label: "team", aliases: ["crew"], externalContacts: [contact] });
  const department = structure.addDepartment({ name: "Sales", label: "sales", aliases: ["deals"] });
  structure.addMember(group, { type: "user", id: user(1) });
  structure.addMember(group, { type: "group", id: String(group) });
  structure.addMember(group, { type: "department", id: String(department) });
  structure.addMember(group, { type: "shared_mailbox", id: shared });
}

/** Calls every method once so that no list in a reply is empty. */
async function everyReply(emulator: Emulator): Promise<Map<string, unknown>> {
  const organization = emulator.organization(ORG);
  organization.addUser({ id: "99", nickname: "rich", name: { first: "R", last: "Ch" }, aliases: ["alias"] });
  const shared = String(field((await createShared(emulator)).json, "resourceId"));
  await call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: user(1) } });
  fillGroup(emulator, shared);
  await set(emulator, user(1), user(2), [OWNER]);
  const { json } = await set(emulator, shared, user(2), [OWNER]);
  const requests: Record<string, [method: string, path: string, body?: unknown]> = {
    ListShared: ["GET", `${BASE}/shared`],
    CreateShared: ["PUT", `${BASE}/shared`, { email: "b@example.org", name: "Bb", description: "" }],
    GetShared: ["GET", `${BASE}/shared/${shared}`],
    UpdateShared: ["PUT", `${BASE}/shared/${shared}`, { name: "Cc", description: "" }],
    ListDelegated: ["GET", `${BASE}/delegated`],
    CreateDelegated: ["PUT", `${BASE}/delegated`, { resourceId: user(3) }],
    ListActors: ["GET", `${BASE}/actors/${shared}`],
    ListResources: ["GET", `${BASE}/resources/${user(2)}`],
    Set: ["POST", `${BASE}/set/${shared}?actorId=${user(3)}`, { roles: [READER] }],
    TaskStatus: ["GET", `${BASE}/tasks/${field(json, "taskId")}`],
    ListUsers: ["GET", `${DIRECTORY}/users?perPage=100`],
    GetUser: ["GET", `${DIRECTORY}/users/99`],
    ListUsersV2: ["GET", `${CLOUD}/users?limit=100&offset=0`],
    ListGroups: ["GET", `${DIRECTORY}/groups?page=1&perPage=100`],
    GetGroup: ["GET", `${DIRECTORY}/groups/1`],
    ListGroupsV2: ["GET", `${CLOUD}/groups`],
    GetGroupV2: ["GET", `${CLOUD}/groups/1`],
    ListGroupMembers: ["GET", `/v1/api360/directory/org/${ORG}/groups/1/members`],
    ListGroupMembersV2: ["GET", `/directory/v2/org/${ORG}/groups/1/members`],
    ListDepartments: ["GET", `${DIRECTORY}/departments?orderBy=name`],
    GetDepartment: ["GET", `${DIRECTORY}/departments/2`],
    ListDepartmentsV2: ["GET", `${CLOUD}/departments`],
    GetDepartmentV2: ["GET", `${CLOUD}/departments/2`],
    ListDomains: ["GET", `${DIRECTORY}/domains`],
    ListOrganizations: ["GET", "/directory/v1/org"],
    DeleteShared: ["DELETE", `${BASE}/shared/${shared}`],
    DeleteDelegated: ["DELETE", `${BASE}/delegated/${user(1)}`],
  };
  const replies = new Map<string, unknown>();
  for (const [name, [method, path, body]] of Object.entries(requests)) {
    const answer = await call(emulator, method, path, { body });
    assert.equal(answer.status, 200, name);
    assert.equal(emulator.journal.at(-1)?.endpoint, name);
    replies.set(name, answer.json);
  }
  assert.deepEqual(emulator.strictViolations, []);
  return replies;
}

describe("emulator: records of where everything comes from", () => {
  it("has every documented method at its documented place, and no other", () => {
    const emulated = ENDPOINTS.map(({ name, method, path, scopes }) => [name, method, path, scopes[0]]);
    assert.deepEqual(emulated.sort(), [...DOCUMENTED].sort());
    assert.deepEqual(named("endpoint"), [...ENDPOINT_NAMES].sort());
  });

  it("records every query parameter and body field that is taken, and no other", () => {
    for (const kind of ["query", "body"] as const) {
      const taken = ENDPOINTS.flatMap(({ name, fields }) => fields[kind].map((item) => `${name} ${item}`));
      assert.deepEqual(named(kind), taken.sort());
    }
  });

  it("records every field of every reply, and every recorded field is sent", () =>
    withEmulator({}, async (emulator) => {
      const replies = await everyReply(emulator);
      const sent = [...replies].flatMap(([name, json]) =>
        [...new Set(fieldsOf(json))].map((path) => `${name} ${path}`),
      );
      assert.deepEqual(named("reply"), sent.sort());
    }));

  it("records every enum value", () => {
    const values = [
      ...ROLES.map((role) => `roles ${role}`),
      ...NOTIFY.map((notify) => `notify ${notify}`),
      ...["running", "complete", "error"].map((status) => `status ${status}`),
      "type shared",
      "type delegated",
      ...["user", "group", "department"].map((type) => `member ${type}`),
      "orderBy id",
      "orderBy name",
    ];
    assert.deepEqual(named("enum"), values.sort());
  });

  it("answers every recorded error, and records every error it answers", async () => {
    const seen = new Set<string>();
    const shapes = new Set<string>();
    const note = ({ status, json }: { status: number; json: unknown }) => {
      const onCloud = "error" in Object(json);
      const keys = onCloud ? ["error", "description", "message", "details"] : ["code", "message", "details"];
      assert.deepEqual(Object.keys(Object(json)), keys);
      assert.equal(typeof field(json, onCloud ? "error" : "code"), onCloud ? "string" : "number");
      for (const key of fieldsOf(json)) shapes.add(key);
      seen.add(`${status} ${String(field(json, "message")).replace(/^bad request: .*/, "bad request")}`);
    };
    await withEmulator({ taskDurationMs: 60_000 }, async (emulator) => {
      const organization = emulator.organization(ORG);
      const shared = organization.createShared({ email: "a@example.org", name: "Aa" });
      note(await createShared(emulator, "nonsense"));
      note(await createShared(emulator, "a@example.org", "Bb"));
      note(await createShared(emulator, "user1@example.org", "Bb"));
      note(await call(emulator, "GET", `${BASE}/shared`, { authorization: null }));
      emulator.addToken({ token: "reader", scopes: READ_SCOPES });
      note(await call(emulator, "DELETE", `${BASE}/shared/1`, { authorization: "OAuth reader" }));
      note(await call(emulator, "GET", "/admin/v1/org/7/mailboxes/shared"));
      note(await call(emulator, "GET", `${BASE}/shared/1`));
      note(await call(emulator, "GET", `${BASE}/nothing`));
      emulator.switches.concurrentSets = "refused";
      await set(emulator, shared, user(1), [OWNER]);
      note(await set(emulator, shared, user(1), [READER]));
      organization.setAccess(shared, user(2), [OWNER]);
      emulator.switches.deleteWithActors = 400;
      note(await call(emulator, "DELETE", `${BASE}/shared/${shared}`));
      emulator.limits.sharedMailboxes = 1;
      note(await createShared(emulator, "b@example.org", "Bb"));
      note(await call(emulator, "GET", `${CLOUD}/groups/7`));
      emulator.switches.cloudApi = 412;
      note(await call(emulator, "GET", `${CLOUD}/users`));
      emulator.switches.tariff = 403;
      note(await call(emulator, "GET", `${BASE}/shared`));
      emulator.inject({ fault: "status-500-before" });
      const internal = await call(emulator, "GET", `${BASE}/shared`);
      for (const key of fieldsOf(internal.json)) shapes.add(key);
      emulator.settings.rateLimit = { perSecond: 1e-6, burst: 1 };
      await call(emulator, "GET", `${BASE}/shared`);
      note(await call(emulator, "GET", `${BASE}/shared`));
    });
    const bodies = [...shapes].map((path) =>
      path.startsWith("details[].") ? path.replace("[].", " ") : `body ${path}`,
    );
    assert.deepEqual(named("error"), [...seen, ...bodies].sort());
  });

  it("names a source for everything, and nothing twice", () => {
    const keys = API_RECORDS.map(({ kind, what }) => `${kind} ${what}`);
    assert.equal(new Set(keys).size, keys.length);
    for (const { what, source, sureness } of API_RECORDS) {
      assert.ok(source.length > 3, what);
      assert.ok(["doc", "client code", "inferred"].includes(sureness), what);
    }
    const count = (sureness: string) => API_RECORDS.filter((record) => record.sureness === sureness).length;
    console.log(
      `      E1: ${keys.length} records: ${count("doc")} doc, ${count("client code")} client code, ${count("inferred")} inferred`,
    );
  });
});
