import { domainToASCII } from "node:url";
import { ApiError, isNotFound, mayHaveActed, Yandex360Error } from "../api/errors";
import type { SharedMailboxReply } from "../api/schemas";
import { deleteFrom } from "./deletion";
import { keyOf } from "./holdings";
import { SECOND_LOOK } from "./inventory";
import { CONFIRMED, ifKnown, type Outcome, outcomeOf } from "./outcome";
import type { Parts } from "./parts";
import { type Described, NameTaken, rename } from "./renames";

/** A shared mailbox as it is to be. */
export interface Wanted extends Described {
  orgId: string;
  email: string;
}

/** How the making of a mailbox ended. */
export type Creation =
  | { kind: "created"; id: string }
  /** A shared mailbox has the address. `madeHere` where a request of this operation surely made it, whose answer was lost. */
  | { kind: "found"; mailbox: SharedMailboxReply; madeHere: boolean };

/** How often a create whose answer was lost is begun in all. */
const ATTEMPTS = 3;

/** `createdAt` and the clock of a reply may differ by this much, in milliseconds. */
const CLOCK_TOLERANCE = 2_000;

/** The shared mailboxes of an organization. */
export class SharedMailboxes {
  constructor(private readonly parts: Parts) {}

  /**
   * Makes the mailbox, which the program then holds. After an answer that leaves open whether it was made, it is looked up
   * by its address before the request is repeated, so that there are never two.
   *
   * @throws the service's refusal, or the error that leaves open whether the mailbox was made.
   */
  async create(wanted: Wanted): Promise<Creation> {
    const { clock, inventory, serviceTime } = this.parts;
    const begun = clock.now();
    let answerLost = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.request(wanted);
        if ("id" in answer) {
          this.claim(wanted, answer.id);
          return { kind: "created", id: answer.id };
        }
        const { error } = answer;
        answerLost ||= answer.kind === "unconfirmed";
        if (!mayMeanTaken(error) && !answerLost) {
          throw error;
        }
        const mailbox = await this.find(wanted, error, answerLost);
        if (mailbox !== undefined) {
          const madeHere = answerLost && wasMadeAs(mailbox, wanted, serviceTime(begun) - CLOCK_TOLERANCE);
          return { kind: "found", mailbox, madeHere };
        }
        if (attempt === ATTEMPTS || !(await this.mayRepeat(wanted, error, answerLost))) {
          throw mayMeanTaken(error) && error.reason === "alreadyExists" ? nameTaken(wanted, error) : error;
        }
      } finally {
        inventory.invalidateList(wanted.orgId, "shared");
      }
    }
  }

  /** Lets the program hold the mailbox from now on, so that no deletion takes it away. */
  claim(organization: { orgId: string }, id: string): void {
    this.parts.holdings.hold(keyOf("shared", organization, id));
  }

  /** Whether the program holds the mailbox. */
  isHeld(organization: { orgId: string }, id: string): boolean {
    return this.parts.holdings.isHeld(keyOf("shared", organization, id));
  }

  /** The mailbox as it is; `undefined` only where it is proven to be gone. */
  async get(orgId: string, id: string): Promise<SharedMailboxReply | undefined> {
    const { api, inventory } = this.parts;
    try {
      return await api.getShared(orgId, id);
    } catch (error) {
      if (isNotFound(error) && !(await inventory.has(orgId, "shared", id))) {
        return undefined;
      }
      throw error;
    }
  }

  /** Gives the mailbox another name, or description. */
  async update(orgId: string, id: string, from: Described, to: Described): Promise<Outcome<Described>> {
    try {
      await rename(this.parts, { orgId, id }, from, to);
      return CONFIRMED;
    } catch (error) {
      if (error instanceof NameTaken || !mayHaveActed(error)) {
        return { kind: "refused", error };
      }
      return { kind: "unconfirmed", error, observed: await this.describedIfKnown(orgId, id), open: true };
    }
  }

  /** Deletes the mailbox with its letters, unless the program holds it under another resource. */
  async delete(orgId: string, id: string): Promise<void> {
    const { api, inventory } = this.parts;
    if (!this.isHeld({ orgId }, id)) {
      await deleteFrom(inventory, "shared", orgId, id, () => api.deleteShared(orgId, id));
    }
  }

  private async request({ orgId, email, name, description }: Wanted) {
    try {
      return { id: await this.parts.api.createShared(orgId, { email, name, description }) };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  private async find({ orgId, email }: Wanted, because: unknown, answerLost: boolean) {
    try {
      return await this.parts.inventory.findShared(orgId, (mailbox) => sameAddress(mailbox.email, email));
    } catch (error) {
      const what = answerLost ? "the mailbox exists now" : "a shared mailbox has the address";
      const next = answerLost ? "; run `YANDEX360_ADOPT=same pulumi up`, which takes it over if it was made" : "";
      throw new Yandex360Error([because, `; and whether ${what} could not be looked up: `, error, next]);
    }
  }

  /** Whether the request may be sent once more, now that nobody has the address; waits for what has to come before it. */
  private async mayRepeat({ orgId, name }: Wanted, error: unknown, answerLost: boolean): Promise<boolean> {
    if (!mayMeanTaken(error)) {
      return mayHaveActed(error);
    }
    if (answerLost) {
      // What the lost attempt made may not show in the list yet.
      await this.parts.clock.sleep(SECOND_LOOK);
      return true;
    }
    const other = this.parts.renames.givingUp(orgId, name);
    await other?.released;
    return other !== undefined;
  }

  private async describedIfKnown(orgId: string, id: string): Promise<Described | undefined> {
    const found = await ifKnown(this.parts.api.getShared(orgId, id));
    return found && { name: found.name, description: found.description };
  }
}

/**
 * With which status and which words the service refuses an address that a shared mailbox has is not documented: each
 * refusal of what was sent may mean that, and none of who sent it, from where and how often.
 */
function mayMeanTaken(error: unknown): error is ApiError {
  return (
    error instanceof ApiError &&
    error.refusal.status < 500 &&
    !["notAdmin", "noScope", "notFound", "rateLimited", "unauthorized"].includes(error.reason)
  );
}

/** What has no date of its creation is not proven to be made here. */
function wasMadeAs({ name, description, createdAt }: SharedMailboxReply, wanted: Wanted, since: number): boolean {
  return name === wanted.name && description === wanted.description && Date.parse(createdAt ?? "") >= since;
}

function nameTaken({ name }: Wanted, error: ApiError): Yandex360Error {
  return new Yandex360Error(
    `${error.message}: no shared mailbox has this address, so the name is likely taken (names are unique in an ` +
      `organization): choose another name than ${JSON.stringify(name)}, or, when this replaces a mailbox under the ` +
      "same name, rename the old one first in an `up` of its own",
    { cause: error },
  );
}

/** Letter case means nothing, and a domain may be written in Unicode or in its ASCII form. */
export function sameAddress(a: string, b: string): boolean {
  return a === b || canonicalAddress(a) === canonicalAddress(b);
}

/** The one form of an address that others which mean the same have too. */
export function canonicalAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`.toLowerCase();
}
