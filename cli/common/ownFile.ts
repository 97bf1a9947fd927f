/** Whether an organization file is of the organization that was read. */
import type { Draft } from "../../organization";
import { addressOf, domainsOf, listOf } from "../../organization/names";
import type { Survey } from "../../provider/engine/survey";

/** @throws Error where the organization has none of the file's domains: the two have nothing to do with each other. */
export function refuseOther(file: string, spec: Draft, { orgId, domains, employees, mailboxes }: Survey): void {
  // A token that may not read domains shows those of the addresses alone.
  const addresses = [...employees, ...mailboxes].flatMap(({ email = "" }) => addressOf(email)?.domain ?? []);
  const names = domains.map(({ name }) => name);
  const there = new Set([...domainsOf({ domain: names }), ...addresses]);
  if (there.size > 0 && !domainsOf(spec).some((domain) => there.has(domain))) {
    throw new Error(
      `${file} has the domains ${listOf(spec.domain).join(", ")}, and organization ${orgId} has ` +
        `${(names.length > 0 ? names : [...there]).join(", ")}: name the right organization with --org or --stack`,
    );
  }
}
