import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  check,
  fromLive,
  type Group,
  type Live,
  type LiveMailbox,
  resolve,
  type Spec,
  update,
  updateFromLive,
  write,
} from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { ANNA, acme, BORIS, NINA, NOW, OLEG, read, VERA } from "./helpers";
import { directoryOf, live, slug } from "./lives";

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
      { numRuns: 300 },
    );
  });
});

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
      entries.push([`team:t${at}`, ["reader"]]);
    }
    if (entries.length > 0) {
      mailbox.access = Object.fromEntries(entries);
    }
  }
  return Object.keys(teams).length === 0 ? spec : { ...spec, teams };
}
