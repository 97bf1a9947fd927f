import assert from "node:assert/strict";
import { defaultSwitches, type Emulator, SWITCH_RECORDS, type Switches } from "../../emulator";
import { LeapClock } from "../support/clock";
import {
  BASE,
  brief,
  CLOUD,
  call,
  DIRECTORY,
  field,
  items,
  ORG,
  OWNER,
  READER,
  set,
  user,
  withEmulator,
} from "./helpers";

interface Bench {
  emulator: Emulator;
  move(ms: number): void;
}

/** What to do, and what is seen with the default and with each alternative in the order of SWITCH_RECORDS. */
interface Row {
  probe(bench: Bench): Promise<unknown>;
  seen: readonly unknown[];
}

const shared = ({ emulator }: Bench, n = 1) =>
  emulator.organization(ORG).createShared({ email: `m${n}@example.org`, name: `Mailbox ${n}` });
const create = ({ emulator }: Bench, body: object) =>
  call(emulator, "PUT", `${BASE}/shared`, { body: { email: "a@example.org", name: "Aa", description: "", ...body } });
const task = async ({ emulator }: Bench, answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer;
  if (status !== 200) return status;
  const polled = await call(emulator, "GET", `${BASE}/tasks/${field(json, "taskId")}`);
  return polled.status === 200 ? field(polled.json, "status") : polled.status;
};
const actors = async ({ emulator }: Bench, id: string) => {
  const answer = await call(emulator, "GET", `${BASE}/actors/${id}`);
  return answer.status === 200 ? items(answer.json, "actors").map((item) => field(item, "roles")) : answer.status;
};
const total = async ({ emulator }: Bench, list: "shared" | "delegated") =>
  field((await call(emulator, "GET", `${BASE}/${list}`)).json, "total");

/** A status, or what the list holds. */
const list = async ({ emulator }: Bench, path: string, name: string, show: (item: unknown) => unknown) => {
  const answer = await call(emulator, "GET", path);
  return answer.status === 200 ? items(answer.json, name).map(show) : answer.status;
};
/** Two groups, the second in the first, which holds employee 1; two departments, the second in the first. */
const structured = ({ emulator }: Bench) => {
  const { structure } = emulator.organization(ORG);
  const [inner, outer] = [structure.addGroup({ name: "Inner" }), structure.addGroup({ name: "Outer" })];
  structure.addMember(outer, { type: "group", id: String(inner) });
  structure.addMember(inner, { type: "user", id: user(1) });
  structure.addDepartment({ name: "Sales" });
  structure.addDepartment({ name: "Export", parent: "Sales" });
};

const ROWS: { [Name in keyof Switches]: Row } = {
  perPageCeiling: {
    probe: async ({ emulator }) => field((await call(emulator, "GET", `${BASE}/shared?perPage=5000`)).json, "perPage"),
    seen: [100, 10, 1000],
  },
  perPageAbove: {
    probe: async ({ emulator }) => (await call(emulator, "GET", `${BASE}/delegated?perPage=5000`)).status,
    seen: [200, 400],
  },
  nameMaxLength: {
    probe: async (b) => brief(await create(b, { name: "n".repeat(65) })),
    seen: ["200", "400 invalid_data"],
  },
  descriptionMaxLength: {
    probe: async (b) => brief(await create(b, { description: "d".repeat(257) })),
    seen: ["200", "400 invalid_data"],
  },
  descriptionOptional: {
    probe: async (b) => brief(await create(b, { description: undefined })),
    seen: ["400 invalid_data", "200"],
  },
  updateOmitted: {
    probe: async ({ emulator }) => {
      const organization = emulator.organization(ORG);
      const id = organization.createShared({ email: "a@example.org", name: "Aa", description: "old" });
      const status = brief(await call(emulator, "PUT", `${BASE}/shared/${id}`, { body: { name: "New" } }));
      return [status, organization.snapshot().shared[0]?.description];
    },
    seen: [
      ["200", "old"],
      ["200", ""],
      ["400 invalid_data", "old"],
    ],
  },
  duplicateName: {
    probe: async (b) => {
      shared(b);
      return brief(await create(b, { name: "Mailbox 1" }));
    },
    seen: ["409 resource_already_exists", "400 invalid_data", "200"],
  },
  takenStatus: {
    probe: async (b) => {
      shared(b);
      return [
        brief(await create(b, { email: "M1@example.org" })),
        brief(await create(b, { email: "user1@example.org" })),
      ];
    },
    seen: [
      ["409 resource_already_exists", "409 passport_email_taken"],
      ["400 resource_already_exists", "400 passport_email_taken"],
    ],
  },
  invalidDataStatus: {
    probe: async (b) => brief(await create(b, { email: "nonsense" })),
    seen: ["400 invalid_data", "409 invalid_data"],
  },
  limitStatus: {
    probe: async (b) => {
      b.emulator.limits.sharedMailboxes = 0;
      return brief(await create(b, {}));
    },
    seen: ["400 limit_exceeded", "403 limit_exceeded", "409 limit_exceeded"],
  },
  delegatedAlreadyOn: {
    probe: async ({ emulator }) => {
      emulator.organization(ORG).enableDelegation(user(1));
      return (await call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: user(1) } })).status;
    },
    seen: [200, 409],
  },
  delegatedBadOwner: {
    probe: async ({ emulator }) => {
      const resourceId = emulator
        .organization(ORG)
        .addUser({ id: "77", nickname: "guest", name: { first: "G", last: "G" } });
      return (await call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId } })).status;
    },
    seen: [400, 403, 404],
  },
  deleteAbsent: {
    probe: async ({ emulator }) => [
      (await call(emulator, "DELETE", `${BASE}/shared/5`)).status,
      (await call(emulator, "DELETE", `${BASE}/delegated/5`)).status,
    ],
    seen: [
      [404, 404],
      [200, 200],
    ],
  },
  setBadActor: { probe: (b) => task(b, set(b.emulator, shared(b), "5", [OWNER])), seen: [404, 400, "error"] },
  setWithoutDelegation: {
    probe: (b) => task(b, set(b.emulator, user(1), user(2), [OWNER])),
    seen: [404, 400, 409, "error"],
  },
  setNoChange: {
    probe: (b) => {
      const id = shared(b);
      b.emulator.organization(ORG).setAccess(id, user(2), [OWNER, READER]);
      return task(b, set(b.emulator, id, user(2), [READER, OWNER]));
    },
    seen: ["complete", 400, "error"],
  },
  setOverLimit: {
    probe: (b) => {
      b.emulator.limits.usersPerMailbox = 0;
      return task(b, set(b.emulator, shared(b), user(2), [OWNER]));
    },
    seen: [400, 409, "error"],
  },
  unknownRole: {
    probe: (b) => task(b, set(b.emulator, shared(b), user(2), ["shared_mailbox_king"])),
    seen: [400, "complete"],
  },
  roleCombination: { probe: (b) => task(b, set(b.emulator, shared(b), user(2), [READER])), seen: ["complete", 400] },
  taskRetentionMs: {
    probe: async (b) => {
      const { json } = await set(b.emulator, shared(b), user(2), [OWNER]);
      const poll = async () => (await call(b.emulator, "GET", `${BASE}/tasks/${field(json, "taskId")}`)).status;
      const first = await poll();
      b.move(60_000);
      return [first, await poll()];
    },
    seen: [
      [200, 200],
      [404, 404],
      [200, 404],
    ],
  },
  taskForgottenOnceAnswered: {
    probe: async (b) => {
      const { json } = await set(b.emulator, shared(b), user(2), [OWNER]);
      const poll = async () => (await call(b.emulator, "GET", `${BASE}/tasks/${field(json, "taskId")}`)).status;
      return [await poll(), await poll()];
    },
    seen: [
      [200, 200],
      [200, 404],
    ],
  },
  concurrentSets: {
    probe: async (b) => {
      b.emulator.settings.taskDurationMs = 100;
      const id = shared(b);
      const statuses = [];
      for (const role of [OWNER, READER]) statuses.push((await set(b.emulator, id, user(2), [role])).status);
      b.move(100);
      return [statuses[1], b.emulator.organization(ORG).snapshot().access[0]?.roles];
    },
    seen: [
      [200, [READER]],
      [200, [OWNER]],
      [409, [OWNER]],
    ],
  },
  accessVisibleDelayMs: {
    probe: async (b) => {
      const id = shared(b);
      const status = await task(b, set(b.emulator, id, user(2), [OWNER]));
      const shown = [await actors(b, id)];
      for (const ms of [50, 1950]) {
        b.move(ms);
        shown.push(await actors(b, id));
      }
      return [status, ...shown.map((list) => (Array.isArray(list) ? list.length : list))];
    },
    seen: [
      ["complete", 1, 1, 1],
      ["complete", 0, 1, 1],
      ["complete", 0, 0, 1],
    ],
  },
  listDelayMs: {
    probe: async (b) => {
      const id = shared(b);
      b.emulator.organization(ORG).enableDelegation(user(1));
      const totals = [await total(b, "shared"), await total(b, "delegated")];
      b.move(2000);
      totals.push(await total(b, "shared"));
      b.emulator.organization(ORG).removeShared(id);
      b.emulator.organization(ORG).disableDelegation(user(1));
      totals.push(await total(b, "shared"), await total(b, "delegated"));
      b.move(50);
      return [...totals, await total(b, "shared")];
    },
    seen: [
      [1, 1, 1, 0, 0, 0],
      [0, 0, 1, 1, 1, 0],
      [0, 0, 1, 1, 1, 1],
    ],
  },
  ownerListed: {
    probe: (b) => {
      b.emulator.organization(ORG).enableDelegation(user(1));
      return actors(b, user(1));
    },
    seen: [[], [[OWNER]]],
  },
  rolesShown: {
    probe: async (b) => {
      const id = shared(b);
      b.emulator.organization(ORG).setAccess(id, user(2), [OWNER, READER]);
      const { json } = await call(b.emulator, "GET", `${BASE}/resources/${user(2)}`);
      const [resource] = items(json, "resources");
      const [roles] = [await actors(b, id)].flat();
      assert.deepEqual(roles, field(resource, "roles"));
      return Array.isArray(roles) && roles.length > 2 ? roles.length : roles;
    },
    seen: [[OWNER, READER], [OWNER], 7, [READER, OWNER]],
  },
  actorsWithoutDelegation: { probe: (b) => actors(b, user(1)), seen: [404, []] },
  resourcesOfUnknownActor: {
    probe: async ({ emulator }) => (await call(emulator, "GET", `${BASE}/resources/5`)).status,
    seen: [404, 200],
  },
  retryAfter: {
    probe: async ({ emulator }) => {
      emulator.settings.rateLimit = { perSecond: 0.5, burst: 1 };
      await call(emulator, "GET", `${BASE}/shared`);
      return (await call(emulator, "GET", `${BASE}/shared`)).headers.get("retry-after");
    },
    seen: ["2", null, "Thu, 15 Jan 2026 12:00:02 GMT"],
  },
  secondaryDomains: {
    probe: async (b) => {
      b.emulator.organization(ORG).addDomain("second.org");
      return brief(await create(b, { email: "a@second.org" }));
    },
    seen: ["400 invalid_data", "200"],
  },
  addressCase: {
    probe: async (b) => {
      await create(b, { email: "Info@Example.org" });
      return b.emulator.organization(ORG).snapshot().shared[0]?.email;
    },
    seen: ["Info@Example.org", "info@example.org"],
  },
  addressHeldMs: {
    probe: async (b) => {
      b.emulator.organization(ORG).removeShared(shared(b));
      const first = brief(await create(b, { email: "M1@example.org" }));
      b.move(1000);
      return [first, (await create(b, { email: "m1@example.org", name: "Later" })).status];
    },
    seen: [
      ["200", 409],
      ["409 passport_email_taken", 200],
    ],
  },
  deleteWithActors: {
    probe: async (b) => {
      const id = shared(b);
      b.emulator.organization(ORG).setAccess(id, user(2), [OWNER]);
      return brief(await call(b.emulator, "DELETE", `${BASE}/shared/${id}`));
    },
    seen: ["200", "400 resource_in_use", "409 resource_in_use"],
  },
  sharedAmongUsers: {
    probe: async (b) => {
      const id = shared(b);
      const list = await call(b.emulator, "GET", `${DIRECTORY}/users`);
      return [field(list.json, "total"), (await call(b.emulator, "GET", `${DIRECTORY}/users/${id}`)).status];
    },
    seen: [
      [20, 404],
      [21, 200],
    ],
  },
  aliasForm: {
    probe: async ({ emulator }) => {
      const name = { first: "A", last: "B" };
      const id = emulator.organization(ORG).addUser({ nickname: "anna", name, aliases: ["boss"] });
      return field((await call(emulator, "GET", `${DIRECTORY}/users/${id}`)).json, "aliases");
    },
    seen: [["boss"], ["boss@example.org"]],
  },
  tariff: {
    probe: async ({ emulator }) => [
      brief(await call(emulator, "GET", `${BASE}/shared`)),
      brief(await call(emulator, "GET", `${DIRECTORY}/users`)),
    ],
    seen: [
      ["200", "200"],
      ["400 not_allowed", "200"],
      ["403 not_allowed", "200"],
    ],
  },
  writeScopeReads: {
    probe: async ({ emulator }) => {
      emulator.addToken({ token: "writer", scopes: ["ya360_admin:mail_write_shared_mailbox_inventory"] });
      return (await call(emulator, "GET", `${BASE}/shared`, { authorization: "OAuth writer" })).status;
    },
    seen: [403, 200],
  },
  updatedBeforeCreated: {
    probe: async (b) => {
      const { json } = await call(b.emulator, "GET", `${BASE}/shared/${shared(b)}`);
      return String(field(json, "updatedAt")) < String(field(json, "createdAt"));
    },
    seen: [true, false],
  },
  sharedAddressTaken: {
    probe: async (b) => {
      shared(b);
      return brief(await create(b, { email: "M1@example.org" }));
    },
    seen: ["409 resource_already_exists", "409 passport_email_taken", "409 the address is in use"],
  },
  errorShape: {
    probe: async ({ emulator }) => (await call(emulator, "GET", `${BASE}/shared/1`)).json,
    seen: [
      { code: 5, message: "not_found", details: [] },
      { message: "not_found" },
      { error: "not_found", description: "Refused: not_found", message: "not_found", details: {} },
    ],
  },
  notFoundMessage: {
    probe: async ({ emulator }) => brief(await call(emulator, "GET", `${BASE}/actors/1`)),
    seen: ["404 not_found", "404 No such resource"],
  },
  emptyFields: {
    probe: async (b) => {
      const id = shared(b);
      const lists = [`${BASE}/shared`, `${BASE}/delegated`, `${BASE}/actors/${id}`, `${BASE}/resources/${user(1)}`];
      const answers = await Promise.all(lists.map((path) => call(b.emulator, "GET", path)));
      return answers.map(({ text }) => text.replaceAll(id, "ID"));
    },
    seen: [
      [
        '{"resources":[{"resourceId":"ID","count":0}],"page":1,"perPage":10,"total":1}',
        '{"resources":[],"page":1,"perPage":10,"total":0}',
        '{"actors":[]}',
        '{"resources":[]}',
      ],
      ['{"resources":[{"resourceId":"ID"}],"page":1,"perPage":10,"total":1}', '{"page":1,"perPage":10}', "{}", "{}"],
    ],
  },
  datesSent: {
    probe: async (b) => Object.keys(Object((await call(b.emulator, "GET", `${BASE}/shared/${shared(b)}`)).json)),
    seen: [
      ["id", "email", "name", "description", "createdAt", "updatedAt"],
      ["id", "email", "name", "description"],
    ],
  },
  basePath: {
    probe: async ({ emulator }) => {
      const { origin, pathname } = new URL(emulator.url);
      const below = await call(emulator, "GET", `${BASE}/shared`);
      const { status } = await fetch(`${origin}${BASE}/shared`, { headers: { authorization: "OAuth test-token" } });
      return [pathname, below.status, status, emulator.journal[0]?.path];
    },
    seen: [
      ["/", 200, 200, `${BASE}/shared`],
      ["/v1/api360", 200, 400, `${BASE}/shared`],
    ],
  },
  dismissedAccess: {
    probe: async (b) => {
      const id = shared(b);
      b.emulator.organization(ORG).setAccess(id, user(2), [OWNER]);
      b.emulator.organization(ORG).dismissUser(user(2));
      return b.emulator.organization(ORG).snapshot().access.length;
    },
    seen: [0, 1],
  },
  cloudApi: {
    probe: async ({ emulator }) => {
      emulator.organization(ORG).structure.addGroup({ name: "Group" });
      const paths = [
        `${CLOUD}/users`,
        `/v1/api360/directory/org/${ORG}/groups/1/members`,
        `${DIRECTORY}/users`,
        `/directory/v2/org/${ORG}/groups/1/members`,
      ];
      return Promise.all(paths.map(async (path) => brief(await call(emulator, "GET", path))));
    },
    seen: [
      ["200", "200", "200", "200"],
      ["403 Not an admin", "403 Not an admin", "200", "200"],
      ["404 not_found", "404 not_found", "200", "200"],
      ["412 failed_precondition", "412 failed_precondition", "200", "200"],
    ],
  },
  outdatedLists: {
    probe: ({ emulator }) =>
      Promise.all(
        [`${DIRECTORY}/users`, `${DIRECTORY}/groups`, `${DIRECTORY}/departments`, `${DIRECTORY}/domains`].map(
          async (path) => (await call(emulator, "GET", path)).status,
        ),
      ),
    seen: [
      [200, 200, 200, 200],
      [404, 404, 404, 200],
    ],
  },
  directoryPageCeiling: {
    probe: async ({ emulator }) => [
      field((await call(emulator, "GET", `${CLOUD}/users?limit=5000`)).json, "limit"),
      field((await call(emulator, "GET", `${DIRECTORY}/groups?perPage=5000`)).json, "perPage"),
      field((await call(emulator, "GET", `${DIRECTORY}/users?perPage=1000`)).json, "perPage"),
    ],
    seen: [
      [1000, 1000, 1000],
      [100, 100, 1000],
      [25, 25, 1000],
    ],
  },
  directoryPageAbove: {
    probe: async ({ emulator }) => [
      (await call(emulator, "GET", `${CLOUD}/departments?limit=1001`)).status,
      (await call(emulator, "GET", `${DIRECTORY}/departments?perPage=1001`)).status,
    ],
    seen: [
      [200, 200],
      [400, 400],
    ],
  },
  cloudErrorShape: {
    probe: async ({ emulator }) => [
      (await call(emulator, "GET", `${CLOUD}/groups/7`)).json,
      Object.keys(Object((await call(emulator, "GET", `/v1/api360/directory/org/${ORG}/groups/7/members`)).json)),
    ],
    seen: [
      [
        { error: "not_found", description: "Refused: not_found", message: "not_found", details: {} },
        ["error", "description", "message", "details"],
      ],
      [{ code: 5, message: "not_found", details: [] }, ["error", "description", "message", "details"]],
      [{ message: "not_found" }, ["error", "description", "message", "details"]],
    ],
  },
  cloudIds: {
    probe: async (b) => {
      structured(b);
      const members = await call(b.emulator, "GET", `/v1/api360/directory/org/${ORG}/groups/1/members`);
      const [first] = items(members.json, "users");
      const listed = await list(b, `${CLOUD}/users?limit=1`, "items", (item) => field(item, "id"));
      return [listed, field(first, "id")];
    },
    seen: [
      [[Number(user(1))], Number(user(1))],
      [[user(1)], user(1)],
    ],
  },
  cloudReferences: {
    probe: async (b) => {
      structured(b);
      const [group] = items((await call(b.emulator, "GET", `${CLOUD}/groups`)).json, "items");
      const department = (await call(b.emulator, "GET", `${CLOUD}/departments/3`)).json;
      const { parent, parent_id } = Object(department);
      return [field(group, "member_of"), parent, parent_id];
    },
    seen: [
      [[{ id: 2 }], { id: 2 }, undefined],
      [[2], undefined, 2],
    ],
  },
  emailFilter: {
    probe: async (b) => {
      const name = { first: "A", last: "B" };
      b.emulator.organization(ORG).addUser({ nickname: "anna", name, aliases: ["boss"] });
      const found = (email: string) =>
        list(b, `${CLOUD}/users?limit=100&email=${email}`, "items", (item) => field(item, "nickname"));
      return [await found("Anna@example.org"), await found("boss@example.org"), await found("ann")];
    },
    seen: [
      [["anna"], [], []],
      [["anna"], ["anna"], []],
      [["anna"], [], ["anna"]],
    ],
  },
  dismissedListed: {
    probe: async (b) => {
      b.emulator.organization(ORG).dismissUser(user(2));
      const nickname = (item: unknown) => field(item, "nickname");
      return [
        await list(b, `${CLOUD}/users?limit=3`, "items", nickname),
        await list(b, `${DIRECTORY}/users?perPage=3`, "users", nickname),
        (await call(b.emulator, "GET", `${DIRECTORY}/users/${user(2)}`)).status,
      ];
    },
    seen: [
      [["user1", "user2", "user3"], ["user1", "user2", "user3"], 200],
      [["user1", "user3", "user4"], ["user1", "user3", "user4"], 200],
    ],
  },
  parentIdDepth: {
    probe: (b) => {
      structured(b);
      return list(b, `${DIRECTORY}/departments?parentId=1&orderBy=name`, "departments", (item) => field(item, "name"));
    },
    seen: [["Sales"], ["Export", "Sales"]],
  },
  userGroups: {
    probe: async (b) => {
      structured(b);
      return field((await call(b.emulator, "GET", `${DIRECTORY}/users/${user(1)}`)).json, "groups");
    },
    seen: [[1], [1, 2]],
  },
};

async function observe<Name extends keyof Switches>(name: Name, value: Switches[Name]): Promise<unknown> {
  const clock = new LeapClock();
  const switches: Partial<Switches> = { [name]: value };
  return withEmulator({ now: clock.now, switches }, (emulator) => ROWS[name].probe({ emulator, move: clock.move }));
}

describe("emulator: switches", () => {
  const names = Object.keys(defaultSwitches) as (keyof Switches)[];

  it("has a record, a default and a row for every switch", () => {
    assert.deepEqual(Object.keys(SWITCH_RECORDS).sort(), [...names].sort());
    assert.deepEqual(Object.keys(ROWS).sort(), [...names].sort());
    for (const name of names) assert.match(SWITCH_RECORDS[name].question, /^(Q\d+|section \d+)$/);
  });

  for (const name of names) {
    it(`${name}: ${[defaultSwitches[name], ...SWITCH_RECORDS[name].alternatives].join(" | ")}`, async () => {
      const values = [defaultSwitches[name], ...SWITCH_RECORDS[name].alternatives];
      assert.equal(ROWS[name].seen.length, values.length);
      for (const [index, value] of values.entries()) {
        assert.deepEqual(await observe(name, value), ROWS[name].seen[index], `${name} = ${value}`);
      }
    });
  }
});
