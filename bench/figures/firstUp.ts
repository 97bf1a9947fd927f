import { mailboxAccess } from "../../provider/mailboxAccess";
import { contextFor, employee, inParallel, mean } from "../support/direct";
import type { Figure } from "../support/figure";
import { noop, ours } from "../support/programs";
import { countRow, inTurns, type Pair, type Row, ratioRow } from "../support/result";
import { type Counts, ORG, type Service, withService } from "../support/service";
import { Stack } from "../support/stack";

const TASK_SECONDS = [0, 0.5, 1, 2, 4, 8];
const IN_PARALLEL = 16;

/** P2: the first `up`, and how often a task is asked for. */
export const firstUp: Figure = {
  name: "P2",
  title: "first up",
  async measure({ quick, times }, log) {
    const items = quick ? 100 : 500;
    const rows: Row[] = [];
    for (const checkpoints of [false, true]) {
      const size = checkpoints && quick ? items / 2 : items;
      const { pair, counts } = await both(size, checkpoints, times);
      log(`P2: up ${checkpoints ? "with" : "without"} checkpoints measured`);
      rows.push(ratioRow("P2", `first up, ${size * 2} resources${checkpoints ? "" : ", no checkpoints"}`, pair, 1.25));
      if (!checkpoints) rows.push(...requestRows(counts, size));
    }
    const waits = await Promise.all(
      TASK_SECONDS.map((seconds) =>
        withService({ taskDurationMs: seconds * 1000, employees: 242 }, (service) =>
          grants(service, seconds, quick ? 96 : 240),
        ),
      ),
    );
    return [...rows, ...waits.flat()];
  },
};

async function both(items: number, checkpoints: boolean, times: number): Promise<{ pair: Pair; counts: Counts }> {
  let counts: Counts | undefined;
  const mine = () =>
    withService({ employees: items + 1 }, async (service) => {
      const stack = await Stack.make({ program: ours("shared", items), url: service.url, checkpoints });
      const spent = await stack.up();
      counts = await service.take();
      return spent;
    });
  const idle = async () => (await Stack.make({ program: noop("shared", items), checkpoints })).up();
  const pair = await inTurns(times, mine, idle);
  if (counts === undefined) throw new Error("nothing was measured");
  return { pair, counts };
}

function requestRows({ total, endpoints, polls }: Counts, items: number): Row[] {
  const other = total - (endpoints.CreateShared ?? 0) - (endpoints.Set ?? 0) - (endpoints.TaskStatus ?? 0);
  return [
    countRow("P2", "requests for each mailbox", (endpoints.CreateShared ?? 0) / items, 1),
    countRow("P2", "Set requests for each access", (endpoints.Set ?? 0) / items, 1),
    countRow("P2", "polls for each access, tasks of 0 s", mean(polls), 1),
    countRow("P2", "other requests", other, 0),
  ];
}

/** Grants access through the package's own code, without the engine. */
async function grants(service: Service, taskSeconds: number, jobs: number): Promise<Row[]> {
  const context = contextFor(service);
  await context.api.createDelegated(ORG, employee(0));
  const begun = performance.now();
  await inParallel(IN_PARALLEL, jobs, (job) => {
    const grant = { orgId: ORG, mailboxId: employee(0), actorId: employee(job + 1), notify: "none" as const };
    return mailboxAccess.create(context, { ...grant, roles: ["shared_mailbox_owner"] });
  });
  const each = (performance.now() - begun) / 1000 / (jobs / IN_PARALLEL);
  const { polls } = await service.take();
  const allowed = 2 + Math.log2(Math.max(1, taskSeconds));
  const over = taskSeconds === 0 ? undefined : each / taskSeconds - 1;
  return [
    {
      ...countRow("P2", `polls of a task of ${taskSeconds} s, mean of ${jobs}`, mean(polls), allowed),
      ours: `${mean(polls).toFixed(2)}, at most ${Math.max(...polls)}; ${each.toFixed(2)} s each${over === undefined ? "" : ` (+${(over * 100).toFixed(0)} %)`}`,
    },
  ];
}
