import type { EndpointName, EmulatorOrganization as Organization } from "../../../emulator";
import type { Declared, Stack } from "../../support/engine/stack";
import { employee } from "./world";

/** One request of a lifecycle, and the command in which it is made. */
export interface Situation {
  /** What the request is for. */
  name: SituationName;
  endpoint: EndpointName;
  command: "up" | "refresh";
  /** What the program was. Everything in it exists. */
  before: readonly Declared[];
  /** What the program is now. */
  after: readonly Declared[];
  /** What somebody did by hand in between. */
  outside?(organization: Organization, stack: Stack): void;
  /** Only requests about this mailbox are hit; where it is absent, all of the kind. */
  subject?(organization: Organization): string | undefined;
  /** Only requests about this employee are hit. */
  employee?: number;
  /** The task that an earlier request starts is forgotten, so that the package has to ask who has access. */
  forgottenTask?: boolean;
}

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";

/** The resources of the program; `ORG` and `EMPLOYEE n` become the case's own. */
const mailbox = { name: "mailbox", type: "SharedMailbox", inputs: { email: "support@ORG", name: "Support" } } as const;
const delegation = { name: "delegation", type: "DelegatedMailbox", inputs: { ownerId: "EMPLOYEE 8" } } as const;
const access = {
  name: "access",
  type: "MailboxAccess",
  inputs: { mailboxId: { idOf: "mailbox" }, actorId: "EMPLOYEE 5", roles: [OWNER], notify: "none" },
} as const;

const entry = (n: number, ...roles: string[]) => ({ actorId: `EMPLOYEE ${n}`, roles });
const list = {
  name: "list",
  type: "MailboxAccessList",
  inputs: {
    mailboxId: { idOf: "mailbox" },
    access: [entry(4, READER), entry(5, OWNER), entry(6, READER)],
    unlisted: "remove",
  },
} as const;
/** Employee 5 has other roles, 6 is no longer listed, 7 is new; 4 stays. */
const relisted: Declared = {
  ...list,
  inputs: { ...list.inputs, access: [entry(4, READER), entry(5, READER, SENDER), entry(7, OWNER)] },
};

const renamed: Declared = { ...mailbox, inputs: { ...mailbox.inputs, name: "Help", description: "First line" } };
const adopting: Declared = { ...mailbox, inputs: { ...mailbox.inputs, adopt: true } };
const widened: Declared = { ...access, inputs: { ...access.inputs, roles: [READER, SENDER] } };
const everything: readonly Declared[] = [mailbox, delegation, access];

const existsAlready = (organization: Organization): void => {
  const email = `support@${organization.mainDomain}`;
  organization.createShared({ email, name: "Older", description: "was here" });
};
const roleGone = (organization: Organization, { state }: Stack): void => {
  const id = state.find(({ name }) => name === "mailbox")?.id ?? "";
  organization.setAccess(id, employee(organization.id, 5), []);
};

const strangerAdded = (organization: Organization, { state }: Stack): void => {
  const id = state.find(({ name }) => name === "mailbox")?.id ?? "";
  organization.setAccess(id, employee(organization.id, 3), [READER]);
};
/**
 * A list of which everything changes that can, beside a stranger's access that has to go. Its requests are sent at once, so
 * each situation says whose request is hit.
 */
const changingList = {
  command: "up",
  before: [mailbox, list],
  after: [mailbox, relisted],
  outside: strangerAdded,
} as const;

const ALL = [
  { name: "create a mailbox", endpoint: "CreateShared", command: "up", before: [], after: [mailbox] },
  { name: "rename a mailbox", endpoint: "UpdateShared", command: "up", before: [mailbox], after: [renamed] },
  {
    name: "delete a mailbox",
    endpoint: "DeleteShared",
    command: "up",
    before: [mailbox, delegation],
    after: [delegation],
  },
  { name: "refresh a mailbox", endpoint: "GetShared", command: "refresh", before: everything, after: everything },
  {
    name: "prove that a mailbox is gone",
    endpoint: "ListShared",
    command: "refresh",
    before: [mailbox],
    after: [mailbox],
    outside: (organization, { state }) => organization.removeShared(state[0]?.id ?? ""),
  },
  {
    name: "find the mailbox to adopt",
    endpoint: "ListShared",
    command: "up",
    before: [],
    after: [adopting],
    outside: existsAlready,
  },
  {
    name: "look at the mailbox to adopt",
    endpoint: "GetShared",
    command: "up",
    before: [],
    after: [adopting],
    outside: existsAlready,
    subject: (organization) => organization.findShared(`support@${organization.mainDomain}`)?.id,
  },
  {
    name: "describe the adopted mailbox",
    endpoint: "UpdateShared",
    command: "up",
    before: [],
    after: [adopting],
    outside: existsAlready,
  },
  { name: "switch delegation on", endpoint: "CreateDelegated", command: "up", before: [], after: [delegation] },
  {
    name: "switch delegation off",
    endpoint: "DeleteDelegated",
    command: "up",
    before: everything,
    after: [mailbox, access],
  },
  {
    name: "refresh a delegation",
    endpoint: "ListDelegated",
    command: "refresh",
    before: everything,
    after: everything,
  },
  { name: "give access", endpoint: "Set", command: "up", before: [mailbox], after: [mailbox, access] },
  { name: "wait for given access", endpoint: "TaskStatus", command: "up", before: [mailbox], after: [mailbox, access] },
  { name: "change access", endpoint: "Set", command: "up", before: [mailbox, access], after: [mailbox, widened] },
  {
    name: "wait for changed access",
    endpoint: "TaskStatus",
    command: "up",
    before: [mailbox, access],
    after: [mailbox, widened],
  },
  { name: "take access away", endpoint: "Set", command: "up", before: [mailbox, access], after: [mailbox] },
  {
    name: "wait for access taken away",
    endpoint: "TaskStatus",
    command: "up",
    before: [mailbox, access],
    after: [mailbox],
  },
  { name: "refresh access", endpoint: "ListActors", command: "refresh", before: everything, after: everything },
  {
    name: "refresh access that is gone",
    endpoint: "ListActors",
    command: "refresh",
    before: everything,
    after: everything,
    outside: roleGone,
  },
  {
    name: "settle a forgotten task",
    endpoint: "ListActors",
    command: "up",
    before: [mailbox, access],
    after: [mailbox, widened],
    forgottenTask: true,
  },
  {
    name: "look who has access before a list is made",
    endpoint: "ListActors",
    command: "up",
    before: [mailbox],
    after: [mailbox, list],
  },
  { name: "give access through a list", endpoint: "Set", command: "up", before: [mailbox], after: [mailbox, list] },
  {
    name: "wait for access given through a list",
    endpoint: "TaskStatus",
    command: "up",
    before: [mailbox],
    after: [mailbox, list],
  },
  { name: "look who has access before a list is changed", endpoint: "ListActors", ...changingList },
  { name: "give access in a changed list", endpoint: "Set", employee: 7, ...changingList },
  { name: "change access in a list", endpoint: "Set", employee: 5, ...changingList },
  { name: "take access away that is no longer listed", endpoint: "Set", employee: 6, ...changingList },
  { name: "take away access that was never listed", endpoint: "Set", employee: 3, ...changingList },
  { name: "wait for changed access in a list", endpoint: "TaskStatus", employee: 5, ...changingList },
  {
    name: "refresh a list",
    endpoint: "ListActors",
    command: "refresh",
    before: [mailbox, list],
    after: [mailbox, list],
  },
  {
    name: "refresh a list that has lost somebody",
    endpoint: "ListActors",
    command: "refresh",
    before: [mailbox, list],
    after: [mailbox, list],
    outside: roleGone,
  },
  { name: "delete a list", endpoint: "Set", command: "up", before: [mailbox, list], after: [mailbox] },
  {
    name: "wait for the access of a deleted list",
    endpoint: "TaskStatus",
    command: "up",
    before: [mailbox, list],
    after: [mailbox],
  },
] as const satisfies readonly (Omit<Situation, "name"> & { name: string })[];

/** The name of a situation: another word does not compile. */
export type SituationName = (typeof ALL)[number]["name"];

/** Every kind of request the package makes, each where it is made. ListResources and the directory are not asked. */
export const SITUATIONS: readonly Situation[] = ALL;

/** The situation of this name. */
export function situation(name: SituationName): Situation {
  const found = SITUATIONS.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`there is no situation ${name}`);
  }
  return found;
}
