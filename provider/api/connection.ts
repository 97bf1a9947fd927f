import type { IncomingHttpHeaders } from "node:http";
import type { Agent } from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Got, Options, Request } from "got" with { "resolution-mode": "import" };
import { ConnectionError, type ConnectionFailure, type Endpoint, UnexpectedReply } from "./errors";
import type { ApiOptions } from "./options";
import { isLoopback } from "./proxy";

/** The longest reply that is read, in bytes after decompression. */
const LARGEST_REPLY = 8 * 1024 * 1024;

/** Failures of a connection that happen before the request is on its way. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** How long a host that cannot be reached is tried, in milliseconds; what this machine refuses, nothing listens for. */
const PATIENCE = { elsewhere: 10_000, here: 0, withoutTls: 0 };

/** What OpenSSL says of an answer to its greeting that is not TLS. */
const NOT_TLS = /wrong.version.number|packet.length.too.long/i;

/** One HTTP request; the body is sent as JSON. */
export interface HttpRequest {
  url: string;
  query?: Record<string, string> | undefined;
  body?: unknown;
}

/** What the service has answered, with its body as text. */
export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends one request with the authorization, and reads its answer within the limits of time and size. */
export class Connection {
  private client: Promise<Got> | undefined;

  constructor(private readonly options: ApiOptions) {}

  /** Sends the request once. What fails is a ConnectionError, or an UnexpectedReply where a body cannot be read. */
  async send(endpoint: Endpoint, { url, query, body }: HttpRequest): Promise<HttpResponse> {
    this.client ??= this.connect();
    const got = await this.client;
    // The promises of got cost 11 KB a request, which stay in memory until the next full collection; its streams do not.
    const request = got.stream(url, {
      method: endpoint.method,
      ...(query === undefined ? {} : { searchParams: query }),
      ...(body === undefined ? {} : { json: body }),
    });
    if (body === undefined && endpoint.method !== "GET") {
      request.end();
    }
    const bytes = await this.bytesOf(endpoint, url, request);
    if (request.response === undefined) {
      throw new ConnectionError(endpoint, { what: "connection lost", sent: true });
    }
    const { statusCode: status, headers } = request.response;
    return { status, headers, text: await textOf(endpoint, bytes, headers["content-encoding"] ?? "identity") };
  }

  private async connect(): Promise<Got> {
    const { got } = await import("got");
    const { proxy } = this.options;
    return got.extend({
      headers: { authorization: `OAuth ${this.options.token}`, "user-agent": "pulumi-yandex360" },
      timeout: { request: this.options.requestTimeout * 1000 },
      // Whether a request may be sent again depends on what it asks for and on the rate limit: http.ts decides.
      retry: { limit: 0 },
      // The token must not go to another address.
      followRedirect: false,
      // got's own inflating knows no limit.
      decompress: false,
      // The body of an error status says what is wrong; got's error holds the request, and with it the token.
      throwHttpErrors: false,
      hooks: { beforeRequest: [keepShape] },
      ...(proxy === undefined ? {} : { agent: { https: await proxyAgent(proxy) } }),
    });
  }

  /** An error of got carries the request and with it the token, so none leaves this method. */
  private async bytesOf(endpoint: Endpoint, url: string, request: Request): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of request) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LARGEST_REPLY) {
          throw tooLarge(endpoint);
        }
      }
    } catch (error) {
      throw error instanceof UnexpectedReply ? error : this.failure(endpoint, url, error, request);
    }
    return Buffer.concat(chunks, length);
  }

  private failure(endpoint: Endpoint, url: string, error: unknown, request: Request): ConnectionError {
    const { timings, reusedSocket } = request;
    const { proxy, requestTimeout } = this.options;
    const failed = (what: string, how: Pick<ConnectionFailure, "sent" | "patience" | "withoutTls">) => {
      const by = proxy === undefined ? "" : ` (by the proxy ${new URL(proxy).host})`;
      return new ConnectionError(endpoint, { what: what + by, proxied: proxy !== undefined, ...how });
    };
    const refusal = proxy === undefined ? undefined : refusalByProxy(error);
    if (refusal !== undefined) {
      return failed(`no connection, HTTP ${refusal}`, { sent: false, patience: PATIENCE.elsewhere });
    }
    const code = codeOf(error);
    if (code === "ETIMEDOUT") {
      return timings?.connect === undefined
        ? failed(`no connection within ${requestTimeout} s`, { sent: false, patience: PATIENCE.elsewhere })
        : failed(`timed out after ${requestTimeout} s`, { sent: true });
    }
    const isEncrypted = timings?.secureConnect !== undefined || reusedSocket === true;
    if (!isEncrypted && error instanceof Error && NOT_TLS.test(`${code} ${error.message}`)) {
      return failed(code, { sent: false, patience: PATIENCE.withoutTls, withoutTls: true });
    }
    if (!NOT_SENT.has(code)) {
      return failed(code, { sent: true });
    }
    const refusedHere = code === "ECONNREFUSED" && isLoopback(new URL(proxy ?? url));
    return failed(code, { sent: false, patience: refusedHere ? PATIENCE.here : PATIENCE.elsewhere });
  }
}

/**
 * got makes the native options of a request by spreading its cache options. With a copy of a copy of them, V8 makes all
 * shapes of that object anew for every request, and 10 KB stay in memory until the next full collection.
 */
function keepShape(options: Options): void {
  options.cacheOptions = {};
}

async function proxyAgent(proxy: string): Promise<Agent> {
  const { HttpsProxyAgent } = await import("hpagent");
  return new HttpsProxyAgent({ proxy, keepAlive: true });
}

/** The status with which the proxy has refused to connect; the agent says it in its error's text alone. */
function refusalByProxy(error: unknown): string | undefined {
  return error instanceof Error ? /^Bad response: (\d+)$/.exec(error.message)?.[1] : undefined;
}

/** The body as text; inflated where it is compressed, though that was not asked for. */
async function textOf(endpoint: Endpoint, bytes: Buffer, encoding: string): Promise<string> {
  if (encoding === "identity") {
    return bytes.toString("utf8");
  }
  if (encoding !== "gzip") {
    throw new UnexpectedReply(endpoint, "a compression that was not asked for");
  }
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: LARGEST_REPLY })).toString("utf8");
  } catch (error) {
    throw codeOf(error) === "ERR_BUFFER_TOO_LARGE"
      ? tooLarge(endpoint)
      : new UnexpectedReply(endpoint, "broken gzip", { cause: error });
  }
}

function tooLarge(endpoint: Endpoint): UnexpectedReply {
  return new UnexpectedReply(endpoint, `more than ${LARGEST_REPLY / 1024 / 1024} MiB`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "connection lost";
}
