import assert from "node:assert/strict";
import { demoSeed, ROLES } from "../../emulator";
import { LeapClock } from "../support/clock";
import {
  BASE,
  brief,
  call,
  createShared,
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

describe("emulator: mailboxes", () => {
  it("creates, shows, renames, lists and deletes a shared mailbox", () =>
    withEmulator({ now: new LeapClock().now }, async (emulator) => {
      const created = await createShared(emulator);
      const id = String(field(created.json, "resourceId"));
      assert.match(id, /^\d{16}$/);
      assert.deepEqual((await call(emulator, "GET", `${BASE}/shared/${id}`)).json, {
        id,
        email: "support@example.org",
        name: "Support",
        description: "",
        createdAt: "2026-01-15T12:00:00.000Z",
        updatedAt: "2026-01-15T11:59:59.495Z",
      });
      const renamed = await call(emulator, "PUT", `${BASE}/shared/${id}`, {
        body: { name: "Help", description: "All" },
      });
      assert.deepEqual(renamed.json, { resourceId: id });
      assert.deepEqual(emulator.organization(ORG).snapshot().shared, [
        { id, email: "support@example.org", name: "Help", description: "All" },
      ]);
      const list = await call(emulator, "GET", `${BASE}/shared`);
      assert.deepEqual(list.json, { resources: [{ resourceId: id, count: 0 }], page: 1, perPage: 10, total: 1 });
      assert.deepEqual((await call(emulator, "DELETE", `${BASE}/shared/${id}`)).json, {});
      assert.equal(brief(await call(emulator, "GET", `${BASE}/shared/${id}`)), "404 not_found");
    }));

  it("pages lists", () =>
    withEmulator({}, async (emulator) => {
      for (let n = 1; n <= 23; n += 1)
        emulator.organization(ORG).createShared({ email: `m${n}@example.org`, name: `M ${n}` });
      const seen: unknown[] = [];
      for (const page of [1, 2, 3, 4]) {
        const { json } = await call(emulator, "GET", `${BASE}/shared?page=${page}&perPage=10`);
        assert.equal(field(json, "total"), 23);
        assert.equal(field(json, "page"), page);
        seen.push(...items(json, "resources").map((item) => field(item, "resourceId")));
      }
      assert.equal(new Set(seen).size, 23);
      assert.equal(seen.length, 23);
    }));

  it("refuses addresses and names the service does not take", () =>
    withEmulator({}, async (emulator) => {
      emulator.organization(ORG).addUser({ nickname: "anna", name: { first: "A", last: "B" }, aliases: ["boss"] });
      await createShared(emulator);
      const attempt = (email: string, name = "Other") => createShared(emulator, email, name).then(brief);
      assert.equal(await attempt("SUPPORT@example.org"), "409 resource_already_exists");
      assert.equal(await attempt("anna@example.org"), "409 passport_email_taken");
      assert.equal(await attempt("boss@example.org"), "409 passport_email_taken");
      for (const email of [
        "x",
        "@example.org",
        "a b@example.org",
        "a@b@example.org",
        "-a@example.org",
        "a@other.org",
      ]) {
        assert.equal(await attempt(email), "400 invalid_data", email);
      }
      assert.equal(await attempt("new@example.org", "N"), "400 invalid_data");
      assert.equal(await attempt("new@example.org", "Support"), "409 resource_already_exists");
      assert.equal(await attempt("new@example.org", "📮 בדיקה"), "200");
      assert.deepEqual(emulator.strictViolations, []);
    }));

  it("switches delegation on and off, and takes all access with it", () =>
    withEmulator({}, async (emulator) => {
      const on = await call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: user(1) } });
      assert.deepEqual(on.json, { resourceId: user(1) });
      await set(emulator, user(1), user(2), [READER]);
      const list = await call(emulator, "GET", `${BASE}/delegated`);
      assert.deepEqual(items(list.json, "resources"), [{ resourceId: user(1), count: 1 }]);
      assert.deepEqual((await call(emulator, "DELETE", `${BASE}/delegated/${user(1)}`)).json, {});
      assert.deepEqual(emulator.organization(ORG).snapshot(), { shared: [], delegated: [], access: [] });
      assert.equal(
        brief(await call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: "5" } })),
        "404 not_found",
      );
    }));

  it("keeps its limits", () =>
    withEmulator(
      { limits: { sharedMailboxes: 1, delegatedMailboxes: 1, usersPerMailbox: 1, mailboxesPerUser: 1 } },
      async (emulator) => {
        const id = String(field((await createShared(emulator)).json, "resourceId"));
        assert.equal(brief(await createShared(emulator, "b@example.org", "Bb")), "400 limit_exceeded");
        const delegate = (n: number) =>
          call(emulator, "PUT", `${BASE}/delegated`, { body: { resourceId: user(n) } }).then(brief);
        assert.equal(await delegate(1), "200");
        assert.equal(await delegate(2), "400 limit_exceeded");
        assert.equal(brief(await set(emulator, id, user(3), [OWNER])), "200");
        assert.equal(brief(await set(emulator, id, user(4), [OWNER])), "400 limit_exceeded");
        assert.equal(brief(await set(emulator, user(1), user(3), [OWNER])), "400 limit_exceeded");
        assert.equal(brief(await set(emulator, id, user(3), [READER])), "200");
      },
    ));

  it("grants, changes and takes access for every role and both kinds of mailbox", () =>
    withEmulator({}, async (emulator) => {
      const organization = emulator.organization(ORG);
      const shared = organization.createShared({ email: "a@example.org", name: "Aa" });
      organization.enableDelegation(user(1));
      for (const role of ROLES) {
        for (const mailbox of [shared, user(1)]) {
          const { json } = await set(emulator, mailbox, user(2), [role]);
          const task = await call(emulator, "GET", `${BASE}/tasks/${field(json, "taskId")}`);
          assert.deepEqual(task.json, { status: "complete" });
          const actors = await call(emulator, "GET", `${BASE}/actors/${mailbox}`);
          assert.deepEqual(actors.json, { actors: [{ actorId: user(2), roles: [role] }] });
        }
      }
      const resources = await call(emulator, "GET", `${BASE}/resources/${user(2)}`);
      assert.deepEqual(resources.json, {
        resources: [
          { resourceId: shared, type: "shared", roles: [ROLES[6]] },
          { resourceId: user(1), type: "delegated", roles: [ROLES[6]] },
        ],
      });
      await set(emulator, shared, user(2), []);
      assert.deepEqual((await call(emulator, "GET", `${BASE}/actors/${shared}`)).json, { actors: [] });
    }));

  it("runs tasks for a time, or for a number of polls", async () => {
    const clock = new LeapClock();
    await withEmulator({ now: clock.now, taskDurationMs: 1000 }, async (emulator) => {
      const organization = emulator.organization(ORG);
      organization.enableDelegation(user(1));
      const taskId = field((await set(emulator, user(1), user(2), [OWNER])).json, "taskId");
      const status = async () => field((await call(emulator, "GET", `${BASE}/tasks/${taskId}`)).json, "status");
      assert.equal(await status(), "running");
      assert.equal(organization.runningTasks, 1);
      clock.move(1000);
      assert.equal(organization.snapshot().access.length, 1);
      assert.equal(await status(), "complete");
      emulator.settings.taskPolls = 3;
      const second = field((await set(emulator, user(1), user(3), [OWNER])).json, "taskId");
      const polls = [];
      for (let n = 0; n < 4; n += 1)
        polls.push(field((await call(emulator, "GET", `${BASE}/tasks/${second}`)).json, "status"));
      assert.deepEqual(polls, ["running", "running", "complete", "complete"]);
    });
  });

  it("lets no quick task overtake a slow one for the same mailbox and employee", async () => {
    const clock = new LeapClock();
    await withEmulator({ now: clock.now, taskDurationMs: 5000 }, async (emulator) => {
      const organization = emulator.organization(ORG);
      organization.enableDelegation(user(1));
      await set(emulator, user(1), user(2), [OWNER]);
      emulator.settings.taskDurationMs = 0;
      const taskId = field((await set(emulator, user(1), user(2), [])).json, "taskId");
      const status = async () => field((await call(emulator, "GET", `${BASE}/tasks/${taskId}`)).json, "status");
      assert.equal(await status(), "running");
      clock.move(5000);
      assert.equal(await status(), "complete");
      assert.deepEqual(organization.snapshot().access, []);
    });
  });

  it("ends a task in error when its mailbox has gone meanwhile", async () => {
    const clock = new LeapClock();
    await withEmulator({ now: clock.now, taskDurationMs: 1000 }, async (emulator) => {
      emulator.organization(ORG).enableDelegation(user(1));
      const { json } = await set(emulator, user(1), user(2), [OWNER]);
      emulator.organization(ORG).disableDelegation(user(1));
      clock.move(1000);
      const task = await call(emulator, "GET", `${BASE}/tasks/${field(json, "taskId")}`);
      assert.deepEqual(task.json, { status: "error" });
      assert.deepEqual(emulator.organization(ORG).snapshot().access, []);
    });
  });

  it("answers the directory", () =>
    withEmulator({ seed: demoSeed }, async (emulator) => {
      const authorization = "OAuth demo-token-readonly";
      const users = await call(emulator, "GET", `${DIRECTORY}/users?perPage=1000`, { authorization });
      assert.equal(items(users.json, "users").length, 16);
      assert.equal(field(users.json, "pages"), 1);
      const boris = await call(emulator, "GET", `${DIRECTORY}/users/${user(2)}`, { authorization });
      assert.equal(field(boris.json, "displayName"), "Борис Иванов");
      assert.deepEqual(field(boris.json, "aliases"), ["cfo"]);
      assert.equal(brief(await call(emulator, "GET", `${DIRECTORY}/users/7`, { authorization })), "404 not_found");
      const domains = await call(emulator, "GET", `${DIRECTORY}/domains?page=1&perPage=1`, { authorization });
      assert.deepEqual([field(domains.json, "total"), field(domains.json, "pages")], [2, 2]);
      const first = await call(emulator, "GET", "/directory/v1/org?pageSize=1", { authorization });
      const next = field(first.json, "nextPageToken");
      const second = await call(emulator, "GET", `/directory/v1/org?pageSize=1&pageToken=${next}`, { authorization });
      assert.deepEqual(
        items(second.json, "organizations").map((item) => field(item, "id")),
        [2000002],
      );
      assert.equal(field(second.json, "nextPageToken"), "");
      assert.deepEqual(emulator.strictViolations, []);
    }));

  it("keeps organizations apart", () =>
    withEmulator({ seed: demoSeed }, async (emulator) => {
      const before = emulator.organization("2000002").snapshot();
      const body = { email: "new@acme.example", name: "New", description: "" };
      await call(emulator, "PUT", `${BASE}/shared`, { body, authorization: "OAuth demo-token" });
      assert.equal(emulator.organization(ORG).snapshot().shared.length, 2);
      assert.deepEqual(emulator.organization("2000002").snapshot(), before);
    }));
});
