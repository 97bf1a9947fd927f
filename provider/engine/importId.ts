import type { IdPart } from "../resources/lifecycle";
import type { Context } from "../service/context";
import { sameAddress } from "../service/sharedMailboxes";

/** An id as it is typed. */
export interface ImportId {
  /** The organization that stands before the id, as in `1000001:1130000900000002`. */
  orgId?: string;
  id: string;
}

/** The organization, where one is typed, and the id. */
export function parseImportId(typed: string): ImportId {
  const [, orgId, id] = /^([1-9]\d{0,19}):(.*)$/s.exec(typed) ?? [];
  return orgId === undefined || id === undefined ? { id: typed } : { orgId, id };
}

/**
 * The id with the addresses in it looked up.
 *
 * @throws Yandex360Error where nobody and nothing has an address.
 */
export async function withoutAddresses(
  context: Context,
  orgId: string,
  id: string,
  parts: readonly IdPart[],
): Promise<string> {
  const typed = id.split("/");
  const resolved = typed.map((text, at) => {
    const part = parts[at];
    return part !== undefined && text.includes("@") ? RESOLVE[part](context, orgId, text) : text;
  });
  return (await Promise.all(resolved)).join("/");
}

type Resolve = (context: Context, orgId: string, address: string) => Promise<string>;

const RESOLVE: Record<IdPart, Resolve> = {
  sharedMailbox: async ({ service }, orgId, address) =>
    (await service.directory.sharedMailbox(orgId, { email: address.toLowerCase() })).id,

  employee: async ({ service }, orgId, address) =>
    (await service.directory.employee(orgId, { email: address.toLowerCase() })).id,

  async mailbox(context, orgId, address) {
    const shared = await context.service.inventory.findShared(orgId, ({ email }) => sameAddress(email, address));
    return shared?.id ?? RESOLVE.employee(context, orgId, address);
  },
};
