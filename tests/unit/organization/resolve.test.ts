import assert from "node:assert/strict";
import { announcements, type Directory, type Employee } from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { ANNA, acme, BORIS, NINA, OLEG, read, refusals, resolved, rights, shown } from "./helpers";

const problems = (text: string, more?: Partial<Directory>) => shown(resolved(text, more).problems);
const warnings = (text: string, more?: Partial<Directory>) => shown(resolved(text, more).warnings);
const rightsIn = (text: string, more?: Partial<Directory>) => {
  const result = resolved(text, more);
  assert.deepEqual(shown(result.problems), []);
  return rights(result);
};
const BOX = ["shared:", "  m:", "    email: m@acme.example", "    name: Mm", "    access:"];
const group = (id: string, name: string, employees: Employee[], groups: string[] = [], departments: string[] = []) => ({
  id,
  name,
  email: `${name}@acme.example`,
  members: { employees: employees.map((one) => one.id), groups, departments },
});

describe("people in an organization file", () => {
  for (const name of [
    "anna@acme.example",
    "ANNA@Acme.Example",
    "anna",
    "ceo",
    "ceo@acme.example",
    "1130000000000001",
    "anna@acme-logistics.example",
  ]) {
    it(`may be called ${name}`, () => {
      const text = `stack: acme\ndomain: [acme.example, acme-logistics.example]\n${BOX.join("\n")}\n      ${name}: [owner]\n`;
      assert.deepEqual(rightsIn(text), { m: { anna: "owner" } });
    });
  }

  it("are refused where the directory does not have them, with who was probably meant", () => {
    const text = acme(
      "teams:",
      "  t: [borsi@acme.example, nobody]",
      ...BOX,
      "      anna@acme.example: [owner]",
      "      Vrea: [owner]",
      "      team:t: [owner]",
    );
    assert.deepEqual(problems(text), [
      "4:7: teams.t[0]: borsi@acme.example is not an employee of the organization; did you mean boris@acme.example?",
      "4:27: teams.t[1]: nobody is not an employee of the organization",
      "11:7: shared.m.access.Vrea: is not an employee of the organization; did you mean vera@acme.example?",
    ]);
  });

  it("are refused where they are dismissed or blocked, as owners, too", () => {
    const text = acme(...BOX, "      oleg: [owner]", "      nina: [owner]", "delegated:", "  oleg: {}");
    assert.deepEqual(problems(text), [
      "8:7: shared.m.access.oleg: oleg@acme.example is dismissed: take the entry out",
      "9:7: shared.m.access.nina: nina@acme.example is blocked: unblock the account, or take the entry out",
      "11:3: delegated.oleg: oleg@acme.example is dismissed: take the entry out",
    ]);
  });

  it("may be named by id also where they have left, are blocked or unknown, and are warned of", () => {
    const text = acme(
      "teams:",
      `  t: ["${OLEG.id}"]`,
      ...BOX,
      `      "${OLEG.id}": [owner]`,
      `      "${NINA.id}": [reader]`,
      '      "1130000000000099": [sender, reader]',
      "      team:t: [sender]",
      "delegated:",
      `  "${OLEG.id}": {}`,
    );
    const left = "oleg@acme.example has left, and is named by id: take the entry out to end the access";
    assert.deepEqual(problems(text), []);
    assert.deepEqual(warnings(text), [
      `4:7: teams.t[0]: ${left}`,
      `10:7: shared.m.access.${OLEG.id}: ${left}`,
      `11:7: shared.m.access.${NINA.id}: nina@acme.example is blocked, and is named by id: take the entry out to end the access`,
      "12:7: shared.m.access.1130000000000099: 1130000000000099 is not among the organization's employees: take the entry out",
      `15:3: delegated.${OLEG.id}: ${left}`,
    ]);
    assert.deepEqual(rightsIn(text), {
      m: { oleg: "owner sender", nina: "reader", "1130000000000099": "reader sender" },
      [OLEG.id]: {},
    });
  });

  it("are refused where a name is more than one's, and where it is a group's or a department's", () => {
    const employees = [ANNA, { ...BORIS, nickname: "ceo" }];
    const text = acme(
      ...BOX,
      "      ceo: [owner]",
      "      sales@acme.example: [owner]",
      "      finance@acme.example: [owner]",
    );
    assert.deepEqual(problems(text, { employees, groups: [group("7", "sales", [ANNA])] }), [
      "8:7: shared.m.access.ceo: may be Anna Smirnova (anna@acme.example) 1130000000000001 or boris@acme.example 1130000000000002: write the id",
      "9:7: shared.m.access.sales@acme.example: is a group or department: make a team of it under teams, and name that",
      "10:7: shared.m.access.finance@acme.example: is a group or department: make a team of it under teams, and name that",
    ]);
  });

  it("are not somebody with the same login elsewhere", () => {
    const stranger = { id: "9", email: "anna@mail.example", nickname: "anna" };
    assert.deepEqual(rightsIn(acme(...BOX, "      anna: [owner]"), { employees: [ANNA, stranger] }), {
      m: { anna: "owner" },
    });
    assert.match(
      problems(acme(...BOX, "      anna: [owner]"), { employees: [stranger] })[0] ?? "",
      /access\.anna: is not an employee/,
    );
  });

  it("are found by nickname, alias and id where the directory has no address of them", () => {
    const employees = [{ ...BORIS, email: "", aliases: ["cfo"] }];
    for (const name of ["boris", "cfo", "cfo@acme.example", BORIS.id]) {
      assert.deepEqual(rightsIn(acme(...BOX, `      ${name}: [owner]`), { employees }), { m: { boris: "owner" } });
    }
    assert.equal(problems(acme(...BOX, '      "": [owner]'), { employees }).length, 0);
  });

  it("have all roles that the file gives them, by whichever name and team", () => {
    const text = acme(
      "teams:",
      "  t: [anna, boris]",
      ...BOX,
      "      team:t: [sender, editor]",
      "      ceo: [imapAdmin]",
      "      anna@acme.example: [shared_mailbox_reader, sender]",
    );
    assert.deepEqual(rightsIn(text), { m: { anna: "reader editor imapAdmin sender", boris: "editor sender" } });
  });

  it("are not refused again where check has refused their names", () => {
    assert.deepEqual(problems(acme(...BOX, "      anna@globex.example: [owner]", "      m@acme.example: [owner]")), []);
  });
});

describe("teams of an organization file", () => {
  const USE = [...BOX, "      team:t: [owner]"];
  const whoIsIn = (team: string, more?: Partial<Directory>) =>
    Object.keys(rightsIn(acme("teams:", `  t: ${team}`, ...USE), more).m ?? {});

  it("are who is in a group, by its address, name or id, with all that is nested in it, once each, round and round", () => {
    const groups = [group("1", "all", [ANNA], ["2"]), group("2", "some", [ANNA, BORIS], ["1"], ["2"])];
    for (const name of ["all@acme.example", "ALL", "1"]) {
      assert.deepEqual(whoIsIn(`{ group: ${name} }`, { groups }), ["anna", "boris", "vera"]);
    }
  });

  it("are who is in a department, by its name, address or id, with those below it where that is said", () => {
    for (const name of ["Finance", "finance@acme.example", "2"]) {
      assert.deepEqual(whoIsIn(`{ department: ${name} }`), ["boris"]);
      assert.deepEqual(whoIsIn(`{ department: ${name}, nested: true }`), ["boris", "vera"]);
    }
    assert.deepEqual(whoIsIn("{ department: Company, nested: true }"), ["anna", "boris", "vera"]);
  });

  it("leave out who is dismissed, and say who is blocked or unknown", () => {
    const members = {
      employees: ["1130000000000001", "1130000000000004", "1130000000000005", "77"],
      groups: [],
      departments: [],
    };
    const groups = [{ id: "1", name: "all", members }];
    assert.deepEqual(whoIsIn("{ group: all }", { groups }), ["anna"]);
    assert.deepEqual(warnings(acme("teams:", "  t: { group: all }", ...USE), { groups }), [
      "4:6: teams.t: nina@acme.example is blocked, and has no access through this team",
      "4:6: teams.t: has a member 77 who is not among the organization's employees, and who gets no access",
    ]);
  });

  it("say what is nested in a group and is gone", () => {
    const groups = [group("1", "all", [ANNA], ["2", "3"], ["9"]), { ...group("2", "old", [BORIS]), isRemoved: true }];
    assert.deepEqual(whoIsIn("{ group: all }", { groups }), ["anna"]);
    const end = "is in the group, and is not in the organization: nobody has access through it";
    assert.deepEqual(
      warnings(acme("teams:", "  t: { group: all }", ...USE), { groups }),
      ["group 2", "group 3", "department 9"].map((name) => `4:6: teams.t: ${name} ${end}`),
    );
  });

  it("are refused where the group or department is empty or gone, unless the file allows that", () => {
    const groups = [group("1", "empty", []), { ...group("2", "gone", [ANNA]), isRemoved: true }];
    const text = (more: string) =>
      acme(
        "teams:",
        `  a: { group: empty${more} }`,
        `  b: { group: gone${more} }`,
        `  c: { department: Fnance${more} }`,
        `  d: { department: "3"${more} }`,
      );
    const employees = [ANNA];
    const empty =
      "has nobody in it today, so that everybody would lose the access: look at the directory, or set mayBeEmpty: true";
    assert.deepEqual(problems(text(""), { groups, employees }), [
      `4:6: teams.a: ${empty}`,
      "5:15: teams.b.group: gone is not a group of the organization",
      "6:20: teams.c.department: Fnance is not a department of the organization; did you mean Finance?",
      `7:6: teams.d: ${empty}`,
    ]);
    assert.deepEqual(problems(text(", mayBeEmpty: true"), { groups, employees }), []);
    assert.deepEqual(warnings(text(", mayBeEmpty: true"), { groups, employees }), [
      "5:15: teams.b.group: gone is not a group of the organization; nobody is in the team, as mayBeEmpty allows",
      "6:20: teams.c.department: Fnance is not a department of the organization; did you mean Finance?; nobody is in the team, as mayBeEmpty allows",
    ]);
  });

  it("are refused where a name is more than one group's, whatever may be empty", () => {
    const groups = [group("1", "a", [ANNA]), { ...group("2", "b", [BORIS]), name: "A" }];
    assert.deepEqual(problems(acme("teams:", "  t: { group: a, mayBeEmpty: true }", ...USE), { groups }), [
      "4:15: teams.t.group: a may be a 1 or A 2: write the id",
    ]);
  });
});

describe("mailboxes of an organization file", () => {
  it("are refused where the address is an employee's, a group's or a department's, but not where it is a shared mailbox already", () => {
    const box = (key: string, email: string) => `  ${key}: { email: ${email}@acme.example, name: The ${key} }`;
    const text = acme("shared:", box("a", "anna"), box("b", "cfo"), box("c", "finance"), box("d", "free"));
    const own = "a shared mailbox needs its own";
    assert.deepEqual(problems(text), [
      `4:15: shared.a.email: is the address of Anna Smirnova (anna@acme.example): ${own}`,
      `5:15: shared.b.email: is the address of boris@acme.example: ${own}`,
      `6:15: shared.c.email: is the address of a group or department: ${own}`,
    ]);
    const mailboxes = {
      shared: ["anna", "cfo", "finance"].map((login) => ({ email: `${login}@acme.example` })),
      delegated: [],
    };
    assert.deepEqual(problems(text, { mailboxes }), []);
  });

  it("are refused where two are the same owner's, and where the owner is named for the own mailbox", () => {
    const text = acme("delegated:", "  anna: { access: { ceo: [owner] } }", "  ceo: {}");
    assert.deepEqual(problems(text), [
      "4:21: delegated.anna.access.ceo: is the mailbox's owner, who has every right already",
      "5:3: delegated.ceo: is Anna Smirnova (anna@acme.example), as delegated.anna is: an owner has one mailbox",
    ]);
  });

  it("leave the owner out of a team, and say so", () => {
    const text = acme("teams:", "  t: [anna, boris]", "delegated:", "  anna: { access: { team:t: [owner] } }");
    assert.deepEqual(rightsIn(text), { anna: { boris: "owner" } });
    assert.deepEqual(warnings(text), [
      "6:21: delegated.anna.access.team:t: the mailbox's owner is in the team, has every right already, and is left out",
    ]);
  });

  it("are warned of with roles that do less than they may seem to, once for each person, unless a reason is given", () => {
    const text = acme(
      "teams:",
      "  t: [anna, boris, vera]",
      ...BOX,
      "      team:t: [editor]",
      "      anna: [sender]",
      "  n: { email: n@acme.example, name: Nn, access: { anna: [reader], boris: [sender], vera: { roles: [imapAdmin], reason: archive } } }",
      "  o: { email: o@acme.example, name: Oo, access: { anna: [reader, halfSender], boris: [owner] } }",
    );
    assert.deepEqual(warnings(text), [
      "10:7: shared.m.access.team:t: boris@acme.example and 1 more: can read and not send (editor): add sender where letters are to be answered",
      "12:67: shared.n.access.boris: boris@acme.example: can send and not read (sender): add reader, editor, admin or imapAdmin where letters are to be read",
      "13:51: shared.o.access.anna: Anna Smirnova (anna@acme.example): shared_mailbox_reader, shared_mailbox_half_sender: these roles read in web mail, where shared_mailbox_half_sender cannot send: use shared_mailbox_sender instead, or add shared_mailbox_imap_admin for a mail program",
    ]);
  });

  it("are told apart by what they are: a shared mailbox by its address, a delegated one by its owner's id", () => {
    const text = acme("shared:", "  a: { email: A@acme.example, name: Aa }", "delegated:", "  boris: {}");
    assert.deepEqual(
      resolved(text).mailboxes.map(({ kind, key, identity }) => [kind, key, identity]),
      [
        ["shared", "a", "a@acme.example"],
        ["delegated", "boris", BORIS.id],
      ],
    );
  });
});

describe("access for a time", () => {
  const text = acme(
    "delegated:",
    "  anna:",
    "    access:",
    "      boris: { roles: [owner], from: 2026-11-20, until: 2026-11-26, reason: holiday }",
    "      vera: { roles: [owner], from: 2026-12-03, until: 2026-12-31 }",
  );
  const on = (day: string, soon?: number) => {
    const { beginning, ending, ended, ...rest } = resolved(text, {}, new Date(`${day}T12:00:00Z`), soon);
    const named = (grants: typeof ended) => grants.map(({ who }) => who);
    return {
      rights: rights({ beginning, ending, ended, ...rest }).anna,
      beginning: named(beginning),
      ending: named(ending),
      ended: named(ended),
    };
  };

  it("is there from the first day to the last, both included, and is announced 7 days ahead", () => {
    assert.deepEqual(on("2026-11-12"), { rights: {}, beginning: [], ending: [], ended: [] });
    assert.deepEqual(on("2026-11-13"), { rights: {}, beginning: ["boris"], ending: [], ended: [] });
    assert.deepEqual(on("2026-11-20"), { rights: { boris: "owner" }, beginning: [], ending: ["boris"], ended: [] });
    assert.deepEqual(on("2026-11-26"), {
      rights: { boris: "owner" },
      beginning: ["vera"],
      ending: ["boris"],
      ended: [],
    });
    assert.deepEqual(on("2026-11-27"), { rights: {}, beginning: ["vera"], ending: [], ended: ["boris"] });
    assert.deepEqual(on("2026-12-24"), {
      rights: { vera: "owner" },
      beginning: [],
      ending: ["vera"],
      ended: ["boris"],
    });
    assert.deepEqual(on("2027-01-01"), { rights: {}, beginning: [], ending: [], ended: ["boris", "vera"] });
  });

  it("is announced as many days ahead as is asked for", () => {
    assert.deepEqual(on("2026-11-26", 6).beginning, []);
    assert.deepEqual(on("2026-10-21", 30).beginning, ["boris"]);
    assert.deepEqual(on("2026-11-25", 0).ending, []);
    assert.deepEqual(on("2026-11-26", 0).ending, ["boris"]);
  });

  it("is told with who has it, which roles, until when and why", () => {
    const { ending } = resolved(text);
    assert.deepEqual(
      ending.map(({ kind, key, who, people, roles, from, until, reason, phase }) => ({
        kind,
        key,
        who,
        people: people.map(({ id }) => id),
        roles,
        from,
        until,
        reason,
        phase,
      })),
      [
        {
          kind: "delegated",
          key: "anna",
          who: "boris",
          people: [BORIS.id],
          roles: ["shared_mailbox_owner"],
          from: "2026-11-20",
          until: "2026-11-26",
          reason: "holiday",
          phase: "active",
        },
      ],
    );
  });

  it("is announced in words, with its place, before it begins and before it ends", () => {
    const say = (text: string) => shown(announcements(resolved(text), read(text), vocabulary));
    assert.deepEqual(say(text), [
      "6:7: delegated.anna.access.boris: ends after 2026-11-26: boris@acme.example as owner (holiday)",
      "7:7: delegated.anna.access.vera: begins on 2026-12-03: vera@acme.example as owner",
    ]);
    const team = acme(
      "teams: { t: { department: Company, nested: true }, none: { group: gone, mayBeEmpty: true } }",
      ...BOX,
      "      team:t: { roles: [sender, editor], until: 2026-12-01 }",
      "      team:none: { roles: [owner], until: 2026-12-01 }",
    );
    assert.deepEqual(say(team), [
      "9:7: shared.m.access.team:t: ends after 2026-12-01: Anna Smirnova (anna@acme.example), boris@acme.example, vera@acme.example as editor, sender",
      "10:7: shared.m.access.team:none: ends after 2026-12-01: nobody today as owner",
    ]);
  });

  it("counts in the file's time zone", () => {
    const late = new Date("2026-11-26T22:00:00Z");
    const people = (zone: string) => Object.keys(rights(resolved(`${text}timeZone: ${zone}\n`, {}, late)).anna ?? {});
    assert.deepEqual(people("UTC"), ["boris"]);
    assert.deepEqual(people("Europe/Moscow"), []);
  });
});

describe("the service's limits", () => {
  const employees = Array.from({ length: 60 }, (_, at) => ({
    id: String(at + 1),
    email: `u${at + 1}@acme.example`,
    nickname: `u${at + 1}`,
  }));
  const names = (count: number) => employees.slice(0, count).map(({ nickname }) => nickname);
  const access = (people: readonly string[]) => people.map((one) => `      ${one}: [owner]`);

  it("are 40 people on a mailbox, each once, those who are there and may stay included", () => {
    assert.deepEqual(problems(acme(...BOX, ...access(names(40)), "      u1@acme.example: [owner]"), { employees }), []);
    assert.deepEqual(problems(acme(...BOX, ...access(names(41))), { employees }), [
      "7:5: shared.m.access: gives access to 41 people, and a mailbox can have 40",
    ]);
    const there = (people: string[]) => ({
      employees,
      mailboxes: { shared: [{ email: "M@acme.example", people }], delegated: [] },
    });
    const open = acme("exclusive: false", ...BOX, ...access(names(40)));
    assert.deepEqual(problems(open, there(["40"])), []);
    assert.deepEqual(problems(open, there(["41"])), [
      "8:5: shared.m.access: gives access to 41 people, and a mailbox can have 40",
    ]);
    assert.deepEqual(problems(open.replace("exclusive: false", "exclusive: true"), there(["41"])), []);
  });

  it("are what the file says, where the service allows the organization more or less", () => {
    const limited = (limits: string, ...rest: string[]) => problems(acme(`limits: ${limits}`, ...rest), { employees });
    assert.deepEqual(limited("{ people: 60 }", ...BOX, ...access(names(60))), []);
    assert.deepEqual(limited("{ people: 2 }", ...BOX, ...access(names(3))), [
      "8:5: shared.m.access: gives access to 3 people, and a mailbox can have 2",
    ]);
    assert.deepEqual(
      limited("{ mailboxes: 1 }", "delegated: { u1: { access: { u3: [owner] } }, u2: { access: { u3: [owner] } } }"),
      [
        "4:63: delegated.u2.access.u3: u3@acme.example has access to 1 other mailboxes already, and the service allows no more",
      ],
    );
    assert.deepEqual(refusals(acme("limits: { ofAKind: 1 }", "delegated: { u1: {}, u2: {} }")), [
      "4:1: delegated: has 2 mailboxes, and an organization can have 1 of a kind",
    ]);
  });

  it("are 40 mailboxes for somebody, those that are not in the file included", () => {
    const boxes = (count: number) =>
      acme(
        "shared:",
        ...Array.from(
          { length: count },
          (_, at) => `  m${at}: { email: m${at}@acme.example, name: Box ${at}, access: { u1: [owner] } }`,
        ),
      );
    const mailboxes = {
      shared: [{ email: "m0@acme.example", people: ["1"] }],
      delegated: [{ ownerId: "2", people: ["1"] }],
    };
    assert.deepEqual(problems(boxes(40), { employees }), []);
    assert.deepEqual(problems(boxes(39), { employees, mailboxes }), []);
    const full = "u1@acme.example has access to 40 other mailboxes already, and the service allows no more";
    assert.deepEqual(problems(boxes(42), { employees }), [`44:59: shared.m40.access.u1: ${full}`]);
    assert.deepEqual(problems(boxes(40), { employees, mailboxes }), [`43:59: shared.m39.access.u1: ${full}`]);
  });

  it("are 2,500 mailboxes of a kind, those that are there included", () => {
    const shared = Array.from({ length: 2500 }, (_, at) => ({ email: `old${at}@acme.example` }));
    const one = (email: string) => acme("shared:", `  m: { email: ${email}@acme.example, name: Mm }`);
    assert.deepEqual(problems(one("old7"), { mailboxes: { shared, delegated: [] } }), []);
    assert.deepEqual(problems(one("new"), { mailboxes: { shared, delegated: [] } }), [
      "3:1: shared: adds 1 to the 2500 that are there, and an organization can have 2500 of a kind",
    ]);
    const delegated = shared.map((_, at) => ({ ownerId: String(at + 100) }));
    assert.deepEqual(problems(acme("delegated: { u1: {} }"), { employees, mailboxes: { shared: [], delegated } }), [
      "3:1: delegated: adds 1 to the 2500 that are there, and an organization can have 2500 of a kind",
    ]);
  });
});
