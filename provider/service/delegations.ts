import { ApiError, isNotFound, Yandex360Error } from "../api/errors";
import { deleteFrom } from "./deletion";
import { accessKey, keyOf } from "./holdings";
import { CONFIRMED, ifKnown, type Outcome, outcomeOf } from "./outcome";
import type { Parts } from "./parts";

/** An employee's own mailbox. */
export interface DelegationRef {
  orgId: string;
  ownerId: string;
}

/** Employees with the roles that they have. */
export type People = (readonly [actorId: string, roles: readonly string[]])[];

/** The delegation of employees' mailboxes. Changes of one mailbox's delegation never overlap. */
export class Delegations {
  constructor(private readonly parts: Parts) {}

  /** Switches delegation on, or takes over one that is on already. Unless it is refused, the program holds it from then on. */
  enable(delegation: DelegationRef): Promise<Outcome> {
    const key = keyOf("delegated", delegation, delegation.ownerId);
    return this.parts.mutex.runExclusive(key, async () => {
      const outcome = await this.send(delegation);
      if (outcome.kind !== "refused") {
        this.parts.holdings.hold(key);
      }
      return outcome;
    });
  }

  /** Whether delegation is on. That it is off is said only on proof. */
  isEnabled({ orgId, ownerId }: DelegationRef): Promise<boolean> {
    return this.parts.inventory.has(orgId, "delegated", ownerId);
  }

  /**
   * Switches delegation off, unless the program holds it under another resource.
   *
   * @returns who has lost access by that, or why this is not known.
   * @throws the service's refusal.
   */
  disable(delegation: DelegationRef): Promise<People | Yandex360Error> {
    const { api, holdings, inventory, mutex } = this.parts;
    const { orgId, ownerId } = delegation;
    const key = keyOf("delegated", delegation, ownerId);
    return mutex.runExclusive(key, async () => {
      if (holdings.isHeld(key)) {
        return [];
      }
      const losing = await this.whoLosesAccess(delegation);
      holdings.markRemoved(key);
      await deleteFrom(inventory, "delegated", orgId, ownerId, () => api.deleteDelegated(orgId, ownerId));
      return losing;
    });
  }

  private async send(delegation: DelegationRef): Promise<Outcome> {
    const { api, inventory } = this.parts;
    const { orgId, ownerId } = delegation;
    try {
      await api.createDelegated(orgId, ownerId);
      return CONFIRMED;
    } catch (error) {
      const conflict = error instanceof ApiError && error.refusal.status === 409;
      return conflict && (await this.isKnownToBeOn(delegation)) ? CONFIRMED : outcomeOf(error);
    } finally {
      inventory.invalidateList(orgId, "delegated");
    }
  }

  /** Where the look-up fails too, the first error counts: it says whether the service may have acted. */
  private async isKnownToBeOn(delegation: DelegationRef): Promise<boolean> {
    return (await ifKnown(this.isEnabled(delegation))) ?? false;
  }

  /** Everybody who has access, but for those from whom this run has just taken it; or why that is not known. */
  private async whoLosesAccess({ orgId, ownerId }: DelegationRef): Promise<People | Yandex360Error> {
    const { inventory, holdings } = this.parts;
    const hasLost = (actorId: string) => holdings.wasRemoved(accessKey({ orgId, mailboxId: ownerId, actorId }));
    try {
      const actors = await inventory.actors(orgId, ownerId);
      return [...actors].filter(([actorId]) => actorId !== ownerId && !hasLost(actorId));
    } catch (error) {
      if (isNotFound(error)) {
        return [];
      }
      if (error instanceof Yandex360Error) {
        return error;
      }
      throw error;
    }
  }
}
