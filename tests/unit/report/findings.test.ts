import assert from "node:assert/strict";
import { reportOf } from "../../../cli/report/fromSurvey";
import { Role } from "../../../provider/service/roles";
import { box, delegated, employee, everything, person, shared, survey } from "../../support/survey";

const NOW = new Date("2026-11-26T10:00:00Z");
const findingsIn = (...given: Parameters<typeof survey>) =>
  reportOf(survey(...given), NOW).findings.map(({ code, personId, mailboxId, count }) => [
    code,
    personId || mailboxId,
    ...(count === undefined ? [] : [count]),
  ]);
const people = Array.from({ length: 60 }, (_, at) => employee(at, `user${at}`, `User ${at}`));
const roles = (from: number, to: number) =>
  Object.fromEntries(Array.from({ length: to - from }, (_, at) => [from + at, [Role.Owner]]));

describe("the findings of a report", () => {
  it("are all that deserves a look, the gravest first, once each", () => {
    assert.deepEqual(
      reportOf(everything, NOW).findings.map(({ code, severity, mailboxId, personId }) => [
        severity,
        code,
        personId,
        mailboxId,
      ]),
      [
        ["high", "leftWithAccess", person(5), ""],
        ["high", "unknownWithAccess", person(99), ""],
        ["high", "unknownRole", person(6), box(4)],
        ["medium", "blockedWithAccess", person(4), ""],
        ["medium", "noOwner", "", box(2)],
        ["medium", "nobody", "", box(3)],
        ["low", "unusedDelegation", "", person(2)],
      ],
    );
  });

  it("are none where everything is in order, whether or not a delegated mailbox has an owner among its people", () => {
    assert.deepEqual(findingsIn(people, [shared(1, "a", "A", roles(1, 3)), delegated(1, { 2: [Role.Reader] })]), []);
    assert.deepEqual(findingsIn([], []), []);
  });

  it("say who is near 40 mailboxes and which mailbox is near 40 people, from 36 on", () => {
    const boxes = (count: number) =>
      Array.from({ length: count }, (_, at) => shared(at, `b${at}`, `B${at}`, roles(1, 2)));
    assert.deepEqual(findingsIn(people, boxes(35)), []);
    assert.deepEqual(findingsIn(people, boxes(36)), [["personAtLimit", person(1), 36]]);
    assert.deepEqual(findingsIn(people, [shared(1, "a", "A", roles(0, 35))]), []);
    assert.deepEqual(findingsIn(people, [shared(1, "a", "A", roles(0, 36))]), [["mailboxAtLimit", box(1), 36]]);
  });

  it("say of each kind of mailbox whether the organization is near 2,500 of it, from 2,250 on", () => {
    const boxes = (count: number) =>
      Array.from({ length: count }, (_, at) => shared(at, `b${at}`, `B${at}`, { [at]: [Role.Owner] }));
    const many = Array.from({ length: 2250 }, (_, at) => employee(at, `user${at}`, `User ${at}`));
    const kinds = (count: number) =>
      reportOf(survey(many, [...boxes(count), delegated(1, { 2: [Role.Reader] })]), NOW).findings.map((finding) => [
        finding.code,
        finding.kind,
        finding.count,
      ]);
    assert.deepEqual(kinds(2249), []);
    assert.deepEqual(kinds(2250), [["organizationAtLimit", "shared", 2250]]);
  });

  it("count the mailboxes that somebody who has left can still read", () => {
    const left = [
      employee(1, "oleg", "Олег", { isDismissed: true }),
      employee(2, "anna", "Анна", { isDismissed: true }),
    ];
    const boxes = [1, 2, 3].map((at) => shared(at, `b${at}`, `B${at}`, { 1: [Role.Owner] }));
    assert.deepEqual(findingsIn(left, boxes), [["leftWithAccess", person(1), 3]]);
  });
});
