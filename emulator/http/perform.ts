import type { Endpoint, FaultEffect } from "../endpoints/endpoint";
import type { Reply } from "../endpoints/reply";
import { type ErrorShape, NO_SCOPE, Refusal } from "../model/errors";
import type { JournalEntry } from "../model/journal";
import { administers, hasScope, SCOPES, type Scope, type TokenSeed } from "../model/scopes";
import type { Switches } from "../model/switches";
import type { World } from "../model/world";
import type { ApiRequest } from "./apiRequest";

const GRPC_OK = { "grpc-status": "0", "grpc-message": "" };

/** Reads the body and does what the request asks for: the service without the pause, the rate limit and the faults in front of it. */
export async function perform(world: World, request: ApiRequest, effect: FaultEffect = {}): Promise<Reply> {
  const { endpoint, id, query, entry } = request;
  const { body, violations } = await request.readBody();
  entry.body = body;
  if (endpoint === undefined) return unknownPath(world, entry);
  const prepared = endpoint.prepare({ id, query, body });
  const all = [...request.violations, ...violations, ...(Array.isArray(prepared) ? prepared : [])];
  for (const violation of all) {
    world.strictViolations.push(`${entry.method} ${entry.path} ${endpoint.name}: ${violation}`);
  }
  try {
    const token = authorize(world, endpoint, request);
    if (all.length > 0 || Array.isArray(prepared)) throw new Refusal(400, `bad request: ${all[0]}`);
    const organization = request.orgId === undefined ? undefined : world.organizations.get(request.orgId);
    organization?.tasks.settle();
    const { tariff, cloudApi } = world.around.switches;
    if (endpoint.host !== "api360" && cloudApi !== "available") throw new Refusal(cloudApi);
    if (endpoint.path.includes("/mailboxes/") && tariff !== "with sharing") throw new Refusal(tariff, "not_allowed", 9);
    const reply = prepared({ world, token, organization, effect });
    entry.acted = true;
    return { status: 200, body: reply, headers: GRPC_OK };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { switches } = world.around;
    return { status: error.status, body: error.bodyAs(errorShapeOf(endpoint, switches), switches) };
  }
}

/** Each host has its own; what the pages of the v2 methods leave open is a switch. */
function errorShapeOf({ host }: Endpoint, { errorShape, cloudErrorShape }: Switches): ErrorShape {
  if (host === "api360") return errorShape;
  return host === "cloud-api v1" ? "error and description" : cloudErrorShape;
}

function unknownPath(world: World, { method, path }: JournalEntry): Reply {
  const violation = `${method} ${path}: no such path`;
  world.strictViolations.push(violation);
  const { switches } = world.around;
  return { status: 400, body: new Refusal(400, `bad request: ${violation}`).bodyAs(switches.errorShape, switches) };
}

function authorize(world: World, endpoint: Endpoint, { orgId, authorization, entry }: ApiRequest): TokenSeed {
  const token = world.tokens.find(authorization);
  if (token === "none" || token === "wrong") {
    entry.authorization = token;
    throw new Refusal(401);
  }
  if (!hasScope(token, sufficientScopes(world, endpoint))) {
    entry.authorization = "no scope";
    throw new Refusal(403, NO_SCOPE);
  }
  if (orgId !== undefined && !(world.organizations.has(orgId) && administers(token, orgId))) {
    entry.authorization = "not admin";
    throw new Refusal(403);
  }
  entry.authorization = "ok";
  return token;
}

/** Any one of these is enough. */
function sufficientScopes(world: World, { scopes }: Endpoint): readonly Scope[] {
  const { writeScopeReads } = world.around.switches;
  return writeScopeReads && scopes.includes(SCOPES.readMailboxes) ? [...scopes, SCOPES.writeMailboxes] : scopes;
}
