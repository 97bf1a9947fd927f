import { setTimeout as pause } from "node:timers/promises";
import type { Hit, Injections } from "../faults/injections";
import type { World } from "../model/world";
import { act, type Exchange, subjectOf } from "./exchange";
import type { JournalEntry } from "./journal";
import type { RateLimiter } from "./rateLimiter";
import { type Reply, send } from "./reply";

/** What stands between the socket and the service. */
export interface Front {
  world: World;
  injections: Injections;
  limiter: RateLimiter;
  /** Told of every request the service answers, right before the answer goes out. */
  onAnswer(entry: JournalEntry): void;
  /** Told of every request once it is answered or cut. */
  onRequest(entry: JournalEntry): void;
}

/** Answers one request: pause, rate limit, fault, service. Returns once nothing more is to be done for it. */
export async function answer(front: Front, exchange: Exchange): Promise<void> {
  const { entry, outgoing } = exchange;
  const { around } = front.world;
  outgoing.once("close", () => front.onRequest(entry));
  outgoing.setHeader("x-request-id", `emulator-${entry.seq}`);
  if (around.settings.latencyMs > 0) await pause(around.settings.latencyMs);
  outgoing.setHeader("date", new Date(around.now()).toUTCString());
  const inBody = exchange.endpoint?.name === "CreateDelegated";
  if (inBody && !(await readBody(exchange))) return;
  const hit = front.injections.match(
    exchange.endpoint?.name,
    Number(exchange.query.page ?? 1),
    subjectOf(front.world, exchange),
  );
  entry.fault = hit?.name;
  const token = front.world.tokens.find(exchange.header);
  entry.authorization = typeof token === "string" ? token : "ok";
  if (!hit?.spec.early && !(await readBody(exchange))) return;
  const reply = hit
    ? await runFault(front.world, exchange, hit)
    : (front.limiter.take() ?? (await act(front.world, exchange)));
  if (reply === undefined) return;
  entry.status = reply.status;
  front.onAnswer(entry);
  send(outgoing, reply);
}

async function runFault(world: World, exchange: Exchange, hit: Hit): Promise<Reply | undefined> {
  const { incoming, outgoing, entry } = exchange;
  const turn = {
    act: (bend = {}) => act(world, exchange, bend),
    options: hit.options,
    now: world.around.now(),
    incoming,
    outgoing,
  };
  const reply = await hit.spec.run(turn);
  if (outgoing.headersSent) entry.status = outgoing.statusCode;
  hit.done(entry);
  return reply;
}

/** False when the client has gone before its request was whole. */
async function readBody({ readBody: read, entry }: Exchange): Promise<boolean> {
  try {
    entry.body = (await read()).body;
    return true;
  } catch {
    return false;
  }
}
