import assert from "node:assert/strict";
import { demoSeed, type Emulator, type EmulatorOptions, SCOPES, type Scope, startEmulator } from "../../emulator";
import { LookingProcess } from "../support/lookups";

const ORG = "1000001";
const ANNA = "1130000000000001";
const BORIS = "1130000000000002";
const OLEG = "1130000000000015";
const ARCHIVE = "1130000900000001";

async function withDemo(
  body: (emulator: Emulator, process: LookingProcess) => Promise<void>,
  options: EmulatorOptions = {},
): Promise<void> {
  const emulator = await startEmulator({ seed: demoSeed, ...options });
  try {
    await body(emulator, new LookingProcess(emulator));
    assert.deepEqual(emulator.strictViolations, []);
    assert.ok(
      emulator.journal.every(({ method }) => method === "GET"),
      "a look-up never writes",
    );
  } finally {
    await emulator.close();
  }
}

const endpoints = (emulator: Emulator) => emulator.journal.map(({ endpoint }) => endpoint);
const nicknames = (people: { nickname: string }[]) => people.map(({ nickname }) => nickname).sort();

/** A token that may do nothing but this. */
function narrow(emulator: Emulator, ...scopes: Scope[]): LookingProcess {
  const token = `token-${scopes.join()}`;
  emulator.addToken({ token, scopes });
  return new LookingProcess(emulator, { token });
}

describe("a look-up of an employee", () => {
  for (const by of [
    { email: "boris.ivanov@acme.example" },
    { email: "Boris.Ivanov@ACME.example" },
    { email: "CFO@acme.example" },
    { email: "boris.ivanov@acme-logistics.example" },
    { email: "cfo@acme-logistics.example" },
    { nickname: "Boris.Ivanov" },
    { id: BORIS },
    { id: Number(BORIS) },
  ]) {
    it(`finds them by ${JSON.stringify(by)}`, () =>
      withDemo(async (_, process) => {
        const found = await process.ask("getEmployee", by);
        assert.deepEqual(
          [found.id, found.email, found.name, found.aliases, found.isDismissed],
          [BORIS, "boris.ivanov@acme.example", "Борис Иванов", ["cfo@acme.example"], false],
        );
        assert.deepEqual(process.said, []);
      }));
  }

  it("finds them whether aliases are whole addresses or local parts", () =>
    withDemo((_, process) => process.ask("getEmployee", { email: "cfo@acme.example" }).then(() => undefined), {
      switches: { aliasForm: "address" },
    }));

  it("shows those who were probably meant", () =>
    withDemo(async (_, process) => {
      assert.equal(
        await process.error("getEmployee", { email: "ana.smirnova@acme.example" }),
        "could not look up employee ana.smirnova@acme.example in organization 1000001: nobody among the 16 employees that " +
          'cloud-api lists has this address: did you mean "anna.smirnova@acme.example"?',
      );
      assert.match(await process.error("getEmployee", { nickname: "ivanov" }), /lists has this login$/);
      assert.match(await process.error("getEmployee", { id: "5" }), /nobody among the 16 employees .* has the id 5$/);
    }));

  it("finds nobody on a domain that is not the organization's", () =>
    withDemo(async (_, process) => {
      const error = await process.error("getEmployee", { email: "anna.smirnova@globex.example" });
      assert.match(error, /has this address: did you mean "anna.smirnova@acme.example"\?$/);
    }));

  it("lists all whom it stands for", () =>
    withDemo(async (emulator, process) => {
      emulator.organization(ORG).addUser({ id: "1130000000000099", nickname: "cfo", name: { first: "C", last: "Fo" } });
      assert.equal(
        await process.error("getEmployee", { email: "cfo@acme.example" }),
        "could not look up employee cfo@acme.example in organization 1000001: it stands for 2 employees: " +
          "Борис Иванов <boris.ivanov@acme.example> (1130000000000002) and C Fo <cfo@acme.example> (1130000000000099): " +
          "look the right one up by id",
      );
    }));

  it("says that an account is dismissed, blocked or a robot's", () =>
    withDemo(async (emulator, process) => {
      emulator.organization(ORG).addUser({ nickname: "blocked", name: { first: "B", last: "D" }, isEnabled: false });
      const oleg = await process.ask("getEmployee", { nickname: "oleg.vinogradov" });
      const robot = await process.ask("getEmployee", { nickname: "printer" });
      const blocked = await process.ask("getEmployee", { nickname: "blocked" });
      assert.deepEqual([oleg.isDismissed, oleg.isBlocked, robot.isRobot, blocked.isBlocked], [true, false, true, true]);
      assert.deepEqual(
        process.said.map((text) => text.replace(/^.*\) /, "")),
        ["is dismissed", "is a robot", "is blocked"],
      );
    }));

  it("finds by id somebody whom the lists leave out, and says that they have left", () =>
    withDemo(
      async (_, process) => {
        assert.equal((await process.ask("getEmployee", { id: OLEG })).isDismissed, true);
        assert.match(await process.error("getEmployee", { nickname: "oleg.vinogradov" }), /among the 15 employees/);
      },
      { switches: { dismissedListed: false } },
    ));

  for (const sharedAmongUsers of [false, true]) {
    it(`says that an address is a shared mailbox's, group's or department's, shared mailboxes ${sharedAmongUsers ? "" : "not "}among the users`, () =>
      withDemo(
        async (_, process) => {
          const of = async (email: string) =>
            (await process.error("getEmployee", { email })).replace(/^.*organization 1000001: /, "");
          assert.equal(
            await of("old-archive@acme.example"),
            'this is the address of shared mailbox "Old archive" (1130000900000001): look it up with getSharedMailbox',
          );
          assert.equal(
            await of("duty@acme.example"),
            'this is the address of group "Дежурные" (1): look it up with getGroup',
          );
          assert.equal(await of("sales-department@acme.example"), 'this is the address of department "Продажи" (3)');
        },
        { switches: { sharedAmongUsers } },
      ));
  }

  it("needs no scope but directory:read_users, and says so where it is missing", () =>
    withDemo(async (emulator) => {
      const enough = narrow(emulator, SCOPES.readUsers);
      assert.equal((await enough.ask("getEmployee", { email: "cfo@acme.example" })).id, BORIS);
      const other = narrow(emulator, SCOPES.readGroups);
      assert.equal(
        await other.error("getEmployee", { email: "cfo@acme.example" }),
        "could not look up employee cfo@acme.example in organization 1000001: GET /v1/directory/organizations/{orgId}/users " +
          'answered HTTP 403 "No required scope" (code permission_denied, request emulator-3), and GET ' +
          '/directory/v1/org/{orgId}/users answered HTTP 403 "No required scope" (code 7, request emulator-4): the token ' +
          "needs the scope directory:read_users",
      );
      assert.match(
        await enough.error("getEmployee", { email: "anna.smirnova@acme-logistics.example" }),
        /the token needs the scope directory:read_domains$/,
      );
    }));
});

describe("look-ups of groups and departments", () => {
  it("expand a group by the groups and departments in it, however deep, and leave out those who have left", () =>
    withDemo(async (_, process) => {
      const found = await process.ask("getGroup", { name: "все, кто пишет клиентам" });
      assert.deepEqual(nicknames(found.members), [
        "daria.sokolova",
        "egor.lebedev",
        "grigory.popov",
        "john.smith",
        "vera.kuznetsova",
        "zakhar.novikov",
        "zhanna.kozlova",
      ]);
      assert.deepEqual(
        [found.email, found.groups, found.departments],
        ["customers@acme.example", [{ id: "1", name: "Дежурные" }], [{ id: "3", name: "Продажи" }]],
      );
    }));

  for (const by of [
    { email: "ON-CALL@acme.example" },
    { email: "duty@acme-logistics.example" },
    { id: 1 },
    { id: "1" },
    { name: "Дежурные" },
  ]) {
    it(`find a group by ${JSON.stringify(by)}`, () =>
      withDemo(async (_, process) => {
        const { id, description, members } = await process.ask("getGroup", by);
        assert.deepEqual(
          [id, description, nicknames(members)],
          ["1", "Who answers this week", ["daria.sokolova", "grigory.popov"]],
        );
      }));
  }

  it("come to an end where groups hold each other, and each member counts once", () =>
    withDemo(async (emulator, process) => {
      const { structure } = emulator.organization(ORG);
      structure.addMember(1, { type: "group", id: "2" });
      structure.addMember(2, { type: "group", id: "3" });
      structure.addMember(3, { type: "group", id: "3" });
      structure.addMember(2, { type: "user", id: OLEG });
      const found = await process.ask("getGroup", { id: 1 });
      assert.equal(found.members.length, 9);
      assert.deepEqual(found.groups.map(({ id }) => id).sort(), ["2", "3"]);
      assert.equal(emulator.requests("ListGroupMembersV2").length, 3);
    }));

  it("name shared mailboxes and count people from outside", () =>
    withDemo(async (emulator, process) => {
      const contact = { id: "7", firstName: "G", lastName: "H", middleName: "" };
      const { structure } = emulator.organization(ORG);
      const id = structure.addGroup({ name: "Mixed", externalContacts: [contact] });
      structure.addMember(id, { type: "shared_mailbox", id: ARCHIVE });
      const found = await process.ask("getGroup", { name: "Mixed" });
      assert.deepEqual(
        [found.members, found.sharedMailboxes, found.externalContacts],
        [[], [{ id: ARCHIVE, name: "Old archive" }], 1],
      );
    }));

  it("ask about a member whom the list of employees does not have, who may have left", () =>
    withDemo(
      async (emulator, process) => {
        emulator.organization(ORG).structure.addMember(2, { type: "user", id: OLEG });
        const { members } = await process.ask("getGroup", { id: 2 });
        assert.deepEqual(nicknames(members), ["anna.smirnova", "boris.ivanov"]);
        assert.equal(emulator.requests("GetUser").length, 1);
      },
      { switches: { dismissedListed: false } },
    ));

  it("list a department's people, and those of the departments below it where that is asked for", () =>
    withDemo(async (_, process) => {
      const alone = await process.ask("getDepartment", { name: "продажи" });
      const nested = await process.ask("getDepartment", { id: "3", nested: true });
      assert.deepEqual(nicknames(alone.members), ["egor.lebedev", "zakhar.novikov", "zhanna.kozlova"]);
      assert.deepEqual(nicknames(nested.members), ["egor.lebedev", "john.smith", "zakhar.novikov", "zhanna.kozlova"]);
      for (const { departments, email } of [alone, nested]) {
        assert.deepEqual([departments, email], [[{ id: "4", name: "Экспорт" }], "sales-department@acme.example"]);
      }
    }));

  it("say what was probably meant, what has an address, and what there is twice", () =>
    withDemo(async (emulator, process) => {
      const of = async (name: "getGroup" | "getDepartment", by: object) =>
        (await process.error(name, { ...by })).replace(/^.*organization 1000001: /, "");
      assert.equal(await of("getGroup", { name: "Дежурный" }), 'no group has this name: did you mean "Дежурные"?');
      assert.equal(await of("getGroup", { id: 77 }), "no group has the number 77");
      assert.equal(
        await of("getGroup", { email: "dutty@acme.example" }),
        'no group has this address: did you mean "duty@acme.example"?',
      );
      assert.equal(
        await of("getGroup", { email: "cfo@acme.example" }),
        "this is the address of employee Борис Иванов <boris.ivanov@acme.example> (1130000000000002): look it up with getEmployee",
      );
      assert.equal(
        await of("getDepartment", { name: "Финанс" }),
        'no department has this name: did you mean "Финансы"?',
      );
      emulator.organization(ORG).structure.addGroup({ name: "дежурные" });
      const again = new LookingProcess(emulator);
      assert.equal((await again.ask("getGroup", { name: "дежурные" })).id, "4");
      assert.match(
        await again.error("getGroup", { name: "ДЕЖУРНЫЕ" }),
        /it stands for 2 groups: "Дежурные" \(1\) and "дежурные" \(4\): look the right one up by id$/,
      );
    }));

  for (const [name, by, scope] of [
    ["getGroup", { id: 1 }, "directory:read_groups"],
    ["getDepartment", { id: 3 }, "directory:read_departments"],
    ["getDomains", {}, "directory:read_domains"],
    ["getOrganizations", {}, "directory:read_organization"],
  ] as const) {
    it(`${name} names the scope ${scope} where the token lacks it`, () =>
      withDemo(async (emulator) => {
        assert.ok(
          (await narrow(emulator, SCOPES.readUsers).error(name, by)).endsWith(`the token needs the scope ${scope}`),
        );
      }));
  }
});

describe("look-ups of mailboxes", () => {
  const READER = "shared_mailbox_reader";

  it("find a shared mailbox by address and by id, and list all", () =>
    withDemo(async (_, process) => {
      for (const by of [{ email: "Old-Archive@acme.example" }, { id: ARCHIVE }]) {
        const { id, email, name, description } = await process.ask("getSharedMailbox", by);
        assert.deepEqual(
          [id, email, name, description],
          [ARCHIVE, "old-archive@acme.example", "Old archive", "Made by hand in the admin console"],
        );
      }
      const { mailboxes } = await process.ask("getSharedMailboxes");
      assert.deepEqual(
        mailboxes.map(({ id }) => id),
        [ARCHIVE],
      );
    }));

  it("say what an address is that is no shared mailbox's, and what was probably meant", () =>
    withDemo(async (_, process) => {
      const of = async (by: object) =>
        (await process.error("getSharedMailbox", { ...by })).replace(/^.*organization 1000001: /, "");
      assert.match(await of({ email: "cfo@acme.example" }), /^this is the address of employee Борис Иванов/);
      assert.equal(
        await of({ email: "old-archiv@acme.example" }),
        'no shared mailbox has this address: did you mean "old-archive@acme.example"?',
      );
      assert.equal(await of({ id: ANNA }), "there is no shared mailbox with this id");
    }));

  it("find a shared mailbox that was made after the first look", () =>
    withDemo(async (emulator, process) => {
      await process.error("getSharedMailbox", { email: "new@acme.example" });
      const id = emulator.organization(ORG).createShared({ email: "new@acme.example", name: "New" });
      assert.equal((await process.ask("getSharedMailbox", { email: "new@acme.example" })).id, id);
    }));

  it("list delegated mailboxes, who has access, and what somebody has access to", () =>
    withDemo(async (emulator, process) => {
      const organization = emulator.organization(ORG);
      organization.enableDelegation(ANNA);
      organization.setAccess(ANNA, BORIS, [READER]);
      emulator.switches.ownerListed = true;
      assert.deepEqual((await process.ask("getDelegatedMailboxes")).mailboxes, [{ id: ANNA, users: 1 }]);
      assert.deepEqual((await process.ask("getMailboxActors", { mailboxId: ANNA })).actors, [
        { actorId: BORIS, roles: [READER] },
      ]);
      for (const by of [{ email: "cfo@acme.example" }, { id: BORIS }]) {
        const { employeeId, mailboxes } = await process.ask("getEmployeeMailboxes", by);
        assert.deepEqual([employeeId, mailboxes], [BORIS, [{ mailboxId: ANNA, type: "delegated", roles: [READER] }]]);
      }
      assert.match(
        await process.error("getMailboxActors", { mailboxId: BORIS }),
        /^could not look up who has access to mailbox 1130000000000002 in organization 1000001: there is no shared mailbox with this id/,
      );
    }));

  it("need the reading scope alone", () =>
    withDemo(async (emulator) => {
      const process = narrow(emulator, SCOPES.readMailboxes);
      assert.equal((await process.ask("getSharedMailboxes")).mailboxes.length, 1);
      const error = await narrow(emulator, SCOPES.readUsers).error("getSharedMailboxes");
      assert.match(error, /the token needs the scope ya360_admin:mail_read_shared_mailbox_inventory/);
    }));
});

describe("look-ups of domains and organizations", () => {
  it("list all", () =>
    withDemo(async (_, process) => {
      assert.deepEqual((await process.ask("getDomains")).domains, [
        { name: "acme.example", isMain: true, isVerified: true },
        { name: "acme-logistics.example", isMain: false, isVerified: true },
      ]);
      assert.deepEqual((await process.ask("getOrganizations")).organizations, [
        { id: "1000001", name: "Acme" },
        { id: "2000002", name: "Globex" },
      ]);
    }));

  it("look into another organization where one is named", () =>
    withDemo(async (_, process) => {
      const { domains } = await process.ask("getDomains", { orgId: "2000002" });
      assert.deepEqual(
        domains.map(({ name }) => name),
        ["globex.example"],
      );
    }));
});

describe("the inputs of look-ups", () => {
  it("are refused before anything is asked, in the words of properties", () =>
    withDemo(async (emulator, process) => {
      const rows: [name: "getEmployee" | "getGroup" | "getMailboxActors", inputs: object, problem: RegExp][] = [
        ["getEmployee", {}, /^email, nickname or id is required$/],
        ["getEmployee", { email: "a@acme.example", id: ANNA }, /^email and id must not be given together$/],
        ["getEmployee", { email: "anna" }, /^email has to be an address such as/],
        ["getEmployee", { emial: "anna@acme.example" }, /is not a property: did you mean `email`\?/],
        ["getEmployee", { id: "anna@acme.example" }, /^id is an address and has to be an id/],
        ["getEmployee", { nickname: "x", orgId: "abc" }, /^orgId has to be a decimal id/],
        ["getGroup", { id: "first" }, /^id has to be a number, such as 12$/],
        ["getMailboxActors", {}, /^mailboxId is required$/],
      ];
      for (const [name, inputs, problem] of rows) {
        const problems = await process.problems(name, { ...inputs });
        assert.ok(
          problems.some((text) => problem.test(text)),
          `${JSON.stringify(inputs)}: ${problems.join("; ")}`,
        );
      }
      assert.deepEqual(endpoints(emulator), []);
    }));

  it("need an organization", () =>
    withDemo(async (emulator) => {
      const problems = await new LookingProcess(emulator, { org: "" }).problems("getEmployees", {});
      assert.match(problems.join(), /^orgId is missing: give the look-up an orgId, or the stack one: set it with/);
    }));
});

describe("what look-ups ask the service", () => {
  it("is each list once, however many look-ups there are at once", () =>
    withDemo(async (emulator, process) => {
      await Promise.all(
        ["anna.smirnova", "boris.ivanov", "vera.kuznetsova"].flatMap((nickname) => [
          process.ask("getEmployee", { nickname }),
          process.ask("getEmployee", { email: `${nickname}@acme.example` }),
        ]),
      );
      await process.ask("getEmployees");
      assert.deepEqual(endpoints(emulator).sort(), ["ListShared", "ListUsersV2"]);
    }));

  it("is asked again after a failure", () =>
    withDemo(async (emulator, process) => {
      emulator.inject({ endpoint: "ListUsersV2", fault: "html-200", times: 1 });
      await process.error("getEmployees");
      assert.equal((await process.ask("getEmployees")).employees.length, 15);
    }));

  it("leaves out those who have left, unless they are asked for too", () =>
    withDemo(async (_, process) => {
      const { employees } = await process.ask("getEmployees", { includeDismissed: true });
      assert.deepEqual([employees.length, employees.filter(({ isDismissed }) => isDismissed).length], [16, 1]);
    }));

  it("is api360's v1 where cloud-api is not available to the token, and an error says which one was read", () =>
    withDemo(async (emulator, process) => {
      for (const status of [403, 404, 412] as const) {
        emulator.clearJournal();
        emulator.switches.cloudApi = status;
        const fresh = new LookingProcess(emulator);
        assert.equal((await fresh.ask("getEmployee", { email: "cfo@acme.example" })).id, BORIS);
        assert.match(await fresh.error("getEmployee", { id: "5" }), /16 employees that api360 lists/);
        assert.equal((await fresh.ask("getGroup", { name: "Дежурные" })).members.length, 2);
        assert.equal((await fresh.ask("getDepartment", { name: "Финансы" })).members.length, 3);
        const [first] = endpoints(emulator);
        assert.equal(first, "ListUsersV2");
        assert.equal(emulator.requests("ListUsersV2").length, 1);
      }
      emulator.switches.outdatedLists = 404;
      assert.match(
        await process.error("getEmployees"),
        /GET \/v1\/directory\/organizations\/\{orgId\}\/users answered HTTP 412 .*, and GET \/directory\/v1\/org\/\{orgId\}\/users answered HTTP 404/,
      );
    }));

  it("is complete, in pages of whatever size the service gives", () =>
    withDemo(
      async (emulator, process) => {
        for (const above of ["clamp", "refuse"] as const) {
          emulator.switches.directoryPageAbove = above;
          const { employees } = await new LookingProcess(emulator).ask("getEmployees", { includeDismissed: true });
          assert.equal(employees.length, 116);
        }
        emulator.inject({ endpoint: "ListUsersV2", fault: "list-total-missing", times: Number.POSITIVE_INFINITY });
        assert.match(
          await process.error("getEmployees"),
          /sent its list of users without a total, so nobody knows whether it is whole: run the command again$/,
        );
      },
      {
        switches: { directoryPageCeiling: 25 },
        seed: {
          ...demoSeed,
          organizations: demoSeed.organizations.map((one) => (one.id === ORG ? { ...one, madeUpUsers: 100 } : one)),
        },
      },
    ));

  it("is not the token's to say: no error holds it", () =>
    withDemo(async (emulator) => {
      const process = new LookingProcess(emulator, { token: "no-such-token" });
      const error = await process.error("getEmployees");
      assert.match(error, /HTTP 401/);
      assert.doesNotMatch(error, /no-such-token/);
      assert.equal(endpoints(emulator).filter((name) => name === "ListUsersV2").length, 1);
    }));
});
