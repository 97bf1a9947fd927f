/** An answer before it goes on the wire. */
export interface Reply {
  status: number;
  /** JSON value; see `text` for anything else. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string | Uint8Array;
  headers?: Record<string, string> | undefined;
}

/** Headers and bytes of an answer. */
export function encode(reply: Reply): { headers: Record<string, string>; bytes: Buffer } {
  const bytes = Buffer.from(reply.text ?? JSON.stringify(reply.body));
  const type = reply.text === undefined ? "application/json" : "text/html; charset=utf-8";
  return { headers: { "content-type": type, "content-length": String(bytes.length), ...reply.headers }, bytes };
}
