import { type Clock, cancellable, systemClock } from "../api/clock";
import { Directory } from "../api/directory";
import { Http, type OnRetry } from "../api/http";
import { Mailboxes } from "../api/mailboxes";
import { Holdings } from "./holdings";
import type { Log } from "./log";
import type { ServiceOptions } from "./options";
import { Service } from "./service";

/** What resources work with; one for the whole process. */
export interface Context {
  service: Service;
  settings: ServiceOptions;
  log: Log;
}

/** What a context may be made from beside its settings. */
export interface ContextOptions {
  /** Default: the system's. */
  clock?: Clock;
  /** Default: the program holds nothing yet. */
  holdings?: Holdings;
  /** Aborted when the command is cancelled. Default: never. */
  cancelled?: AbortSignal | undefined;
  /** Default: a warning in the log. */
  onRetry?: OnRetry;
  /** Default: nobody is told. */
  log?: Log | undefined;
}

const SILENT: Log = { info: () => undefined, warn: () => undefined };

/** Everything a lifecycle works with, for one token and one address of the service; and its endpoints, which no lifecycle sees. */
export function createContext(settings: ServiceOptions, options: ContextOptions = {}): Context & { api: Mailboxes } {
  const { holdings = new Holdings(), cancelled = new AbortController().signal, log = SILENT } = options;
  const clock = cancellable(options.clock ?? systemClock, cancelled);
  const onRetry = options.onRetry ?? (({ message }) => log.warn(message));
  const http = new Http(settings, clock, cancelled, onRetry);
  const api = new Mailboxes(http);
  const serviceTime = (moment: number) => http.serviceTime(moment);
  const { taskTimeout } = settings;
  const service = new Service({ api, clock, holdings, taskTimeout, serviceTime }, new Directory(http));
  return { api, service, settings, log };
}
