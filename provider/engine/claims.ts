/**
 * Which thing of the service each resource of a program stands for, so that no two stand for the same. Loaded by programs, so
 * it imports nothing.
 */
import type { ResourceType } from "../registry";

/** What one resource stands for. */
export interface Claim {
  thing: string;
  /** What the thing is a part of: a resource may stand for the whole of it or any number for parts, not both. */
  partOf?: string;
}

/** How a type's claim is made from its inputs. */
interface ClaimOfType {
  /** The properties that say which thing it is. */
  properties: readonly [string, ...string[]];
  of(...values: string[]): Claim;
}

const accessTo = (mailboxId = "") => `access to mailbox ${mailboxId}`;

/** The claims by resource type. */
export const CLAIMS: Readonly<Record<ResourceType, ClaimOfType>> = {
  SharedMailbox: { properties: ["email"], of: (email) => ({ thing: `shared mailbox ${email}` }) },
  DelegatedMailbox: { properties: ["ownerId"], of: (ownerId) => ({ thing: `the delegation of mailbox ${ownerId}` }) },
  MailboxAccess: {
    properties: ["mailboxId", "actorId"],
    of: (mailboxId, actorId) => ({
      thing: `the access of employee ${actorId} to mailbox ${mailboxId}`,
      partOf: accessTo(mailboxId),
    }),
  },
  MailboxAccessList: { properties: ["mailboxId"], of: (mailboxId) => ({ thing: accessTo(mailboxId) }) },
};

/** The claims of one program run. */
export class Claims {
  private readonly wholes = new Map<string, Holder>();
  private readonly parts = new Map<string, Holder>();

  /**
   * Takes the claim, or says in one sentence why the resource cannot have it.
   *
   * @param resource - what errors call it, such as `SharedMailbox "support"`.
   * @param holder - tells the resource from others of the same name: it may take its claim again. Default: no other is it.
   */
  take(resource: string, { thing, partOf }: Claim, holder: unknown = {}): string | undefined {
    const other = this.wholes.get(thing);
    if (other !== undefined && other.holder !== holder) {
      return `${other.resource} and ${resource} both declare ${thing}: remove one of the two from the program`;
    }
    const part = this.parts.get(thing);
    if (part !== undefined) {
      return wholeAndPart(thing, resource, part.resource);
    }
    const whole = partOf === undefined ? undefined : this.wholes.get(partOf);
    if (partOf !== undefined && whole !== undefined) {
      return wholeAndPart(partOf, whole.resource, resource);
    }
    this.wholes.set(thing, { resource, holder });
    if (partOf !== undefined) {
      this.parts.set(partOf, { resource, holder });
    }
    return undefined;
  }
}

/** The resource that has a claim. */
interface Holder {
  resource: string;
  holder: unknown;
}

function wholeAndPart(thing: string, whole: string, part: string): string {
  return (
    `${whole} and ${part} both declare ${thing}: add the employee to \`access\` of ${whole} and remove ${part}, or remove ` +
    "the list"
  );
}
