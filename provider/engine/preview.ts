/** What a preview says of resources that are new: what of them exists at the service already, and what `up` does to others. */

import { type Clock, systemClock } from "../api/clock";
import { ApiError, ConnectionError } from "../api/errors";
import type { OnRetry } from "../api/http";
import type { ResourceType } from "../registry";
import type { Context } from "../service/context";
import { createContext } from "../service/context";
import { explain } from "./advice";
import { type Around, type Finding, LOOKS } from "./looks";
import { howToSet, readSettings, type Settings } from "./settings";

/** What there is to say of a resource, and which id a mailbox will have, where that shows before it is made. */
export interface Seen {
  findings: Finding[];
  id?: string | undefined;
}

/** The looks of one preview: what they read is shared, and what stops them is said once. */
export class Preview {
  private readonly settings: Settings | undefined;
  private readonly said = new Set<string>();
  private readonly delegated = new Set<string>();
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
   * @param deletesFirst - whether the resource has the option `deleteBeforeReplace`.
   */
  async look(type: ResourceType, inputs: object, deletesFirst = false): Promise<Seen> {
    const look = LOOKS[type];
    if (type === "DelegatedMailbox" && "ownerId" in inputs) {
      this.delegated.add(String(inputs.ownerId));
    }
    if (look.needs.some((name) => !(name in inputs))) {
      return { findings: [] };
    }
    const at = look.at(inputs as never);
    if (at === undefined || this.settings === undefined || !this.settings.previewLooks) {
      return { findings: [] };
    }
    const { token } = this.settings;
    if (token === undefined) {
      const message = `without a token this preview shows nothing of what exists already, such as ${at}: ${howToSet("token")}`;
      return { findings: this.once("token", { severity: "info", message, beside: false }) };
    }
    try {
      this.context ??= lookingContext({ ...this.settings, token }, this.clock);
      const around: Around = { deletesFirst, delegates: (mailboxId) => this.delegated.has(mailboxId) };
      const findings = await look.find(this.context, inputs as never, around);
      return { findings, id: await look.foresee?.(this.context, inputs as never, around) };
    } catch (error) {
      const message = `could not look at what exists already, such as ${at}: ${explain(error)}`;
      return { findings: this.once(kindOf(error), { severity: "warn", message, beside: false }) };
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
