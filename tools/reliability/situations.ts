import type { EndpointName, EmulatorOrganization as Organization } from "../../emulator";
import type { Raw } from "./operationError";
import type { Declared, Kept, Stack } from "./stack";
import { employee, type World } from "./world";

/** One request of a lifecycle, and the command in which it is made. */
export interface Situation {
  /** What the request is for. */
  name: string;
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

/** Every kind of request the package makes, each where it is made. ListResources and the directory are not asked. */
export const SITUATIONS: readonly Situation[] = [
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
];

/** The program of one organization. */
export function programFor(orgId: string, program: readonly Declared[]): Declared[] {
  return program.map(({ name, type, inputs }) => ({
    name,
    type,
    inputs: {
      orgId,
      ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, localise(orgId, value)])),
    },
  }));
}

function localise(orgId: string, value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  return value
    .replace("ORG", `${orgId}.example.org`)
    .replace(/^EMPLOYEE (\d+)$/, (_, n: string) => employee(orgId, Number(n)));
}

/** A stack whose program has been run already: what `up` would have made and written, without the requests. */
export async function stackAfter(world: World, orgId: string, program: readonly Declared[]): Promise<Stack> {
  const stack = await world.stack();
  const organization = world.emulator.organization(orgId);
  for (const { name, type, inputs } of program) {
    const dependsOn = Object.values(inputs).flatMap((value) => (isIdOf(value) ? [value.idOf] : []));
    const given = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, isIdOf(value) ? idIn(stack, value.idOf) : value]),
    );
    const provider = { __provider: world.home.texts[type] };
    const { inputs: checked } = await (await world.host()).check({}, { ...given, ...provider });
    const id = make(organization, type, checked);
    const kept: Kept = {
      name,
      type,
      id,
      inputs: checked,
      outputs: { ...checked },
      initErrors: [],
      dependsOn,
      outgoing: false,
    };
    stack.state.push(kept);
  }
  return stack;
}

function make(organization: Organization, type: Kept["type"], inputs: Raw): string {
  if (type === "SharedMailbox") {
    const { email, name, description } = inputs;
    return organization.createShared({ email: String(email), name: String(name), description: String(description) });
  }
  if (type === "DelegatedMailbox") {
    organization.enableDelegation(String(inputs.ownerId));
    return String(inputs.ownerId);
  }
  const { mailboxId, actorId, roles } = inputs;
  organization.setAccess(String(mailboxId), String(actorId), roles as string[]);
  return `${mailboxId}/${actorId}`;
}

function idIn({ state }: Stack, name: string): string {
  return state.find((kept) => kept.name === name)?.id ?? "";
}

function isIdOf(value: unknown): value is { idOf: string } {
  return typeof value === "object" && value !== null && "idOf" in value;
}
