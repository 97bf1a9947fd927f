import type { Reply } from "../endpoints/reply";
import { ALREADY_EXISTS, NO_SCOPE, Refusal } from "../model/errors";
import { html } from "./content";
import type { Fault, FaultContext } from "./fault";
import type { FaultOptions } from "./faultSpec";

const ELSEWHERE = "https://other-host.invalid/elsewhere";
const DAY = 86_400;
const SECOND = 1000;

type Headers = (options: FaultOptions, now: number) => Record<string, string>;

const seconds: Headers = ({ retryAfter = 1 }) => ({ "retry-after": String(retryAfter) });
const date: Headers = ({ retryAfter = 1 }, now) => ({
  "retry-after": new Date(now + retryAfter * SECOND).toUTCString(),
});
const huge: Headers = ({ retryAfter = DAY }) => ({ "retry-after": String(retryAfter) });

const DETAILS = [{ "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "emulated", servingData: "" }];

function status(code: number, message?: string, headers?: Headers): Fault {
  const refusal = new Refusal(code, message, undefined, code >= 500 ? DETAILS : []);
  return {
    about: `${code} ${refusal.message}${headers ? " with Retry-After" : ""}, nothing done`,
    acts: false,
    run: ({ options, now }: FaultContext): Reply => ({
      status: code,
      body: refusal.body(),
      headers: headers?.(options, now),
    }),
  };
}

function after(code: number): Fault {
  const { about, run } = status(code);
  return {
    about: about.replace("nothing done", "but done"),
    acts: true,
    run: async (context) => {
      await context.act();
      return run(context);
    },
  };
}

function redirect(code: number): Fault {
  return {
    about: `${code} to another host, nothing done`,
    acts: false,
    run: ({ options }) => ({ status: code, text: "", headers: { location: options.location ?? ELSEWHERE } }),
  };
}

/** Faults of the HTTP status. */
export const statusFaults = {
  "status-400": status(400),
  "status-401": status(401),
  "status-403-scope": status(403, NO_SCOPE),
  "status-403-admin": status(403),
  "status-404-api": status(404),
  "status-404-html": { about: "HTML page with 404 from a gateway, nothing done", acts: false, run: () => html(404) },
  "status-409": status(409, ALREADY_EXISTS),
  "status-429": status(429),
  "status-429-seconds": status(429, undefined, seconds),
  "status-429-date": status(429, undefined, date),
  "status-429-huge": status(429, undefined, huge),
  "status-500-before": status(500),
  "status-500-after": after(500),
  "status-502-after": after(502),
  "status-503": status(503),
  "status-503-seconds": status(503, undefined, seconds),
  "status-504-after": after(504),
  "redirect-301": redirect(301),
  "redirect-302": redirect(302),
  "redirect-307": redirect(307),
} satisfies Record<string, Fault>;
