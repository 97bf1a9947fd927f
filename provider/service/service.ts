import type { Directory } from "../api/directory";
import { AccessControl } from "./access";
import { Delegations } from "./delegations";
import { OrganizationDirectory } from "./directory";
import { DirectoryReads } from "./directoryReads";
import type { Holdings } from "./holdings";
import { Inventory } from "./inventory";
import { KeyedMutex } from "./mutex";
import type { Parts } from "./parts";
import { Renames } from "./renames";
import { SharedMailboxes } from "./sharedMailboxes";
import { TaskWaiter } from "./tasks";

/**
 * The service as resources ask it. Its changes are ordered for each thing, invalidate what was cached of it, and record what
 * the program holds. Its reads are cached and complete.
 */
export class Service {
  readonly sharedMailboxes: SharedMailboxes;
  readonly delegations: Delegations;
  readonly access: AccessControl;
  /** The cached reads alone. */
  readonly inventory: Inventory;
  readonly holdings: Holdings;
  /** Who and what is in an organization. */
  readonly directory: OrganizationDirectory;

  constructor(given: Pick<Parts, "api" | "clock" | "holdings" | "taskTimeout" | "serviceTime">, directory: Directory) {
    const { api, clock } = given;
    const parts: Parts = {
      ...given,
      inventory: new Inventory(api, clock),
      tasks: new TaskWaiter(api, clock),
      mutex: new KeyedMutex(),
      renames: new Renames(),
    };
    this.sharedMailboxes = new SharedMailboxes(parts);
    this.delegations = new Delegations(parts);
    this.access = new AccessControl(parts);
    this.inventory = parts.inventory;
    this.holdings = parts.holdings;
    this.directory = new OrganizationDirectory(new DirectoryReads(directory), parts.inventory, api);
  }
}
