import * as fc from "fast-check";

/** A reply before or after a mutation. */
export interface Wire {
  status: number;
  text: string;
}

/** One change to a reply, drawn by fast-check. */
export interface Mutation {
  kind: (typeof KINDS)[number];
  /** Where: an index into whatever the kind chooses from. */
  where: number;
  /** What: an index into the values the kind puts there. */
  what: number;
}

const KINDS = [
  "drop key",
  "drop item",
  "double item",
  "empty list",
  "put value",
  "shift number",
  "other digit",
  "poison key",
  "cut text",
  "flip character",
  "put text around",
  "other status",
  "api error",
] as const;

const VALUES: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e21,
  "",
  "0",
  "7",
  true,
  [],
  {},
  [null],
  "none",
  "x".repeat(5000),
];
const AROUND = ["\ufeff", " ", "\u0000", "<html>", "]", "{}", "null", "\n\n"];
const STATUSES = [200, 201, 202, 204, 206, 400, 401, 403, 404, 409, 410, 429, 500, 502, 503, 504];
const API_ERRORS = [
  { status: 404, code: 5, message: "not_found" },
  { status: 404, code: 5, message: "Not Found" },
  { status: 410, code: 5, message: "not_found" },
  { status: 200, code: 5, message: "not_found" },
  { status: 404, code: 7, message: "not_found" },
  { status: 400, code: 3, message: "invalid_data" },
  { status: 403, code: 7, message: "Not an admin" },
];

/** Any mutation. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...KINDS),
  where: fc.nat(5000),
  what: fc.nat(5000),
});

/** The reply with the change made. */
export function mutate({ status, text }: Wire, { kind, where, what }: Mutation): Wire {
  if (kind === "cut text") {
    return { status, text: text.slice(0, where % Math.max(1, text.length)) };
  }
  if (kind === "flip character") {
    const at = where % Math.max(1, text.length);
    return { status, text: text.slice(0, at) + String.fromCharCode(32 + (what % 95)) + text.slice(at + 1) };
  }
  if (kind === "put text around") {
    const extra = pick(AROUND, what);
    return { status, text: where % 2 === 0 ? extra + text : text + extra };
  }
  if (kind === "other status") {
    return { status: pick(STATUSES, what), text };
  }
  if (kind === "api error") {
    const { status: wrong, ...body } = pick(API_ERRORS, what);
    return { status: wrong, text: JSON.stringify({ ...body, details: [] }) };
  }
  const body: unknown = JSON.parse(text);
  const places = placesIn(body);
  const matching = places.filter(({ value, parent }) => fits(kind, value, parent));
  if (matching.length === 0) {
    return { status, text: "" };
  }
  change(pick(matching, where), kind, what);
  const poison = kind === "poison key" ? `{"__proto__":{"polluted":"yes"},${JSON.stringify(body).slice(1)}` : undefined;
  return { status, text: poison ?? JSON.stringify(body) };
}

interface Place {
  parent: Record<string, unknown> | unknown[];
  key: string;
  value: unknown;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const parent = value as Place["parent"];
  return Object.entries(value).flatMap(([key, item]) => [{ parent, key, value: item }, ...placesIn(item)]);
}

function fits(kind: Mutation["kind"], value: unknown, parent: Place["parent"]): boolean {
  if (kind === "drop item" || kind === "double item") {
    return Array.isArray(parent);
  }
  if (kind === "empty list") {
    return Array.isArray(value);
  }
  if (kind === "shift number") {
    return typeof value === "number";
  }
  if (kind === "other digit") {
    return typeof value === "string" && /\d/.test(value);
  }
  return kind === "drop key" ? !Array.isArray(parent) : true;
}

function change({ parent, key, value }: Place, kind: Mutation["kind"], what: number): void {
  if (Array.isArray(parent) && (kind === "drop item" || kind === "double item")) {
    parent.splice(Number(key), 1, ...(kind === "drop item" ? [] : [value, value]));
  } else if (kind === "drop key") {
    Reflect.deleteProperty(parent, key);
  } else if (kind === "empty list") {
    Reflect.set(parent, key, []);
  } else if (kind === "shift number") {
    Reflect.set(parent, key, Number(value) + pick([1, -1, 2, -2, 10, 1000], what));
  } else if (kind === "other digit") {
    const text = String(value);
    const at = text.length - 1 - (what % Math.min(3, text.length));
    Reflect.set(parent, key, `${text.slice(0, at)}${(Number(text[at]) + 1 + (what % 8)) % 10}${text.slice(at + 1)}`);
  } else if (kind === "put value") {
    Reflect.set(parent, key, pick(VALUES, what));
  }
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) {
    throw new Error("nothing to pick from");
  }
  return item;
}
