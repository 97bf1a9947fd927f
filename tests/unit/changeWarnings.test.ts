import assert from "node:assert/strict";
import { Operations } from "../../provider/engine/operations";
import { Session } from "../../provider/engine/session";
import { type ResourceType, resources } from "../../provider/registry";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ORG = "1000001";
const OWNER = ["shared_mailbox_owner"];
const TWO = ["shared_mailbox_imap_admin", "shared_mailbox_sender"];
const LIST = {
  ...{ orgId: ORG, mailboxId: "1130000900000001", access: { "11": OWNER } },
  ...{ notify: "none", exclusive: true, unlisted: "refuse" },
};
const SHARED = { orgId: ORG, email: "support@example.org", name: "Support", description: "", adopt: false };

/** What the diff says of a change of declared inputs, or of what only a refresh asks about. */
async function warnings(type: ResourceType, state: object, inputs: object, declared = true): Promise<string[]> {
  const said: string[] = [];
  const say = (message: unknown) => void said.push(String(message));
  const messages = { info: say, warn: say, shown: async () => undefined };
  const session = new Session(messages, new AbortController().signal);
  session.configure((key) => (key === "yandex360:orgId" ? ORG : undefined), []);
  const operations = new Operations(resources[type].lifecycle, session);
  const next = { ...state, ...inputs };
  const { inputs: kept } = declared ? operations.check(state, next as never) : { inputs: next as never };
  await operations.diff("1130000900000001", state as never, kept);
  return said;
}

describe("what a change of a list says before it is made", () => {
  it("names who is in state and loses access, with roles", async () => {
    const state = { ...LIST, access: { "11": OWNER, "12": TWO, "13": OWNER } };
    assert.deepEqual(await warnings("MailboxAccessList", state, { access: { "11": TWO } }), [
      "takes access away from 12 (imapAdmin, sender) and 13 (owner), who are not in `access`",
    ]);
    assert.deepEqual(await warnings("MailboxAccessList", state, { access: { "11": OWNER, "12": TWO } }), [
      "takes access away from 13 (owner), who is not in `access`",
    ]);
  });

  it("says nothing of people who come or change, of what a refresh asks about, and of a list that is not known yet", async () => {
    const state = { ...LIST, access: { "11": OWNER, "12": TWO } };
    assert.deepEqual(await warnings("MailboxAccessList", LIST, { access: { "11": TWO, "12": OWNER } }), []);
    assert.deepEqual(await warnings("MailboxAccessList", state, { access: {} }, false), []);
    assert.deepEqual(await warnings("MailboxAccessList", state, { access: UNKNOWN }), []);
  });

  it("says of one that becomes exclusive what the `up` does to people whom state does not know", async () => {
    const open = { ...LIST, exclusive: false };
    const looks = "`exclusive` becomes true: the `up` looks who else has access, whom this preview does not know, and";
    assert.deepEqual(await warnings("MailboxAccessList", open, { exclusive: true }), [
      `${looks} changes nothing and names them if there is anybody`,
    ]);
    assert.deepEqual(await warnings("MailboxAccessList", open, { exclusive: true, unlisted: "remove" }), [
      `${looks} takes their access away; set \`unlisted: "refuse"\` first, and the \`up\` names them and changes nothing`,
    ]);
    assert.deepEqual(await warnings("MailboxAccessList", LIST, { exclusive: false }), []);
  });
});

describe("what the replacement of a shared mailbox says", () => {
  const lost =
    "the replacement deletes mailbox 1130000900000001 (support@example.org) with its letters; the access that this program " +
    "declares moves to help@example.org, other access is lost";

  it("says that the service refuses the new one, where both have the same name", async () => {
    assert.deepEqual(await warnings("SharedMailbox", SHARED, { email: "help@example.org" }), [
      `${lost}; both have the same name, which is unique in an organization: the service refuses the new mailbox while the ` +
        "old one is there, so give it another `name`",
    ]);
  });

  it("says no such thing of another name, or of another organization", async () => {
    assert.deepEqual(await warnings("SharedMailbox", SHARED, { email: "help@example.org", name: "Help" }), [lost]);
    assert.deepEqual(await warnings("SharedMailbox", SHARED, { email: "help@example.org", orgId: "1000002" }), [lost]);
  });
});
