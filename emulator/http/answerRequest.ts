import { setTimeout as pause } from "node:timers/promises";
import type { Reply } from "../endpoints/reply";
import type { Hit, Injections } from "../faults/injections";
import type { JournalEntry } from "../model/journal";
import type { World } from "../model/world";
import { type ApiRequest, subjectOf } from "./apiRequest";
import { perform } from "./perform";
import type { RateLimiter } from "./rateLimiter";
import { send } from "./send";

/** What an answer depends on besides the request, and who is told of it. */
export interface Answering {
  world: World;
  injections: Injections;
  limiter: RateLimiter;
  /** Told of every request the service answers, right before the answer goes out. */
  onAnswer(entry: JournalEntry): void;
  /** Told of every request once it is answered or cut. */
  onRequest(entry: JournalEntry): void;
}

/** Answers one request: pause, fault or rate limit, service. Returns once nothing more is to be done for it. */
export async function answerRequest(answering: Answering, request: ApiRequest): Promise<void> {
  const { world, injections, limiter } = answering;
  const { endpoint, entry, outgoing } = request;
  const { settings, now } = world.around;
  outgoing.once("close", () => answering.onRequest(entry));
  outgoing.setHeader("x-request-id", `emulator-${entry.seq}`);
  if (settings.latencyMs > 0) await pause(settings.latencyMs);
  outgoing.setHeader("date", new Date(now()).toUTCString());
  const namesMailboxInBody = endpoint?.name === "CreateDelegated";
  if (namesMailboxInBody && !(await hasWholeBody(request))) return;
  const hit = injections.match(endpoint?.name, pageOf(request.query), subjectOf(world, request));
  entry.fault = hit?.name;
  const token = world.tokens.find(request.authorization);
  entry.authorization = typeof token === "string" ? token : "ok";
  if (!hit?.spec.early && !(await hasWholeBody(request))) return;
  const reply = hit ? await runFault(world, request, hit) : (limiter.take() ?? (await perform(world, request)));
  if (reply === undefined) return;
  entry.status = reply.status;
  answering.onAnswer(entry);
  send(outgoing, reply);
}

async function runFault(world: World, request: ApiRequest, hit: Hit): Promise<Reply | undefined> {
  const { incoming, outgoing, entry } = request;
  const reply = await hit.spec.run({
    act: (effect) => perform(world, request, effect),
    options: hit.options,
    now: world.around.now(),
    incoming,
    outgoing,
  });
  if (outgoing.headersSent) entry.status = outgoing.statusCode;
  hit.done(entry);
  return reply;
}

/** False when the client has gone before its request was whole. */
async function hasWholeBody({ readBody, entry }: ApiRequest): Promise<boolean> {
  try {
    entry.body = (await readBody()).body;
    return true;
  } catch {
    return false;
  }
}

/** Which page of a list is asked for, counted from 1; pages of cloud-api are given by their offset. */
function pageOf({ page, limit, offset }: Record<string, string>): number {
  return offset === undefined ? Number(page ?? 1) : Number(offset) / Number(limit ?? 1) + 1;
}
