import { z } from "zod";
import type { Inputs } from "../../engine/operations";
import { propertiesIn } from "./wire";

/** What the text of a dynamic resource's provider is called in a state that was made by the dynamic host. */
const OF_DYNAMIC_HOST = "__provider";

const withOrganization = z.looseObject({ orgId: z.string() });

/**
 * A resource's state or checked inputs, as the engine has sent them.
 *
 * @param orgId - the organization, where they name none.
 */
export function stateIn(struct: Parameters<typeof propertiesIn>[0], orgId?: string): Inputs {
  const { [OF_DYNAMIC_HOST]: _, ...properties } = propertiesIn(struct);
  return withOrganization.parse({ orgId, ...properties });
}
