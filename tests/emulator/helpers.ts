import assert from "node:assert/strict";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator";

export const ORG = "1000001";
export const TOKEN = "test-token";
/** Employee n of the default organization. */
export const user = (n: number): string => String(1_130_000_000_000_000 + n);
export const BASE = `/admin/v1/org/${ORG}/mailboxes`;
export const DIRECTORY = `/directory/v1/org/${ORG}`;
export const CLOUD = `/v1/directory/organizations/${ORG}`;
export const OWNER = "shared_mailbox_owner";
export const READER = "shared_mailbox_reader";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed reply; undefined when it is no JSON. */
  json: unknown;
}

export interface CallOptions {
  body?: unknown;
  /** null sends no header. */
  authorization?: string | null;
  signal?: AbortSignal;
}

/** One request by plain fetch, redirects not followed. */
export async function call(
  emulator: Emulator,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  const { body, authorization = `OAuth ${TOKEN}`, signal } = options;
  const response = await fetch(emulator.url + path, {
    method,
    headers: authorization === null ? {} : { authorization },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `200` for a good answer, `404 not_found` for an error body. */
export function brief({ status, json }: Answer): string {
  return status === 200 ? "200" : `${status} ${field(json, "message")}`;
}

/** A field of a JSON object; fails the test when there is none. */
export function field(json: unknown, name: string): unknown {
  assert.ok(typeof json === "object" && json !== null && name in json, `no field ${name} in ${JSON.stringify(json)}`);
  return Object.getOwnPropertyDescriptor(json, name)?.value;
}

export function items(json: unknown, name: string): unknown[] {
  const value = field(json, name);
  assert.ok(Array.isArray(value));
  return value;
}

/** Runs a test body with an emulator of its own. */
export async function withEmulator<T>(options: EmulatorOptions, body: (emulator: Emulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(options);
  try {
    return await body(emulator);
  } finally {
    await emulator.close();
  }
}

export function createShared(emulator: Emulator, email = "support@example.org", name = "Support"): Promise<Answer> {
  return call(emulator, "PUT", `${BASE}/shared`, { body: { email, name, description: "" } });
}

export function set(emulator: Emulator, mailboxId: string, actorId: string, roles: readonly string[]): Promise<Answer> {
  return call(emulator, "POST", `${BASE}/set/${mailboxId}?actorId=${actorId}`, { body: { roles } });
}
