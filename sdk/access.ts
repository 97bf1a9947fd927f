import * as pulumi from "@pulumi/pulumi";
import { isKnownRole, mistakeIn, nearestRole, type RoleName, roleOf } from "../provider/service/roles";

/** Roles as a program gives them: each by a short name, such as `imapAdmin`, or by the API's. */
export type RolesInput = pulumi.Input<pulumi.Input<RoleName>[]>;

/** What a {@link MailboxAccessList} stands for. */
export function wholeAccess(mailboxId: string): string {
  return `the whole access to mailbox ${mailboxId}`;
}

/** What a {@link MailboxAccess} stands for a part of. */
export function partOfAccess(mailboxId: string): string {
  return `access to mailbox ${mailboxId}`;
}

/** Warns of what may be meant as it is written and may be a mistake: it is passed on, since the service has the last word. */
export function warnAboutRoles(roles: RolesInput, resource: pulumi.Resource): void {
  pulumi.output(roles).apply((known: unknown) => {
    const names = Array.isArray(known) ? known.filter((role) => typeof role === "string").map(roleOf) : [];
    for (const warning of warningsOf(names)) {
      // A warning that cannot be shown must not end the program.
      pulumi.log.warn(warning, resource).catch(() => undefined);
    }
  });
}

function warningsOf(names: string[]): string[] {
  // One that is near a known role is refused.
  const unknown = names.filter((role) => !isKnownRole(role) && nearestRole(role) === undefined);
  const mistake = mistakeIn(names);
  return [
    ...unknown.map((role) => `role ${JSON.stringify(role)} is not one this package knows; it is passed on as it is`),
    ...(mistake === undefined ? [] : [`${names.join(", ")}: ${mistake}`]),
  ];
}
