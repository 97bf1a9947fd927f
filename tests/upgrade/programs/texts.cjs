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

const { DelegatedMailbox, MailboxAccess, MailboxAccessList, SharedMailbox } = require("pulumi-yandex360");

const made = [
  new SharedMailbox("SharedMailbox", { email: "a@example.org", name: "Name" }),
  new DelegatedMailbox("DelegatedMailbox", { ownerId: "1" }),
  new MailboxAccess("MailboxAccess", { mailboxId: "1", actorId: "2", roles: ["shared_mailbox_owner"] }),
  new MailboxAccessList("MailboxAccessList", {
    mailboxId: "3",
    access: [{ actorId: "2", roles: ["shared_mailbox_owner"] }],
  }),
];

pulumi.all(made.map(({ urn }) => urn)).apply(() => console.log(JSON.stringify(texts)));
