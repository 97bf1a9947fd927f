import { AsyncLocalStorage } from "node:async_hooks";
import { oneLine, type Sentence, Yandex360Error } from "../api/errors";
import { worded } from "../engine/advice";
import type { Messages } from "../engine/session";
import type { Log } from "../service/log";

/** How much a message matters. */
export type Severity = keyof Log;

/** Pulumi's LogSeverity. */
export const SEVERITY: Record<Severity, number> = { info: 1, warn: 2 };

/** Messages that the engine shows beside the resource that the operation is about, in the order in which they were said. */
export abstract class MessagesBesideResources implements Messages {
  /** The URN of the resource that the operation under way is about. */
  protected readonly urns = new AsyncLocalStorage<string>();
  private told = Promise.resolve();

  /** Says what has happened. */
  info(message: Sentence): void {
    this.tell("info", message);
  }

  /** Warns, as Pulumi marks it. */
  warn(message: Sentence): void {
    this.tell("warn", message);
  }

  /** Resolves when everything said so far is shown: after an operation, the engine may end the host. */
  shown(): Promise<void> {
    return this.told;
  }

  /** @throws where the engine does not take the message. */
  protected abstract send(severity: Severity, line: string, urn: string | undefined): Promise<void>;

  private tell(severity: Severity, message: Sentence): void {
    const line = worded(message);
    const urn = this.urns.getStore();
    const tell = () =>
      this.send(severity, line, urn).catch((error: unknown) => {
        const unexpected = error instanceof Yandex360Error ? "" : ` (${oneLine(String(error))})`;
        // What is written to stderr, the engine shows as a message of the stack.
        process.stderr.write(`${line}${unexpected}\n`);
      });
    this.told = this.told.then(tell);
  }
}
