import { buildUser, type User } from "../model/directory";
import type { Organization } from "../model/organization";
import { ROOT } from "../model/structure";
import { idOnCloud, snakeCased } from "./cloud";

/** The employees and, when the switch says so, the shared mailboxes. */
export function everybody(organization: Organization): User[] {
  const users = [...organization.users.values()];
  if (!organization.around.switches.sharedAmongUsers) return users;
  const shared = [...organization.shared.values()].map(({ id, email, name }) =>
    buildUser(
      { nickname: email.split("@")[0] ?? "", name: { first: name, last: name }, displayName: name, email },
      id,
      "",
      ROOT,
    ),
  );
  return [...users, ...shared];
}

/** Those whom the lists hold. */
export function listed(organization: Organization): User[] {
  const { dismissedListed } = organization.around.switches;
  return everybody(organization).filter(({ isDismissed }) => dismissedListed || !isDismissed);
}

/** A user as v1 shows it; the display name is in the reply of Get alone. */
export function v1User(organization: Organization, user: User): object {
  const { defaultEmail: _, is2faEnabled: __, displayName: ___, ...own } = shown(organization, user);
  return own;
}

/** A user as cloud-api shows it. */
export function cloudUser(organization: Organization, user: User): object {
  const { is2faEnabled, ...own } = shown(organization, user);
  const id = idOnCloud(user.id, organization.around.switches);
  return { ...snakeCased({ ...own, id }), is_2fa_enabled: is2faEnabled };
}

/** The addresses of a user that a filter may know. */
export function addressesOf(organization: Organization, user: User): { main: string[]; others: string[] } {
  const local = user.email.split("@")[0] ?? "";
  const parts = [local, ...user.aliases.filter((alias) => !alias.includes("@"))];
  const whole = user.aliases.filter((alias) => alias.includes("@"));
  const others = [...whole, ...organization.domains.flatMap(({ name }) => parts.map((part) => `${part}@${name}`))];
  return { main: [user.email, user.defaultEmail], others };
}

function shown(organization: Organization, user: User): User {
  const { aliasForm, userGroups } = organization.around.switches;
  const whole = aliasForm === "address";
  const aliases = user.aliases.map((alias) => (whole ? organization.wholeAddress(alias) : alias));
  const groups = organization.structure.groupsOf({ type: "user", id: user.id }, userGroups);
  return { ...user, aliases, groups };
}
