import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  check,
  fromLive,
  type Group,
  type Live,
  type LiveMailbox,
  type Resolved,
  resolve,
  type Spec,
  update,
  updateFromLive,
  write,
} from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { ANNA, acme, BORIS, NINA, NOW, OLEG, read, VERA } from "./helpers";
import { directoryOf, live, slug } from "./lives";

type Grants = Resolved["mailboxes"][number]["grants"];

const NEVER = "9999-12-31";

const NOBODY = { groups: [], departments: [] };

const role = (name: string) => `shared_mailbox_${name}`;
const box = (...access: [{ id: string }, ...string[]][]): LiveMailbox => ({
  kind: "shared",
  id: "1130000900000001",
  email: "m@acme.example",
  name: "Mm",
  access: new Map(access.map(([{ id }, ...roles]) => [id, roles.map(role)])),
});
const lives = (...mailboxes: LiveMailbox[]): Live => ({
  domains: ["acme.example"],
  employees: [ANNA, BORIS, VERA, OLEG, NINA],
  mailboxes,
});

/** The text brought up to date, and what is said of it. */
function updated(text: string, there: Live, groups: Group[] = []): { text: string; changes: string[] } {
  const { spec } = read(text);
  assert.ok(spec !== undefined, text);
  const made = updateFromLive(spec, there, { vocabulary, slug, now: NOW, units: { groups, departments: [] } });
  assert.deepEqual(made.problems, []);
  return { text: update(text, made.spec), changes: made.changes };
}

const BOX = ["shared:", "  m: # ours", "    email: m@acme.example", "    name: Mm", "    access:"];

describe("an organization file that is brought up to what is there", () => {
  it("stays to the byte where it says what is there, in whatever words", () => {
    const text = acme(
      "teams:",
      "  t: [vera, boris] # two",
      ...BOX,
      "      team:t: [sender, editor]",
      "      cfo: [owner] # by an alias, besides the team",
      "      anna: { roles: [reader], until: 2026-11-26, reason: today }",
    );
    const there = lives(box([ANNA, "reader"], [BORIS, "owner"], [VERA, "editor", "sender"]));
    assert.deepEqual(updated(text, there), { text, changes: [] });
  });

  it("gains and loses entries, and keeps those of another time, comments and order", () => {
    const text = acme(
      ...BOX,
      "      vera: [reader] # first",
      "      anna: { roles: [owner], reason: boss }",
      "      boris: { roles: [owner], from: 2027-01-01 } # later",
    );
    const { text: now, changes } = updated(text, lives(box([ANNA, "reader"], [BORIS, "sender"])));
    assert.equal(
      now,
      acme(
        ...BOX,
        "      anna: { roles: [reader], reason: boss }",
        "      boris: { roles: [owner], from: 2027-01-01 } # later",
        "      boris@acme.example: [sender]",
      ),
    );
    assert.deepEqual(changes, [
      "m: other roles: Anna Smirnova (anna@acme.example): reader instead of owner",
      "m: has access: boris@acme.example: sender",
      "m: has no access: vera@acme.example",
    ]);
  });

  it("has a team's people in its place where the team is wrong about one of them, on that mailbox alone", () => {
    const second = { ...box([ANNA, "reader"], [BORIS, "reader"]), id: "1130000900000002", email: "n@acme.example" };
    const text = acme(
      "teams:",
      "  t: { group: sales }",
      ...BOX,
      "      team:t: [reader]",
      "  n: { email: n@acme.example, name: Mm, access: { team:t: [reader] } }",
    );
    const sales = { id: "7", name: "sales", members: { employees: [ANNA.id, BORIS.id], groups: [], departments: [] } };
    const { text: now, changes } = updated(text, lives(box([BORIS, "reader"]), second), [sales]);
    assert.deepEqual(read(now).spec?.shared?.m?.access, { "boris@acme.example": ["reader"] });
    assert.deepEqual(read(now).spec?.shared?.n?.access, { "team:t": ["reader"] });
    assert.deepEqual(changes, [
      "m: team:t is replaced by its people who have the access, since it is not true of Anna Smirnova (anna@acme.example)",
      "m: has no access: Anna Smirnova (anna@acme.example)",
    ]);
  });

  it("gives whoever stands in for a team its days and its reason", () => {
    const text = acme(
      "teams:",
      "  t: [boris, vera, anna]",
      ...BOX,
      "      team:t: { roles: [editor], from: 2026-11-01, until: 2026-12-15, reason: internship }",
      "      vera: [reader] # for good",
    );
    const there = lives(box([ANNA, "editor"], [VERA, "editor", "reader"]));
    const { text: now, changes } = updated(text, there);
    const entry = "{ roles: [editor], from: 2026-11-01, until: 2026-12-15, reason: internship }";
    const block = (who: string) => [
      `      ${who}:`,
      ...entry
        .slice(2, -2)
        .split(", ")
        .map((line) => `        ${line}`),
    ];
    assert.equal(
      now,
      acme(
        "teams:",
        "  t: [boris, vera, anna]",
        ...BOX,
        "      vera: [reader] # for good",
        ...block("anna@acme.example"),
        ...block("vera@acme.example"),
      ),
    );
    assert.deepEqual(changes, [
      "m: team:t is replaced by its people who have the access, until 2026-12-15 as before, since it is not true of boris@acme.example",
      "m: has no access: boris@acme.example",
    ]);
    assert.deepEqual(updated(now, there), { text: now, changes: [] });
  });

  it("says that a team goes where none of its people has the access", () => {
    const text = acme("teams: { t: [anna, vera] }", ...BOX, "      team:t: [owner]", "      vera: [reader]");
    const { text: now, changes } = updated(text, lives(box([VERA, "reader"])));
    assert.deepEqual(read(now).spec?.shared?.m?.access, { vera: ["reader"] });
    assert.deepEqual(changes, [
      "m: team:t is taken out, since none of its people has the access",
      "m: other roles: vera@acme.example: reader instead of owner, reader",
      "m: has no access: Anna Smirnova (anna@acme.example)",
    ]);
  });

  it("lets roles that the file gives nowhere end with what ends first, and says so", () => {
    const text = acme(
      "teams: { t: [anna], u: [anna] }",
      ...BOX,
      "      team:t: { roles: [editor], until: 2026-12-15 }",
      "      team:u: { roles: [reader], until: 2026-12-31 }",
      "      vera: { roles: [reader], until: 2026-11-25 }",
      "      boris: { roles: [reader], from: 2026-12-01, until: 2026-12-02 }",
    );
    const there = lives(box([ANNA, "reader", "editor", "sender"], [VERA, "reader"], [BORIS, "sender"]));
    const { text: now, changes } = updated(text, there);
    assert.deepEqual(read(now).spec?.shared?.m?.access, {
      ...read(text).spec?.shared?.m?.access,
      "anna@acme.example": { roles: ["sender"], until: "2026-12-15" },
      "vera@acme.example": ["reader"],
      "boris@acme.example": { roles: ["sender"], until: "2026-12-02" },
    });
    assert.deepEqual(changes, [
      "m: other roles: Anna Smirnova (anna@acme.example): reader, editor, sender instead of reader, editor, until 2026-12-15",
      "m: has access: vera@acme.example: reader, although vera ended on 2026-11-25",
      "m: has access: boris@acme.example: sender, until 2026-12-02",
    ]);
  });

  it("keeps the days of who has left or is blocked, is in a team and still has access, the first of several for one name", () => {
    const span = (until: string) => `{ roles: [reader], until: ${until} }`;
    const text = acme(
      "teams:",
      "  t: [anna, oleg]",
      "  u: [oleg]",
      "  g: { group: sales }",
      ...BOX,
      `      team:t: ${span("2026-12-15")}`,
      "      team:u: { roles: [sender], until: 2026-12-31 }",
      `      team:g: ${span("2027-01-31")}`,
    );
    const sales = { id: "7", name: "sales", members: { employees: [ANNA.id, NINA.id], groups: [], departments: [] } };
    const there = lives(box([ANNA, "reader"], [OLEG, "reader", "sender"], [NINA, "reader"]));
    const { text: now, changes } = updated(text, there, [sales]);
    assert.deepEqual(read(now).spec?.shared?.m?.access, {
      "team:t": { roles: ["reader"], until: "2026-12-15" },
      "team:g": { roles: ["reader"], until: "2027-01-31" },
      [OLEG.id]: { roles: ["reader", "sender"], until: "2026-12-15" },
      [NINA.id]: { roles: ["reader"], until: "2027-01-31" },
    });
    assert.ok(changes.includes("m: team:u is taken out, since nobody is left in the team"));
    assert.ok(
      changes.includes(
        "m: oleg@acme.example: ends on 2026-12-15, the first of several days, since one name has one entry",
      ),
      changes.join("\n"),
    );
  });

  it("lets nobody's access last longer than before, whatever team goes", async () => {
    await fc.assert(
      fc.property(live, fc.infiniteStream(fc.nat(9)), (before, drawn) => {
        const text = write(withTeams(fromLive(before, { stack: "acme", vocabulary, slug }).spec, drawn));
        const parsed = read(text);
        fc.pre(parsed.spec !== undefined && check(parsed, { vocabulary, now: NOW }).problems.length === 0);
        const now = { ...before, mailboxes: before.mailboxes.map((mailbox) => changedByHand(mailbox, drawn)) };
        const { text: first } = updated(text, now);
        const meaning = (of: string) => resolve(read(of), directoryOf(now), { vocabulary, now: NOW }).mailboxes;
        const old = meaning(text);
        for (const { kind, identity, roles, grants } of meaning(first)) {
          const same = old.find((one) => one.kind === kind && one.identity === identity);
          for (const [person, has] of roles) {
            assertNoLonger(person, has, same?.grants ?? [], grants, `${person}\n${text}\n${first}`);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("names by id, also as owner with was, who has left and still has access, and takes out of teams who has left", () => {
    const text = acme(
      "teams:",
      "  t: [anna, oleg]",
      ...BOX,
      "      team:t: [reader]",
      "delegated:",
      "  oleg:",
      "    notify: none",
    );
    const there = lives(box([ANNA, "reader"], [OLEG, "reader"]), { kind: "delegated", id: OLEG.id, access: new Map() });
    const spec = read(updated(text, there).text).spec;
    assert.deepEqual(spec?.teams, { t: ["anna"] });
    assert.deepEqual(spec?.shared?.m?.access, { "team:t": ["reader"], [OLEG.id]: ["reader"] });
    assert.deepEqual(spec?.delegated, { [OLEG.id]: { notify: "none", was: ["oleg"] } });
  });

  it("names only its own where it does not name everybody", () => {
    const text = acme("exclusive: false", ...BOX, "      anna: [owner]");
    assert.deepEqual(updated(text, lives(box([ANNA, "owner"], [BORIS, "reader"]))), { text, changes: [] });
    const there = lives(box([BORIS, "reader"]));
    const { text: now } = updated(text, there);
    assert.equal(now, acme("exclusive: false", ...BOX.slice(0, 4)));
    assert.deepEqual(updated(now, there), { text: now, changes: [] });
  });

  it("changes no byte the second time, whatever its settings are", async () => {
    await fc.assert(
      fc.property(live, live, fc.infiniteStream(fc.nat(9)), (before, now, drawn) => {
        const spec = withTeams(fromLive(before, { stack: "acme", vocabulary, slug }).spec, drawn);
        const text = write(withSettings(spec, drawn));
        const parsed = read(text);
        fc.pre(parsed.spec !== undefined && check(parsed, { vocabulary, now: NOW }).problems.length === 0);
        const { text: first } = updated(text, now);
        assert.deepEqual(updated(first, now), { text: first, changes: [] }, text);
      }),
      { numRuns: 200 },
    );
  });

  it("has new mailboxes under keys that nothing else has or had, and loses those that are gone", () => {
    const text = acme(
      "shared:",
      "  n:",
      "    was: m",
      "    email: n@acme.example",
      "    name: Nn",
      "delegated: { anna: {} }",
    );
    const { text: now, changes } = updated(
      text,
      lives(box(), { ...box(), id: "9", email: "n@acme.example", name: "Nn 2" }),
    );
    assert.deepEqual(read(now).spec?.shared, {
      n: { was: "m", email: "n@acme.example", name: "Nn 2" },
      "m-acme-example": { email: "m@acme.example", name: "Mm" },
    });
    assert.deepEqual(changes, [
      'n: the name is "Nn 2" instead of "Nn"',
      "anna: is not in the organization, and leaves the file",
      "m-acme-example: is new in the file",
    ]);
  });

  it("is left alone where a team's group cannot be found", () => {
    const { spec } = read(acme("teams: { t: { group: nobody } }", ...BOX, "      team:t: [reader]"));
    assert.ok(spec);
    const made = updateFromLive(spec, lives(box()), { vocabulary, slug, now: NOW, units: NOBODY });
    assert.deepEqual(
      made.problems.map(({ message }) => message),
      ["nobody is not a group of the organization"],
    );
    assert.equal(made.spec, spec);
  });

  it("means what is there, whatever it said before, and is left alone the second time", async () => {
    await fc.assert(
      fc.property(live, live, fc.infiniteStream(fc.nat(9)), (before, now, drawn) => {
        const text = write(withTeams(fromLive(before, { stack: "acme", vocabulary, slug }).spec, drawn));
        const parsed = read(text);
        fc.pre(parsed.spec !== undefined && check(parsed, { vocabulary, now: NOW }).problems.length === 0);
        const { text: first } = updated(text, now);
        const result = read(first);
        assert.deepEqual([...result.problems, ...check(result, { vocabulary, now: NOW }).problems], [], first);
        const { problems, mailboxes } = resolve(result, directoryOf(now), { vocabulary, now: NOW });
        assert.deepEqual(problems, [], `${text}\n${first}`);
        assert.equal(mailboxes.length, now.mailboxes.length);
        const meant = mailboxes.map(({ kind, identity, roles }) => [`${kind} ${identity}`, roles] as const);
        for (const { kind, id, email = "", access } of now.mailboxes) {
          const identity = `${kind} ${kind === "shared" ? email : id}`;
          const roles = meant.find(([name]) => name === identity)?.[1];
          assert.deepEqual([...(roles?.keys() ?? [])].sort(), [...access.keys()].sort(), `${text}\n${first}`);
          for (const [person, given] of access) {
            assert.ok(vocabulary.sameRoles(roles?.get(person) ?? [], given), `${person}\n${text}\n${first}`);
          }
        }
        assert.deepEqual(updated(first, now), { text: first, changes: [] });
      }),
      { numRuns: 200 },
    );
  });
});

/** No role of somebody lasts longer than before, and where there was one day for all of them, it is still that day. */
function assertNoLonger(
  person: string,
  roles: readonly string[],
  before: Grants,
  after: Grants,
  message: string,
): void {
  const of = (grants: Grants) =>
    grants.filter(({ people, phase }) => phase !== "ended" && people.some(({ id }) => id === person));
  const days = of(before).map(({ until = NEVER }) => until);
  const last = (grants: Grants, role: string) =>
    of(grants)
      .filter((grant) => grant.phase === "active" && vocabulary.sameRoles([...grant.roles, role], grant.roles))
      .map(({ until = NEVER }) => until)
      .sort()
      .at(-1);
  for (const role of roles) {
    const [first = NEVER] = [...days].sort();
    const day = last(before, role) ?? first;
    const now = last(after, role) ?? "";
    assert.ok(new Set(days).size > 1 ? now <= day : now === day, `${role} until ${now} instead of ${day}\n${message}`);
  }
}

/** The mailbox with some of its access taken away or changed. */
function changedByHand(mailbox: LiveMailbox, drawn: fc.Stream<number>): LiveMailbox {
  const access = [...mailbox.access].flatMap(([id, roles]): [string, readonly string[]][] => {
    const drawnNow = drawn.next().value ?? 0;
    return drawnNow < 2 ? [] : [[id, drawnNow < 4 ? [role("sender")] : roles]];
  });
  return { ...mailbox, access: new Map(access) };
}

/** Other settings than the usual ones, and mailboxes of which the file says nobody, in either way. */
function withSettings(spec: Spec, drawn: fc.Stream<number>): Spec {
  const draw = () => drawn.next().value ?? 0;
  for (const mailbox of [spec, ...Object.values(spec.shared ?? {}), ...Object.values(spec.delegated ?? {})]) {
    const settings = [{ exclusive: false }, { exclusive: true }, { unlisted: "remove" as const }][draw() % 5];
    Object.assign(mailbox, settings);
    if (mailbox !== spec && draw() < 3) {
      Object.assign(mailbox, { access: draw() < 5 ? {} : undefined });
    }
  }
  return spec;
}

/** Some of the people of each mailbox in a team, and some entries for a time. */
function withTeams(spec: Spec, drawn: fc.Stream<number>): Spec {
  const draw = () => drawn.next().value ?? 0;
  const teams: NonNullable<Spec["teams"]> = {};
  const mailboxes = [...Object.values(spec.shared ?? {}), ...Object.values(spec.delegated ?? {})];
  for (const [at, mailbox] of mailboxes.entries()) {
    const entries = Object.entries(mailbox.access ?? {}).map(([who, given]): [string, typeof given] => {
      const roles = Array.isArray(given) ? given : given.roles;
      const span = [{ until: "2026-01-01" }, { from: "2027-01-01" }, { until: "2027-01-01", reason: "r" }][draw()];
      return [who, span === undefined ? roles : { roles, ...span }];
    });
    if (entries.length > 0 && draw() < 5) {
      teams[`t${at}`] = entries.slice(0, 2).map(([who]) => who);
      entries.splice(0, draw() < 5 ? 2 : 0);
      const until = ["2026-12-15", "2027-01-01", undefined][draw() % 3];
      entries.push([`team:t${at}`, { roles: [["reader"], ["owner"]][draw() % 2] ?? [], ...(until && { until }) }]);
    }
    if (entries.length > 0) {
      mailbox.access = Object.fromEntries(entries);
    }
  }
  return Object.keys(teams).length === 0 ? spec : { ...spec, teams };
}
