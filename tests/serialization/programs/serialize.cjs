// Prints what Pulumi's SDK writes as `__provider` of each resource type.
const pulumi = require("@pulumi/pulumi");

const texts = {};
pulumi.runtime.setMocks({
  newResource({ name, inputs }) {
    texts[name] = inputs.__provider;
    return { id: "1", state: inputs };
  },
  call: () => ({}),
});

const { DelegatedMailbox, MailboxAccess, SharedMailbox } = require("pulumi-yandex360");

const shared = new SharedMailbox("SharedMailbox", { email: "a@example.org", name: "Name" });
const delegated = new DelegatedMailbox("DelegatedMailbox", { ownerId: "1" });
const access = new MailboxAccess("MailboxAccess", { mailboxId: "1", actorId: "2", roles: ["shared_mailbox_owner"] });

pulumi.all([shared.urn, delegated.urn, access.urn]).apply(() => console.log(JSON.stringify(texts)));
