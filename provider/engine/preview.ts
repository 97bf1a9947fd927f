/** What a preview says of resources that are new: what of them exists at the service already, and what `up` does to others. */

import { type Clock, systemClock } from "../api/clock";
import { ApiError, ConnectionError, isNotFound } from "../api/errors";
import type { OnRetry } from "../api/http";
import type { ResourceType } from "../registry";
import { changesOf } from "../resources/changes";
import type { DelegatedMailboxInputs } from "../resources/delegatedMailbox";
import type { MailboxAccessInputs } from "../resources/mailboxAccess";
import type { MailboxAccessListInputs } from "../resources/mailboxAccessList";
import { nameAll } from "../resources/people";
import type { SharedMailboxInputs } from "../resources/sharedMailbox";
import type { Context } from "../service/context";
import { createContext } from "../service/context";
import { sameRoles, shortRole } from "../service/roles";
import { sameAddress } from "../service/sharedMailboxes";
import { explain } from "./advice";
import { howToSet, readSettings, type Settings } from "./settings";

/** A message of a preview. */
export interface Finding {
  /** `error` where `up` would refuse: the preview fails as well. */
  severity: "info" | "warn" | "error";
  message: string;
  /** Whether it belongs beside the resource; otherwise it is about the whole preview, and comes once. */
  beside: boolean;
}

/** What is looked at before a resource of one type is made. It reads and never writes. */
interface Look<Inputs> {
  /** Without these nothing can be looked at. */
  needs: (keyof Inputs & string)[];
  /** What is looked at, as in `could not look at what exists already, such as …`; nothing where nothing can be there already. */
  at(inputs: Inputs): string | undefined;
  find(context: Context, inputs: Inputs): Promise<Finding[]>;
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

const LOOKS: Record<ResourceType, Look<never>> = {
  SharedMailbox: sharedMailbox,
  DelegatedMailbox: delegatedMailbox,
  MailboxAccess: mailboxAccess,
  MailboxAccessList: mailboxAccessList,
};

/** The looks of one preview: what they read is shared, and what stops them is said once. */
export class Preview {
  private readonly settings: Settings | undefined;
  private readonly said = new Set<string>();
  private context: Context | undefined;

  /** @param config - looks a full key, such as `yandex360:token`, up in the stack's config. */
  constructor(
    config: (key: string) => string | undefined,
    private readonly clock: Clock = systemClock,
  ) {
    // What is wrong with a setting, check says.
    this.settings = readSettings(config).settings;
  }

  /**
   * What there is to say of a resource before it is made. It never fails: what cannot be looked at is said.
   *
   * @param inputs - what check has kept, without what is not known yet.
   */
  async look(type: ResourceType, inputs: object): Promise<Finding[]> {
    const look = LOOKS[type];
    if (look.needs.some((name) => !(name in inputs))) {
      return [];
    }
    const at = look.at(inputs as never);
    if (at === undefined || this.settings === undefined || !this.settings.previewLooks) {
      return [];
    }
    const { token } = this.settings;
    if (token === undefined) {
      const message = `without a token this preview shows nothing of what exists already, such as ${at}: ${howToSet("token")}`;
      return this.once("token", { severity: "info", message, beside: false });
    }
    try {
      this.context ??= lookingContext({ ...this.settings, token }, this.clock);
      return await look.find(this.context, inputs as never);
    } catch (error) {
      const message = `could not look at what exists already, such as ${at}: ${explain(error)}`;
      return this.once(kindOf(error), { severity: "warn", message, beside: false });
    }
  }

  private once(key: string, finding: Finding): Finding[] {
    const first = !this.said.has(key);
    this.said.add(key);
    return first ? [finding] : [];
  }
}

/** What is the same about the failures of many looks. */
function kindOf(error: unknown): string {
  if (error instanceof ApiError) {
    return `HTTP ${error.refusal.status} ${error.refusal.serviceMessage}`;
  }
  return error instanceof ConnectionError ? error.what : String(error);
}

/** Waits for a service that limits its rate, and not for one that is out of order: the preview is right without it. */
function lookingContext(settings: Settings & { token: string }, clock: Clock): Context {
  const giveUp = new AbortController();
  const onRetry: OnRetry = ({ rateLimited }) => {
    if (!rateLimited) {
      giveUp.abort();
    }
  };
  return createContext(settings, { clock, cancelled: giveUp.signal, onRetry });
}
