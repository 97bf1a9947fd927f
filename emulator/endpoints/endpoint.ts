import { z } from "zod";
import type { EndpointName } from "../model/endpointNames";
import { Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import type { Scope, TokenSeed } from "../model/scopes";
import type { TaskFate } from "../model/tasks";
import type { World } from "../model/world";
import type { ListFault } from "./paging";

/** What a fault changes inside the service rather than on the wire. */
export interface FaultEffect {
  list?: ListFault;
  task?: TaskFate;
}

/** A request that the documentation allows, taken apart; of a method that belongs to no organization. */
export interface TokenCall<Query, Body> {
  world: World;
  token: TokenSeed;
  /** The last id of the path: mailbox, employee or task; empty where there is none. */
  id: string;
  query: Query;
  body: Body;
  effect: FaultEffect;
}

/** A request about one organization. */
export interface Call<Query, Body> extends TokenCall<Query, Body> {
  organization: Organization;
}

/** What the service knows of a request before it looks at its content. */
export interface Context {
  world: World;
  token: TokenSeed;
  /** Missing where the path names none, or one that is unknown or another's. */
  organization: Organization | undefined;
  effect: FaultEffect;
}

/** A request as it came: path id, query and body, not checked yet. */
export interface RawRequest {
  id: string;
  query: Record<string, string>;
  body: unknown;
}

/** What the last id of a path names. */
type IdOf = "mailbox" | "actor" | "task" | "user" | "group" | "department";

/** A host of the service; cloud-api has methods of two kinds, which answer errors in their own ways. */
type Host = "api360" | "cloud-api v1" | "cloud-api v2";

interface Definition<Query, Body> {
  name: EndpointName;
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** Hono path; `:orgId`, and `:id` for the other id. */
  path: string;
  /** Any one of these is enough. */
  scopes: readonly Scope[];
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
  /** What `:id` names. */
  id?: IdOf;
  /** Where it is documented, by which its errors have a shape. Default: api360. */
  host?: Host;
}

type Action<Query, Body> =
  | { act(call: Call<Query, Body>): unknown }
  | { actForToken(call: TokenCall<Query, Body>): unknown };

/** One emulated method: where it is, who may call it, what it takes, and what it does. */
export interface Endpoint {
  name: EndpointName;
  method: "GET" | "PUT" | "POST" | "DELETE";
  path: string;
  scopes: readonly Scope[];
  id: IdOf | undefined;
  host: Host;
  /** Names of the query parameters and body fields it takes. */
  fields: { query: string[]; body: string[] };
  /** Checks a request against the documentation: violations of it, or the action that gives the reply. */
  prepare(raw: RawRequest): string[] | ((context: Context) => unknown);
}

/** For methods without a query. */
export const noQuery = z.strictObject({});
/** For methods without a body. */
export const noBody = z.undefined("no body is documented");

/** A positive integer of the query with its documented default and, where there is one, its ceiling. */
export function integer(fallback: number, max = Number.MAX_SAFE_INTEGER): z.ZodType<number> {
  return z
    .string()
    .regex(/^[1-9]\d*$/, "must be a positive integer")
    .transform(Number)
    .pipe(z.number().max(max))
    .default(fallback);
}

/** A uint64 as a decimal string. */
export const decimal = z
  .string()
  .regex(/^\d{1,20}$/, "must be a decimal id")
  .refine((text) => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n, "must fit 64 bits");

/** Hides the types of query and body behind `prepare`. */
export function defineEndpoint<Query, Body>(definition: Definition<Query, Body> & Action<Query, Body>): Endpoint {
  const { name, method, path, scopes, id, host = "api360", query, body } = definition;
  return {
    name,
    method,
    path,
    scopes,
    id,
    host,
    fields: { query: keysOf(query), body: keysOf(body) },
    prepare(raw) {
      const parsedQuery = query.safeParse(raw.query);
      const parsedBody = body.safeParse(raw.body);
      const badId = id !== undefined && id !== "task" && !decimal.safeParse(raw.id).success;
      const violations = [
        ...(badId ? [`path: ${JSON.stringify(raw.id)} is no decimal id`] : []),
        ...violationsOf("query", parsedQuery),
        ...violationsOf("body", parsedBody),
      ];
      if (violations.length > 0 || !parsedQuery.success || !parsedBody.success) return violations;
      const parsed = { id: raw.id, query: parsedQuery.data, body: parsedBody.data };
      return ({ organization, ...context }) => {
        if ("actForToken" in definition) return definition.actForToken({ ...context, ...parsed });
        if (organization === undefined) throw new Refusal(403);
        return definition.act({ ...context, ...parsed, organization });
      };
    },
  };
}

function violationsOf(where: string, result: z.ZodSafeParseResult<unknown>): string[] {
  if (result.success) return [];
  return result.error.issues.map(
    ({ path, message }) => `${[where, z.core.toDotPath(path)].filter(Boolean).join(" ")}: ${message}`,
  );
}

function keysOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
