/** What a preview looks at before a resource is made: what of it exists already, and what `up` does to others. */

import { isNotFound } from "../api/errors";
import type { ResourceType } from "../registry";
import { changesOf } from "../resources/changes";
import type { DelegatedMailboxInputs } from "../resources/delegatedMailbox";
import type { Context } from "../resources/lifecycle";
import type { MailboxAccessInputs } from "../resources/mailboxAccess";
import type { MailboxAccessListInputs } from "../resources/mailboxAccessList";
import { nameAll } from "../resources/people";
import type { SharedMailboxInputs } from "../resources/sharedMailbox";
import { sameRoles, shortRole } from "../service/roles";
import { sameAddress } from "../service/sharedMailboxes";

/** A message of a preview. */
export interface Finding {
  /** `error` where `up` would refuse: the preview fails as well. */
  severity: "info" | "warn" | "error";
  message: string;
  /** Whether it belongs beside the resource; otherwise it is about the whole preview, and comes once. */
  beside: boolean;
}

/** What is looked at before a resource of one type is made. It reads and never writes. */
export interface Look<Inputs> {
  /** Without these nothing can be looked at. */
  needs: (keyof Inputs & string)[];
  /** What is looked at, as in `could not look at what exists already, such as …`; nothing where nothing can be there already. */
  at(inputs: Inputs): string | undefined;
  find(context: Context, inputs: Inputs): Promise<Finding[]>;
  /** Which id the mailbox will have; nothing where only `up` shows. */
  foresee?(context: Context, inputs: Inputs): Promise<string | undefined>;
}

const info = (message: string): Finding => ({ severity: "info", message, beside: true });
const warning = (message: string): Finding => ({ severity: "warn", message, beside: true });
const refusal = (message: string): Finding => ({ severity: "error", message, beside: true });

const sharedMailbox: Look<SharedMailboxInputs> = {
  needs: ["orgId", "email", "name", "description", "adopt"],
  at: ({ adopt, email }) => (adopt ? `the mailbox to adopt, ${email}` : undefined),

  async find({ service }, inputs) {
    const found = await service.inventory.showsShared(inputs.orgId, ({ email }) => sameAddress(email, inputs.email));
    return [
      info(
        found === undefined
          ? "there is no shared mailbox with this address to adopt: it will be created"
          : `takes over shared mailbox ${found.id}${changesOf(found, inputs)}`,
      ),
    ];
  },

  async foresee({ service }, { adopt, orgId, email: address }) {
    return adopt
      ? (await service.inventory.showsShared(orgId, ({ email }) => sameAddress(email, address)))?.id
      : undefined;
  },
};

const delegatedMailbox: Look<DelegatedMailboxInputs> = {
  needs: ["orgId", "ownerId"],
  at: ({ ownerId }) => `the delegation of mailbox ${ownerId}`,

  async find(context, { orgId, ownerId }) {
    if (!(await context.service.inventory.shows(orgId, "delegated", ownerId))) {
      return [];
    }
    const others = await othersOn(context, orgId, ownerId);
    const who = others.length === 0 ? "nobody" : nameAll(others);
    return [info(`delegation is on already, with access for ${who}`)];
  },

  foresee: async (_context, { ownerId }) => ownerId,
};

const mailboxAccess: Look<MailboxAccessInputs> = {
  needs: ["orgId", "mailboxId", "actorId", "roles"],
  at: ({ mailboxId, actorId }) => `the access of employee ${actorId} to mailbox ${mailboxId}`,

  async find(context, { orgId, mailboxId, actorId, roles }) {
    const held = new Map(await othersOn(context, orgId, mailboxId)).get(actorId);
    return held === undefined || sameRoles(held, roles)
      ? []
      : [warning(`replaces the roles of ${nameAll([[actorId, held]])} by ${roles.map(shortRole).join(", ")}`)];
  },
};

const mailboxAccessList: Look<MailboxAccessListInputs & { unlisted?: "refuse" | "remove" }> = {
  needs: ["orgId", "mailboxId", "access", "exclusive"],
  at: ({ exclusive, mailboxId }) => (exclusive ? `who has access to mailbox ${mailboxId}` : undefined),

  async find(context, inputs) {
    const others = await othersOn(context, inputs.orgId, inputs.mailboxId);
    const unlisted = others.filter(([actorId]) => !(actorId in inputs.access));
    if (unlisted.length === 0) {
      return [];
    }
    const who = nameAll(unlisted);
    const one = unlisted.length === 1;
    return inputs.unlisted === "remove"
      ? [warning(`takes access away from ${who}, who ${one ? "is" : "are"} not in \`access\``)]
      : [
          refusal(
            `${who} ${one ? "has" : "have"} access to mailbox ${inputs.mailboxId} and ${one ? "is" : "are"} not in ` +
              `\`access\`: add them to it, or set \`unlisted: "remove"\` to take their access away`,
          ),
        ];
  },
};

/** Everybody with access but the mailbox's owner; nobody where there is no such mailbox yet. */
async function othersOn(
  { service }: Context,
  orgId: string,
  mailboxId: string,
): Promise<(readonly [string, readonly string[]])[]> {
  try {
    const actors = await service.inventory.actors(orgId, mailboxId);
    return [...actors].filter(([actorId]) => actorId !== mailboxId);
  } catch (error) {
    if (isNotFound(error)) {
      return [];
    }
    throw error;
  }
}

/** What is looked at of each type. */
export const LOOKS: Record<ResourceType, Look<never>> = {
  SharedMailbox: sharedMailbox,
  DelegatedMailbox: delegatedMailbox,
  MailboxAccess: mailboxAccess,
  MailboxAccessList: mailboxAccessList,
};
