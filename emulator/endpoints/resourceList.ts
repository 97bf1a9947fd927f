import { Refusal } from "../model/errors";
import type { Call } from "./endpoint";
import { listReply } from "./listReply";
import { cutPage, type Page } from "./paging";

/** ResourceList of the API: ids and the number of employees who have access. */
type ResourceList = { resources: { resourceId: string; count: number }[] } & Omit<Page<never>, "items">;

/** One page of ListShared or ListDelegated, with the delay of the switch `listDelayMs`. */
export function resourceList<T>(
  { organization, query, effect }: Call<{ page: number; perPage: number }, unknown>,
  present: ReadonlyMap<string, T>,
  removed: readonly { id: string; since: number; until: number }[],
  since: (item: T) => number,
): object {
  const { switches, now } = organization.around;
  if (query.perPage > switches.perPageCeiling && switches.perPageAbove === "refuse") throw new Refusal(400);
  const seen = now() - switches.listDelayMs;
  const gone = removed.filter(({ id, since, until }) => until > seen && since <= seen && !present.has(id));
  const ids = [
    ...gone.map(({ id }) => id),
    ...[...present].filter(([, item]) => since(item) <= seen).map(([id]) => id),
  ];
  const perPage = Math.min(query.perPage, switches.perPageCeiling);
  const { items, ...numbers } = cutPage(ids, query.page, perPage, effect.list);
  const resources = items.map((resourceId) => ({ resourceId, count: organization.access.countActors(resourceId) }));
  return listReply({ resources, ...numbers } satisfies ResourceList, switches);
}
