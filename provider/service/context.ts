import { type Clock, cancellable, systemClock } from "../api/clock";
import { Http, type OnRetry } from "../api/http";
import { Mailboxes } from "../api/mailboxes";
import type { Context } from "../resources/lifecycle";
import { Inventory } from "./inventory";
import type { Log } from "./log";
import type { ServiceOptions } from "./options";
import { Renames } from "./renames";
import { TaskWaiter } from "./tasks";
import { Writes } from "./writes";

/** What a context is made from beside its settings. */
export interface Around {
  clock?: Clock;
  writes?: Writes;
  /** Aborted when the command is cancelled. Default: never. */
  cancelled?: AbortSignal | undefined;
  /** Default: a warning in the log. */
  onRetry?: OnRetry;
  /** Default: nobody is told. */
  log?: Log | undefined;
}

const SILENT: Log = { info: () => undefined, warn: () => undefined };

/** Everything a lifecycle works with, for one token and one address of the service. */
export function createContext(settings: ServiceOptions, around: Around = {}): Context {
  const { writes = new Writes(), cancelled = new AbortController().signal, log = SILENT } = around;
  const clock = cancellable(around.clock ?? systemClock, cancelled);
  const onRetry = around.onRetry ?? (({ message }) => log.warn(message));
  const http = new Http(settings, clock, cancelled, onRetry);
  const api = new Mailboxes(http);
  return {
    api,
    settings,
    clock,
    log,
    inventory: new Inventory(api, clock),
    tasks: new TaskWaiter(api, clock),
    writes,
    renames: new Renames(),
    serviceTime: (moment) => http.serviceTime(moment),
  };
}
