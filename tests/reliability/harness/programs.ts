/** R6: programs, faults and outside edits at random, drawn by fast-check. */
import * as fc from "fast-check";
import { FAULT_KINDS, type FaultKind } from "../../../emulator";
import type { Declared } from "../../support/engine/stack";
import { employee } from "./world";

/** A shared mailbox of a random program. */
interface SharedSlot {
  variant: number;
  title: number;
  description: number;
  adopt: boolean;
  /** Whether the resource has its second name. */
  alias: boolean;
}

interface DelegatedSlot {
  owner: number;
  alias: boolean;
}

interface AccessSlot {
  roles: number;
  notify: number;
  alias: boolean;
}

interface ListSlot {
  /** The roles of each possible employee; who has none is not listed. */
  roles: (number | undefined)[];
  exclusive: boolean;
  notify: number;
  alias: boolean;
}

/** A random program: what is in each of its places. */
export interface Drawn {
  shared: (SharedSlot | undefined)[];
  delegated: (DelegatedSlot | undefined)[];
  /** By mailbox (shared 0, shared 1, delegated 0), then by employee. */
  access: (AccessSlot | undefined)[][];
  /** By mailbox: the list that stands instead of its single accesses. */
  lists: (ListSlot | undefined)[];
}

/** What somebody does by hand. */
export type Edit =
  | "remove mailbox"
  | "rename mailbox"
  | "give access"
  | "take access"
  | "change access"
  | "switch off"
  | "none";

/** One command and what surrounds it. */
export interface Step {
  program: Drawn;
  command: "up" | "refresh" | "destroy";
  faults: { fault: FaultKind; skip: number; times: number }[];
  edit: Edit;
  target: number;
  /** How long the service's tasks take, ms. */
  taskMs: number;
}

const EDITS: readonly Edit[] = [
  "none",
  "none",
  "none",
  "remove mailbox",
  "rename mailbox",
  "give access",
  "give access",
  "take access",
  "change access",
  "switch off",
];
const ROLES = [
  ["shared_mailbox_owner"],
  ["shared_mailbox_reader"],
  ["shared_mailbox_sender", "shared_mailbox_imap_admin"],
  ["shared_mailbox_owner", "shared_mailbox_reader"],
];
const NOTIFY = ["all", "delegates", "none"];
/** The employees who are given access, by a program or by hand. */
export const ACTORS = [1, 2, 4];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const sharedSlot: fc.Arbitrary<SharedSlot> = fc.record({
  variant: fc.nat(1),
  title: fc.nat(1),
  description: fc.nat(1),
  adopt: fc.boolean(),
  alias: fc.boolean(),
});
const accessSlot = fc.record({ roles: fc.nat(ROLES.length - 1), notify: fc.nat(2), alias: fc.boolean() });
const listSlot: fc.Arbitrary<ListSlot> = fc.record({
  roles: fc.array(maybe(fc.nat(ROLES.length - 1)), { minLength: ACTORS.length, maxLength: ACTORS.length }),
  exclusive: fc.boolean(),
  notify: fc.nat(2),
  alias: fc.boolean(),
});
/** What is in each place of a program. */
export const program: fc.Arbitrary<Drawn> = fc.record({
  shared: fc.array(maybe(sharedSlot), { minLength: 2, maxLength: 2 }),
  delegated: fc.array(maybe(fc.record({ owner: fc.nat(1), alias: fc.boolean() })), { minLength: 1, maxLength: 1 }),
  access: fc.array(fc.array(maybe(accessSlot), { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
  lists: fc.array(fc.option(listSlot, { nil: undefined, freq: 1 }), { minLength: 3, maxLength: 3 }),
});
const fault = fc.record({
  fault: fc.constantFrom(...FAULT_KINDS),
  skip: fc.nat(3),
  times: fc.integer({ min: 1, max: 4 }),
});
const step: fc.Arbitrary<Step> = fc.record({
  program,
  command: fc.constantFrom("up", "up", "up", "up", "refresh", "destroy"),
  faults: fc.array(fault, { maxLength: 2 }),
  edit: fc.constantFrom(...EDITS),
  target: fc.nat(5),
  taskMs: fc.constantFrom(0, 0, 5000),
});

/** Two to five steps. */
export const story: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 2, maxLength: 5 });

/** The program of an organization. */
export function written(orgId: string, { shared, delegated, access, lists }: Drawn): Declared[] {
  const mailboxes = shared.map((slot, index) => slot && sharedOf(orgId, slot, index));
  const owners = delegated.map((slot) => slot && delegatedOf(orgId, slot));
  const rights = [...mailboxes, ...owners].flatMap((mailbox, place) => {
    const list = lists[place];
    if (mailbox === undefined) {
      return [];
    }
    return list === undefined
      ? (access[place] ?? []).map((slot, index) => slot && accessOf(orgId, slot, mailbox, ACTORS[index] ?? 1))
      : [listOf(orgId, list, mailbox)];
  });
  return [...mailboxes, ...owners, ...rights].filter((declared) => declared !== undefined);
}

function sharedOf(orgId: string, { variant, title, description, adopt, alias }: SharedSlot, index: number): Declared {
  // Renamed without an alias, the new resource has to adopt: the first mailbox may be renamed, the second may not adopt.
  const mayBeRenamed = index === 0;
  return {
    name: `shared-${index}${mayBeRenamed && alias ? "-renamed" : ""}`,
    type: "SharedMailbox",
    inputs: {
      orgId,
      email: `Box${index}-${variant}@${orgId}.example.org`,
      // Names are unique in an organization, so a replacement needs another one.
      name: `Box ${index} ${variant} ${title}`,
      description: description === 0 ? "" : "described",
      adopt: mayBeRenamed || adopt,
    },
  };
}

function delegatedOf(orgId: string, { owner, alias }: DelegatedSlot): Declared {
  const inputs = { orgId, ownerId: employee(orgId, 7 + owner) };
  return { name: `delegated${alias ? "-renamed" : ""}`, type: "DelegatedMailbox", inputs };
}

function accessOf(orgId: string, { roles, notify, alias }: AccessSlot, mailbox: Declared, actor: number): Declared {
  const mailboxName = mailbox.name.replace("-renamed", "");
  return {
    name: `access-${mailboxName}-${actor}${alias ? "-renamed" : ""}`,
    type: "MailboxAccess",
    inputs: {
      orgId,
      mailboxId: { idOf: mailbox.name },
      actorId: employee(orgId, actor),
      roles: ROLES[roles] ?? [],
      notify: NOTIFY[notify] ?? "all",
    },
  };
}

function listOf(orgId: string, { roles, exclusive, notify, alias }: ListSlot, mailbox: Declared): Declared {
  return {
    name: `list-${mailbox.name.replace("-renamed", "")}${alias ? "-renamed" : ""}`,
    type: "MailboxAccessList",
    inputs: {
      orgId,
      mailboxId: { idOf: mailbox.name },
      access: ACTORS.flatMap((actor, index) => {
        const drawn = roles[index];
        return drawn === undefined ? [] : [{ actorId: employee(orgId, actor), roles: ROLES[drawn] ?? [] }];
      }),
      exclusive,
      // What `refuse` leaves undone is the user's to decide, so that no story would end by itself.
      unlisted: "remove",
      notify: NOTIFY[notify] ?? "all",
    },
  };
}
