import assert from "node:assert/strict";
import type { EmulatorOptions } from "../../emulator";
import type { Finding } from "../../provider/engine/looks";
import { Preview } from "../../provider/engine/preview";
import type { ResourceType } from "../../provider/registry";
import {
  accessInputs,
  type Bench,
  delegatedInputs,
  listInputs,
  ORG,
  seedShared,
  sharedInputs,
  TOKEN,
  user,
  withBench,
} from "../support/context";

const OWNER = ["shared_mailbox_owner"];
const TWO = ["shared_mailbox_imap_admin", "shared_mailbox_sender"];

type Looking = Bench & {
  look(type: ResourceType, inputs: object, deletesFirst?: boolean): Promise<string[]>;
  foresee(type: ResourceType, inputs: object, deletesFirst?: boolean): Promise<string | undefined>;
};

/** A preview of the emulated organization, with other config where that is given. */
function withPreview(
  body: (looking: Looking) => Promise<void>,
  config: Record<string, string> = {},
  options: EmulatorOptions = {},
) {
  return withBench(options, async (bench) => {
    const all: Record<string, string> = { "yandex360:apiUrl": bench.emulator.url, "yandex360:token": TOKEN, ...config };
    const preview = new Preview((key) => all[key], bench.clock);
    const tell = ({ severity, message, beside }: Finding) => `${beside ? "" : "of all, "}${severity}: ${message}`;
    await body({
      ...bench,
      look: async (...about) => (await preview.look(...about)).findings.map(tell),
      foresee: async (...about) => (await preview.look(...about)).id,
    });
    assert.deepEqual(
      bench.emulator.journal.filter(({ method }) => method !== "GET"),
      [],
      "a preview wrote",
    );
  });
}

describe("the preview of a shared mailbox", () => {
  it("with adopt says which mailbox is taken over, and what changes", () =>
    withPreview(async ({ emulator, look }) => {
      const id = seedShared(emulator, "Support@example.org", "Made by hand");
      assert.deepEqual(await look("SharedMailbox", sharedInputs({ adopt: true, name: "First line" })), [
        `info: takes over shared mailbox ${id} ("Made by hand" → "First line")`,
      ]);
    }));

  it("with adopt says that there is none", () =>
    withPreview(async ({ look }) => {
      assert.deepEqual(await look("SharedMailbox", sharedInputs({ adopt: true })), [
        "info: there is no shared mailbox with this address to adopt: it will be created",
      ]);
    }));

  it("without adopt asks nothing", () =>
    withPreview(async ({ look, asked }) => {
      assert.deepEqual(await look("SharedMailbox", sharedInputs()), []);
      assert.deepEqual(asked(), []);
    }));

  it("looks at each mailbox once, however many are to be adopted", () =>
    withPreview(async ({ emulator, look, asked }) => {
      for (const n of [1, 2, 3]) seedShared(emulator, `box${n}@example.org`, `Box ${n}`);
      const wanted = [1, 2, 3, 4].map((n) => sharedInputs({ adopt: true, email: `box${n}@example.org` }));
      await Promise.all(wanted.map((inputs) => look("SharedMailbox", inputs)));
      await look("SharedMailbox", sharedInputs({ adopt: true, email: "box5@example.org" }));
      assert.deepEqual(asked().sort(), ["GetShared", "GetShared", "GetShared", "ListShared"]);
    }));
});

describe("the id that a mailbox will have", () => {
  it("is known of one to adopt that is there, and of a delegation, on or not; without another request", () =>
    withPreview(async ({ emulator, foresee, asked }) => {
      const id = seedShared(emulator, "Support@example.org");
      assert.equal(await foresee("SharedMailbox", sharedInputs({ adopt: true })), id);
      assert.equal(await foresee("SharedMailbox", sharedInputs({ adopt: true, email: "new@example.org" })), undefined);
      assert.equal(await foresee("SharedMailbox", sharedInputs()), undefined);
      assert.equal(await foresee("DelegatedMailbox", delegatedInputs()), user(1));
      assert.equal(await foresee("DelegatedMailbox", delegatedInputs(), true), undefined);
      assert.deepEqual(asked(), ["ListShared", "GetShared", "ListDelegated"]);
    }));

  it("is not known of access, nor where the look fails", () =>
    withPreview(async ({ emulator, foresee }) => {
      const mailboxId = seedShared(emulator);
      assert.equal(await foresee("MailboxAccess", accessInputs({ mailboxId })), undefined);
      emulator.inject({ endpoint: "ListDelegated", fault: "status-403-admin" });
      assert.equal(await foresee("DelegatedMailbox", delegatedInputs()), undefined);
    }));
});

describe("the preview of a delegation", () => {
  it("says that it is on already, and who has access", () =>
    withPreview(async ({ emulator, look }) => {
      emulator.organization(ORG).enableDelegation(user(1));
      emulator.organization(ORG).enableDelegation(user(2));
      emulator.organization(ORG).access.set(user(1), user(6), TWO);
      emulator.organization(ORG).access.set(user(1), user(7), OWNER);
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs()), [
        `info: delegation is on already, with access for ${user(6)} (imapAdmin, sender) and ${user(7)} (owner)`,
      ]);
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs({ ownerId: user(2) })), [
        "info: delegation is on already, with access for nobody",
      ]);
    }));

  it("warns that `deleteBeforeReplace` takes everybody's access away, where there is any", () =>
    withPreview(async ({ emulator, look }) => {
      emulator.organization(ORG).enableDelegation(user(1));
      emulator.organization(ORG).enableDelegation(user(2));
      emulator.organization(ORG).access.set(user(2), user(6), TWO);
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs(), true), [
        "info: delegation is on already, with access for nobody",
      ]);
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs({ ownerId: user(2) }), true), [
        `warn: delegation is on already, with access for ${user(6)} (imapAdmin, sender); if this replaces the delegation, ` +
          "`deleteBeforeReplace` takes all of this access away, and only those to whom the program gives access get it again",
      ]);
    }));

  it("says nothing where it is off, after one look that all share, without waiting for a second", () =>
    withPreview(async ({ look, asked }) => {
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs()), []);
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs({ ownerId: user(2) })), []);
      assert.deepEqual(asked(), ["ListDelegated"]);
    }));
});

describe("the preview of access", () => {
  it("of an employee says which other roles it replaces, and nothing where there are none or the same", () =>
    withPreview(async ({ emulator, look, asked }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).access.set(mailboxId, user(2), OWNER);
      emulator.organization(ORG).access.set(mailboxId, user(3), ["shared_mailbox_reader"]);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId })), [
        `warn: replaces the roles of ${user(2)} (owner) by reader`,
      ]);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId, actorId: user(3) })), []);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId, actorId: user(4) })), []);
      assert.deepEqual(asked(), ["ListActors"]);
    }));

  it("by a list fails where somebody would lose access without leave, naming each with roles, and not the owner", () =>
    withPreview(
      async ({ emulator, look }) => {
        emulator.organization(ORG).enableDelegation(user(1));
        emulator.organization(ORG).access.set(user(1), user(2), OWNER);
        emulator.organization(ORG).access.set(user(1), user(4), TWO);
        const found = await look("MailboxAccessList", listInputs(user(1), { [user(2)]: OWNER }));
        assert.deepEqual(found, [
          `error: ${user(4)} (imapAdmin, sender) has access to mailbox ${user(1)} and is not in \`access\`: ` +
            'add them to it, or set `unlisted: "remove"` to take their access away',
        ]);
      },
      {},
      { switches: { ownerListed: true } },
    ));

  it("by a list warns of those who lose it with leave", () =>
    withPreview(async ({ emulator, look }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).access.set(mailboxId, user(4), TWO);
      emulator.organization(ORG).access.set(mailboxId, user(5), OWNER);
      assert.deepEqual(await look("MailboxAccessList", { ...listInputs(mailboxId, {}), unlisted: "remove" }), [
        `warn: takes access away from ${user(4)} (imapAdmin, sender) and ${user(5)} (owner), who are not in \`access\``,
      ]);
    }));

  it("by a list says nothing where nobody loses any, or where it is not exclusive", () =>
    withPreview(async ({ emulator, look }) => {
      const mailboxId = seedShared(emulator);
      emulator.organization(ORG).access.set(mailboxId, user(4), TWO);
      assert.deepEqual(await look("MailboxAccessList", listInputs(mailboxId, { [user(4)]: OWNER })), []);
      assert.deepEqual(await look("MailboxAccessList", listInputs(mailboxId, {}, { exclusive: false })), []);
      const { mailboxId: _, ...unknownMailbox } = listInputs(mailboxId, {});
      assert.deepEqual(await look("MailboxAccessList", unknownMailbox), []);
    }));
});

describe("the preview of access to a mailbox that the service does not show", () => {
  const missing = [
    `info: the service shows no mailbox ${user(1)} yet: check the id, unless the mailbox will be there when \`up\` gives this access`,
  ];

  it("says so", () =>
    withPreview(async ({ look }) => {
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId: user(1) })), missing);
      assert.deepEqual(await look("MailboxAccessList", listInputs(user(1), {})), missing);
    }));

  it("says nothing where the program switches its delegation on", () =>
    withPreview(async ({ look }) => {
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs()), []);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId: user(1) })), []);
      assert.deepEqual(await look("MailboxAccessList", listInputs(user(1), {})), []);
    }));
});

describe("the preview of one more employee's access to a mailbox that is full", () => {
  it("warns, and not where old access goes first, where a place is free, or of who has access already", () =>
    withPreview(async ({ emulator, look }) => {
      const [mailboxId, free] = [seedShared(emulator), seedShared(emulator, "free@example.org", "Free")];
      const { access } = emulator.organization(ORG);
      for (let n = 101; n <= 140; n++) access.set(mailboxId, user(n), OWNER);
      for (let n = 101; n <= 139; n++) access.set(free, user(n), OWNER);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId })), [
        `warn: 40 employees have access to mailbox ${mailboxId} already, and Yandex's help page allows 40: take somebody's ` +
          "access away in an earlier `up`, or, if this replaces access to the mailbox, set the resource option " +
          "`deleteBeforeReplace: true`",
      ]);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId }), true), []);
      assert.deepEqual(await look("MailboxAccess", accessInputs({ mailboxId: free })), []);
      const listed = accessInputs({ mailboxId, actorId: user(101), roles: OWNER });
      assert.deepEqual(await look("MailboxAccess", listed), []);
    }));
});

describe("a preview that cannot look", () => {
  it("without a token says so once, names what it is about and how to set one, and asks nothing", () =>
    withPreview(
      async ({ look, asked }) => {
        assert.match(
          (await look("DelegatedMailbox", delegatedInputs())).join(),
          /^of all, info: without a token .*YANDEX360_TOKEN$/,
        );
        assert.deepEqual(await look("SharedMailbox", sharedInputs({ adopt: true })), []);
        assert.deepEqual(asked(), []);
      },
      { "yandex360:token": "" },
    ));

  it("says nothing and asks nothing where looks are switched off", () =>
    withPreview(
      async ({ look, asked }) => {
        assert.deepEqual(await look("DelegatedMailbox", delegatedInputs()), []);
        assert.deepEqual(asked(), []);
      },
      { "yandex360:previewLooks": "false" },
    ));

  it("because the service refuses warns once for each reason, without the token", () =>
    withPreview(async ({ emulator, look }) => {
      emulator.inject({ endpoint: "ListDelegated", fault: "status-403-admin", times: Number.POSITIVE_INFINITY });
      emulator.inject({ endpoint: "ListShared", fault: "status-404-html", times: Number.POSITIVE_INFINITY });
      const first = await look("DelegatedMailbox", delegatedInputs());
      assert.match(
        first.join(),
        new RegExp(
          `^of all, warn: could not look at what exists already, such as the delegation of mailbox ${user(1)}: .*HTTP 403`,
        ),
      );
      assert.ok(!first.join().includes(TOKEN));
      assert.deepEqual(await look("DelegatedMailbox", delegatedInputs({ ownerId: user(2) })), []);
      assert.match(
        (await look("SharedMailbox", sharedInputs({ adopt: true }))).join(),
        /^of all, warn: could not look at what exists already, such as the mailbox to adopt/,
      );
    }));

  it("because the service is out of order gives up soon", () =>
    withPreview(async ({ emulator, look }) => {
      emulator.inject({ endpoint: "ListDelegated", fault: "status-503", times: Number.POSITIVE_INFINITY });
      assert.match(
        (await look("DelegatedMailbox", delegatedInputs())).join(),
        /HTTP 503.*gave up after \d attempts in [0-5] s/,
      );
    }));
});
