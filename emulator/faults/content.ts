import type { Reply } from "../endpoints/reply";
import { Refusal } from "../model/errors";
import type { Fault, FaultContext } from "./fault";

const HTML = "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please try again</h1></body></html>";
const LONG_MESSAGE = 1_000_000;

/** A gateway page instead of an answer. */
export function html(status: number): Reply {
  return { status, text: HTML };
}

const changedBody = (change: (body: unknown) => unknown) => async (context: FaultContext) => {
  const { status, body, headers } = await context.act();
  return { status, body: change(body), headers };
};

/** The same shape with every value of another type. */
function otherTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map(otherTypes) : "none";
  if (typeof value === "string") return 7;
  if (typeof value !== "object" || value === null) return `was ${String(value)}`;
  const entries = Object.entries(value);
  return entries.length > 0 ? Object.fromEntries(entries.map(([key, item]) => [key, otherTypes(item)])) : [];
}

const POISON = '{"polluted":"yes","toString":"none"}';

/** Faults of what a reply says: not JSON, wrong JSON, hostile JSON. */
export const contentFaults = {
  "html-200": { about: "HTML page with 200, nothing done", acts: false, run: () => html(200) },
  "html-200-after": {
    about: "done, HTML page with 200",
    acts: true,
    run: async ({ act }) => {
      await act();
      return html(200);
    },
  },
  "html-502": { about: "HTML page with 502, nothing done", acts: false, run: () => html(502) },
  "empty-200": {
    about: "done, 200 with an empty body",
    acts: true,
    run: async ({ act }) => {
      await act();
      return { status: 200, text: "", headers: { "content-type": "application/json" } };
    },
  },
  "wrong-types": { about: "done, every value of the reply has another type", acts: true, run: changedBody(otherTypes) },
  "missing-fields": { about: "done, an object without fields", acts: true, run: changedBody(() => ({})) },
  "json-null": { about: "done, the reply is null", acts: true, run: changedBody(() => null) },
  "proto-keys": {
    about: "done, the reply also holds __proto__, constructor and prototype keys",
    acts: true,
    run: async ({ act }) => {
      const { status, body } = await act();
      const fields = JSON.stringify(body).slice(1, -1);
      const poison = `"__proto__":${POISON},"constructor":{"prototype":${POISON}},"prototype":${POISON}`;
      const text = `{${poison}${fields === "" ? "" : ","}${fields}}`;
      return { status, text, headers: { "content-type": "application/json" } };
    },
  },
  "terminal-escapes": {
    about: "400 whose message holds terminal escapes and line ends, nothing done",
    acts: false,
    run: () => ({
      status: 400,
      body: new Refusal(400, "invalid\u001b[2J\u001b]0;owned\u0007\u001b[31m\r\ndata\u0000\u202e\u009b31m").body(),
    }),
  },
  "long-message": {
    about: "400 whose message has a million characters, nothing done",
    acts: false,
    run: () => ({ status: 400, body: new Refusal(400, "x".repeat(LONG_MESSAGE)).body() }),
  },
} satisfies Record<string, Fault>;
