import type { Clock } from "../api/clock";
import type { Mailboxes } from "../api/mailboxes";
import type { Holdings } from "./holdings";
import type { Inventory } from "./inventory";
import type { KeyedMutex } from "./mutex";
import type { Renames } from "./renames";
import type { TaskWaiter } from "./tasks";

/** What the service is made of. No other room sees more of it than `Service` shows. */
export interface Parts {
  api: Mailboxes;
  clock: Clock;
  inventory: Inventory;
  tasks: TaskWaiter;
  mutex: KeyedMutex;
  holdings: Holdings;
  renames: Renames;
  /** Seconds that an access task may take where its resource does not say. */
  taskTimeout: number;
  /** What the service's clock showed at a moment of ours, both in milliseconds. */
  serviceTime(moment: number): number;
}
