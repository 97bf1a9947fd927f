import type { Bend, Endpoint, RawRequest } from "../endpoints/endpoint";
import { NO_SCOPE, Refusal } from "../model/errors";
import { administers, hasScope, SCOPES, type Scope, type TokenSeed } from "../model/scopes";
import type { World } from "../model/world";
import type { JournalEntry } from "./journal";
import type { Reply } from "./reply";

/** A request with everything the service needs to answer it. */
export interface Received {
  endpoint: Endpoint;
  orgId: string | undefined;
  raw: RawRequest;
  /** The Authorization header. */
  header: string | undefined;
  /** Breaches of the documentation seen on the way here. */
  breaches: readonly string[];
  entry: JournalEntry;
}

const GRPC_OK = { "grpc-status": "0", "grpc-message": "" };

/** What the service itself answers, without any fault: the state is changed here and nowhere else. */
export function serve(world: World, received: Received, bend: Bend): Reply {
  const { endpoint, raw, entry } = received;
  const prepared = endpoint.prepare(raw);
  const breaches = [...received.breaches, ...(Array.isArray(prepared) ? prepared : [])];
  for (const breach of breaches)
    world.strictViolations.push(`${entry.method} ${entry.path} ${endpoint.name}: ${breach}`);
  try {
    const token = authorize(world, received);
    const [breach] = breaches;
    if (breach !== undefined || Array.isArray(prepared)) throw new Refusal(400, `bad request: ${breach}`);
    const organization = received.orgId === undefined ? undefined : world.organizations.get(received.orgId);
    organization?.tasks.settle();
    const { tariff } = world.around.switches;
    if (endpoint.path.includes("/mailboxes/") && tariff !== "with sharing") throw new Refusal(tariff, "not_allowed", 9);
    const body = prepared({ world, token, organization, bend });
    entry.acted = true;
    return { status: 200, body, headers: GRPC_OK };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.told(world.around.switches) };
    throw error;
  }
}

function authorize(world: World, { endpoint, orgId, header, entry }: Received): TokenSeed {
  const token = world.tokens.find(header);
  if (token === "none" || token === "wrong") {
    entry.authorization = token;
    throw new Refusal(401);
  }
  if (!hasScope(token, wantedScopes(world, endpoint))) {
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

function wantedScopes(world: World, { scopes }: Endpoint): readonly Scope[] {
  const [read, write] = SCOPES;
  return world.around.switches.writeScopeReads && scopes.includes(read) ? [...scopes, write] : scopes;
}
