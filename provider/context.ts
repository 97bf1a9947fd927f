import { Http } from "./api/http";
import { Mailboxes } from "./api/mailboxes";
import { type Clock, systemClock } from "./clock";
import { Inventory } from "./inventory";
import type { Context } from "./lifecycle";
import type { Settings } from "./settings";
import { TaskWaiter } from "./tasks";
import { Writes } from "./writes";

/** Everything a lifecycle works with, for one token and one address of the service. */
export function createContext(
  settings: Settings & { token: string },
  clock: Clock = systemClock,
  writes: Writes = new Writes(),
): Context {
  const http = new Http(settings, clock);
  const api = new Mailboxes(http);
  return {
    api,
    settings,
    clock,
    inventory: new Inventory(api, clock),
    tasks: new TaskWaiter(api, clock),
    writes,
    serviceTime: (moment) => http.serviceTime(moment),
  };
}
