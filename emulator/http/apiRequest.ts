import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoints/endpoint";
import type { Subject } from "../faults/injections";
import type { JournalEntry } from "../model/journal";
import type { World } from "../model/world";

/** The parsed JSON of a body, or its text, with what is wrong with it. */
export interface Body {
  body: unknown;
  violations: string[];
}

/** One request, and the connection to answer it on. */
export interface ApiRequest {
  /** Missing for a path or verb the API does not have. */
  endpoint: Endpoint | undefined;
  orgId: string | undefined;
  /** The last id of the path; empty where there is none. */
  id: string;
  query: Record<string, string>;
  /** The Authorization header. */
  authorization: string | undefined;
  /** What path and query have that the documentation does not allow. */
  violations: readonly string[];
  entry: JournalEntry;
  readBody: () => Promise<Body>;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** The mailbox and the employee a request is about, as far as path and query tell; CreateDelegated names it in the body only. */
export function subjectOf(world: World, { endpoint, orgId, id, query, entry }: ApiRequest): Subject {
  if (endpoint?.id === "task") return world.organizations.get(orgId ?? "")?.tasks.subject(id) ?? {};
  if (endpoint?.id === "actor") return { actorId: id };
  if (endpoint?.id === "mailbox") return { mailboxId: id, actorId: query.actorId };
  const { body } = entry;
  const resourceId = typeof body === "object" && body !== null && "resourceId" in body ? body.resourceId : undefined;
  return { mailboxId: typeof resourceId === "string" ? resourceId : undefined };
}
