import * as yandex360 from "@pulumi/yandex360";

const { Notify, Role } = yandex360;

const sales = new yandex360.SharedMailbox(
  "sales",
  { email: "sales@example.org", name: "Sales", description: "Offers and orders" },
  { protect: true },
);

/** Employees who are not listed lose their access: the next preview after a refresh shows whom that would be. */
const access = new yandex360.MailboxAccessList("sales-access", {
  mailboxId: sales.id,
  access: [
    { actorId: "1130000000000002", roles: [Role.Owner] },
    { actorId: "1130000000000003", roles: [Role.Editor, Role.Sender] },
  ],
  notify: Notify.Delegates,
});

const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "1130000000000001" }, { protect: true });

new yandex360.MailboxAccess("boss-anna", {
  mailboxId: boss.id,
  actorId: "1130000000000002",
  roles: [Role.ImapAdmin, Role.Sender],
  notify: Notify.None,
});

/** The roles by employee id. */
export const whoHasAccess = access.access;
