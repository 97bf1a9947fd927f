import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, parseSeed, readSeed, SeedError, startEmulator } from "../../emulator";
import { OWNER, user, withEmulator } from "./helpers";

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
          shared: [{ email: "none", name: "N" }],
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
          delegated: ["nobody@one.example"],
          access: [{ mailboxId: "5", actorId: "500", roles: [OWNER] }],
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
      "organizations[0].access[0]: no shared or delegated mailbox 5 in organization 1",
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

  it("names members that are not there, and addresses that are taken", async () => {
    const problems = await problemsOf({
      organizations: [
        {
          id: "5",
          name: "Five",
          domains: ["five.example"],
          departments: [{ name: "Sales" }, { name: "Lost", parent: "Nowhere" }, { id: 2, name: "Two" }],
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
      "organizations[0].departments[1]: no department Nowhere",
      "organizations[0].departments[2]: department 2 is there already",
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
