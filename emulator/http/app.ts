import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { getPath } from "hono/utils/url";
import { decimal, type Endpoint } from "../endpoints/endpoint";
import { ENDPOINTS } from "../endpoints/endpoints";
import type { Journal } from "../model/journal";
import type { Surroundings } from "../model/surroundings";
import type { ApiRequest, Body } from "./apiRequest";

type Environment = { Bindings: HttpBindings };

const MAX_BODY = 1024 * 1024;

/** The routes below the base path: each request is taken apart, written into the journal, and given to `answer`. */
export function createApp(
  journal: Journal,
  { now, switches }: Pick<Surroundings, "now" | "switches">,
  answer: (request: ApiRequest) => Promise<void>,
): Hono<Environment> {
  const app = new Hono<Environment>({ getPath: (request) => below(switches.basePath, getPath(request)) ?? "/" });
  const handle = (endpoint: Endpoint | undefined) => async (c: Context<Environment>) => {
    const { incoming, outgoing } = c.env;
    const [whole = "", search = ""] = (incoming.url ?? "").split(/\?(.*)/s);
    const path = below(switches.basePath, whole) ?? whole;
    const route = c.req.method === endpoint?.method ? endpoint : undefined;
    const { query, violations: queryViolations } = readQuery(search);
    const entry = journal.add({
      at: now(),
      method: c.req.method,
      endpoint: route?.name ?? "Unknown",
      path,
      query,
      body: undefined,
    });
    const { orgId, id = "" } = c.req.param() as Record<string, string | undefined>;
    const violations = [...pathViolations(path, orgId), ...queryViolations];
    const authorization = c.req.header("authorization");
    const readBody = () => c.req.text().then(parseBody);
    await answer({
      endpoint: route,
      orgId,
      id,
      query,
      authorization,
      violations,
      entry,
      readBody,
      incoming,
      outgoing,
    });
    return RESPONSE_ALREADY_SENT;
  };
  for (const endpoint of ENDPOINTS) app.on(endpoint.method, endpoint.path, handle(endpoint));
  app.notFound(handle(undefined));
  return app;
}

/** The rest of a path that is below the base path. */
function below(basePath: string, path: string): string | undefined {
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}

/** A path is to be written plainly: no dots, no escapes, a decimal organization. */
function pathViolations(path: string, orgId: string | undefined): string[] {
  const plain = /^[\w/-]+$/.test(path) ? [] : [`path: ${JSON.stringify(path)} holds characters no documented path has`];
  const known = orgId === undefined || decimal.safeParse(orgId).success;
  return known ? plain : [...plain, `path: organization ${JSON.stringify(orgId)} is no decimal id`];
}

function readQuery(search: string): { query: Record<string, string>; violations: string[] } {
  const parameters = [...new URLSearchParams(search)];
  const query = Object.fromEntries(parameters);
  const repeated = parameters.length > Object.keys(query).length;
  return { query, violations: repeated ? ["query: a parameter is given twice"] : [] };
}

function parseBody(text: string): Body {
  if (text === "") return { body: undefined, violations: [] };
  if (text.length > MAX_BODY) return { body: "", violations: ["body: larger than 1 MiB"] };
  try {
    return { body: JSON.parse(text), violations: [] };
  } catch {
    return { body: text, violations: ["body: not JSON"] };
  }
}
