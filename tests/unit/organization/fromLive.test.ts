import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  check,
  type Employee,
  fromLive,
  type Live,
  type LiveMailbox,
  parse,
  resolve,
  write,
} from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { ANNA, BORIS, FILE, NINA, NOW, OLEG, VERA } from "./helpers";
import { directoryOf, live, slug } from "./lives";

const OPTIONS = { stack: "acme", vocabulary, slug };

const shared = (id: number, email: string, access: [Employee | string, string[]][] = [], more = {}): LiveMailbox => ({
  kind: "shared",
  id: String(1130000900000000 + id),
  email,
  name: `Box ${id}`,
  access: new Map(access.map(([who, roles]) => [typeof who === "string" ? who : who.id, roles])),
  ...more,
});

const organization = (mailboxes: LiveMailbox[], more: Partial<Live> = {}): Live => ({
  domains: ["acme.example", "acme-logistics.example"],
  employees: [ANNA, BORIS, VERA, OLEG, NINA],
  mailboxes,
  ...more,
});

const keys = (...emails: string[]) =>
  Object.entries(
    fromLive(organization(emails.map((email, at) => shared(at + 1, email))), OPTIONS).spec.shared ?? {},
  ).map(([key, { email }]) => `${key}: ${email}`);

describe("a living organization as a file", () => {
  it("has people by address, mailboxes by login, and roles by their short names", () => {
    const text = write(
      fromLive(
        organization([
          shared(1, "support@acme.example", [
            [ANNA, ["shared_mailbox_owner"]],
            [BORIS, ["shared_mailbox_sender", "shared_mailbox_imap_admin", "shared_mailbox_auditor"]],
          ]),
          shared(2, "nobody@acme-logistics.example", [], { name: "No", description: "- #1: yes" }),
          { kind: "delegated", id: VERA.id, access: new Map([[BORIS.id, ["shared_mailbox_reader"]]]) },
          { kind: "delegated", id: ANNA.id, access: new Map() },
        ]),
        OPTIONS,
      ).spec,
    );
    assert.equal(
      text,
      `# yaml-language-server: $schema=./node_modules/pulumi-yandex360/organization/organization.schema.json
stack: acme
domain: [acme.example, acme-logistics.example]
shared:
  nobody:
    email: nobody@acme-logistics.example
    name: No
    description: "- #1: yes"
  support:
    email: support@acme.example
    name: Box 1
    access:
      anna@acme.example: [owner]
      boris@acme.example: [imapAdmin, sender, shared_mailbox_auditor]
delegated:
  anna@acme.example: {}
  vera@acme.example:
    access:
      boris@acme.example: [reader]
`,
    );
  });

  it("names by id who has left, is blocked, unknown, elsewhere, or has an address that is not one's own", () => {
    const twin = { ...VERA, id: "1130000000000008" };
    const outside = { id: "1130000000000009", email: "guest@mail.example" };
    const boxed = { id: "1130000000000010", email: "box@acme.example" };
    const people = [OLEG, NINA, VERA, twin, outside, boxed, "1130000000000011", { ...ANNA, email: "" }];
    const { spec } = fromLive(
      organization(
        [
          shared(
            1,
            "box@acme.example",
            people.map((one) => [one, ["shared_mailbox_reader"]]),
          ),
        ],
        {
          employees: [OLEG, NINA, VERA, twin, outside, boxed, { ...ANNA, email: "" }],
        },
      ),
      OPTIONS,
    );
    const ids = people.map((one) => (typeof one === "string" ? one : one.id)).sort();
    assert.deepEqual(Object.keys(spec.shared?.box?.access ?? {}).sort(), ids);
  });

  it("gives keys that say their mailbox, whatever the order and whatever else is there", () => {
    assert.deepEqual(
      keys("support@acme.example", "Old.Archive@acme.example", "1c@acme.example", "поддержка@acme.example"),
      [
        "support: support@acme.example",
        "old-archive: Old.Archive@acme.example",
        "mailbox-1c: 1c@acme.example",
        "podderzhka: поддержка@acme.example",
      ],
    );
    const clash = ["info@acme-logistics.example", "info@acme.example", "a.b@acme.example", "a-b@acme.example"];
    const wanted = [
      "info-acme-logistics-example: info@acme-logistics.example",
      "info: info@acme.example",
      "a-b-1130000900000003: a.b@acme.example",
      "a-b-1130000900000004: a-b@acme.example",
    ];
    assert.deepEqual(keys(...clash).sort(), [...wanted].sort());
    assert.deepEqual(keys("info@acme-logistics.example", "info@third.example"), [
      "info-acme-logistics-example: info@acme-logistics.example",
      "info-third-example: info@third.example",
    ]);
  });

  it("says limits only where the organization is beyond the usual ones", () => {
    const employees = Array.from({ length: 41 }, (_, at) => ({ id: String(at + 1), email: `u${at}@acme.example` }));
    const everybody = (count: number) =>
      shared(
        1,
        "all@acme.example",
        employees.slice(0, count).map((one) => [one, ["shared_mailbox_reader"]]),
      );
    const limits = (mailboxes: LiveMailbox[]) => fromLive(organization(mailboxes, { employees }), OPTIONS).spec.limits;
    assert.equal(limits([everybody(40)]), undefined);
    assert.deepEqual(limits([everybody(41)]), { people: 41 });
    const many = Array.from({ length: 2501 }, (_, at) => shared(at, `b${at}@acme.example`));
    assert.deepEqual(limits(many), { ofAKind: 2501 });
    const held = many.slice(0, 41).map((one) => ({ ...one, access: new Map([["1", ["shared_mailbox_owner"]]]) }));
    assert.deepEqual(limits(held), { mailboxes: 41 });
  });

  it("takes the domain that most people have, where none is known and no mailbox says one", () => {
    const none = organization([{ kind: "delegated", id: ANNA.id, access: new Map() }], { domains: [] });
    assert.equal(fromLive(none, OPTIONS).spec.domain, "acme.example");
  });

  it("is accepted, means what is there, and is the same to the byte in any order, whatever is there", async () => {
    await fc.assert(
      fc.property(live, (one) => {
        const { spec, ids } = fromLive(one, OPTIONS);
        const text = write(spec);
        const parsed = parse(text, FILE, vocabulary);
        assert.deepEqual(
          [...parsed.problems, ...check(parsed, { vocabulary, now: NOW, stack: "acme" }).problems],
          [],
          text,
        );
        const { problems, mailboxes } = resolve(parsed, directoryOf(one), { vocabulary, now: NOW });
        assert.deepEqual(problems, [], text);
        const meant = new Map(mailboxes.map(({ kind, key, roles }) => [`${kind} ${ids.get(`${kind} ${key}`)}`, roles]));
        assert.equal(meant.size, one.mailboxes.length);
        for (const { kind, id, access } of one.mailboxes) {
          assert.deepEqual(meant.get(`${kind} ${id}`), access, text);
        }
        const turned = { ...one, employees: [...one.employees].reverse(), mailboxes: [...one.mailboxes].reverse() };
        assert.equal(write(fromLive(turned, OPTIONS).spec), text);
      }),
      { numRuns: 200 },
    );
  });
});
