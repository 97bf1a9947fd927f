import type { Listing } from "../../provider/api/mailboxes";

/** A list of mailboxes as `Mailboxes` gives it. */
export function listing(ids: readonly string[], given: { complete?: boolean; count?: number } = {}): Listing {
  const { complete = true, count } = given;
  return { counts: new Map(ids.map((id) => [id, count])), complete };
}
