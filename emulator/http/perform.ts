import type { Endpoint, FaultEffect } from "../endpoints/endpoint";
import type { Reply } from "../endpoints/reply";
import { NO_SCOPE, Refusal } from "../model/errors";
import type { JournalEntry } from "../model/journal";
import { administers, hasScope, SCOPES, type Scope, type TokenSeed } from "../model/scopes";
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
    const { tariff } = world.around.switches;
    if (endpoint.path.includes("/mailboxes/") && tariff !== "with sharing") throw new Refusal(tariff, "not_allowed", 9);
    const reply = prepared({ world, token, organization, effect });
    entry.acted = true;
    return { status: 200, body: reply, headers: GRPC_OK };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.bodyAs(world.around.switches) };
    throw error;
  }
}

function unknownPath(world: World, { method, path }: JournalEntry): Reply {
  const violation = `${method} ${path}: no such path`;
  world.strictViolations.push(violation);
  return { status: 400, body: new Refusal(400, `bad request: ${violation}`).bodyAs(world.around.switches) };
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
