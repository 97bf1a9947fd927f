import assert from "node:assert/strict";
import { reportOf } from "../../../cli/report/fromSurvey";
import { check, parse, resolve } from "../../../organization";
import type { Survey } from "../../../provider/engine/survey";
import { Role } from "../../../provider/service/roles";
import { vocabulary } from "../../../provider/vocabulary";
import { box, delegated, employee, person, shared, survey } from "../../support/survey";

const NOW = new Date("2026-11-26T10:00:00Z");
const people = [
  employee(1, "anna", "Анна"),
  employee(2, "boris", "Борис"),
  employee(3, "vera", "Вера"),
  employee(4, "grigory", "Григорий"),
];

/** The report of an organization beside the text of a file. */
function compared(organization: Survey, text: string) {
  const parsed = parse(`stack: acme\ndomain: acme.example\n${text}`, "organization.acme.yaml", vocabulary);
  const { problems } = check(parsed, { vocabulary, now: NOW });
  const directory = { employees: organization.employees, groups: [], departments: [] };
  const resolved = resolve(parsed, directory, { vocabulary, now: NOW });
  assert.deepEqual([...parsed.problems, ...problems, ...resolved.problems], []);
  return reportOf(organization, NOW, { file: "organization.acme.yaml", draft: parsed.draft, resolved });
}

const differencesOf = (...given: Parameters<typeof compared>) =>
  compared(...given).comparison?.differences.map(({ code, mailboxId, key, personId, roles, rolesInFile }) => [
    code,
    mailboxId || key,
    personId,
    roles.join(),
    rolesInFile.join(),
  ]);

const SUPPORT = `shared:
  support:
    email: Support@acme.example
    name: Поддержка
`;

describe("a report beside an organization file", () => {
  it("has no differences where everybody has the same rights, in whatever order, and under whatever case", () => {
    const text = `${SUPPORT}    access:
      anna: [sender, editor]
      boris: [owner]
delegated:
  vera:
    access:
      anna: [reader]
`;
    const organization = survey(people, [
      shared(1, "support", "Поддержка", { 1: [Role.Editor, Role.Sender], 2: [Role.Owner, Role.Reader] }),
      delegated(3, { 1: [Role.Reader] }),
    ]);
    const { comparison, findings } = compared(organization, text);

    assert.deepEqual(comparison, {
      file: "organization.acme.yaml",
      today: "2026-11-26",
      soon: "2026-12-10",
      differences: [],
    });
    assert.deepEqual(findings, []);
  });

  it("says who has access and is not in the file, who is in it and has none, and who has other roles", () => {
    const text = `${SUPPORT}    access:
      anna: [owner]
      vera: [reader]
      grigory: [reader, sender]
`;
    const access = { 1: [Role.Owner], 2: [Role.Reader], 4: [Role.Reader] };

    assert.deepEqual(differencesOf(survey(people, [shared(1, "support", "Поддержка", access)]), text), [
      ["notInFile", box(1), person(2), Role.Reader, ""],
      ["otherRoles", box(1), person(4), Role.Reader, `${Role.Reader},${Role.Sender}`],
      ["missing", box(1), person(3), "", Role.Reader],
    ]);
  });

  it("says which mailboxes are only there, or only in the file", () => {
    const text = `${SUPPORT}delegated:\n  anna: {}\n`;
    const organization = survey(people, [shared(1, "other", "Другой"), delegated(2)]);

    assert.deepEqual(differencesOf(organization, text), [
      ["mailboxNotInFile", box(1), "", "", ""],
      ["mailboxNotInFile", person(2), "", "", ""],
      ["mailboxMissing", "support", "", "", ""],
      ["mailboxMissing", "anna", "", "", ""],
    ]);
    assert.deepEqual(
      compared(organization, text).comparison?.differences.map(({ email }) => email),
      ["", "", "support@acme.example", "anna@acme.example"],
    );
  });

  it("does not count who stays because the file does not list everybody", () => {
    const text = `${SUPPORT}    exclusive: false\n    access:\n      anna: [owner]\n`;
    const organization = survey(people, [shared(1, "support", "Поддержка", { 1: [Role.Owner], 2: [Role.Reader] })]);
    const { comparison, findings } = compared(organization, text);

    assert.deepEqual(
      comparison?.differences.map(({ code, personId, stays }) => [code, personId, stays]),
      [["notInFile", person(2), true]],
    );
    assert.deepEqual(findings, []);
  });

  it("says which access ends within 14 days, by the last of somebody's entries, and which has ended", () => {
    const text = `teams:
  desk: [boris, vera]
${SUPPORT}    access:
      anna: { roles: [owner], until: 2026-12-10 }
      boris: { roles: [reader], until: 2026-11-30 }
      vera: { roles: [sender], until: 2026-11-30 }
      team:desk: { roles: [editor], until: 2026-12-11 }
      grigory: { roles: [reader], until: 2026-11-25 }
`;
    const both = [Role.Reader, Role.Editor];
    const organization = survey(people, [
      shared(1, "support", "Поддержка", {
        1: [Role.Owner],
        2: both,
        3: [Role.Editor, Role.Sender],
        4: [Role.Reader],
      }),
    ]);
    const { comparison, findings, mailboxes } = compared(organization, text);

    assert.deepEqual(
      mailboxes[0]?.access.map(({ until }) => until),
      ["2026-12-10", "2026-12-11", "2026-12-11", undefined],
    );
    assert.deepEqual(
      findings.map(({ code, personId, until }) => [code, personId, until]),
      [
        ["differs", "", undefined],
        ["endsSoon", person(1), "2026-12-10"],
      ],
    );
    assert.deepEqual(
      comparison?.differences.map(({ code, personId, ended }) => [code, personId, ended]),
      [["notInFile", person(4), "2026-11-25"]],
    );
  });
});
