import * as yandex360 from "pulumi-yandex360";

const support = new yandex360.SharedMailbox(
  "support",
  { email: "support@example.org", name: "Support", description: "First line" },
  { protect: true },
);

const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "1130000000000001" }, { protect: true });

new yandex360.MailboxAccess("support-anna", {
  mailboxId: support.id,
  actorId: "1130000000000002",
  roles: [yandex360.Role.Owner],
});

new yandex360.MailboxAccess("boss-anna", {
  mailboxId: boss.id,
  actorId: "1130000000000002",
  roles: [yandex360.Role.ImapAdmin, yandex360.Role.Sender],
  notify: "none",
});
