import { contextFor, employee, grantAll, mean } from "../support/direct";
import type { Figure } from "../support/figure";
import { accessOnly, noopAccess } from "../support/programs";
import { countRow, inTurns, median, type Row, ratioRow } from "../support/result";
import { ORG, withService } from "../support/service";
import { Stack } from "../support/stack";

const TASK_SECONDS = [0, 0.5, 1, 2, 4, 8];
const IN_PARALLEL = 16;

/** Many grants whose tasks take two seconds: how long everything takes beside what the requests alone take. */
const MANY = { seconds: 2, perSecond: 30, most: 1.1 };

/** P2: how often a task is asked for, and that waiting for one keeps nobody else from asking. */
export const waiting: Figure = {
  name: "waits",
  title: "waiting for tasks",
  async measure({ quick, times }, log) {
    const polls = await Promise.all(TASK_SECONDS.map((seconds) => polled(seconds, quick ? 96 : 240)));
    log("P2: polls measured");
    const many = quick ? 100 : 1000;
    const rows = [...polls, await limited(many)];
    log("P2: grants at once under a rate limit measured");
    rows.push(await atOnce(many, times));
    log("P2: grants at once measured");
    rows.push(await withEngine(many, quick ? 1 : times));
    return rows;
  },
};

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
  const allowed = MANY.seconds * 1.25;
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

/** The same with `pulumi up --parallel`, as many as there are grants, beside a provider that waits two seconds in each create. */
async function withEngine(jobs: number, times: number): Promise<Row> {
  const parallel = ["--parallel", String(jobs)];
  const mine = () =>
    withService({ employees: jobs + 2, taskDurationMs: MANY.seconds * 1000 }, async (service) => {
      await contextFor(service).api.createDelegated(ORG, employee(0));
      const program = accessOnly("one by one", 1, jobs);
      const stack = await Stack.make({ program, url: service.url, checkpoints: false });
      return stack.up(...parallel);
    });
  const idle = async () =>
    (await Stack.make({ program: noopAccess(jobs, MANY.seconds), checkpoints: false })).up(...parallel);
  const pair = await inTurns(times, mine, idle);
  return ratioRow("P2", `${jobs} grants at once, tasks of ${MANY.seconds} s, pulumi up --parallel ${jobs}`, pair, 1.25);
}
