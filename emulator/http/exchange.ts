import type { IncomingMessage, ServerResponse } from "node:http";
import type { Bend, Endpoint } from "../endpoints/endpoint";
import type { Subject } from "../endpoints/endpointNames";
import { Refusal } from "../model/errors";
import type { World } from "../model/world";
import type { JournalEntry } from "./journal";
import type { Reply } from "./reply";
import { serve } from "./service";

/** One request and the connection to answer it on. */
export interface Exchange {
  /** Missing for a path or verb the API does not have. */
  endpoint: Endpoint | undefined;
  orgId: string | undefined;
  id: string;
  query: Record<string, string>;
  header: string | undefined;
  breaches: readonly string[];
  entry: JournalEntry;
  readBody: () => Promise<{ body: unknown; breaches: string[] }>;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** Reads the body and lets the service answer. */
export async function act(world: World, exchange: Exchange, bend: Bend = {}): Promise<Reply> {
  const { endpoint, orgId, id, query, header, entry, readBody } = exchange;
  const { body, breaches } = await readBody();
  entry.body = body;
  if (endpoint === undefined) return unknownPath(world, entry);
  const raw = { id, query, body };
  return serve(world, { endpoint, orgId, raw, header, breaches: [...exchange.breaches, ...breaches], entry }, bend);
}

/** The mailbox and the employee a request is about, as far as path and query tell; CreateDelegated names it in the body only. */
export function subjectOf(world: World, { endpoint, orgId, id, query, entry }: Exchange): Subject {
  if (endpoint?.id === "task") return world.organizations.get(orgId ?? "")?.tasks.subject(id) ?? {};
  if (endpoint?.id === "actor") return { actorId: id };
  if (endpoint?.id === "mailbox") return { mailboxId: id, actorId: query.actorId };
  const { body } = entry;
  const resourceId = typeof body === "object" && body !== null && "resourceId" in body ? body.resourceId : undefined;
  return { mailboxId: typeof resourceId === "string" ? resourceId : undefined };
}

function unknownPath(world: World, { method, path }: JournalEntry): Reply {
  const breach = `${method} ${path}: no such path`;
  world.strictViolations.push(breach);
  return { status: 400, body: new Refusal(400, `bad request: ${breach}`).told(world.around.switches) };
}
