import type * as pulumi from "@pulumi/pulumi";
import * as yandex360 from "pulumi-yandex360";
import { type Access, readConfig } from "./config";

const { orgId, shared, delegated, idOf } = readConfig();

/** The id of each mailbox, by its key in the config. */
export const mailboxes: Record<string, pulumi.Output<string>> = {};

for (const [key, { access, ...args }] of Object.entries(shared)) {
  const mailbox = new yandex360.SharedMailbox(key, { ...args, orgId }, { protect: true });
  mailboxes[key] = mailbox.id;
  grant(key, mailbox.id, access);
}

for (const [key, { owner, access }] of Object.entries(delegated)) {
  const mailbox = new yandex360.DelegatedMailbox(key, { ownerId: idOf(owner), orgId }, { protect: true });
  mailboxes[key] = mailbox.id;
  grant(key, mailbox.id, access);
}

function grant(key: string, mailboxId: pulumi.Output<string>, access: Access): void {
  for (const [employee, roles] of Object.entries(access)) {
    const args = { mailboxId, actorId: idOf(employee), roles, orgId };
    new yandex360.MailboxAccess(`${key}/${employee}`, args);
  }
}
