import assert from "node:assert/strict";
import { notesIn } from "../../cli/explain/said";
import { demoSeed, type Emulator, type Injection, READ_SCOPES, SCOPES, type Seed, startEmulator } from "../../emulator";
import { lineOf, nameOf } from "../../organization";
import { Lookups } from "../../provider/engine/lookups";
import { messagesOf } from "../../sdk/organization/said";
import { readSpec } from "../../sdk/organization/source";
import { resolveToday } from "../../sdk/organization/today";
import { ORG } from "../support/context";

const NOW = new Date("2026-11-26T06:00:00Z");
const SUPPORT = { email: "support@acme.example", name: "Support" };
const IRINA = "1130000000000009";
const DARIA = "1130000000000005";

/** Acme with further mailboxes, each of which Irina may read. */
function acmeWith(mailboxes: number): Seed {
  const [acme, ...others] = demoSeed.organizations;
  const id = (at: number) => String(1130000950000000 + at);
  const all = Array.from({ length: mailboxes }, (_, at) => ({
    id: id(at),
    email: `box${at}@acme.example`,
    name: `Box ${at}`,
  }));
  const access = all.map((box) => ({ mailboxId: box.id, actorId: IRINA, roles: ["shared_mailbox_reader"] }));
  if (acme === undefined) throw new Error("the demo has no organization");
  return { ...demoSeed, organizations: [{ ...acme, shared: all, access }, ...others] };
}

describe("An organization file and the directory", () => {
  let emulator: Emulator;
  const opened = async (seed: Seed) => {
    emulator = await startEmulator({ seed });
  };
  afterEach(() => emulator.close());

  async function resolved(spec: object, { token = "demo-token", addresses = new Map<string, string>() } = {}) {
    const source = readSpec({ stack: "acme", domain: "acme.example", ...spec }, "spec", { now: NOW });
    assert.deepEqual(source.problems.map(lineOf), []);
    const settings: Record<string, string> = { "yandex360:apiUrl": emulator.url, "yandex360:token": token };
    const said: string[] = [];
    const lookups = new Lookups(
      (key) => settings[key],
      async (_, message) => void said.push(message),
    );
    emulator.clearJournal();
    const { resolved: today } = await resolveToday(source, { orgId: ORG, lookups, addresses });
    const asked = emulator.journal.map(({ endpoint }) => endpoint);
    const roles = today.mailboxes.map((mailbox) => Object.fromEntries(mailbox.roles));
    return {
      problems: today.problems.map(lineOf),
      roles,
      asked,
      said,
      count: (name: string) => asked.filter((one) => one === name).length,
    };
  }

  const had = (kind: "shared" | "delegated", key: string, identity: string) => ({
    ...{ kind, key, identity, mailbox: key, list: `${key}-access`, aliases: [] },
  });

  it("say of keys that are new what `up` does about what is there already, and which of it fails", async () => {
    const taken = { id: "1130000950000001", email: "archive@acme.example", name: "Archive" };
    const [acme, ...others] = demoSeed.organizations;
    assert.ok(acme !== undefined);
    await opened({ ...demoSeed, organizations: [{ ...acme, shared: [taken], access: [] }, ...others] });
    const shared = {
      archive: { email: taken.email, name: taken.name },
      help: SUPPORT,
      orders: { email: "orders@acme.example", name: "Orders", adopt: true },
    };
    const spec = { stack: "acme", domain: "acme.example", shared, delegated: { "irina.morozova": {} } };
    const source = readSpec(spec, "spec", { now: NOW });
    const settings: Record<string, string> = { "yandex360:apiUrl": emulator.url, "yandex360:token": "demo-token" };
    const lookups = new Lookups(
      (key) => settings[key],
      async () => undefined,
    );
    const names = [
      had("shared", "support", SUPPORT.email),
      had("shared", "sales", shared.orders.email),
      had("delegated", "irina", IRINA),
    ];
    const today = await resolveToday(source, { orgId: ORG, lookups });

    const messages = await messagesOf(
      source,
      today,
      { names, access: new Map(), addresses: new Map() },
      async () => [],
    );

    const failing = [
      "spec: shared.help: the stack has this mailbox as support: `up` will fail, because support@acme.example is taken, and " +
        "`up --target` may delete it with its letters; write was: support beside it, and nothing changes",
      "spec: shared.archive.email: a shared mailbox has this address already, and `up` will not make another: set adopt: " +
        "true to take it over",
    ];
    const fine = [
      "spec: shared.orders: the stack has this mailbox as sales: `up` takes it over as orders, and `up --target` may delete " +
        "it with its letters; write was: sales beside it, and nothing changes",
      "spec: delegated.irina.morozova: the stack has this mailbox as irina: `up` takes it over as irina.morozova, and `up " +
        "--target` may switch the delegation off; write was: irina beside it, and nothing changes",
    ];
    assert.deepEqual(
      messages.map(({ severity, text }) => `${severity} ${text}`).sort(),
      [...failing, ...fine].map((text) => `warn ${text}`).sort(),
    );
    const told = messages.map(({ text }) => ({ severity: "warning" as const, text }));
    assert.deepEqual(notesIn({ steps: [], messages: told }), { failing, days: [], notes: fine });
  });

  describe("say which mailboxes the stack has and the file no longer has", () => {
    const BOX = { id: "1130000950000001", email: "archive@acme.example", name: "Archive" };

    /** What is said where state has a mailbox that Daria may read, and the service one that Irina may read. */
    async function said(
      config: Record<string, string>,
      listed: Record<string, string[]>,
      given: string[] = [IRINA],
      faults: Injection[] = [],
    ) {
      const [acme, ...others] = demoSeed.organizations;
      assert.ok(acme !== undefined);
      const access = given.map((actorId) => ({ mailboxId: BOX.id, actorId, roles: ["shared_mailbox_reader"] }));
      await opened({ ...demoSeed, organizations: [{ ...acme, shared: [BOX], access, delegated: [IRINA] }, ...others] });
      for (const fault of faults) emulator.inject(fault);
      const told: string[] = [];
      const orders = { email: "orders@acme.example", name: "Orders", was: "sales" };
      const spec = { stack: "acme", domain: "acme.example", shared: { support: SUPPORT, orders } };
      const source = readSpec(spec, "spec", { now: NOW });
      const settings: Record<string, string> = { apiUrl: emulator.url, token: "demo-token", ...config };
      const lookups = new Lookups(
        (key) => settings[key.replace("yandex360:", "")],
        async (_, message) => void told.push(message),
      );
      const names = [
        had("shared", "support", SUPPORT.email),
        had("shared", "sales", orders.email),
        had("shared", "archive", BOX.email),
        had("delegated", "irina", IRINA),
      ];
      const addresses = new Map([[BOX.id, BOX.email]]);
      const before = { names, access: new Map([["archive-access", listed]]), addresses };
      const today = await resolveToday(source, { orgId: ORG, lookups, addresses });
      const messages = await messagesOf(source, today, before, (id) => lookups.peopleOf(ORG, id));
      const person = (id: string) => {
        const employee = today.resolved.employees.get(id);
        assert.ok(employee !== undefined);
        return nameOf(employee);
      };
      const ends = [
        "spec: archive is no longer in the file: `up` deletes shared mailbox archive@acme.example with its letters; ",
        `spec: irina is no longer in the file: \`up\` switches off the delegation of ${person(IRINA)}'s mailbox; `,
      ];
      const gone = messages.filter(({ text }) => text.includes("no longer"));
      assert.deepEqual(
        gone.map(({ severity, text }, at) => [severity, text.startsWith(ends[at] ?? "?")]),
        [
          ["warn", true],
          ["warn", true],
        ],
      );
      const [archive, irina] = gone.map(({ text }, at) => text.slice(ends[at]?.length));
      return { archive, irina, person, told };
    }

    it("with everybody who has access at the service, whom the program may not know", async () => {
      const { archive, irina, person } = await said({}, { "1130000000000999": [] }, [DARIA, IRINA]);
      assert.equal(archive, `who loses access: ${person(DARIA)}, ${person(IRINA)}`);
      assert.equal(irina, "nobody has access to it");
    });

    it("and that nobody has access where the service says so, whatever state says", async () => {
      const { archive } = await said({}, { [DARIA]: ["shared_mailbox_reader"] }, []);
      assert.equal(archive, "nobody has access to it");
    });

    it("and what state knows where the service cannot be asked, and why", async () => {
      const { archive, told } = await said(
        {},
        {},
        [IRINA],
        [{ endpoint: "ListActors", fault: "status-403-scope", times: 9 }],
      );
      assert.equal(archive, "nobody has access to it by this program; others may have");
      assert.match(told.join(), /^could not look up who has access to mailbox 1130000950000001: [^\n]*403[^\n]*$/);
    });

    it("and what state knows where the service is not to be asked", async () => {
      const { archive, irina, person } = await said({ previewLooks: "false" }, { [DARIA]: [], "1130000000000999": [] });
      assert.equal(
        archive,
        `who loses access: ${person(DARIA)}, employee 1130000000000999; others may have access too`,
      );
      assert.equal(irina, "nobody has access to it by this program; others may have");
    });
  });

  it("give everybody of a nested group and a department their roles, each list read once", async () => {
    await opened(demoSeed);
    const teams = { customers: { group: "customers@acme.example" }, finance: { department: "Финансы" } };
    const access = { "team:customers": ["sender"], "team:finance": ["reader"], [IRINA]: ["sender"] };

    const { problems, roles, count } = await resolved({ teams, shared: { support: { ...SUPPORT, access } } });

    assert.deepEqual(problems, []);
    assert.deepEqual(roles, [
      {
        "1130000000000003": ["shared_mailbox_sender"],
        "1130000000000004": ["shared_mailbox_sender"],
        "1130000000000005": ["shared_mailbox_sender"],
        "1130000000000006": ["shared_mailbox_sender"],
        "1130000000000007": ["shared_mailbox_sender"],
        "1130000000000008": ["shared_mailbox_sender"],
        "1130000000000011": ["shared_mailbox_sender"],
        "1130000000000002": ["shared_mailbox_reader"],
        "1130000000000009": ["shared_mailbox_reader", "shared_mailbox_sender"],
        "1130000000000010": ["shared_mailbox_reader"],
      },
    ]);
    assert.deepEqual([count("ListUsersV2"), count("ListGroupsV2"), count("ListDepartmentsV2")], [1, 1, 1]);
  });

  it("count the mailboxes that somebody has already, and refuse the 41st", async () => {
    await opened(acmeWith(40));

    const { problems } = await resolved({
      shared: { support: { ...SUPPORT, access: { [IRINA]: ["owner"], [DARIA]: ["owner"] } } },
    });

    assert.deepEqual(problems, [
      `spec: shared.support.access.${IRINA}: Ирина Морозова (irina.morozova@acme.example) has access to 40 other mailboxes ` +
        "already, and the service allows no more",
    ]);
  });

  it("ask who has access nowhere, where nobody can have too many", async () => {
    await opened(acmeWith(39));

    const { problems, count } = await resolved({ shared: { support: { ...SUPPORT, access: { [IRINA]: ["owner"] } } } });

    assert.deepEqual(problems, []);
    assert.equal(count("ListActors"), 0);
  });

  it("ask for no address that the state has", async () => {
    await opened(demoSeed);
    emulator.organization(ORG).structure.group("Дежурные");
    const archive = { email: "old-archive@acme.example", name: "Old archive", access: { [IRINA]: ["reader"] } };

    const known = await resolved(
      { shared: { archive } },
      { addresses: new Map([["1130000900000001", archive.email]]) },
    );
    assert.equal(known.count("GetShared"), 0);
    const unknown = await resolved({ shared: { archive } });
    assert.equal(unknown.count("GetShared"), 1);
  });

  it("need no scope for groups and departments where no team is one, and count nothing where mailboxes are not to be seen", async () => {
    await opened(acmeWith(40));
    emulator.addToken({ token: "users", scopes: [SCOPES.readUsers] });

    const { problems, said } = await resolved(
      { shared: { support: { ...SUPPORT, access: { [IRINA]: ["owner"] } } } },
      { token: "users" },
    );

    assert.deepEqual(problems, []);
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? "",
      /could not look at the mailboxes that organization 1000001 has already, so they are not counted/,
    );
  });

  it("are an error that names the scope where a team is a group, and the token may not read groups", async () => {
    await opened(demoSeed);
    emulator.addToken({ token: "no-groups", scopes: READ_SCOPES.filter((scope) => scope !== SCOPES.readGroups) });
    const shared = { support: { ...SUPPORT, access: { "team:duty": ["sender"] } } };

    await assert.rejects(
      resolved({ teams: { duty: { group: "Дежурные" } }, shared }, { token: "no-groups" }),
      /^Yandex360Error: could not look up the directory of organization 1000001: .*directory:read_groups[^\n]*$/,
    );
  });
});
