import assert from "node:assert/strict";
import { canonicalRoles, isKnownRole, mistakeIn, Role, sameRoles } from "../../provider/service/roles";

const KNOWN = Object.values(Role);

/** Every order of a few things. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length < 2) {
    return [[...things]];
  }
  return things.flatMap((thing, index) => orders(things.toSpliced(index, 1)).map((rest) => [thing, ...rest]));
}

describe("roles", () => {
  it("are the seven that the API names", () => {
    assert.deepEqual(Role, {
      Owner: "shared_mailbox_owner",
      Reader: "shared_mailbox_reader",
      Editor: "shared_mailbox_editor",
      Admin: "shared_mailbox_admin",
      ImapAdmin: "shared_mailbox_imap_admin",
      Sender: "shared_mailbox_sender",
      HalfSender: "shared_mailbox_half_sender",
    });
  });

  it("are known by their exact name only", () => {
    assert.ok(KNOWN.every(isKnownRole));
    for (const other of ["owner", "Shared_Mailbox_Owner", "shared_mailbox_owner ", "toString", "__proto__", ""]) {
      assert.equal(isKnownRole(other), false, other);
    }
  });

  it("come in one order, whatever order they are given in", () => {
    const some = [Role.Owner, Role.Editor, Role.HalfSender, "new_a", "new_b"];
    for (const given of orders(some)) {
      assert.deepEqual(canonicalRoles([...given, ...given]), some);
    }
  });

  it("leave the given list as it was", () => {
    const given = [Role.Sender, Role.Owner, Role.Sender];
    canonicalRoles(given);
    assert.deepEqual(given, [Role.Sender, Role.Owner, Role.Sender]);
  });

  it("are the same in every order and repetition", () => {
    for (const given of orders([Role.Reader, Role.Sender, "new"])) {
      assert.ok(sameRoles([Role.Reader, Role.Sender, "new"], [...given, Role.Reader]));
    }
  });

  it("are all covered by the owner's, also those that nobody knows yet", () => {
    for (const role of [...KNOWN, "new"]) {
      assert.ok(sameRoles([Role.Owner], [role, Role.Owner]));
      assert.ok(sameRoles([role, Role.Owner], [Role.Owner]));
    }
  });

  it("differ between any two of them, and from none at all", () => {
    for (const [a, b] of KNOWN.flatMap((a) => KNOWN.map((b) => [a, b] as const))) {
      assert.equal(sameRoles([a], [b]), a === b, `${a} ${b}`);
    }
    for (const role of KNOWN) {
      assert.equal(sameRoles([], [role]), false);
      assert.equal(sameRoles([role], []), false);
    }
    assert.ok(sameRoles([], []));
  });

  it("do not make the owner's out of all the others", () => {
    assert.equal(sameRoles([Role.Owner], KNOWN.slice(1)), false);
  });

  it("are told apart where a name holds a comma", () => {
    assert.equal(sameRoles(["a,b"], ["a", "b"]), false);
  });

  describe("that are surely a mistake", () => {
    const { Owner, Reader, Editor, Admin, ImapAdmin, Sender, HalfSender } = Role;

    for (const roles of [
      [Reader, HalfSender],
      [HalfSender, Editor],
      [Reader, Editor, Admin, HalfSender],
    ]) {
      it(`are reading in web mail with sending only in mail programs: ${roles.join(", ")}`, () => {
        assert.equal(
          mistakeIn(roles),
          "these roles read in web mail, where shared_mailbox_half_sender cannot send: use shared_mailbox_sender instead, or add shared_mailbox_imap_admin for a mail program",
        );
      });
    }

    const FINE: Record<string, readonly string[][]> = {
      "reading alone": [[Reader], [Editor], [Admin], [ImapAdmin], [Reader, ImapAdmin]],
      "sending alone, as a script does": [[Sender], [HalfSender]],
      "the sample of Yandex's help page": [[ImapAdmin, HalfSender]],
      "web mail and sending there": [
        [Reader, Sender],
        [Admin, Sender, HalfSender],
      ],
      "web mail and a mail program": [[Reader, ImapAdmin, HalfSender]],
      "what another role covers": [
        [Reader, Editor],
        [Owner, Reader, HalfSender],
        [Sender, HalfSender],
      ],
      "a role that nobody knows yet": [["new"], [Reader, HalfSender, "new"]],
      nothing: [[]],
    };
    for (const [what, lists] of Object.entries(FINE)) {
      it(`are not ${what}`, () => {
        for (const roles of lists) assert.equal(mistakeIn(roles), undefined, roles.join(", "));
      });
    }
  });
});
