import { Yandex360Error } from "../api/errors";
import type { SharedMailboxReply } from "../api/schemas";
import type { Context } from "../service/context";
import { keyOf } from "../service/holdings";
import type { Outcome } from "../service/outcome";
import type { Described } from "../service/renames";
import { sameAddress } from "../service/sharedMailboxes";
import { email } from "./address";
import { changesOf } from "./changes";
import { type Lifecycle, organizationOf } from "./lifecycle";
import { lookAtEach } from "./listing";
import { PartiallyCreated } from "./partial";
import { flag, isId, line, malformedId, orgId } from "./properties";
import { FLAG, TEXT } from "./schemaTypes";

/** A shared mailbox as it is declared and as the service confirmed it. */
export interface SharedMailboxInputs {
  orgId: string;
  email: string;
  name: string;
  description: string;
  adopt: boolean;
}

/** A mailbox that belongs to nobody. Source: the CreateShared, GetShared, UpdateShared and DeleteShared pages. */
export const sharedMailbox: Lifecycle<SharedMailboxInputs> = {
  properties: {
    orgId,
    email: {
      description:
        "The address, `login@domain`, in the organization's main domain; letter case means nothing. Another address is " +
        "another mailbox: the new one is made first, then the old one is deleted **with its letters**.",
      type: TEXT,
      schema: email,
      change: "replace",
      same: sameAddress,
    },
    name: {
      description: "The name that people see: at least 2 characters, unique in the organization.",
      type: TEXT,
      schema: line(2, 1000),
      change: "update",
    },
    description: {
      description: "What the mailbox is for.",
      type: TEXT,
      schema: line(0, 10_000).default(""),
      change: "update",
    },
    adopt: {
      description:
        "Whether to take over a shared mailbox that has the address already, instead of failing. Its name and " +
        "description become the declared ones. A change of it alone sends nothing.",
      type: FLAG,
      schema: flag(false),
      change: "update",
    },
  },

  replacing: (id, state, { orgId, email, name }) =>
    `the replacement deletes mailbox ${id} (${state.email}) with its letters; the access that this program declares moves ` +
    `to ${email}, other access is lost` +
    (orgId === state.orgId && name === state.name
      ? "; both have the same name, which is unique in an organization: the service refuses the new mailbox while the old " +
        "one is there, so give it another `name`"
      : ""),

  idParts: ["sharedMailbox"],

  describe: ({ email }, id) => `shared mailbox ${email}${id === undefined ? "" : ` (${id})`}`,

  holds: (inputs, id) => [keyOf("shared", inputs, id)],

  async create(context, inputs) {
    const creation = await context.service.sharedMailboxes.create(inputs);
    if (creation.kind === "found") {
      await takeOver(context, creation.mailbox, creation.madeHere, inputs);
      return { id: creation.mailbox.id, outs: inputs };
    }
    return { id: creation.id, outs: inputs };
  },

  async read(context, id, state) {
    const orgId = organizationOf(context, state);
    const found = await context.service.sharedMailboxes.get(orgId, parseId(id));
    if (found === undefined) {
      return undefined;
    }
    const { name, description } = found;
    const email = state !== undefined && sameAddress(found.email, state.email) ? state.email : found.email;
    return { ...(state ?? { adopt: false }), orgId, email, name, description };
  },

  filters: ["orgId"],

  async *list({ service }, { orgId }, { after, size }) {
    const ids = await service.inventory.idsOf(orgId, "shared");
    yield* lookAtEach(ids, { from: after, size }, async (id) => {
      const mailbox = id === after ? undefined : await service.sharedMailboxes.get(orgId, id);
      return mailbox === undefined ? [] : [{ id, name: mailbox.email }];
    });
  },

  async update({ service }, id, state, inputs) {
    const { name, description } = inputs;
    if (name !== state.name || description !== state.description) {
      const outcome = await service.sharedMailboxes.update(inputs.orgId, id, state, inputs);
      if (outcome.kind === "refused") {
        throw outcome.error;
      }
      if (outcome.kind === "unconfirmed") {
        throw new PartiallyCreated(id, { ...inputs, ...describedAfter(outcome, state) }, outcome.error);
      }
    }
    return inputs;
  },

  async delete({ service }, id, { orgId }) {
    await service.sharedMailboxes.delete(orgId, id);
  },
};

function parseId(id: string): string {
  if (!isId(id)) {
    throw malformedId("the mailbox's id, such as 1130000000000001");
  }
  return id;
}

/** What is not made here is taken over only with `adopt`, or with the setting after an interrupted `up`. */
async function takeOver(
  { service, settings, log }: Context,
  found: SharedMailboxReply,
  madeHere: boolean,
  inputs: SharedMailboxInputs,
): Promise<void> {
  if (service.sharedMailboxes.isHeld(inputs, found.id)) {
    throw new Yandex360Error(
      `another resource of this program holds mailbox ${found.id} with this address: remove one of the two`,
    );
  }
  const same = found.name === inputs.name && found.description === inputs.description;
  if (!madeHere && !inputs.adopt && !(same && settings.adopt === "same")) {
    throw new Yandex360Error(
      `the address is already the organization's shared mailbox ${found.id}: set \`adopt: true\` to manage that one ` +
        "(its name and description become the declared ones), or choose another address; if the resource was renamed, in " +
        "code, in YAML or in a config file, give it the old name back, or run `pulumi state rename <old URN> <new name>`, " +
        'or add `{ name: "<old name>" }` to its option `aliases`; if an interrupted `pulumi up` made the mailbox, run ' +
        "`YANDEX360_ADOPT=same pulumi up` once",
    );
  }
  service.sharedMailboxes.claim(inputs, found.id);
  if (!same) {
    const outcome = await service.sharedMailboxes.update(inputs.orgId, found.id, found, inputs);
    if (outcome.kind !== "confirmed") {
      throw new PartiallyCreated(found.id, { ...inputs, ...describedAfter(outcome, found) }, outcome.error);
    }
  }
  if (!madeHere) {
    log.info(`took over shared mailbox ${found.id}${changesOf(found, inputs)}`);
  }
}

/**
 * What state keeps of a mailbox whose change failed: what the mailbox has; where that is unknown, a name that no program can
 * declare, so that the next `up` sends it.
 */
function describedAfter(
  outcome: Exclude<Outcome<Described>, { kind: "confirmed" }>,
  { name, description }: Described,
): Partial<Described> {
  return outcome.kind === "refused" ? { name, description } : (outcome.observed ?? { name: "" });
}
