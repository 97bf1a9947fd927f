/** What a preview does with mailboxes: which are there, which come, which go. */
import { sameAddress } from "../../provider/service/sharedMailboxes";
import { isHidden, type Message, type Preview, resourceIn, type Shown, type Step } from "./read";
import { isOnAlready, takenOver } from "./said";

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
  private readonly beside: (urn: string) => readonly Message[];

  constructor({ steps, messages }: Preview) {
    this.beside = (urn) => messages.filter((message) => message.urn === urn);
    const shared = steps.filter(({ type }) => type === "SharedMailbox");
    const delegated = steps.filter(({ type }) => type === "DelegatedMailbox");
    // What comes is known before what goes: a mailbox that another resource takes over does not go.
    for (const step of shared) this.addShared(step, shared);
    for (const step of delegated) this.addDelegated(step, delegated);
    for (const step of shared) this.removeShared(step);
    for (const step of delegated) this.removeDelegated(step);
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

  private addShared(step: Step, all: readonly Step[]): void {
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
      this.byUrn.set(urn, mailbox);
      return;
    }
    const there = takenOver(this.beside(urn)) ?? (after.adopt ? leftBy(step, all) : undefined);
    if (there === undefined) {
      this.byUrn.set(urn, { ...known, ...orgOf(org), fate: "created" });
      return;
    }
    const former = all.find((other) => other.id === there)?.before;
    const mailbox = Object.assign(this.existing(org, there, resource), known);
    mailbox.fate = former === undefined ? "adopted" : "kept";
    Object.assign(
      mailbox,
      clean({ renamed: change(former?.name, after.name), redescribed: change(former?.description, after.description) }),
    );
    this.byUrn.set(urn, mailbox);
  }

  private addDelegated({ op, id, urn, before, after, resource, deletesFirst }: Step, all: readonly Step[]): void {
    if (after === undefined) return;
    const org = after.orgId ?? before?.orgId;
    const owner = after.ownerId ?? id;
    if (owner === undefined || isHidden(owner)) {
      this.byUrn.set(urn, { kind: "delegated", ...orgOf(org), resource, fate: "switchedOn" });
      return;
    }
    const mailbox = Object.assign(this.existing(org, owner, resource), { kind: "delegated" as const, resource });
    const isInState = all.some((other) => other.id === owner && other.before !== undefined);
    if (op === "replace" && id === owner) mailbox.fate = deletesFirst ? "switchedAnew" : "kept";
    else if (op === "import") mailbox.fate = "adopted";
    else if (!isInState) mailbox.fate = isOnAlready(this.beside(urn)) ? "adopted" : "switchedOn";
    this.byUrn.set(urn, mailbox);
  }

  private removeShared(step: Step): void {
    const { op, id, urn, before, resource, retained } = step;
    if (before === undefined || id === undefined || !["delete", "replace"].includes(op)) return;
    const mailbox = this.existing(before.orgId, id, resource);
    if (this.isHeld(mailbox)) return;
    mailbox.fate = retained ? "released" : "deleted";
    Object.assign(mailbox, { kind: "shared" }, clean({ email: textIn(before.email), name: textIn(before.name) }));
    const instead = op === "replace" ? this.byUrn.get(urn)?.email : undefined;
    Object.assign(mailbox, clean({ replacedBy: instead }));
  }

  private removeDelegated({ op, id, before, resource, retained }: Step): void {
    if (before === undefined || id === undefined || !["delete", "replace"].includes(op)) return;
    const mailbox = Object.assign(this.existing(before.orgId, id, resource), { kind: "delegated" as const });
    if (!this.isHeld(mailbox)) mailbox.fate = retained ? "released" : "switchedOff";
  }

  /** Whether a resource of the program stands for it. */
  private isHeld(mailbox: Mailbox): boolean {
    return [...this.byUrn.values()].includes(mailbox);
  }
}

/** The mailbox of a resource that goes, where the new one has its address: a resource that was renamed. */
function leftBy({ after }: Step, all: readonly Step[]): string | undefined {
  return all.find(
    ({ op, before }) => op === "delete" && before?.orgId === after?.orgId && sameText(before?.email, after?.email),
  )?.id;
}

function sameText(a: Shown<string> | undefined, b: Shown<string> | undefined): boolean {
  return typeof a === "string" && typeof b === "string" && sameAddress(a, b);
}

function change(from: Shown<string> | undefined, to: Shown<string> | undefined): Changed | undefined {
  const same = JSON.stringify(from) === JSON.stringify(to) && !isHidden(to);
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
