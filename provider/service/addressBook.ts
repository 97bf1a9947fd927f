import type { Yandex360Error } from "../api/errors";
import type { DirectoryReads } from "./directoryReads";
import { domainOf, EmployeeIndex, localPart, named } from "./employees";
import { anotherKind, type HasName, type Holder, isRefusal, quoted, withAddress } from "./findings";
import type { Inventory } from "./inventory";
import { Reads } from "./reads";

/** Who and what has which address in an organization. */
export class AddressBook {
  private readonly derived = new Reads();

  constructor(
    private readonly reads: DirectoryReads,
    private readonly inventory: Inventory,
  ) {}

  /** Everybody whom the service lists, as they are looked up. */
  index(orgId: string): Promise<EmployeeIndex> {
    return this.derived.cached(`${orgId}/index`, async () => new EmployeeIndex(await this.reads.users(orgId)));
  }

  /** The domains on which the address is as good as on its own: every address is on all of the organization's. */
  private async twinsOf(orgId: string, address: string): Promise<string[]> {
    const domain = domainOf(address);
    try {
      const domains = (await this.reads.domains(orgId)).filter(({ verified }) => verified !== false);
      const names = domains.map(({ name }) => name.toLowerCase());
      return names.includes(domain) ? names : [];
    } catch (error) {
      // Whether the domain is the organization's matters only where nobody's main address is on it.
      if (isRefusal(error) && (await this.index(orgId)).isMainDomain(domain)) {
        return [];
      }
      throw error;
    }
  }

  /** The address on each of the organization's domains, where its own is one of them. */
  async spellings(orgId: string, address: string): Promise<string[]> {
    return (await this.twinsOf(orgId, address)).map((domain) => `${localPart(address)}@${domain}`);
  }

  /** The ids of the shared mailboxes, which the list of employees may hold too; none where the token must not see them. */
  sharedIds(orgId: string): Promise<ReadonlySet<string>> {
    return this.derived.cached(`${orgId}/shared`, async () => {
      try {
        return new Set((await this.inventory.all(orgId, "shared")).keys());
      } catch (error) {
        if (isRefusal(error)) {
          return new Set<string>();
        }
        throw error;
      }
    });
  }

  /** What else has the address, as far as the token may see it. */
  async otherwise(orgId: string, address: string, than: Holder): Promise<Yandex360Error | undefined> {
    const quotedFirst = (units: readonly HasName[]) => withAddress(units, [address]).map(quoted)[0];
    const looks: Record<Holder, () => Promise<string | undefined>> = {
      employee: async () => (await this.index(orgId)).withAddress(address).map(named)[0],
      group: async () => quotedFirst(await this.reads.groups(orgId)),
      department: async () => quotedFirst(await this.reads.departments(orgId)),
      "shared mailbox": async () => {
        const found = await this.inventory.showsShared(orgId, ({ email }) => email.toLowerCase() === address);
        return found && quoted(found);
      },
    };
    const holders = (Object.keys(looks) as Holder[]).filter((holder) => holder !== than);
    const found = await Promise.allSettled(holders.map((holder) => looks[holder]()));
    const errors = found.flatMap((look, at) => {
      const holder = holders[at];
      return look.status === "fulfilled" && look.value !== undefined && holder !== undefined
        ? [anotherKind(holder, look.value)]
        : [];
    });
    return errors[0];
  }
}
