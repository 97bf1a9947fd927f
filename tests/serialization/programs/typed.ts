import type * as pulumi from "@pulumi/pulumi";
import * as yandex360 from "pulumi-yandex360";
import {
  MailboxAccess,
  type MailboxAccessArgs,
  MailboxAccessList,
  type Notify,
  Role,
  SharedMailbox,
} from "pulumi-yandex360";
import { type Emulator, FAULT_SPECS, startEmulator } from "pulumi-yandex360/emulator";

const support = new SharedMailbox("support", { email: "support@example.org", name: "Support" }, { protect: true });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: 1130000000000001 });
const args: MailboxAccessArgs = {
  mailboxId: support.id,
  actorId: "1130000000000002",
  roles: [Role.Owner, "shared_mailbox_reader", "imapAdmin", "a_role_to_come"],
};
const access = new MailboxAccess("access", args);

new MailboxAccessList("list", { mailboxId: boss.id, access: [{ actorId: 1130000000000002, roles: ["sender"] }] });
new MailboxAccessList("mapping", { mailboxId: boss.id, access: { "1130000000000002": ["sender", Role.Reader] } });

export const id: pulumi.Output<string> = boss.id;
export const roles: pulumi.Output<string[]> = access.roles;
export const notify: pulumi.Output<Notify> = access.notify;

export const emulator: Promise<Emulator> = startEmulator();
export const about: string = FAULT_SPECS.refused.about;

// @ts-expect-error a mailbox has to have a name
new SharedMailbox("nameless", { email: "support@example.org" });
// @ts-expect-error there is no such value
new MailboxAccess("wrong", { ...args, notify: "some" });
// @ts-expect-error there is no such property
new MailboxAccessList("slip", { mailboxId: boss.id, access: [], exclusve: false });
