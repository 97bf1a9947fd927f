/** Whether an organization file is of the organization that was read. */
import type { Live } from "./fromLive";
import { addressOf, domainsOf, listOf } from "./names";
import type { Draft } from "./schema";

/**
 * @param file - what errors call the file.
 * @throws Error where the organization has none of the file's domains: the two have nothing to do with each other.
 */
export function refuseOther(file: string, spec: Draft, orgId: string, { domains, employees, mailboxes }: Live): void {
  // A token that may not read domains shows those of the addresses alone.
  const addresses = [...employees, ...mailboxes].flatMap(({ email = "" }) => addressOf(email)?.domain ?? []);
  const there = new Set([...domainsOf({ domain: [...domains] }), ...addresses]);
  if (there.size > 0 && !domainsOf(spec).some((domain) => there.has(domain))) {
    throw new Error(
      `${file} has the domains ${listOf(spec.domain).join(", ")}, and organization ${orgId} has ` +
        `${(domains.length > 0 ? domains : [...there]).join(", ")}: name the right organization with --org or --stack`,
    );
  }
}
