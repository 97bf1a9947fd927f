/** S2: replies made to harm: no growth, no pollution, an answer within the time limit. */
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { CustomReply } from "../../../emulator";
import type { Host } from "../../support/engine/host";
import { tellingProblems } from "./cell";
import { programFor, stackAfter } from "./scene";
import type { World } from "./world";

const POISON = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';
const MEBIBYTE = 1024 * 1024;

const TEXTS: readonly string[] = [
  ...[
    "",
    " ",
    "\u0000",
    "null",
    "true",
    "0",
    "-0",
    "1e999",
    '""',
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "NaN",
    "undefined",
    "{",
    "[",
  ],
  ...["}", "{'a':1}", "{a:1}", "\ufeff{}", "<html>", "<?xml version='1.0'?><x/>", "\u001b[2J", "\u0007".repeat(1000)],
  ...[`{${POISON}}`, `[{${POISON}}]`, `{"resources":[{${POISON}}],"total":1,"page":1,"perPage":1}`],
  ...[`{"actors":{"__proto__":[]}}`, `{"actors":[{"actorId":"__proto__","roles":["__proto__"]}]}`],
  ...[
    `{"resourceId":"__proto__"}`,
    `{"taskId":"../../../x"}`,
    `{"taskId":".."}`,
    `{"taskId":"${"x".repeat(100_000)}"}`,
  ],
  ...[`{"status":"\u001b[31mdone\\u0000\\r\\n"}`, `{"status":"${"x".repeat(MEBIBYTE)}"}`, `{"status":null}`],
  ...[
    `{"resources":[],"total":9007199254740993,"page":1,"perPage":1}`,
    `{"resources":[],"total":-1,"page":1,"perPage":1}`,
  ],
  ...[`{"resources":[],"total":1e400,"page":1,"perPage":1}`, `{"resources":[],"total":0,"page":1,"perPage":0}`],
  ...["[".repeat(100_000), `${"[".repeat(5000)}${"]".repeat(5000)}`, `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`],
  ...[`{"actors":[${'{"actorId":"1","roles":[]},'.repeat(50_000)}{"actorId":"1","roles":[]}]}`],
  ...[
    `"${"x".repeat(7 * MEBIBYTE)}"`,
    " ".repeat(9 * MEBIBYTE),
    `{${'"a":1,'.repeat(300_000)}"b":1}`,
    "9".repeat(MEBIBYTE),
  ],
  ...[
    `{"code":5,"message":"${"\u202e".repeat(5000)}","details":[]}`,
    `{"code":5,"message":{"toString":1},"details":[]}`,
  ],
  ...[`{"code":"5","message":"not_found"}`, `{"code":5}`, `{"code":1e999,"message":"x"}`, `{"message":"not_found"}`],
];
const STATUSES = [200, 204, 301, 400, 404, 418, 451, 499, 500, 599];
const HEADERS: readonly Record<string, string>[] = [
  { "content-encoding": "gzip" },
  { "content-encoding": "br" },
  { "content-encoding": "nonsense" },
  { "content-encoding": "gzip, gzip, gzip, gzip, gzip, gzip" },
  { "content-length": "1" },
  { "content-type": "text/plain; charset=utf-7" },
  { "retry-after": "99999999999999999999" },
  { "retry-after": "-1" },
  { "retry-after": "\u00ff" },
  { "x-request-id": "x".repeat(7000) },
  { location: "http://169.254.169.254/" },
  { "set-cookie": "a=b" },
  { date: "Fri, 31 Dec 9999 23:59:59 GMT" },
];

/** Every hostile reply. */
export function hostileReplies(): CustomReply[] {
  const texts = TEXTS.flatMap((text) =>
    (text.length > 500_000 ? [200] : STATUSES.filter((_, index) => index % 3 === text.length % 3)).map((status) => ({
      status,
      text,
    })),
  );
  const headers = HEADERS.flatMap((extra) =>
    [200, 429, 503].map((status) => ({ status, text: '{"a":1}', headers: extra })),
  );
  const bombs = [1, 8, 64].map((size) => ({
    status: 200,
    text: gzipSync(Buffer.alloc(size * MEBIBYTE, "[")),
    headers: { "content-encoding": "gzip" },
  }));
  const twice = {
    status: 200,
    text: gzipSync(gzipSync(Buffer.alloc(64 * MEBIBYTE))),
    headers: { "content-encoding": "gzip, gzip" },
  };
  return [...texts, ...headers, ...bombs, twice];
}

/** What a run saw. */
export interface Survived {
  bodies: number;
  /** MiB that the host's heap and buffers grew after everything, garbage collected. */
  growth: number;
  /** Seconds of the slowest refresh and `up` together, on the jumping clock. */
  slowest: number;
  problems: string[];
}

/**
 * One request: 10 s at most until its first turn, 120 s of retrying, and 30 s for the last attempt.
 * A refresh and an `up` here make four in a row at most: a read, a write, and two look-ups of what the write has done.
 */
export const TIME_LIMIT = 4 * (10 + 120 + 30);

const PROGRAM = [
  { name: "mailbox", type: "SharedMailbox", inputs: { email: "support@ORG", name: "Support" } },
  { name: "delegation", type: "DelegatedMailbox", inputs: { ownerId: "EMPLOYEE 8" } },
] as const;
const MORE = [
  ...PROGRAM,
  {
    name: "access",
    type: "MailboxAccess",
    inputs: { mailboxId: { idOf: "mailbox" }, actorId: "EMPLOYEE 5", roles: ["shared_mailbox_owner"], taskTimeout: 60 },
  },
] as const;

/** Every `nth` hostile reply to every request of a refresh and of an `up`, in one host without a pause. */
export async function surviveHostileReplies(world: World, replies: readonly CustomReply[]): Promise<Survived> {
  await world.retire();
  const orgId = world.newOrganization();
  const stack = await stackAfter(world, orgId, programFor(orgId, PROGRAM));
  const host = await world.host();
  const kept = stack.state;
  const program = programFor(orgId, MORE);
  const problems: string[] = [];
  let slowest = 0;
  const one = async (reply: CustomReply) => {
    world.inject({ fault: reply, times: Number.POSITIVE_INFINITY });
    const begun = world.clock.now();
    stack.state = kept.map((resource) => ({ ...resource }));
    const refreshed = await stack.refresh(false);
    const made = await stack.up(program, false);
    const took = (world.clock.now() - begun) / 1000;
    if (took > TIME_LIMIT) {
      problems.push(`${brief(reply)}: a refresh and an up took ${Math.round(took)} s`);
    }
    slowest = Math.max(slowest, took);
    world.clearFaults();
    const lost = refreshed.steps.length > 0 ? [`refresh dropped ${refreshed.steps.join()}`] : [];
    const told = [...tellingProblems(refreshed, orgId), ...tellingProblems(made, orgId)];
    problems.push(...[...lost, ...told].map((problem) => `${brief(reply)}: ${problem}`));
  };
  const [first] = replies;
  if (first !== undefined) {
    await one(first);
  }
  await settled(host);
  const before = await host.condition();
  for (const reply of replies) {
    await one(reply);
  }
  await settled(host);
  const after = await host.condition();
  problems.push(...after.polluted.map((key) => `Object.prototype has ${key}`));
  const size = ({ memory }: typeof before) => memory.heapUsed + memory.external;
  const growth = Math.round((size(after) - size(before)) / MEBIBYTE);
  return { bodies: replies.length, growth, slowest: Math.round(slowest), problems };
}

/** What only a second garbage collection frees. */
async function settled(host: Host): Promise<void> {
  for (let time = 0; time < 3; time++) {
    await host.condition();
    await pause(100);
  }
}

function brief({ status, text, headers }: CustomReply): string {
  return `${status} ${JSON.stringify(headers ?? {}).slice(0, 60)} ${JSON.stringify(String(text).slice(0, 40))}`;
}
