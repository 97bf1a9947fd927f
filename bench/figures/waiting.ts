import { contextFor, employee, grantAll, mean } from "../support/direct";
import { type Figure, onEach } from "../support/figure";
import { PluginProcess } from "../support/pluginProcess";
import { accessOnly, type Host, noopAccess } from "../support/programs";
import { countRow, inTurns, median, type Row, ratioRow } from "../support/result";
import { ORG, Service, withService } from "../support/service";
import { Stack } from "../support/stack";

const TASK_SECONDS = [0, 0.5, 1, 2, 4, 8];
const IN_PARALLEL = 16;

/** Many grants whose tasks take two seconds: how long everything takes beside what the requests alone take. */
const MANY = { seconds: 2, perSecond: 30, most: 1.1 };

/** The first task of a process: seconds it takes, how late its end may be seen, and with how many looks. */
const FIRST_TASK_SECONDS = [0.5, 1, 2, 5, 10, 20, 60];
const soon = (seconds: number) => Math.max(1, 0.3 * seconds);
const few = (seconds: number) => 4 + 2.2 * Math.log2(1 + seconds);

/** Runs beside a provider that only waits; each has to hold, or their median where the run is quick. */
const RUNS = 5;

/** P2: how often a task is asked for, and that waiting for one keeps nobody else from asking. */
export const waiting: Figure = {
  name: "waits",
  title: "waiting for tasks",
  async measure({ quick, times }, log) {
    const polls = await Promise.all(TASK_SECONDS.map((seconds) => polled(seconds, quick ? 160 : 240)));
    log("P2: polls measured");
    const rows = [...polls, await limited(quick ? 300 : 1000)];
    log("P2: grants at once under a rate limit measured");
    return [...rows, await atOnce(quick ? 100 : 1000, times)];
  },
};

/** W1: the first task of a process, of which nothing is known. Waiting costs nothing, so all run side by side. */
export const firstTask: Figure = {
  name: "W1",
  title: "the first task of a process",
  measure: ({ times, hosts }) => onEach(hosts, (host) => firstTasks(host, times)),
};

/** W2: many grants at once with the engine. */
export const grantsAtOnce: Figure = {
  name: "W2",
  title: "many grants at once",
  measure: ({ quick, hosts }) => onEach(hosts, async (host) => [await withEngine(host, quick ? 100 : 1000, quick)]),
};

/** How a process that has not waited before has seen the end of a task of so many seconds. */
interface Seen {
  seconds: number;
  late: number;
  looks: number;
}

/** A process that grants the first access. */
interface Granter {
  /** @returns seconds. */
  grant(): Promise<number>;
  stop(): Promise<void>;
}

/** The code of the dynamic host runs in this process; the plugin is a process of its own, asked as the engine does. */
const GRANTERS: Record<Host, (service: Service) => Promise<Granter>> = {
  dynamic: async (service) => {
    const context = contextFor(service);
    return { grant: () => grantAll(context, 1, 1), stop: async () => undefined };
  },
  plugin: async (service) => {
    await contextFor(service).api.createDelegated(ORG, employee(0));
    const plugin = await PluginProcess.start(service);
    const access = {
      orgId: ORG,
      mailboxId: employee(0),
      actorId: employee(1),
      roles: ["shared_mailbox_owner"],
      notify: "none",
    };
    return { grant: () => plugin.create("MailboxAccess", access), stop: () => plugin.stop() };
  },
};

async function firstTasks(host: Host, times: number): Promise<Row[]> {
  const tasks = FIRST_TASK_SECONDS.flatMap((seconds) => Array.from({ length: times }, () => seconds));
  // Starting a process takes the processor, so none is measured before all have started.
  const services = await Promise.all(
    tasks.map((seconds) => Service.start({ taskDurationMs: seconds * 1000, employees: 2 })),
  );
  const granters = await Promise.all(services.map((service) => GRANTERS[host](service)));
  try {
    const seen = await Promise.all(
      services.map(async (service, task): Promise<Seen> => {
        const seconds = tasks[task] ?? 0;
        const took = (await granters[task]?.grant()) ?? 0;
        const { polls } = await service.take();
        return { seconds, late: took - seconds, looks: mean(polls) };
      }),
    );
    return FIRST_TASK_SECONDS.map((seconds) =>
      firstRow(
        seconds,
        seen.filter((one) => one.seconds === seconds),
      ),
    );
  } finally {
    await Promise.all(granters.map((granter) => granter.stop()));
    await Promise.all(services.map((service) => service.stop()));
  }
}

function firstRow(seconds: number, seen: readonly Seen[]): Row {
  const late = median(seen.map((one) => one.late));
  const looks = median(seen.map((one) => one.looks));
  return {
    figure: "W1",
    what: `a first task of ${seconds} s`,
    ours: `seen ${late.toFixed(2)} s after its end, ${looks} looks`,
    beside: "",
    value: `${late.toFixed(2)} s, ${looks}`,
    limit: `<= ${soon(seconds).toFixed(1)} s, <= ${few(seconds).toFixed(1)}`,
    holds: late <= soon(seconds) && looks <= few(seconds),
  };
}

function polled(seconds: number, jobs: number): Promise<Row> {
  return withService({ taskDurationMs: seconds * 1000, employees: jobs + 2 }, async (service) => {
    const took = await grantAll(contextFor(service), jobs, IN_PARALLEL);
    const { polls } = await service.take();
    const allowed = 2 + Math.log2(Math.max(1, seconds));
    const each = took / (jobs / IN_PARALLEL);
    const over = seconds === 0 ? "" : ` (+${((each / seconds - 1) * 100).toFixed(0)} %)`;
    return {
      ...countRow("P2", `polls of a task of ${seconds} s, mean of ${jobs}`, mean(polls), allowed),
      ours: `${mean(polls).toFixed(2)}, at most ${Math.max(...polls)}; ${each.toFixed(2)} s each${over}`,
    };
  });
}

/** All at once against a service that allows so many requests a second: the requests' own time, and one task's. */
function limited(jobs: number): Promise<Row> {
  const { seconds, perSecond, most } = MANY;
  const options = { employees: jobs + 2, taskDurationMs: seconds * 1000, rateLimit: { perSecond, retryAfter: true } };
  return withService(options, async (service) => {
    await grantAll(contextFor(service), jobs, jobs);
    const counts = await service.take();
    const needed = (counts.total - counts.refused) / perSecond + seconds;
    return {
      figure: "P2",
      what: `${jobs} grants at once, tasks of ${seconds} s, ${perSecond} requests/s allowed`,
      ours: `${counts.seconds.toFixed(1)} s, ${counts.total} requests`,
      beside: `${needed.toFixed(1)} s by requests + ${seconds} s`,
      value: `${(counts.seconds / needed).toFixed(2)} x`,
      limit: `<= ${most} x`,
      holds: counts.seconds <= most * needed,
    };
  });
}

/** All at once without a limit: beside the same with tasks that are done at once. */
async function atOnce(jobs: number, times: number): Promise<Row> {
  const run = (seconds: number) =>
    withService({ employees: jobs + 2, taskDurationMs: seconds * 1000 }, (service) =>
      grantAll(contextFor(service), jobs, jobs),
    );
  const took: Record<"slow" | "quick", number[]> = { slow: [], quick: [] };
  for (let time = 0; time < times; time++) {
    took.quick.push(await run(0));
    took.slow.push(await run(MANY.seconds));
  }
  const over = median(took.slow) - median(took.quick);
  // No task has ended before, so each is a first one.
  const allowed = MANY.seconds + soon(MANY.seconds);
  return {
    figure: "P2",
    what: `${jobs} grants at once, tasks of ${MANY.seconds} s, without the engine`,
    ours: `${median(took.slow).toFixed(1)} s`,
    beside: `${median(took.quick).toFixed(1)} s with tasks of 0 s`,
    value: `${over.toFixed(1)} s more`,
    limit: `<= ${allowed} s more`,
    holds: over <= allowed,
  };
}

/** With `pulumi up --parallel`, as many as there are grants, beside a provider that waits two seconds in each create. */
async function withEngine(host: Host, jobs: number, quick: boolean): Promise<Row> {
  const parallel = ["--parallel", String(jobs)];
  const mine = () =>
    withService({ employees: jobs + 2, taskDurationMs: MANY.seconds * 1000 }, async (service) => {
      await contextFor(service).api.createDelegated(ORG, employee(0));
      const program = accessOnly("one by one", 1, jobs, host);
      const stack = await Stack.make({ program, url: service.url, checkpoints: false });
      return stack.up(...parallel);
    });
  const idle = async () =>
    (await Stack.make({ program: noopAccess(jobs, MANY.seconds, host), checkpoints: false })).up(...parallel);
  const pairs = await inTurns(RUNS, mine, idle);
  const ratios = pairs.map(({ ours, noop }) => ours.seconds / noop.seconds);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} x`;
  const what = `${jobs} grants at once, tasks of ${MANY.seconds} s, pulumi up --parallel ${jobs}, ${RUNS} runs: ${spread}`;
  const row = ratioRow("W2", what, pairs, 1.25, "seconds");
  return quick ? row : { ...row, holds: Math.max(...ratios) <= 1.25 };
}
