import type { ApiOptions } from "../api/options";

/** What resources need to know beside their inputs. Times are in seconds. */
export interface ServiceOptions extends ApiOptions {
  /** The organization of resources that name none. */
  orgId?: string | undefined;
  /** How long an access task may take. */
  taskTimeout: number;
  /** Whether a shared mailbox that has the declared address, name and description is taken over without `adopt`. */
  adopt: "never" | "same";
}
