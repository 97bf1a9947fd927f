import assert from "node:assert/strict";
import { acme, cautions, refusals } from "./helpers";

const shared = (key: string, more = "") => `  ${key}: { email: ${key}@acme.example, name: The ${key}${more} }`;

describe("an organization file without its directory", () => {
  it("is refused under another stack, and under none where none is named", () => {
    assert.deepEqual(refusals(acme(), "globex"), [
      "1:8: stack: is acme, and the stack is globex: this is the file of another stack",
    ]);
    assert.deepEqual(refusals(acme(), "acme"), []);
    assert.deepEqual(refusals(acme()), []);
  });

  it("is refused with addresses in foreign domains, wherever one may stand", () => {
    const text = acme(
      "teams:",
      "  a: [anna@globex.example]",
      "  b: { group: b@globex.example }",
      "shared:",
      "  m:",
      "    email: m@globex.example",
      "    name: Mm",
      "    access: { boris@globex.example: [owner] }",
      "delegated:",
      "  vera@globex.example: {}",
    );
    const place = "is not in acme.example, the organization's domain";
    assert.deepEqual(refusals(text), [
      `4:7: teams.a[0]: ${place}`,
      `5:15: teams.b.group: ${place}`,
      `8:12: shared.m.email: ${place}`,
      `10:15: shared.m.access.boris@globex.example: ${place}`,
      `12:3: delegated.vera@globex.example: ${place}`,
    ]);
  });

  it("may have several domains, in any letter case and in Cyrillic or Punycode", () => {
    const text = `stack: acme
domain: [Acme.Example, почта.example]
shared:
  a: { email: a@ACME.example, name: Aa }
  b: { email: b@xn--80a1acny.example, name: Bb }
`;
    assert.deepEqual(refusals(text), []);
    assert.deepEqual(refusals("stack: acme\ndomain: [a.example, A.EXAMPLE, nothing]\n"), [
      "2:21: domain[1]: is the same as domain.0",
      "2:32: domain[2]: has to be a domain such as example.org",
    ]);
    assert.deepEqual(refusals("stack: acme\ndomain: []\n"), ["2:9: domain: has to name at least one domain"]);
  });

  it("is refused with an address or an owner that is there twice, in any letter case, and warned of a name", () => {
    const text = acme(
      "shared:",
      "  a: { email: info@acme.example, name: Info }",
      "  b: { email: INFO@acme.example, name: ' info' }",
      "delegated:",
      "  Anna@acme.example: {}",
      "  anna@acme.example: {}",
    );
    assert.deepEqual(refusals(text), [
      "5:15: shared.b.email: is the same as shared.a.email",
      "8:3: delegated.anna@acme.example: is the same as delegated.Anna@acme.example",
    ]);
    assert.deepEqual(cautions(text), ["5:40: shared.b.name: is the same as shared.a.name: the service may refuse it"]);
  });

  it("is refused with a shared mailbox that nobody could make", () => {
    const text = acme(
      "shared:",
      "  a b: { email: ab@acme.example, name: Ab }",
      "  c: { email: c, name: ' C ' }",
      '  d: { email: d@acme.example, name: Dd, description: "a\\nb" }',
    );
    assert.deepEqual(refusals(text), [
      "4:3: shared.a b: has to begin with a letter and go on with letters, digits, - and _",
      "5:15: shared.c.email: has to be an address such as support@example.org",
    ]);
    assert.deepEqual(cautions(text), [
      "5:24: shared.c.name: has to have at least 2 characters, unless the mailbox has it already",
      "6:54: shared.d.description: must not have line breaks or other control characters, unless the mailbox has it already",
    ]);
  });

  it("is refused where a person is a shared mailbox, and where an owner has access to the own mailbox", () => {
    const text = acme(
      "teams:",
      "  t: [m@acme.example]",
      "shared:",
      shared("m"),
      "delegated:",
      "  anna@acme.example: { access: { ANNA@acme.example: [owner], m@acme.example: [owner], '': [owner], 'a@b@c': [owner] } }",
      "  m: { access: { team:t: [owner] } }",
    );
    const person = "is the address of the shared mailbox m, and has to be an employee's";
    const nobody = "has to be an employee's address, alias, nickname or id";
    assert.deepEqual(refusals(text), [
      `4:7: teams.t[0]: ${person}`,
      "8:34: delegated.anna@acme.example.access.ANNA@acme.example: is the mailbox's owner, who has every right already",
      `8:62: delegated.anna@acme.example.access.m@acme.example: ${person}`,
      `8:87: delegated.anna@acme.example.access.: ${nobody}`,
      `8:100: delegated.anna@acme.example.access.a@b@c: ${nobody}`,
      "9:3: delegated.m: is a key of shared already: write the owner's address, or rename the other",
    ]);
  });

  it("is refused with roles that nobody knows, and without any", () => {
    const text = acme(
      "delegated:",
      "  anna:",
      "    access:",
      "      a: []",
      "      b: { roles: [] }",
      "      c: [shared_mailbox_owner, imap_admin, chief]",
      "      d: [imapAdmin, constructor]",
    );
    const all = "owner, reader, editor, admin, imapAdmin, sender, halfSender";
    const none = "has to name at least one role; to take the access away, leave the entry out";
    assert.deepEqual(refusals(text), [
      `6:10: delegated.anna.access.a: ${none}`,
      `7:19: delegated.anna.access.b.roles: ${none}`,
      "8:33: delegated.anna.access.c[1]: imap_admin is not a role; did you mean imapAdmin?",
      `8:45: delegated.anna.access.c[2]: chief is not a role; there are ${all}`,
      `9:22: delegated.anna.access.d[1]: constructor is not a role; there are ${all}`,
    ]);
  });

  it("may have roles that only the service knows, by the API's names, and is warned of them", () => {
    const text = acme(
      "delegated:",
      "  anna: { access: { a: [shared_mailbox_auditor, shared_mailbox_ownr, send_later] } }",
    );
    assert.deepEqual(refusals(text), []);
    const all = "owner, reader, editor, admin, imapAdmin, sender, halfSender";
    const passed = "is not a role that is known here, and is passed on as it is";
    assert.deepEqual(cautions(text), [
      `4:25: delegated.anna.access.a[0]: shared_mailbox_auditor ${passed}; there are ${all}`,
      `4:49: delegated.anna.access.a[1]: shared_mailbox_ownr ${passed}; there are ${all}`,
      `4:70: delegated.anna.access.a[2]: send_later ${passed}; there are ${all}`,
    ]);
  });

  it("is refused with days that are none or in the wrong order, and warned of access that has ended", () => {
    const text = acme(
      "delegated:",
      "  anna:",
      "    access:",
      "      a: { roles: [owner], from: 2026-12-02, until: 2026-12-01 }",
      "      b: { roles: [owner], from: tomorrow, until: 2027-02-29 }",
      "      c: { roles: [owner], until: 2026-11-25 }",
      "      d: { roles: [owner], until: 2026-11-26 }",
      "      e: { roles: [owner], from: 2026-12-01, until: 2026-12-01 }",
    );
    const day = "has to be a day of the calendar such as 2026-12-31";
    assert.deepEqual(refusals(text), [
      "6:53: delegated.anna.access.a.until: is before 2026-12-02, the day from which the access is",
      `7:34: delegated.anna.access.b.from: ${day}`,
      `7:51: delegated.anna.access.b.until: ${day}`,
    ]);
    assert.deepEqual(cautions(text), [
      "8:35: delegated.anna.access.c.until: the access ended on 2026-11-25: take the entry out, or give it another day",
    ]);
  });

  it("ends access by the day that it is in the file's time zone", () => {
    const grant = "delegated: { anna: { access: { a: { roles: [owner], until: 2026-11-25 } } } }";
    assert.equal(cautions(acme("timeZone: Pacific/Honolulu", grant)).length, 0);
    assert.equal(cautions(acme("timeZone: Asia/Kamchatka", grant)).length, 1);
    assert.equal(cautions(acme("timeZone: Asia/Kamchatka", grant.replace("25", "26"))).length, 0);
    assert.deepEqual(refusals(acme("timeZone: Europe/Nowhere")), [
      "3:11: timeZone: is not a time zone; one is such as Europe/Moscow",
    ]);
  });

  it("is refused with teams that cannot be meant, and warned of teams that nobody uses", () => {
    const text = acme(
      "teams:",
      "  a: []",
      "  b: { group: b, nested: true }",
      "  c d: [anna]",
      "delegated: { boris: { access: { team:a: [owner], team:b: [owner], team:e: [owner] } } }",
    );
    assert.deepEqual(refusals(text), [
      "4:6: teams.a: has nobody in it: name somebody, or leave the team and its access out",
      "5:18: teams.b.nested: is for departments: what is nested in a group always counts",
      "6:3: teams.c d: has to begin with a letter and go on with letters, digits, - and _",
      "7:67: delegated.boris.access.team:e: there is no team e under teams",
    ]);
    assert.deepEqual(cautions(text), ["6:3: teams.c d: no mailbox uses this team; access names it as team:c d"]);
  });

  it("is refused where a former key is a key, or has become two", () => {
    const text = acme(
      "shared:",
      shared("a", ", was: b"),
      shared("b"),
      shared("c", ", was: [x, y]"),
      shared("d", ", was: y"),
    );
    assert.deepEqual(refusals(text), [
      "4:49: shared.a.was: b is the key of a mailbox now, so it cannot be what another one was",
      "7:49: shared.d.was: is the same as shared.c.was.1",
    ]);
  });

  it("is refused with more mailboxes of a kind than the service allows", () => {
    const many = (count: number) => acme("shared:", ...Array.from({ length: count }, (_, at) => shared(`m${at}`)));
    assert.deepEqual(refusals(many(2500)), []);
    assert.deepEqual(refusals(many(2501)), [
      "3:1: shared: has 2501 mailboxes, and an organization can have 2500 of a kind",
    ]);
  });
});
