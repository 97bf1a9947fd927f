/** Look-ups of a program that runs in the engine's language host, without a provider's process. */
import type { Sentence } from "../api/errors";
import { type FunctionName, functions } from "../registry";
import { worded } from "./advice";
import type { Raw } from "./check";
import type { Failure } from "./failure";
import { FunctionOperations } from "./functionOperations";
import { Session } from "./session";

/** Shows a message of a look-up; resolves when it is shown. */
export type Say = (severity: "info" | "warn", message: string) => Promise<void>;

/** The look-ups of one program run: what they read is shared, and what they say is said once. */
export class Lookups {
  private readonly session: Session;
  private readonly operations = new Map<FunctionName, FunctionOperations>();

  /** @param config - looks a full key, such as `yandex360:token`, up in the stack's config. */
  constructor(config: (key: string) => string | undefined, say: Say) {
    const said = new Map<string, Promise<void>>();
    const once = (severity: "info" | "warn") => (message: Sentence) => {
      const text = worded(message);
      said.set(text, said.get(text) ?? say(severity, text));
    };
    const shown = async () => {
      await Promise.all(said.values());
    };
    this.session = new Session({ info: once("info"), warn: once("warn"), shown }, new AbortController().signal);
    this.session.configure(config, []);
  }

  /** As FunctionOperations does. */
  invoke(name: FunctionName, given: object): Promise<{ outputs: object } | { failures: Failure[] }> {
    const operations = this.operations.get(name) ?? new FunctionOperations(functions[name].lookup, this.session);
    this.operations.set(name, operations);
    return operations.invoke({ ...given } satisfies Raw);
  }
}
