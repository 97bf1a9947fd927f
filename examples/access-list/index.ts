import * as yandex360 from "pulumi-yandex360";

const { Role } = yandex360;

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
    { actorId: "1130000000000004", roles: [Role.ImapAdmin, Role.Sender] },
  ],
  notify: "delegates",
});

/** The roles by employee id. */
export const whoHasAccess = access.access;
