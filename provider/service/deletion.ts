import { isNotFound } from "../api/errors";
import type { Inventory, List } from "./inventory";

/** Deletes a mailbox from a list. A 404 counts as done only where the complete list agrees that it is gone. */
export async function deleteFrom(
  inventory: Inventory,
  list: List,
  orgId: string,
  id: string,
  request: () => Promise<void>,
): Promise<void> {
  try {
    await request();
  } catch (error) {
    inventory.invalidateList(orgId, list);
    if (!isNotFound(error) || (await inventory.has(orgId, list, id))) {
      throw error;
    }
  } finally {
    inventory.invalidateList(orgId, list);
    inventory.invalidateActors(orgId, id);
  }
}
