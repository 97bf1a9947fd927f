/** How a fault bends the pages of a list. */
export type ListTwist =
  | "shrinks"
  | "duplicates"
  | "empty-page"
  | "total-high"
  | "total-low"
  | "total-missing"
  | "page-echo";

/** The twists that show on the second page and later ones only. */
export const LATER_PAGES: readonly ListTwist[] = ["shrinks", "duplicates", "empty-page"];

/** One page of a list with the numbers that go with it. `total` is missing only by a fault. */
export interface Page<T> {
  items: T[];
  page: number;
  perPage: number;
  total?: number;
}

/** Cuts one page; pages count from 1. */
export function cutPage<T>(all: readonly T[], page: number, perPage: number, twist?: ListTwist): Page<T> {
  const later = page > 1;
  const start =
    (page - 1) * perPage + (later && twist === "shrinks" ? 1 : 0) - (later && twist === "duplicates" ? 1 : 0);
  const items = later && twist === "empty-page" ? [] : all.slice(start, start + perPage);
  const totals: Partial<Record<ListTwist, number>> = {
    shrinks: all.length - (later ? 1 : 0),
    "total-high": all.length + 1,
    "total-low": Math.max(0, all.length - 1),
  };
  const total = (twist && totals[twist]) ?? all.length;
  const echo = twist === "page-echo" ? page + 1 : page;
  return { items, page: echo, perPage, ...(twist === "total-missing" ? {} : { total }) };
}
