import type { Organization } from "../model/organization";
import type { OrganizationSeed } from "./seed";

/** Puts the seeded employees, mailboxes and rights into an organization; problems are returned by path, none when all is well. */
export function fillOrganization(organization: Organization, seed: OrganizationSeed): string[] {
  const problems: string[] = [];
  const each = <T>(list: string, items: readonly T[] | undefined, add: (item: T) => void) => {
    for (const [index, item] of (items ?? []).entries()) {
      try {
        add(item);
      } catch (error) {
        problems.push(`${list}[${index}]: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  each("users", seed.users, (user) => {
    organization.addUser(user);
  });
  each("shared", seed.shared, (mailbox) => {
    const domain = mailbox.email.split("@")[1]?.toLowerCase();
    if (!organization.domains.some(({ name }) => name === domain))
      throw new Error(`${mailbox.email} is on no domain here`);
    const taken = organization.findShared(mailbox.email) ?? organization.findUser(mailbox.email);
    if (taken) throw new Error(`the address ${mailbox.email} is taken`);
    organization.createShared(mailbox);
  });
  each("delegated", seed.delegated, (owner) => organization.enableDelegation(organization.resolve(owner)));
  each("access", seed.access, ({ mailboxId, actorId, roles }) =>
    organization.setAccess(organization.resolve(mailboxId), organization.resolve(actorId), roles),
  );
  return problems;
}
