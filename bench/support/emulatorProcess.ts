/** The emulator in a process of its own, so that it does not disturb what is measured; told by messages. */
import { type Emulator, type JournalEntry, startEmulator } from "../../emulator";
import type { Counts, Order, ServiceOptions } from "./service";

const ORGANIZATION = { id: "1000001", name: "Example", domains: ["example.org"] };
const FIRST_EMPLOYEE = 1_130_000_000_000_001;
const NO_LIMITS = {
  sharedMailboxes: 1_000_000,
  delegatedMailboxes: 1_000_000,
  mailboxesPerUser: 1_000_000,
  usersPerMailbox: 1_000_000,
};

let emulator: Promise<Emulator> | undefined;

process.on("message", (order: Order) => {
  obey(order).then(
    (reply) => process.send?.({ reply }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit());

async function obey(order: Order): Promise<unknown> {
  if ("start" in order) {
    emulator = start(order.start);
    return (await emulator).url;
  }
  const running = await emulator;
  if (running === undefined) throw new Error("the emulator has not been started");
  const counts = count(running.journal);
  running.clearJournal();
  return counts;
}

function start({ employees, taskDurationMs, rateLimit }: ServiceOptions): Promise<Emulator> {
  const users = Array.from({ length: employees ?? 100 }, (_, n) => ({
    id: String(FIRST_EMPLOYEE + n),
    nickname: `employee${n}`,
    name: { first: "Employee", last: String(n) },
  }));
  return startEmulator({
    seed: { organizations: [{ ...ORGANIZATION, users }], tokens: [{ token: "bench-token" }] },
    limits: NO_LIMITS,
    taskDurationMs: taskDurationMs ?? 0,
    rateLimit,
  });
}

function count(journal: readonly JournalEntry[]): Counts {
  const endpoints: Record<string, number> = {};
  const polls = new Map<string, number>();
  for (const { endpoint, path, status } of journal) {
    if (status === 429) continue;
    endpoints[endpoint] = (endpoints[endpoint] ?? 0) + 1;
    if (endpoint === "TaskStatus") polls.set(path, (polls.get(path) ?? 0) + 1);
  }
  return {
    total: journal.length,
    refused: journal.filter(({ status }) => status === 429).length,
    endpoints,
    seconds: ((journal.at(-1)?.at ?? 0) - (journal[0]?.at ?? 0)) / 1000,
    polls: [...polls.values()],
  };
}
