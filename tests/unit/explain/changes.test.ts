import { strict as assert } from "node:assert";
import { explained, type Host, LATER, linesOf, step, urnOf } from "./previews";

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const EDITOR = "shared_mailbox_editor";

const support = { email: "support@acme.example", name: "Support", description: "", adopt: false };
const SUPPORT = "900";
const access = (mailboxId: string, actorId: string, ...roles: string[]) => ({
  mailboxId,
  actorId,
  roles,
  notify: "all",
});
const list = (mailboxId: string, people: Record<string, string[]>, more = {}) => ({
  mailboxId,
  access: people,
  exclusive: true,
  unlisted: "refuse",
  ...more,
});
const warning = (type: string, name: string, message: string) => ({
  urn: urnOf(type, name),
  message: `warning: ${message}\n`,
  severity: "warning",
});

describe("What a preview does to people and mailboxes", () => {
  for (const host of ["dynamic", "plugin"] as Host[]) {
    it(`names who gains, who loses and who may do less, on the ${host} host`, () => {
      const changes = explained([
        step("create", "MailboxAccess", "a", { host, after: access(SUPPORT, "1", READER) }),
        step("delete", "MailboxAccess", "b", { host, id: "900/2", before: access(SUPPORT, "2", EDITOR) }),
        step("update", "MailboxAccess", "c", {
          host,
          id: "900/3",
          before: access(SUPPORT, "3", EDITOR),
          after: access(SUPPORT, "3", READER),
        }),
        step("update", "MailboxAccess", "d", {
          host,
          id: "900/4",
          before: access(SUPPORT, "4", READER),
          after: access(SUPPORT, "4", EDITOR),
        }),
      ]);
      assert.deepEqual(linesOf(changes).sort(), [
        "900: 1 gains nothing → reader",
        "900: 2 loses editor → nothing",
        "900: 3 loses editor → reader",
        "900: 4 gains reader → editor",
      ]);
    });
  }

  it("finds resources below components and of both hosts in one preview", () => {
    const changes = explained([
      step("create", "MailboxAccess", "a", { parent: "acme:index:Team$", after: access(SUPPORT, "1", READER) }),
      step("create", "MailboxAccess", "b", { host: "plugin", after: access(SUPPORT, "2", READER) }),
    ]);
    assert.equal(linesOf(changes).length, 2);
  });

  it("says nothing of other packages' resources and of what stays", () => {
    const bucket = {
      op: "delete",
      urn: "urn:pulumi:dev::acme::aws:s3/bucket:Bucket::b",
      oldState: { type: "aws:s3/bucket:Bucket", id: "b", inputs: { roles: 3 } },
    };
    const changes = explained([
      bucket,
      step("same", "MailboxAccess", "a", {
        id: "900/1",
        before: access(SUPPORT, "1", READER),
        after: access(SUPPORT, "1", READER),
      }),
    ]);
    assert.deepEqual(changes.mailboxes, []);
  });

  it("takes a deleted mailbox away from everybody whom the service names, also from whom no resource gave access", () => {
    const steps = [step("delete", "SharedMailbox", "support", { id: SUPPORT, before: support })];
    assert.deepEqual(linesOf(explained(steps, { access: { [SUPPORT]: { 1: [OWNER], 2: [READER] } } })), [
      "support@acme.example deleted",
      "support@acme.example: 1 loses owner → nothing",
      "support@acme.example: 2 loses reader → nothing",
    ]);
    assert.equal(explained(steps).mailboxes[0]?.othersMayLose, true);
  });

  it("deletes nothing that retainOnDelete keeps", () => {
    const state = { retainOnDelete: true };
    const changes = explained([
      step("delete", "SharedMailbox", "support", { id: SUPPORT, before: support, state }),
      step("delete", "MailboxAccess", "a", { id: "900/1", before: access(SUPPORT, "1", OWNER), state }),
    ]);
    assert.deepEqual(linesOf(changes), ["support@acme.example released"]);
  });

  it("knows a renamed resource by what it stands for: nothing changes", () => {
    const boss = { ownerId: "7" };
    const changes = explained([
      step("create", "SharedMailbox", "new", { after: { ...support, adopt: true } }),
      step("create", "DelegatedMailbox", "new", { after: boss }),
      step("create", "MailboxAccess", "new", { after: access(SUPPORT, "1", OWNER) }),
      step("delete", "MailboxAccess", "old", { id: "900/1", before: access(SUPPORT, "1", OWNER) }),
      step("delete", "DelegatedMailbox", "old", { id: "7", before: boss }),
      step("delete", "SharedMailbox", "old", { id: SUPPORT, before: support }),
    ]);
    assert.deepEqual(linesOf(changes), []);
  });

  it("believes no adoption where the preview finds nothing to adopt: the mailbox of the old resource is deleted", () => {
    const urn = urnOf("SharedMailbox", "new");
    const text = "there is no shared mailbox with this address to adopt: it will be created";
    const changes = explained(
      [
        step("create", "SharedMailbox", "new", { after: { ...support, adopt: true } }),
        step("delete", "SharedMailbox", "old", { id: SUPPORT, before: support }),
      ],
      { said: [{ urn, message: `${text}\n`, severity: "info" }] },
    );
    assert.deepEqual(linesOf(changes), ["support@acme.example deleted", "support@acme.example created"]);
  });

  it("knows a person who moves from single access into a list, or back: nothing changes", () => {
    const into = [
      step("create", "MailboxAccessList", "all", { after: list(SUPPORT, { 1: [OWNER] }) }),
      step("delete", "MailboxAccess", "a", { id: "900/1", before: access(SUPPORT, "1", OWNER) }),
    ];
    const back = [
      step("create", "MailboxAccess", "a", { after: access(SUPPORT, "1", OWNER) }),
      step("delete", "MailboxAccessList", "all", { id: SUPPORT, before: list(SUPPORT, { 1: [OWNER] }) }),
    ];
    assert.deepEqual(linesOf(explained(into)), []);
    assert.deepEqual(linesOf(explained(back)), []);
  });

  it("compares roles as people feel them: order means nothing, and owner covers the rest", () => {
    const changes = explained([
      step("update", "MailboxAccess", "a", {
        id: "900/1",
        before: access(SUPPORT, "1", OWNER),
        after: access(SUPPORT, "1", READER, OWNER),
      }),
      step("update", "MailboxAccess", "b", {
        id: "900/2",
        before: access(SUPPORT, "2", READER, EDITOR),
        after: access(SUPPORT, "2", EDITOR, READER),
      }),
    ]);
    assert.deepEqual(linesOf(changes), []);
  });

  it("moves access with a replaced mailbox: what the old one loses, the new one gains, by its address", () => {
    const changes = explained([
      step("replace", "SharedMailbox", "support", {
        id: SUPPORT,
        before: support,
        after: { ...support, email: "help@acme.example" },
        replaces: ["email"],
      }),
      step("replace", "MailboxAccess", "a", {
        id: "900/1",
        before: access(SUPPORT, "1", OWNER),
        after: access(LATER, "1", OWNER),
        replaces: ["mailboxId"],
        from: urnOf("SharedMailbox", "support"),
      }),
    ]);
    assert.deepEqual(linesOf(changes).sort(), [
      "help@acme.example created",
      "help@acme.example: 1 gains nothing → owner",
      "support@acme.example deleted",
      "support@acme.example: 1 loses owner → nothing",
    ]);
    assert.equal(changes.mailboxes.find(({ fate }) => fate === "deleted")?.replacedBy, "help@acme.example");
  });

  it("takes access from everybody where delegation goes off and on again, but whom `up` gives it anew", () => {
    const changes = explained([
      step("replace", "DelegatedMailbox", "boss", {
        id: "7",
        before: { ownerId: "7" },
        after: { ownerId: "7" },
        replaces: ["id"],
        state: { pendingReplacement: true },
      }),
      step("replace", "MailboxAccess", "a", {
        id: "7/1",
        before: access("7", "1", READER),
        after: access(LATER, "1", READER),
        from: urnOf("DelegatedMailbox", "boss"),
        state: { pendingReplacement: true },
      }),
      step("same", "MailboxAccess", "b", {
        id: "7/2",
        before: access("7", "2", READER),
        after: access("7", "2", READER),
      }),
    ]);
    assert.deepEqual(linesOf(changes), ["7 switchedAnew", "7: 2 loses reader → nothing"]);
  });

  it("believes the service before state, where it was asked", () => {
    const steps = [
      step("delete", "MailboxAccess", "a", { id: "900/1", before: access(SUPPORT, "1", OWNER) }),
      step("update", "MailboxAccess", "b", {
        id: "900/2",
        before: access(SUPPORT, "2", READER),
        after: access(SUPPORT, "2", EDITOR),
      }),
    ];
    assert.deepEqual(linesOf(explained(steps, { access: { [SUPPORT]: { 2: [OWNER] } } })), [
      "900: 2 loses owner → editor",
      "900: last owner lost",
    ]);
  });

  it("says of a list that removes others whom it removes: by the preview's message, or by the service", () => {
    const steps = [
      step("create", "MailboxAccessList", "all", { after: list(SUPPORT, { 1: [OWNER] }, { unlisted: "remove" }) }),
    ];
    const said = [
      warning(
        "MailboxAccessList",
        "all",
        "takes access away from 2 (reader) and 3 (imapAdmin, sender), who are not in `access`",
      ),
    ];
    const lines = [
      "900: 1 gains nothing → owner",
      "900: 2 loses reader → nothing",
      "900: 3 loses imap_admin+sender → nothing",
    ];
    assert.deepEqual(linesOf(explained(steps, { said })).sort(), lines);
    const asked = { [SUPPORT]: { 2: [READER], 3: ["shared_mailbox_imap_admin", "shared_mailbox_sender"] } };
    assert.deepEqual(linesOf(explained(steps, { access: asked })).sort(), lines);
    assert.equal(explained(steps).mailboxes[0]?.othersMayLose, true);
  });

  it("says without the service that others may lose access by a list that removes them, also where only somebody is added", () => {
    const more = { unlisted: "remove" };
    const steps = [
      step("update", "MailboxAccessList", "all", {
        id: SUPPORT,
        before: list(SUPPORT, { 1: [OWNER] }, more),
        after: list(SUPPORT, { 1: [OWNER], 2: [READER] }, more),
      }),
    ];
    assert.equal(explained(steps).mailboxes[0]?.othersMayLose, true);
    assert.equal(explained(steps, { access: { [SUPPORT]: { 1: [OWNER] } } }).mailboxes[0]?.othersMayLose, false);
  });

  it("says of a list that refuses whom it refuses to remove, and that they lose nothing", () => {
    const steps = [step("create", "MailboxAccessList", "all", { after: list(SUPPORT, { 1: [OWNER] }) })];
    const [mailbox] = explained(steps, { access: { [SUPPORT]: { 2: [READER] } } }).mailboxes;
    assert.deepEqual([mailbox?.refused, mailbox?.people.map(({ actorId }) => actorId)], [["2"], ["1"]]);
  });

  it("keeps everybody else where a list is not exclusive", () => {
    const steps = [
      step("create", "MailboxAccessList", "all", { after: list(SUPPORT, { 1: [OWNER] }, { exclusive: false }) }),
    ];
    assert.deepEqual(linesOf(explained(steps, { access: { [SUPPORT]: { 2: [READER] } } })), [
      "900: 1 gains nothing → owner",
    ]);
  });

  it("warns of the last owner: surely where the service was asked, perhaps where it was not", () => {
    const steps = [step("delete", "MailboxAccess", "a", { id: "900/1", before: access(SUPPORT, "1", OWNER) })];
    assert.equal(explained(steps).mailboxes[0]?.lastOwner, "maybe");
    assert.equal(
      explained(steps, { access: { [SUPPORT]: { 1: [OWNER], 2: [READER] } } }).mailboxes[0]?.lastOwner,
      "lost",
    );
    assert.equal(explained(steps, { access: { [SUPPORT]: { 1: [OWNER], 2: [OWNER] } } }).mailboxes[0]?.lastOwner, "no");
  });

  it("is not sure of the last owner by a list that refuses, only by one that takes access from everybody else", () => {
    const lastOwner = (unlisted: string | undefined, access?: Record<string, Record<string, string[]>>) => {
      const before = list(SUPPORT, { 1: [OWNER], 2: [READER] }, { unlisted });
      const after = list(SUPPORT, { 2: [READER] }, { unlisted });
      const steps = [step("update", "MailboxAccessList", "all", { id: SUPPORT, before, after })];
      return explained(steps, { ...(access && { access }) }).mailboxes[0]?.lastOwner;
    };
    assert.equal(lastOwner("refuse"), "maybe");
    assert.equal(lastOwner(undefined), "maybe");
    assert.equal(lastOwner("remove"), "lost");
    assert.equal(lastOwner("refuse", { [SUPPORT]: { 1: [OWNER], 2: [READER] } }), "lost");
    assert.equal(lastOwner("refuse", { [SUPPORT]: { 1: [OWNER], 2: [READER], 3: [OWNER] } }), "no");
  });

  it("takes over what is there: a shared mailbox that a message names, and a delegation that is on", () => {
    const changes = explained(
      [
        step("create", "SharedMailbox", "s", { after: { ...support, adopt: true } }),
        step("create", "MailboxAccess", "a", { after: access(LATER, "1", OWNER), from: urnOf("SharedMailbox", "s") }),
        step("create", "DelegatedMailbox", "d", { after: { ownerId: "7" } }),
        step("import", "SharedMailbox", "i", { host: "plugin", after: { email: "i@acme.example", name: "I" } }),
      ],
      {
        said: [
          {
            urn: urnOf("SharedMailbox", "s"),
            message: 'takes over shared mailbox 900 ("Old" → "Support")\n',
            severity: "info",
          },
          {
            urn: urnOf("DelegatedMailbox", "d"),
            message: "delegation is on already, with access for 2 (reader)\n",
            severity: "info",
          },
        ],
        access: { 900: { 1: [READER] } },
      },
    );
    assert.deepEqual(linesOf(changes), [
      "7 adopted",
      "i@acme.example adopted",
      "support@acme.example adopted",
      "support@acme.example: 1 gains reader → owner",
    ]);
  });

  it("says honestly what the preview does not show, and that somebody may lose access by it", () => {
    const changes = explained([
      step("create", "MailboxAccess", "who", { after: access(SUPPORT, LATER, READER) }),
      step("create", "MailboxAccess", "secret", { after: access(SUPPORT, "[secret]", READER) }),
      step("update", "MailboxAccessList", "all", {
        id: "901",
        before: list("901", { 1: [OWNER] }),
        after: list("901", {}, { access: "[secret]" }),
      }),
      step("create", "MailboxAccess", "where", {
        after: access(LATER, "1", READER),
        from: "urn:pulumi:dev::acme::random:index/id:Id::x",
      }),
    ]);
    assert.deepEqual(linesOf(changes), [
      "901: ? gains nothing → ?",
      "?: 1 gains nothing → reader",
      "900: ? gains nothing → reader",
      "900: ? gains nothing → reader",
    ]);
    assert.deepEqual(
      changes.mailboxes.map(({ othersMayLose }) => othersMayLose),
      [true, false, false],
    );
  });

  it("says what a mailbox is called from now on, and of a secret that it may change", () => {
    const changes = explained(
      [
        step("update", "SharedMailbox", "a", {
          id: "900",
          before: support,
          after: { ...support, name: "Help", description: "First line" },
        }),
        step("update", "SharedMailbox", "b", {
          id: "901",
          before: { ...support, email: "b@acme.example", description: "[secret]" },
          after: { ...support, email: "b@acme.example", description: "[secret]" },
        }),
        step("create", "SharedMailbox", "c", { after: { ...support, email: "c@acme.example", adopt: true } }),
      ],
      {
        said: [
          {
            urn: urnOf("SharedMailbox", "c"),
            message: 'takes over shared mailbox 902 ("Old" → "Support")\n',
            severity: "info",
          },
        ],
      },
    );
    const secret = { hidden: "secret" };
    assert.deepEqual(
      changes.mailboxes.map(({ email, renamed, redescribed }) => [email, renamed, redescribed]),
      [
        ["b@acme.example", undefined, { from: secret, to: secret }],
        ["c@acme.example", undefined, undefined],
        ["support@acme.example", { from: "Support", to: "Help" }, { from: "", to: "First line" }],
      ],
    );
    assert.deepEqual(changes.notes, ['takes over shared mailbox 902 ("Old" → "Support")']);
  });

  it("reads a refreshed preview: what follows of a resource counts, and not what state had", () => {
    const stale = access(SUPPORT, "1", OWNER);
    const changes = explained([
      step("refresh", "MailboxAccess", "a", { id: "900/1", before: stale, after: stale }),
      step("update", "MailboxAccess", "a", {
        id: "900/1",
        before: access(SUPPORT, "1", READER),
        after: access(SUPPORT, "1", OWNER),
      }),
    ]);
    assert.deepEqual(linesOf(changes), ["900: 1 gains reader → owner"]);
  });

  it("sends again what an earlier `up` left half-made", () => {
    const before = { ...access(SUPPORT, "1", READER), unsettled: ["1"] };
    const changes = explained([
      step("update", "MailboxAccess", "a", {
        id: "900/1",
        before: { ...before, roles: [] },
        after: access(SUPPORT, "1", READER),
        state: { initErrors: ["timed out"] },
      }),
    ]);
    assert.deepEqual(linesOf(changes), ["900: 1 gains nothing → reader"]);
    assert.deepEqual(changes.mailboxes[0]?.unfinished, ["a"]);
  });

  it("keeps organizations apart", () => {
    const changes = explained([
      step("delete", "DelegatedMailbox", "a", { id: "7", before: { ownerId: "7" } }),
      step("create", "DelegatedMailbox", "b", { after: { ownerId: "8", orgId: "2000002" } }),
    ]);
    assert.deepEqual(
      changes.mailboxes.map(({ orgId, fate }) => `${orgId} ${fate}`),
      ["1000001 switchedOff", "2000002 switchedOn"],
    );
  });

  it("passes on what else is said, and nothing twice", () => {
    const ends = "organization.acme.yaml:9:7: the access ends after 2026-12-31 (holiday)";
    const changes = explained([], {
      said: [
        {
          urn: "urn:pulumi:dev::acme::yandex360:index:Organization::organization",
          message: `${ends}\n`,
          severity: "info",
        },
        { message: "printed by the program\n", severity: "info" },
        warning("MailboxAccessList", "all", "takes access away from 2 (reader), who is not in `access`"),
        warning("SharedMailbox", "s", "somebody else's words"),
      ],
    });
    assert.deepEqual([changes.days, changes.notes], [[ends], ["somebody else's words"]]);
  });
});
