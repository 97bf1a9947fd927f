/** What a preview does with mailboxes: which are there, which come, which go. */

import { canonicalAddress } from "../../provider/service/sharedMailboxes";
import { grouped } from "./grouped";
import { resourceIn } from "./plain";
import { isHidden, type Message, type Preview, type Shown, type Step, type Values } from "./read";
import { findsNothing, isOnAlready, takenOver } from "./said";

/**
 * What becomes of a mailbox. `deleted`: with its letters. `switchedOff`, `switchedOn`: delegation. `switchedAnew`: off, which
 * takes everybody's access, and on again. `adopted`: the program takes over what exists. `released`: state forgets it, and
 * nothing else happens.
 */
export type Fate =
  | "kept"
  | "created"
  | "deleted"
  | "switchedOn"
  | "switchedOff"
  | "switchedAnew"
  | "adopted"
  | "released";

/** A text that changes. */
export interface Changed {
  from: Shown<string>;
  to: Shown<string>;
}

/** A mailbox of the preview. */
export interface Mailbox {
  /** Absent where the preview does not show it. */
  orgId?: string | undefined;
  /** Absent for one that is still to be made. */
  id?: string | undefined;
  /** Absent where the preview only has access to it. */
  kind?: "shared" | "delegated" | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /** The resource that it was first met in. */
  resource: string;
  fate: Fate;
  renamed?: Changed;
  redescribed?: Changed;
  /** The address of the mailbox that is made in its place. */
  replacedBy?: string | undefined;
}

/** The mailboxes of a preview, each once. */
export class Mailboxes {
  private readonly byKey = new Map<string, Mailbox>();
  private readonly byUrn = new Map<string, Mailbox>();
  private readonly messages: ReadonlyMap<string, Message[]>;
  private readonly inState: ReadonlyMap<string, Step[]>;
  private readonly urns: ReadonlyMap<Mailbox, string>;

  constructor({ steps, messages }: Preview) {
    this.messages = grouped(messages, ({ urn }) => urn);
    const own = steps.filter(({ type }) => type === "SharedMailbox" || type === "DelegatedMailbox");
    this.inState = grouped(own, ({ id, before }) => (before === undefined ? undefined : id));
    const leaving = grouped(own, ({ op, before }) => (op === "delete" ? addressIn(before) : undefined));
    // What comes is known before what goes: a mailbox that another resource takes over does not go.
    for (const step of own) {
      if (step.type === "SharedMailbox") this.addShared(step, leaving);
      else this.addDelegated(step);
    }
    this.urns = new Map([...this.byUrn].map(([urn, mailbox]) => [mailbox, urn]));
    for (const step of own) this.remove(step);
  }

  /** What is said beside a resource. */
  saidBeside(urn: string): readonly Message[] {
    return this.messages.get(urn) ?? [];
  }

  /** The URN of the resource that stands for a mailbox in the program. */
  urnOf(mailbox: Mailbox): string | undefined {
    return this.urns.get(mailbox);
  }

  /** Every mailbox. */
  get all(): Mailbox[] {
    return [...new Set([...this.byKey.values(), ...this.byUrn.values()])];
  }

  /** The one that access in state is to. */
  before({ before, resource }: Step): Mailbox | undefined {
    const id = before?.mailboxId;
    return id === undefined || isHidden(id) ? undefined : this.existing(before?.orgId, id, resource);
  }

  /** The one that access of the program is to. */
  after(step: Step): Mailbox {
    const { after, mailboxUrn, replaces, urn, resource } = step;
    const id = after?.mailboxId;
    if (id !== undefined && !isHidden(id)) {
      return this.existing(after?.orgId ?? step.before?.orgId, id, resource);
    }
    const made = mailboxUrn === undefined ? undefined : this.byUrn.get(mailboxUrn);
    const stays = replaces.includes("mailboxId") || step.deletesFirst ? undefined : this.before(step);
    const from = mailboxUrn ?? urn;
    const unknown: Mailbox = { ...orgOf(after?.orgId), resource: resourceIn(from), fate: "kept" };
    const found = made ?? stays ?? this.byUrn.get(from) ?? unknown;
    this.byUrn.set(from, found);
    return found;
  }

  private existing(org: Shown<string> | undefined, id: string, resource: string): Mailbox {
    const orgId = isHidden(org) ? undefined : org;
    // What an import is given leaves the provider's organization out.
    const key =
      orgId === undefined
        ? ([...this.byKey.keys()].find((one) => one.endsWith(` ${id}`)) ?? ` ${id}`)
        : `${orgId} ${id}`;
    const known = this.byKey.get(key) ?? { ...orgOf(orgId), id, resource, fate: "kept" };
    this.byKey.set(key, known);
    return known;
  }

  private addShared(step: Step, leaving: ReadonlyMap<string, readonly Step[]>): void {
    const { op, id, urn, before, after, resource } = step;
    if (after === undefined) return;
    const org = after.orgId ?? before?.orgId;
    const address = isHidden(after.email) ? {} : { email: after.email };
    const known = { kind: "shared" as const, resource, ...clean({ ...address, name: textIn(after.name) }) };
    if (op !== "create" && op !== "replace") {
      const mailbox = Object.assign(this.existing(org, id ?? "", resource), known);
      if (op === "import") mailbox.fate = "adopted";
      Object.assign(
        mailbox,
        clean({
          renamed: change(before?.name, after.name),
          redescribed: change(before?.description, after.description),
        }),
      );
      // Something changes, and it can only be what is secret.
      const isShown = mailbox.renamed !== undefined || mailbox.redescribed !== undefined;
      if (op === "update" && !isShown && isHidden(before?.description) && isHidden(after.description)) {
        mailbox.redescribed = { from: before.description, to: after.description };
      }
      this.byUrn.set(urn, mailbox);
      return;
    }
    const said = this.saidBeside(urn);
    const there =
      takenOver(said) ??
      (after.adopt && !findsNothing(said) ? leaving.get(addressIn(after) ?? "")?.[0]?.id : undefined);
    if (there === undefined) {
      this.byUrn.set(urn, { ...known, ...orgOf(org), fate: "created" });
      return;
    }
    const former = this.inState.get(there)?.[0]?.before;
    const mailbox = Object.assign(this.existing(org, there, resource), known);
    mailbox.fate = former === undefined ? "adopted" : "kept";
    Object.assign(
      mailbox,
      clean({ renamed: change(former?.name, after.name), redescribed: change(former?.description, after.description) }),
    );
    this.byUrn.set(urn, mailbox);
  }

  private addDelegated({ op, id, urn, before, after, resource, deletesFirst }: Step): void {
    if (after === undefined) return;
    const org = after.orgId ?? before?.orgId;
    const owner = after.ownerId ?? id;
    if (owner === undefined || isHidden(owner)) {
      this.byUrn.set(urn, { kind: "delegated", ...orgOf(org), resource, fate: "switchedOn" });
      return;
    }
    const mailbox = Object.assign(this.existing(org, owner, resource), { kind: "delegated" as const, resource });
    const isInState = this.inState.has(owner);
    if (op === "replace" && id === owner) mailbox.fate = deletesFirst ? "switchedAnew" : "kept";
    else if (op === "import") mailbox.fate = "adopted";
    else if (!isInState) mailbox.fate = isOnAlready(this.saidBeside(urn)) ? "adopted" : "switchedOn";
    this.byUrn.set(urn, mailbox);
  }

  private remove({ op, id, type, urn, before, resource, retained }: Step): void {
    if (before === undefined || id === undefined || (op !== "delete" && op !== "replace")) return;
    const isShared = type === "SharedMailbox";
    const mailbox = this.existing(before.orgId, id, resource);
    const isHeld = this.urns.has(mailbox);
    if (isHeld) return;
    mailbox.kind = isShared ? "shared" : "delegated";
    mailbox.fate = retained ? "released" : isShared ? "deleted" : "switchedOff";
    const replacedBy = op === "replace" ? this.byUrn.get(urn)?.email : undefined;
    Object.assign(mailbox, clean({ email: textIn(before.email), name: textIn(before.name), replacedBy }));
  }
}

/** The address of a mailbox in its organization, in a form that compares. */
function addressIn(values: Values | undefined): string | undefined {
  const address = textIn(values?.email);
  return address === undefined ? undefined : `${textIn(values?.orgId)} ${canonicalAddress(address)}`;
}

function change(from: Shown<string> | undefined, to: Shown<string> | undefined): Changed | undefined {
  const same = JSON.stringify(from) === JSON.stringify(to);
  return from === undefined || to === undefined || same ? undefined : { from, to };
}

function textIn(value: Shown<string> | undefined): string | undefined {
  return isHidden(value) ? undefined : value;
}

function orgOf(org: Shown<string> | undefined): { orgId?: string } {
  return org === undefined || isHidden(org) ? {} : { orgId: org };
}

/** Without what is not there. */
function clean<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
