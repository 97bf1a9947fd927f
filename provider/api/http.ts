import type { z } from "zod";
import type { Clock } from "./clock";
import { Connection, type HttpResponse } from "./connection";
import { ApiError, Cancelled, ConnectionError, clip, type Endpoint, mayHaveActed, UnexpectedReply } from "./errors";
import { FAMILIES, type Family, type Host } from "./families";
import { Limiter } from "./limiter";
import { currentOperation } from "./operation";
import type { ApiOptions } from "./options";
import { parseRetryAfter, passes, RETRY_BUDGET, retryDelay } from "./retry";
import { errorBody } from "./schemas";

/** What is asked of the API. Ids fill the path's placeholders, one segment each. */
export interface ApiRequest<Reply> {
  family: Family;
  endpoint: Endpoint;
  /** Absent where the path has none. */
  orgId?: string;
  ids?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  reply: z.ZodType<Reply>;
  /** Whether doing it twice has the effect of doing it once. Default: true. */
  repeatable?: boolean;
}

/** Told when a request is to be retried for more than 5 s, and about every 30 s from then on. */
export type OnRetry = (retrying: { message: string; rateLimited: boolean }) => void;

/** Milliseconds of retrying. */
const FIRST_NOTICE = 5_000;
const NEXT_NOTICE = 30_000;

/** The way to the service: base URL, turns, retries, checked replies; every failure mapped to an error of ours. */
export class Http {
  private readonly limiter: Limiter;
  private readonly hosts: Record<Host, { url: string; connection: Connection }>;
  private clockSkew = 0;

  constructor(
    private readonly options: ApiOptions,
    private readonly clock: Clock,
    private readonly cancelled: AbortSignal,
    private readonly onRetry: OnRetry = () => undefined,
  ) {
    this.limiter = new Limiter(options.maxConcurrency, clock);
    const { apiUrl, directoryUrl = apiUrl, proxy, directoryProxy } = options;
    this.hosts = {
      api360: { url: apiUrl, connection: new Connection({ ...options, proxy }) },
      "cloud-api": { url: directoryUrl, connection: new Connection({ ...options, proxy: directoryProxy }) },
    };
  }

  /**
   * Sends the request, again where that is safe, and returns the checked reply. Once the command is cancelled, nothing is
   * sent again and no change is begun; a read is, since it may tell what an unanswered change has done.
   */
  async request<Reply>(request: ApiRequest<Reply>): Promise<Reply> {
    if (this.options.readOnly && request.endpoint.method !== "GET") {
      throw new Error(`${request.endpoint.method} ${request.endpoint.path} in a command that only reads`);
    }
    let firstFailure = Number.POSITIVE_INFINITY;
    const operation = currentOperation();
    let failure: unknown;
    let acted = false;
    let attempts = 0;
    let delay = 0;
    let notice = FIRST_NOTICE;
    const turn = async () => {
      const mayTellOfChange = request.endpoint.method === "GET" && !this.options.readOnly;
      if (this.cancelled.aborted && (attempts > 0 || !mayTellOfChange)) {
        throw new Cancelled(` before ${request.endpoint.method} ${request.endpoint.path} was sent`);
      }
      // A turn that comes too late is passed on unused.
      if (this.clock.now() - firstFailure > RETRY_BUDGET) {
        return undefined;
      }
      attempts += 1;
      return { reply: await this.attempt(request) };
    };
    for (;;) {
      try {
        if (delay > 0) {
          await this.clock.sleep(delay);
        }
        const answer = await this.limiter.run(turn, attempts > 0);
        if (answer !== undefined) {
          operation.gaveUp = false;
          return answer.reply;
        }
      } catch (error) {
        if (error instanceof Cancelled && attempts > 0) {
          throw withAttempts(failure, attempts, this.clock.now() - firstFailure, acted);
        }
        failure = error;
        acted ||= mayHaveActed(error);
        // Waiting for the first turn is no retrying: the budget runs from the first failure.
        firstFailure = Math.min(firstFailure, this.clock.now());
      }
      const elapsed = this.clock.now() - firstFailure;
      const repeatable = request.repeatable ?? true;
      const wait = retryDelay({ error: failure, number: attempts, elapsed, repeatable, random: Math.random() });
      if (wait === undefined || operation.gaveUp || elapsed + this.limiter.wait > RETRY_BUDGET) {
        // A request that must not be repeated was not retried in vain, and what looks it up has all its time.
        operation.gaveUp ||= repeatable && passes(failure);
        throw withAttempts(failure, attempts, elapsed, acted);
      }
      if (elapsed + wait >= notice) {
        notice = elapsed + NEXT_NOTICE;
        this.onRetry(retrying(request.endpoint, failure, elapsed, wait));
      }
      // After a 429 the limiter holds everybody back, this request too; it is the first to go on.
      delay = failure instanceof ApiError && failure.refusal.status === 429 ? 0 : wait;
    }
  }

  /** What the service's clock showed at a moment of ours, as far as its last reply told it. */
  serviceTime(moment: number): number {
    return moment + this.clockSkew;
  }

  private async attempt<Reply>(request: ApiRequest<Reply>): Promise<Reply> {
    const { family, endpoint, orgId, ids, query, body } = request;
    const { host, prefix } = FAMILIES[family];
    const { url: base, connection } = this.hosts[host];
    const url = base + fill(prefix + endpoint.path, orgId === undefined ? { ...ids } : { orgId, ...ids });
    const read = endpoint.method === "GET" ? `${url}?${new URLSearchParams(query)}` : undefined;
    const known = read === undefined ? undefined : this.options.journal?.take(read);
    if (known !== undefined) {
      return this.checkedReply(request, { status: 200, headers: {}, text: known });
    }
    const response = await connection.send(endpoint, { url, query, body });
    const date = Date.parse(response.headers.date ?? "");
    this.clockSkew = Number.isNaN(date) ? this.clockSkew : date - this.clock.now();
    const reply = this.checkedReply(request, response);
    if (read !== undefined) {
      this.options.journal?.keep(read, response.text);
    }
    return reply;
  }

  private checkedReply<Reply>({ endpoint, reply }: ApiRequest<Reply>, { status, headers, text }: HttpResponse): Reply {
    const json = parseJson(text);
    if (status >= 400) {
      const body = errorBody.safeParse(json).data;
      throw new ApiError({
        endpoint,
        status,
        code: body?.code,
        serviceMessage: this.redact(body?.message),
        requestId: this.redact(headers["x-request-id"]?.toString()),
        retryAfter: parseRetryAfter(headers["retry-after"], this.serviceTime(this.clock.now())),
      });
    }
    if (status >= 300) {
      throw new UnexpectedReply(endpoint, `a redirect (HTTP ${status}), which is never followed`);
    }
    if (text.includes(this.options.token)) {
      throw new UnexpectedReply(endpoint, `HTTP ${status} and a body that repeats the token`);
    }
    if (json === undefined) {
      throw new UnexpectedReply(endpoint, `HTTP ${status} and something that is not JSON`);
    }
    const parsed = reply.safeParse(json);
    if (!parsed.success) {
      throw new UnexpectedReply(endpoint, `HTTP ${status} and ${mismatch(parsed.error)}`);
    }
    return parsed.data;
  }

  private redact(text: string | undefined): string | undefined {
    return text?.replaceAll(this.options.token, "[token]");
  }
}

function retrying({ method, path }: Endpoint, failure: unknown, elapsed: number, wait: number) {
  const status = failure instanceof ApiError ? failure.refusal.status : undefined;
  const why = failure instanceof ConnectionError ? failure.what : `HTTP ${status}`;
  const [soFar, next] = [elapsed, wait].map((ms) => `${Math.round(ms / 1000)} s`);
  return {
    message: `retrying ${method} ${path} (${why}): ${soFar} so far, next attempt in ${next}`,
    rateLimited: status === 429,
  };
}

function fill(template: string, ids: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined || /^\.*$/.test(id)) {
      throw new Error(`no usable ${name} for ${template}`);
    }
    return encodeURIComponent(id);
  });
}

/** What is wrong with the body, by the first of its fields that is not as documented; never a value, which may be anything. */
function mismatch({ issues }: z.ZodError): string {
  const field = issues[0]?.path.join(".") ?? "";
  return field === ""
    ? "a body that is not a JSON object"
    : `a body in which ${clip(field, 80)} is missing or not as documented`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** What the last attempt ended in, with how often it was tried, and whether any of the attempts may have acted. */
function withAttempts(error: unknown, attempts: number, elapsed: number, acted: boolean): unknown {
  return attempts > 1 && (error instanceof ApiError || error instanceof ConnectionError)
    ? error.after({ tried: `gave up after ${attempts} attempts in ${Math.round(elapsed / 1000)} s`, acted })
    : error;
}
