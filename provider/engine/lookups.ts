/** Look-ups of a program that runs in the engine's language host, without a provider's process. */
import { type Sentence, Yandex360Error } from "../api/errors";
import type { Journal } from "../api/journal";
import { asOneOperation } from "../api/operation";
import { type FunctionName, functions } from "../registry";
import type { Context } from "../service/context";
import { isRefusal } from "../service/findings";
import { explain, worded } from "./advice";
import type { Raw } from "./check";
import type { Failure } from "./failure";
import { FunctionOperations } from "./functionOperations";
import {
  type ExistingMailbox,
  type MailboxQuestions,
  type Needs,
  readDirectory,
  readMailboxes,
  type WholeDirectory,
} from "./organization";
import { Session } from "./session";
import { type OnProgress, readHead, readSurvey, type Survey, type SurveyHead } from "./survey";

/** Shows a message of a look-up; resolves when it is shown. */
export type Say = (severity: "info" | "warn", message: string) => Promise<void>;

/** How a command reads that has more to read than a look-up. */
export interface Reading {
  /** Aborted when the user wants the command to end: what is under way ends, nothing further is sent. */
  cancelled?: AbortSignal | undefined;
  /** What an earlier, interrupted run of the command has been answered. */
  journal?: Journal | undefined;
}

/** The look-ups of one program run: what they read is shared, and what they say is said once. */
export class Lookups {
  private readonly session: Session;
  private readonly operations = new Map<FunctionName, FunctionOperations>();

  /**
   * @param config - looks a full key, such as `yandex360:token`, up in the stack's config.
   * @param reading - how a command that reads for long may be cancelled and resumed. Default: it may not.
   */
  constructor(config: (key: string) => string | undefined, say: Say, { cancelled, journal }: Reading = {}) {
    const said = new Map<string, Promise<void>>();
    const once = (severity: "info" | "warn") => (message: Sentence) => {
      const text = worded(message);
      said.set(text, said.get(text) ?? say(severity, text));
    };
    const shown = async () => {
      await Promise.all(said.values());
    };
    const messages = { info: once("info"), warn: once("warn"), shown };
    const signal = cancelled ?? new AbortController().signal;
    this.session = new Session(messages, signal, { readOnly: true, journal });
    this.session.configure(config, []);
  }

  /** As FunctionOperations does. */
  invoke(name: FunctionName, given: object): Promise<{ outputs: object } | { failures: Failure[] }> {
    const operations = this.operations.get(name) ?? new FunctionOperations(functions[name].lookup, this.session);
    this.operations.set(name, operations);
    return operations.invoke({ ...given } satisfies Raw);
  }

  /**
   * Everybody and everything in the organization.
   *
   * @throws Yandex360Error, on one line, where it cannot be read.
   */
  directory(orgId: string, needs: Needs): Promise<WholeDirectory> {
    return this.read(`the directory of organization ${orgId}`, (context) => readDirectory(context, orgId, needs));
  }

  /**
   * The mailboxes that are there; undefined where the service does not let the token see them, which is said.
   *
   * @throws Yandex360Error, on one line, where they cannot be read otherwise.
   */
  mailboxes(orgId: string, questions: MailboxQuestions): Promise<ExistingMailbox[] | undefined> {
    return this.read(`the mailboxes of organization ${orgId}`, async (context) => {
      try {
        return await readMailboxes(context, orgId, questions);
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        this.session.messages.warn(
          `could not look at the mailboxes that organization ${orgId} has already, so they are not counted: ${explain(error)}`,
        );
        return undefined;
      }
    });
  }

  /**
   * Who has access to the mailbox, by id, without its owner: for a message. Undefined where the setting `previewLooks` is false,
   * and where it cannot be read, which is said.
   */
  async peopleOf(orgId: string, mailboxId: string): Promise<string[] | undefined> {
    if (!this.session.previewLooks) {
      return undefined;
    }
    try {
      return await this.read(`who has access to mailbox ${mailboxId}`, async ({ service }) =>
        [...(await service.inventory.actors(orgId, mailboxId)).keys()].filter((id) => id !== mailboxId),
      );
    } catch (error) {
      this.session.messages.warn(explain(error));
      await this.session.messages.shown();
      return undefined;
    }
  }

  /**
   * What the organization is called, as far as the token shows it.
   *
   * @throws Yandex360Error, on one line, where it cannot be asked.
   */
  head(orgId: string): Promise<SurveyHead> {
    return this.read(`organization ${orgId}`, (context) => readHead(context, orgId));
  }

  /**
   * All that the organization has of mailboxes, and who may do what with them.
   *
   * @param onProgress - told how far the reading of the mailboxes is.
   * @throws Yandex360Error, on one line, where anything cannot be read.
   */
  survey(orgId: string, onProgress?: OnProgress): Promise<Survey> {
    return this.read(`organization ${orgId}`, (context) => readSurvey(context, orgId, onProgress));
  }

  private async read<T>(what: string, look: (context: Context) => Promise<T>): Promise<T> {
    const { problems } = this.session;
    if (problems.length > 0) {
      throw new Yandex360Error(problems.map(({ reason }) => reason).join("; "));
    }
    try {
      return await asOneOperation(() => look(this.session.context()));
    } catch (error) {
      throw new Yandex360Error(`could not look up ${what}: ${explain(error)}`, { cause: error });
    } finally {
      await this.session.messages.shown();
    }
  }
}
