/** What a fault changes in the pages of a list. */
export type ListFault =
  | "shrinks"
  | "duplicates"
  | "empty-page"
  | "total-high"
  | "total-low"
  | "total-missing"
  | "page-echo";

/** The twists that show on the second page and later ones only. */
export const LATER_PAGES: readonly ListFault[] = ["shrinks", "duplicates", "empty-page"];

/** One page of a list with the numbers that go with it. `total` is missing only by a fault. */
export interface Page<T> {
  items: T[];
  page: number;
  perPage: number;
  total?: number;
}

/** Cuts one page; pages count from 1. */
export function cutPage<T>(all: readonly T[], page: number, perPage: number, fault?: ListFault): Page<T> {
  const later = page > 1;
  const start =
    (page - 1) * perPage + (later && fault === "shrinks" ? 1 : 0) - (later && fault === "duplicates" ? 1 : 0);
  const items = later && fault === "empty-page" ? [] : all.slice(start, start + perPage);
  const totals: Partial<Record<ListFault, number>> = {
    shrinks: all.length - (later ? 1 : 0),
    "total-high": all.length + 1,
    "total-low": Math.max(0, all.length - 1),
  };
  const total = (fault && totals[fault]) ?? all.length;
  const echo = fault === "page-echo" ? page + 1 : page;
  return { items, page: echo, perPage, ...(fault === "total-missing" ? {} : { total }) };
}
