import type { ServerResponse } from "node:http";
import { encode, type Reply } from "../endpoints/reply";

/** Sends an answer whole. */
export function send(outgoing: ServerResponse, reply: Reply): void {
  if (outgoing.destroyed) return;
  const { headers, bytes } = encode(reply);
  outgoing.writeHead(reply.status, headers);
  outgoing.end(bytes);
}
