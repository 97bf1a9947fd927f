import { z } from "zod";
import { Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import { type Call, integer } from "./endpoint";
import { cutPage } from "./paging";

const SHOWN_LIMIT = 20;

/** The query of a v1 list: pages are counted from 1. */
export function pageQuery(max?: number): z.ZodType<{ page: number; perPage: number }> {
  return z.strictObject({ page: integer(1), perPage: integer(10, max) });
}

/** The query of a v2 list on cloud-api. */
export interface CloudQuery {
  email?: string | undefined;
  limit: number;
  offset: number;
}

/** The check of a v2 list's query. `offset` has to be a multiple of `limit`. */
export const cloudQuery: z.ZodType<CloudQuery> = z
  .object({
    email: z.string().optional(),
    limit: integer(SHOWN_LIMIT),
    offset: z.string().regex(/^\d+$/, "must not be negative").transform(Number).default(0),
  })
  .strict()
  .refine(({ limit, offset }) => offset % limit === 0, { path: ["offset"], message: "must be a multiple of limit" });

/** One page of a v1 list that its page calls not supported. */
export function outdatedList<T>(
  { organization, query, effect }: Call<{ page: number; perPage: number }, unknown>,
  all: readonly T[],
  documentedCeiling = true,
) {
  const { outdatedLists } = organization.around.switches;
  if (outdatedLists !== "available") throw new Refusal(outdatedLists);
  const perPage = documentedCeiling ? query.perPage : clamped(organization, query.perPage);
  const { items, ...numbers } = cutPage(all, query.page, perPage, effect.list);
  return { items, pages: pagesOf(numbers), ...numbers };
}

/** One page of a v2 list of cloud-api, with its filter by address. */
export function cloudList<T>(
  { organization, query, effect }: Call<CloudQuery, unknown>,
  all: readonly T[],
  addressesOf: (item: T) => { main: string[]; others: string[] },
  toWire: (item: T) => object,
): object {
  const fitting = query.email === undefined ? all : all.filter((item) => fits(organization, query, addressesOf(item)));
  const limit = clamped(organization, query.limit);
  const { items, page, total } = cutPage(fitting, query.offset / limit + 1, limit, effect.list);
  const totals = total === undefined ? {} : { total };
  return { items: items.map(toWire), limit, offset: (page - 1) * limit, ...totals };
}

/** How many pages there are. */
export function pagesOf({ perPage, total = 0 }: { perPage: number; total?: number }): number {
  return Math.ceil(total / perPage);
}

function clamped({ around }: Organization, size: number): number {
  const { directoryPageCeiling, directoryPageAbove } = around.switches;
  if (size > directoryPageCeiling && directoryPageAbove === "refuse") throw new Refusal(400);
  return Math.min(size, directoryPageCeiling);
}

function fits(
  { around }: Organization,
  { email = "" }: CloudQuery,
  { main, others }: { main: string[]; others: string[] },
): boolean {
  const { emailFilter } = around.switches;
  const wanted = email.toLowerCase();
  const compared = (emailFilter === "every address" ? [...main, ...others] : main).map((one) => one.toLowerCase());
  return compared.some((own) => (emailFilter === "part" ? own.includes(wanted) : own === wanted));
}
