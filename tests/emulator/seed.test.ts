import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, parseSeed, readSeed, SeedError, startEmulator } from "../../emulator";
import { call, field, items, OWNER, TOKEN, user, withEmulator } from "./helpers";

const YAML = `
organizations:
  - id: 42
    name: Small
    domains: [small.example]
    users:
      - { id: 1130000000000500, nickname: ann, name: { first: Ann, last: Lee } }
      - { nickname: bob, name: { first: Bob, last: Ray }, aliases: [robert] }
    shared:
      - { email: help@small.example, name: Help }
    delegated: [ann@small.example]
    access:
      - { mailboxId: help@small.example, actorId: robert@small.example, roles: [shared_mailbox_owner] }
tokens:
  - { token: secret, scopes: ["directory:read_users"], organizations: [42] }
`;

async function problemsOf(data: unknown): Promise<readonly string[]> {
  try {
    const emulator = await startEmulator({ seed: parseSeed(data) });
    await emulator.close();
    return [];
  } catch (error) {
    assert.ok(error instanceof SeedError);
    return error.problems;
  }
}

describe("emulator: seeds", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-seed-"));
  after(() => rmSync(folder, { recursive: true }));

  it("reads a YAML file, resolves addresses, and makes ids", async () => {
    const file = join(folder, "seed.yaml");
    writeFileSync(file, YAML);
    await withEmulator({ seed: readSeed(file) }, async (emulator) => {
      assert.deepEqual(emulator.organization("42").snapshot(), {
        shared: [{ id: "1130000900000001", email: "help@small.example", name: "Help", description: "" }],
        delegated: ["1130000000000500"],
        access: [{ mailboxId: "1130000900000001", actorId: user(1), roles: [OWNER] }],
      });
    });
  });

  it("reads a JSON file", () => {
    const file = join(folder, "seed.json");
    writeFileSync(file, JSON.stringify(demoSeed));
    assert.deepEqual(readSeed(file), JSON.parse(JSON.stringify(demoSeed)));
  });

  it("names every problem by its path", async () => {
    const problems = await problemsOf({
      organizations: [
        {
          id: "x",
          name: "",
          domains: [],
          users: [{ nickname: "a", name: { first: "A" } }],
          shared: [{ email: "none" }],
          access: [{ mailboxId: "1", actorId: "2", roles: ["two words"] }],
        },
      ],
      tokens: [{ token: "t", scopes: ["everything"] }],
      extra: 1,
    });
    const paths = problems.map((problem) => problem.split(":")[0]);
    for (const path of [
      "organizations[0].id",
      "organizations[0].name",
      "organizations[0].domains",
      "organizations[0].users[0].name.last",
      "organizations[0].shared[0].email",
      "organizations[0].shared[0].name",
      "organizations[0].access[0].roles[0]",
      "tokens[0].scopes[0]",
      "seed",
    ]) {
      assert.ok(paths.includes(path), `${path} in ${problems.join("; ")}`);
    }
  });

  it("names references that lead nowhere, and what is there twice", async () => {
    const name = { first: "A", last: "B" };
    const problems = await problemsOf({
      organizations: [
        {
          id: "1",
          name: "One",
          domains: ["one.example"],
          users: [{ id: "500", nickname: "a", name }],
          shared: [
            { email: "s@other.example", name: "Other" },
            { email: "A@one.example", name: "Taken" },
          ],
          delegated: ["nobody@one.example", "a@one.example", "500"],
          access: [
            { mailboxId: "5", actorId: "500", roles: [OWNER] },
            { mailboxId: "500", actorId: "600", roles: [OWNER] },
            { mailboxId: "a@one.example", actorId: "600", roles: [OWNER] },
          ],
        },
        { id: "1", name: "Twice", domains: ["two.example"] },
        { id: "2", name: "Two", domains: ["two.example"], users: [{ id: "500", nickname: "a", name }] },
      ],
      tokens: [{ token: "t", organizations: ["3"] }],
    });
    assert.deepEqual(problems, [
      "organizations[0].shared[0]: s@other.example is on none of the organization's domains",
      "organizations[0].shared[1]: the address A@one.example is taken",
      "organizations[0].delegated[0]: no mailbox nobody@one.example in organization 1",
      "organizations[0].delegated[2]: the mailbox of 500 is given twice",
      "organizations[0].access[0]: no shared or delegated mailbox 5 in organization 1",
      "organizations[0].access[2]: the access of 600 to a@one.example is given twice",
      "organizations[1].id: organization 1 is there already",
      "organizations[2].users[0].id: 500 is given twice",
      "tokens[0].organizations[0]: there is no organization 3",
    ]);
  });

  it("says which file cannot be read", () => {
    assert.throws(() => readSeed(join(folder, "missing.yaml")), /missing\.yaml: ENOENT/);
    const file = join(folder, "broken.yaml");
    writeFileSync(file, "a: [");
    assert.throws(() => readSeed(file), /broken\.yaml: /);
  });

  it("has a demo of two organizations", () =>
    withEmulator({ seed: demoSeed }, async (emulator) => {
      assert.deepEqual(
        emulator.organizations.map(({ id, mainDomain, users }) => [id, mainDomain, users.size]),
        [
          ["1000001", "acme.example", 16],
          ["2000002", "globex.example", 7],
        ],
      );
      assert.equal(emulator.organization("1000001").snapshot().shared.length, 1);
      assert.deepEqual(emulator.organization("2000002").snapshot(), { shared: [], delegated: [], access: [] });
    }));

  it("orders people in departments and groups, which may hold one another", () => {
    const name = { first: "A", last: "B" };
    const seed = parseSeed({
      organizations: [
        {
          id: "5",
          name: "Five",
          domains: ["five.example"],
          departments: [{ name: "Sales" }, { name: "Export", parent: "Sales", label: "export" }],
          users: [
            { nickname: "ann", name, department: "Export" },
            { nickname: "bob", name, isEnabled: false },
          ],
          shared: [{ email: "help@five.example", name: "Help" }],
          groups: [
            {
              name: "Outer",
              label: "all",
              groups: ["Inner"],
              departments: ["Sales"],
              sharedMailboxes: ["help@five.example"],
            },
            { id: 9, name: "Inner", groups: ["Outer"], users: ["bob@five.example"] },
          ],
          madeUpUsers: 10_000,
        },
      ],
      tokens: [{ token: "t" }],
    });
    return withEmulator({ seed }, async (emulator) => {
      const organization = emulator.organization("5");
      assert.deepEqual(
        [...organization.structure.groups.values()].map(({ id, email, members }) => [
          id,
          email,
          members.map(({ type, id: member }) => `${type} ${member}`).join(),
        ]),
        [
          [1, "all@five.example", "group 9,department 2,shared_mailbox 1130000900000001"],
          [9, "", `user ${user(2)},group 1`],
        ],
      );
      assert.deepEqual([organization.countIn(1), organization.countIn(2), organization.countIn(3)], [10_002, 1, 1]);
      assert.deepEqual([organization.users.size, organization.users.get(user(2))?.isEnabled], [10_002, false]);
    });
  });

  it("holds whatever a living organization has", () => {
    const [hers, gone, robot, unknown] = ["1130000000000001", "1130000000000002", "1113", "18446744073709551615"];
    const box = "1130000900000777";
    const role = "shared_mailbox_archivist";
    const seed = parseSeed({
      organizations: [
        {
          id: "5",
          name: "مثال 🏢 Пример",
          domains: ["five.example", { name: "xn--e1afmkfd.example", verified: false }],
          departments: [
            { id: 30, name: "Export", parent: 20 },
            { id: 20, name: "Sales" },
            { id: 1, name: "Все сотрудники", label: "all" },
          ],
          users: [
            {
              id: hers,
              nickname: "anna",
              name: { first: "Анна 🦊", last: "" },
              displayName: "Анна 🦊",
              department: 30,
            },
            {
              id: gone,
              nickname: "omar",
              name: { first: "عمر", last: "" },
              isDismissed: true,
              aliases: ["o@xn--e1afmkfd.example"],
            },
            { id: robot, nickname: "", name: { first: "", last: "" }, displayName: "", email: "", isRobot: true },
          ],
          groups: [{ id: 4, name: "Everybody", users: [hers, unknown] }],
          shared: [{ id: box, email: "склад@пример.example", name: "", description: "עברית\nsecond line" }],
          delegated: [gone, unknown],
          access: [
            { mailboxId: box, actorId: unknown, roles: [role] },
            { mailboxId: box, actorId: robot, roles: [OWNER] },
            { mailboxId: unknown, actorId: gone, roles: [OWNER, role] },
          ],
        },
      ],
      tokens: [{ token: TOKEN }],
    });
    return withEmulator({ seed }, async (emulator) => {
      const organization = emulator.organization("5");
      assert.deepEqual(organization.snapshot(), {
        shared: [{ id: box, email: "склад@пример.example", name: "", description: "עברית\nsecond line" }],
        delegated: [gone, unknown],
        access: [
          { mailboxId: box, actorId: robot, roles: [OWNER] },
          { mailboxId: box, actorId: unknown, roles: [role] },
          { mailboxId: unknown, actorId: gone, roles: [role, OWNER] },
        ],
      });
      assert.deepEqual([...organization.users.keys()], [hers, gone, robot]);
      assert.equal(organization.findUser("o@xn--e1afmkfd.example"), gone);
      assert.equal(organization.findUser(""), undefined);
      const { departments } = organization.structure;
      assert.deepEqual(
        [1, 20, 30].map((id) => [departments.get(id)?.name, departments.get(id)?.parentId]),
        [
          ["Все сотрудники", 0],
          ["Sales", 1],
          ["Export", 20],
        ],
      );
      const read = async (path: string) => (await call(emulator, "GET", path)).json;
      const domains = items(await read("/directory/v1/org/5/domains"), "domains");
      assert.deepEqual(
        domains.map((domain) => [field(domain, "name"), field(domain, "master"), field(domain, "verified")]),
        [
          ["five.example", true, true],
          ["xn--e1afmkfd.example", false, false],
        ],
      );
      const members = items(await read("/directory/v2/org/5/groups/4/members"), "users");
      assert.deepEqual(
        members.map((member) => field(member, "id")),
        [hers, unknown],
      );
    });
  });

  it("lets go of somebody whom the directory does not have, and gives their id to nobody else", () =>
    withEmulator({}, async (emulator) => {
      emulator.addOrganization({
        id: "5",
        name: "Five",
        domains: ["five.example"],
        shared: [{ id: "77", email: "x@five.example", name: "X" }],
        access: [{ mailboxId: "77", actorId: user(21), roles: ["shared_mailbox_archivist"] }],
      });
      const organization = emulator.organization("5");
      assert.equal(organization.addUser({ nickname: "a", name: { first: "A", last: "B" } }), user(22));
      const mailboxes = "/admin/v1/org/5/mailboxes";
      const theirs = await call(emulator, "GET", `${mailboxes}/resources/${user(21)}`);
      assert.equal(items(theirs.json, "resources").length, 1);
      const more = { body: { roles: [OWNER] } };
      assert.equal((await call(emulator, "POST", `${mailboxes}/set/77?actorId=${user(21)}`, more)).status, 404);
      const none = { body: { roles: [] } };
      assert.equal((await call(emulator, "POST", `${mailboxes}/set/77?actorId=${user(21)}`, none)).status, 200);
      assert.deepEqual(organization.snapshot().access, []);
    }));

  it("names members that are not there, and addresses that are taken", async () => {
    const problems = await problemsOf({
      organizations: [
        {
          id: "5",
          name: "Five",
          domains: ["five.example"],
          departments: [
            { name: "Sales" },
            { name: "Lost", parent: "Nowhere" },
            { id: 2, name: "Two" },
            { id: 7, name: "Round", parent: 7 },
          ],
          users: [{ nickname: "ann", name: { first: "A", last: "B" }, department: "None" }],
          groups: [
            { name: "One", label: "one", users: ["nobody@five.example"], groups: ["None"] },
            { name: "Two", label: "one" },
            { id: 1, name: "Three" },
          ],
        },
      ],
      tokens: [{ token: "t" }],
    });
    assert.deepEqual(problems, [
      "organizations[0].departments[2]: department 2 is there already",
      "organizations[0].departments[1]: no department Nowhere",
      "organizations[0].departments[3]: department 7 cannot be below itself",
      "organizations[0].users[0]: no department None",
      "organizations[0].groups[1]: the address one@five.example is taken",
      "organizations[0].groups[2]: group 1 is there already",
      "organizations[0].groups[0]: no mailbox nobody@five.example in organization 5",
    ]);
  });

  it("can be changed by hand while it runs", () =>
    withEmulator({}, async (emulator) => {
      const organization = emulator.addOrganization({ id: "5", name: "Five", domains: ["five.example"] });
      const anna = organization.addUser({ nickname: "anna", name: { first: "Anna", last: "K" } });
      const id = organization.createShared({ email: "x@five.example", name: "X1" });
      organization.enableDelegation(anna);
      const bob = organization.addUser({ nickname: "bob", name: { first: "Bob", last: "K" } });
      organization.setAccess(id, bob, [OWNER]);
      organization.setAccess(anna, bob, [OWNER]);
      organization.renameShared(id, { name: "X2" });
      assert.equal(organization.snapshot().shared[0]?.name, "X2");
      organization.disableDelegation(anna);
      assert.equal(organization.snapshot().access.length, 1);
      organization.removeUser(bob);
      organization.removeShared(id);
      assert.deepEqual(organization.snapshot(), { shared: [], delegated: [], access: [] });
      assert.throws(() => organization.setAccess(id, anna, [OWNER]), /no shared or delegated mailbox/);
      assert.throws(() => emulator.organization("6"), /no organization 6/);
    }));
});
