/** R2: refresh never drops what exists, whatever one reply of a list or read says. */
import * as fc from "fast-check";
import type { EndpointName } from "../../../emulator";
import type { Kept, Stack } from "../../support/engine/stack";
import { droppedWrongly } from "./cell";
import { type Mutation, mutate, mutation, type Wire } from "./mutations";
import { programFor, stackAfter } from "./scene";
import { identitiesKept } from "./truth";
import { TOKEN, type World } from "./world";

interface Target {
  resource: string;
  endpoint: EndpointName;
  /** What says that it is gone first: the request is made only then. */
  after?: EndpointName;
  /** The resource whose mailbox the request is about. */
  mailbox: string;
}

/** Which request of the read of which resource is lied in. */
const TARGETS: readonly Target[] = [
  { resource: "mailbox", endpoint: "GetShared", mailbox: "mailbox" },
  { resource: "mailbox", endpoint: "ListShared", after: "GetShared", mailbox: "mailbox" },
  { resource: "delegation", endpoint: "ListDelegated", mailbox: "delegation" },
  { resource: "access", endpoint: "ListActors", mailbox: "mailbox" },
  { resource: "list", endpoint: "ListActors", mailbox: "delegation" },
  { resource: "list", endpoint: "ListDelegated", after: "ListActors", mailbox: "delegation" },
];

/** One case: what is changed in the reply to which request of a refresh. */
export interface Lie {
  target: Target;
  mutation: Mutation;
  /** The first reply, or the second: of a list, its second page. */
  skip: number;
  /** Every reply from there on is the same changed one, or a single one is. */
  always: boolean;
}

/** What a run saw. */
export interface Counted {
  cases: number;
  read: number;
  refused: number;
  dropped: number;
  /** Lies that agree with themselves in every look: left out, since nothing could tell them from the truth. */
  perfectLies: number;
}

const lie: fc.Arbitrary<Lie> = fc.record({
  target: fc.constantFrom(...TARGETS),
  mutation,
  skip: fc.nat(1),
  always: fc.boolean(),
});

const ROLE = "shared_mailbox_reader";
const PROGRAM = [
  { name: "mailbox", type: "SharedMailbox", inputs: { email: "support@ORG", name: "Support" } },
  { name: "delegation", type: "DelegatedMailbox", inputs: { ownerId: "EMPLOYEE 8" } },
  {
    name: "access",
    type: "MailboxAccess",
    inputs: { mailboxId: { idOf: "mailbox" }, actorId: "EMPLOYEE 5", roles: [ROLE] },
  },
  {
    name: "list",
    type: "MailboxAccessList",
    inputs: {
      mailboxId: { idOf: "delegation" },
      access: [4, 5, 6].map((n) => ({ actorId: `EMPLOYEE ${n}`, roles: [ROLE] })),
    },
  },
] as const;

const LIES_PER_ORGANIZATION = 100;

/** Runs `runs` cases from a seed. Throws with the seed and the smallest lie that makes refresh drop something. */
export async function refreshNeverDrops(world: World, runs: number, seed: number): Promise<Counted> {
  const counted: Counted = { cases: 0, read: 0, refused: 0, dropped: 0, perfectLies: 0 };
  let scene: { orgId: string; stack: Stack } | undefined;
  let used = 0;
  const property = fc.asyncProperty(lie, async (drawn) => {
    if (scene === undefined || used++ % LIES_PER_ORGANIZATION === 0) {
      const orgId = world.newOrganization();
      scene = { orgId, stack: await stackAfter(world, orgId, programFor(orgId, PROGRAM)) };
    }
    const { orgId, stack } = scene;
    const told = mutate(await truth(world, orgId, stack, drawn), drawn.mutation);
    const kept = stack.state.find(({ name }) => name === drawn.target.resource);
    if (kept === undefined) {
      throw new Error("the scene lacks a resource");
    }
    if (drawn.always && agreesWithItself(told, drawn, kept)) {
      counted.perfectLies++;
      fc.pre(false);
    }
    counted.cases++;
    if (drawn.target.after !== undefined) {
      world.inject({ endpoint: drawn.target.after, fault: "status-404-api", times: Number.POSITIVE_INFINITY });
    }
    const times = drawn.always ? Number.POSITIVE_INFINITY : 1;
    world.inject({ endpoint: drawn.target.endpoint, fault: told, skip: drawn.always ? 0 : drawn.skip, times });
    const { state } = stack;
    stack.state = [{ ...kept }];
    const { errors, steps } = await stack.refresh();
    const missing = droppedWrongly(identitiesKept(kept), stack, world.emulator.organization(orgId));
    stack.state = state;
    world.clearFaults();
    if (steps.length > 0 || missing.length > 0) {
      counted.dropped++;
      throw new Error(`${[...steps, ...missing].join()}, told ${JSON.stringify(told).slice(0, 500)}`);
    }
    errors.length > 0 ? counted.refused++ : counted.read++;
  });
  await fc.assert(property, { numRuns: runs, seed, maxSkipsPerRun: 1000 });
  return counted;
}

/** What the emulator says by itself. */
async function truth(world: World, orgId: string, stack: Stack, { target, skip, always }: Lie): Promise<Wire> {
  const page = skip === 1 && !always ? 2 : 1;
  const mailboxId = stack.state.find(({ name }) => name === target.mailbox)?.id;
  const paths: Partial<Record<EndpointName, string>> = {
    GetShared: `shared/${mailboxId}`,
    ListShared: `shared?page=${page}&perPage=100`,
    ListDelegated: `delegated?page=${page}&perPage=100`,
    ListActors: `actors/${mailboxId}`,
  };
  const response = await fetch(`${world.emulator.url}/admin/v1/org/${orgId}/mailboxes/${paths[target.endpoint]}`, {
    headers: { authorization: `OAuth ${TOKEN}` },
  });
  return { status: response.status, text: await response.text() };
}

/**
 * Whether the same reply to every request is a whole list or answer without the resource, or without somebody in it: then
 * every look says the same thing, and it is what a service says from which it is gone.
 */
function agreesWithItself({ status, text }: Wire, { target }: Lie, kept: Kept): boolean {
  if (status < 200 || status > 299 || target.endpoint === "GetShared") {
    return false;
  }
  const body = parsed(text);
  if (target.endpoint === "ListActors") {
    const actors = listIn(body, "actors")?.filter((one) => listIn(one, "roles")?.length !== 0);
    const told = actors?.map((one) => one?.actorId);
    const people = identitiesKept(kept).map((one) => one.split("/")[1]);
    return told !== undefined && people.some((actorId) => !told.includes(actorId));
  }
  const ids = listIn(body, "resources")?.map((one) => one?.resourceId);
  const whole = typeof body === "object" && body !== null && "total" in body && body.total === ids?.length;
  return whole && new Set(ids).size === ids?.length && !ids.includes(kept.id);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listIn(body: unknown, key: string): (Record<string, unknown> | null)[] | undefined {
  const list = typeof body === "object" && body !== null ? Reflect.get(body, key) : undefined;
  return Array.isArray(list) ? list : undefined;
}
