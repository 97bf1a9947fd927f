/** What a preview looks at before a resource is made: what of it exists already, and what `up` does to others. */

import { isNotFound } from "../api/errors";
import type { ResourceType } from "../registry";
import { changesOf } from "../resources/changes";
import type { DelegatedMailboxInputs } from "../resources/delegatedMailbox";
import type { MailboxAccessInputs } from "../resources/mailboxAccess";
import type { MailboxAccessListInputs } from "../resources/mailboxAccessList";
import { losingAccess, nameAll } from "../resources/people";
import type { SharedMailboxInputs } from "../resources/sharedMailbox";
import type { Context } from "../service/context";
import { MOST_USERS } from "../service/refusedAccess";
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

/** What the program says beside a resource's inputs. */
export interface Around {
  /** Whether a replacement deletes the old resource first, by the resource option `deleteBeforeReplace`. */
  deletesFirst: boolean;
  /** Whether the program switches delegation of this mailbox on. */
  delegates(mailboxId: string): boolean;
}

/** What is looked at before a resource of one type is made. It reads and never writes. */
export interface Look<Inputs> {
  /** Without these nothing can be looked at. */
  needs: (keyof Inputs & string)[];
  /** What is looked at, as in `could not look at what exists already, such as …`; nothing where nothing can be there already. */
  at(inputs: Inputs): string | undefined;
  find(context: Context, inputs: Inputs, around: Around): Promise<Finding[]>;
  /** Which id the mailbox will have; nothing where only `up` shows. */
  foresee?(context: Context, inputs: Inputs, around: Around): Promise<string | undefined>;
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

  async find(context, { orgId, ownerId }, { deletesFirst }) {
    if (!(await context.service.inventory.shows(orgId, "delegated", ownerId))) {
      return [];
    }
    const others = (await othersOn(context, orgId, ownerId)) ?? [];
    const on = `delegation is on already, with access for ${others.length === 0 ? "nobody" : nameAll(others)}`;
    return deletesFirst && others.length > 0
      ? [
          warning(
            `${on}; if this replaces the delegation, \`deleteBeforeReplace\` takes all of this access away, and only those to ` +
              "whom the program gives access get it again",
          ),
        ]
      : [info(on)];
  },

  // Where the old delegation goes first, whoever has access loses it by that, and not by a list.
  foresee: async (_context, { ownerId }, { deletesFirst }) => (deletesFirst ? undefined : ownerId),
};

const mailboxAccess: Look<MailboxAccessInputs> = {
  needs: ["orgId", "mailboxId", "actorId", "roles"],
  at: ({ mailboxId, actorId }) => `the access of employee ${actorId} to mailbox ${mailboxId}`,

  async find(context, { orgId, mailboxId, actorId, roles }, around) {
    const others = await othersOn(context, orgId, mailboxId);
    if (others === undefined) {
      return missing(mailboxId, around);
    }
    const held = new Map(others).get(actorId);
    if (held === undefined) {
      return others.length < MOST_USERS || around.deletesFirst ? [] : [full(mailboxId, others.length)];
    }
    return sameRoles(held, roles)
      ? []
      : [warning(`replaces the roles of ${nameAll([[actorId, held]])} by ${roles.map(shortRole).join(", ")}`)];
  },
};

const mailboxAccessList: Look<MailboxAccessListInputs & { unlisted?: "refuse" | "remove" }> = {
  needs: ["orgId", "mailboxId", "access", "exclusive"],
  at: ({ exclusive, mailboxId }) => (exclusive ? `who has access to mailbox ${mailboxId}` : undefined),

  async find(context, inputs, around) {
    const others = await othersOn(context, inputs.orgId, inputs.mailboxId);
    if (others === undefined) {
      return missing(inputs.mailboxId, around);
    }
    const unlisted = others.filter(([actorId]) => !(actorId in inputs.access));
    if (unlisted.length === 0) {
      return [];
    }
    const who = nameAll(unlisted);
    const one = unlisted.length === 1;
    return inputs.unlisted === "remove"
      ? [warning(losingAccess(unlisted))]
      : [
          refusal(
            `${who} ${one ? "has" : "have"} access to mailbox ${inputs.mailboxId} and ${one ? "is" : "are"} not in ` +
              `\`access\`: add them to it, or set \`unlisted: "remove"\` to take their access away`,
          ),
        ];
  },
};

function missing(mailboxId: string, { delegates }: Around): Finding[] {
  return delegates(mailboxId)
    ? []
    : [
        info(
          `the service shows no mailbox ${mailboxId} yet: check the id, unless the mailbox will be there when \`up\` gives ` +
            "this access",
        ),
      ];
}

function full(mailboxId: string, users: number): Finding {
  return warning(
    `${users} employees have access to mailbox ${mailboxId} already, and Yandex's help page allows ${MOST_USERS}: take ` +
      "somebody's access away in an earlier `up`, or, if this replaces access to the mailbox, set the resource option " +
      "`deleteBeforeReplace: true`",
  );
}

/** Everybody with access but the mailbox's owner; `undefined` where the service shows no such mailbox. */
async function othersOn(
  { service }: Context,
  orgId: string,
  mailboxId: string,
): Promise<(readonly [string, readonly string[]])[] | undefined> {
  try {
    const actors = await service.inventory.actors(orgId, mailboxId);
    return [...actors].filter(([actorId]) => actorId !== mailboxId);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
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
