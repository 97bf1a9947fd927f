import { ApiError, isNotFound, mayHaveActed, Yandex360Error } from "../api/errors";
import type { SharedMailboxReply } from "../api/schemas";
import { deleteFrom } from "../service/deletion";
import { SECOND_LOOK } from "../service/inventory";
import { NameTaken, rename } from "../service/renames";
import { keyOf } from "../service/writes";
import { email, sameAddress } from "./address";
import { changesOf } from "./changes";
import type { Context, Lifecycle } from "./lifecycle";
import { PartiallyCreated } from "./partial";
import { flag, line, orgId } from "./properties";

/** A shared mailbox as it is declared and as the service confirmed it. */
export interface SharedMailboxInputs {
  orgId: string;
  email: string;
  name: string;
  description: string;
  adopt: boolean;
}

/** The mailbox as it was found or made. */
interface Found extends Pick<SharedMailboxReply, "id" | "name" | "description"> {
  /** Whether it was there before this operation. */
  takenOver: boolean;
}

/** How often a create whose answer was lost is begun in all. */
const ATTEMPTS = 3;

/** `createdAt` and the clock of a reply may differ by this much, in milliseconds. */
const CLOCK_TOLERANCE = 2_000;

/** A mailbox that belongs to nobody. Source: the CreateShared, GetShared, UpdateShared and DeleteShared pages. */
export const sharedMailbox: Lifecycle<SharedMailboxInputs> = {
  properties: {
    orgId,
    email: {
      description:
        "The address, `login@domain`, in the organization's main domain; letter case means nothing. Another address is " +
        "another mailbox: the new one is made first, then the old one is deleted **with its letters**.",
      schema: email,
      change: "replace",
      same: sameAddress,
    },
    name: {
      description: "The name that people see: at least 2 characters, unique in the organization.",
      schema: line(2, 1000),
      change: "update",
    },
    description: {
      description: "What the mailbox is for.",
      schema: line(0, 10_000).default(""),
      change: "update",
    },
    adopt: {
      description:
        "Whether to take over a shared mailbox that has the address already, instead of failing. Its name and " +
        "description become the declared ones. A change of it alone sends nothing.",
      schema: flag(false),
      change: "update",
    },
  },

  replacing: (id, state, { email }) =>
    `the replacement deletes mailbox ${id} (${state.email}) with its letters; the access that this program declares moves ` +
    `to ${email}, other access is lost`,

  describe: ({ email }, id) => `shared mailbox ${email}${id === undefined ? "" : ` (${id})`}`,

  holds: (inputs, id) => [keyOf("shared", inputs, id)],

  async create(context, inputs) {
    const mailbox = await createOrFind(context, inputs);
    context.writes.remember(keyOf("shared", inputs, mailbox.id));
    await describeAsDeclared(context, mailbox, inputs);
    if (mailbox.takenOver) {
      context.log.info(`took over shared mailbox ${mailbox.id}${changesOf(mailbox, inputs)}`);
    }
    return { id: mailbox.id, outs: inputs };
  },

  async read(context, id, state) {
    try {
      const { email, name, description } = await context.api.getShared(state.orgId, id);
      return { ...state, email: sameAddress(email, state.email) ? state.email : email, name, description };
    } catch (error) {
      if (isNotFound(error) && !(await context.inventory.has(state.orgId, "shared", id))) {
        return undefined;
      }
      throw error;
    }
  },

  async update(context, id, state, inputs) {
    context.writes.remember(keyOf("shared", inputs, id));
    const { name, description } = inputs;
    if (name !== state.name || description !== state.description) {
      try {
        await rename(context, { orgId: inputs.orgId, id }, state, inputs);
      } catch (error) {
        const asBefore = error instanceof NameTaken || !mayHaveActed(error);
        throw asBefore ? error : await halfChanged(context, id, inputs, error);
      }
    }
    return inputs;
  },

  async delete(context, id, state) {
    if (context.writes.has(keyOf("shared", state, id))) {
      return;
    }
    await deleteFrom(context, "shared", state, id, () => context.api.deleteShared(state.orgId, id));
  },
};

/**
 * Makes the mailbox. After an answer that leaves open whether it was made, it is looked up by its address before the
 * request is repeated, so that there are never two; one that was there before is taken over only with `adopt`.
 */
async function createOrFind(context: Context, inputs: SharedMailboxInputs): Promise<Found> {
  const { orgId, email, name, description } = inputs;
  const begun = context.clock.now();
  let answerLost = false;
  for (let attempt = 1; ; attempt++) {
    try {
      const id = await context.api.createShared(orgId, { email, name, description });
      return { id, name, description, takenOver: false };
    } catch (error) {
      answerLost ||= mayHaveActed(error);
      const refused = error instanceof ApiError && mayMeanTaken(error);
      if (!refused && !answerLost) {
        throw error;
      }
      const found = await find(context, inputs, error, answerLost);
      if (found !== undefined) {
        return takeOver(context, inputs, found, answerLost ? context.serviceTime(begun) : undefined);
      }
      if (refused && answerLost && attempt < ATTEMPTS) {
        // What the lost attempt made may not show in the list yet.
        await context.clock.sleep(SECOND_LOOK);
        continue;
      }
      const other = refused ? context.renames.givingUp(orgId, name) : undefined;
      if (other !== undefined && attempt < ATTEMPTS) {
        await other.released;
        continue;
      }
      if (refused && error.reason === "alreadyExists") {
        throw nameTaken(inputs, error);
      }
      if (attempt === ATTEMPTS || !mayHaveActed(error)) {
        throw error;
      }
    } finally {
      context.inventory.forgetMailboxes(orgId, "shared");
    }
  }
}

/**
 * With which status and which words the service refuses an address that a shared mailbox has is not documented: each
 * refusal of what was sent may mean that, and none of who sent it, from where and how often.
 */
function mayMeanTaken({ reason, refusal: { status } }: ApiError): boolean {
  return status < 500 && !["notAdmin", "noScope", "notFound", "rateLimited", "unauthorized"].includes(reason);
}

async function find(
  { inventory }: Context,
  { orgId, email }: SharedMailboxInputs,
  because: unknown,
  answerLost: boolean,
) {
  try {
    return await inventory.findShared(orgId, (mailbox) => sameAddress(mailbox.email, email));
  } catch (error) {
    throw new Yandex360Error(
      answerLost
        ? `${messageOf(because)}; and whether the mailbox exists now could not be looked up: ${messageOf(error)}; ` +
            "run `YANDEX360_ADOPT=same pulumi up`, which takes it over if it was made"
        : `${messageOf(because)}; and whether a shared mailbox has the address could not be looked up: ${messageOf(error)}`,
    );
  }
}

/** What is not made here is taken over only with `adopt`, or with the setting after an interrupted `up`. */
function takeOver(context: Context, inputs: SharedMailboxInputs, found: SharedMailboxReply, madeSince?: number): Found {
  if (context.writes.has(keyOf("shared", inputs, found.id))) {
    throw new Yandex360Error(
      `another resource of this program holds mailbox ${found.id} with this address: remove one of the two`,
    );
  }
  const same = found.name === inputs.name && found.description === inputs.description;
  // What has no date of its creation is not proven to be made here.
  const made = Date.parse(found.createdAt ?? "");
  const ours = same && madeSince !== undefined && made >= madeSince - CLOCK_TOLERANCE;
  if (ours || inputs.adopt || (same && context.settings.adopt === "same")) {
    return { ...found, takenOver: !ours };
  }
  throw new Yandex360Error(
    `the address is already the organization's shared mailbox ${found.id}: set \`adopt: true\` to manage that one ` +
      "(its name and description become the declared ones), or choose another address; if the resource was renamed, in " +
      "code, in YAML or in a config file, give it the old name back, or run `pulumi state rename <old URN> <new name>`, " +
      'or add `{ name: "<old name>" }` to its option `aliases`; if an interrupted `pulumi up` made the mailbox, run ' +
      "`YANDEX360_ADOPT=same pulumi up` once",
  );
}

function nameTaken({ name }: SharedMailboxInputs, error: ApiError): Yandex360Error {
  return new Yandex360Error(
    `${error.message}: no shared mailbox has this address, so the name is likely taken (names are unique in an ` +
      `organization): choose another name than ${JSON.stringify(name)}, or, when this replaces a mailbox under the ` +
      "same name, rename the old one first in an `up` of its own",
  );
}

/** Name and description become the declared ones; where that fails, state keeps what the mailbox has. */
async function describeAsDeclared(context: Context, found: Found, inputs: SharedMailboxInputs): Promise<void> {
  const { name, description } = found;
  try {
    await sharedMailbox.update(context, found.id, { ...inputs, name, description }, inputs);
  } catch (error) {
    throw error instanceof PartiallyCreated
      ? error
      : new PartiallyCreated(found.id, { ...inputs, name, description }, error);
  }
}

/** State gets what the mailbox has; where that is unknown, a name that no program can declare, so that the next `up` sends it. */
async function halfChanged(context: Context, id: string, inputs: SharedMailboxInputs, cause: unknown): Promise<Error> {
  try {
    const { name, description } = await context.api.getShared(inputs.orgId, id);
    return new PartiallyCreated(id, { ...inputs, name, description }, cause);
  } catch (error) {
    if (error instanceof Yandex360Error) {
      return new PartiallyCreated(id, { ...inputs, name: "" }, cause);
    }
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
