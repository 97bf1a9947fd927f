/** How a file names people, as far as that can be checked without the directory. */
import { addressOf, domainsOf, plainName } from "./names";
import type { Draft } from "./schema";

/** Knows what cannot be an employee of the file's organization. */
export class PeopleCheck {
  private readonly domains: readonly string[];
  private readonly shared: ReadonlyMap<string, string>;

  constructor(draft: Draft) {
    this.domains = domainsOf(draft);
    this.shared = new Map(
      Object.entries(draft.shared ?? {}).flatMap(([key, { email }]) =>
        email === undefined ? [] : [[plainName(email), key] as const],
      ),
    );
  }

  /** Why nobody in the organization can have this name, or undefined. */
  problemWith(name: string): string | undefined {
    const address = addressOf(name);
    if (name.trim() === "" || (name.includes("@") && address === undefined)) {
      return "has to be an employee's address, alias, nickname or id";
    }
    const mailbox = this.shared.get(plainName(name));
    return mailbox === undefined
      ? this.foreign(address?.domain)
      : `is the address of the shared mailbox ${mailbox}, and has to be an employee's`;
  }

  /** Why a domain, where there is one, is not the organization's, or undefined. */
  foreign(domain: string | undefined): string | undefined {
    return domain === undefined || this.domains.length === 0 || this.domains.includes(domain)
      ? undefined
      : `is not in ${this.domains.join(" or ")}, the organization's domain`;
  }
}
