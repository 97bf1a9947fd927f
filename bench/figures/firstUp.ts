import { mean } from "../support/direct";
import { type Figure, onEach, type Sizes } from "../support/figure";
import { type Host, noop, ours } from "../support/programs";
import { countRow, inTurns, type Pair, type Row, ratioRow } from "../support/result";
import { type Counts, withService } from "../support/service";
import { Stack } from "../support/stack";

/** P2: the first `up`. */
export const firstUp: Figure = {
  name: "P2",
  title: "first up",
  measure: (sizes, log) => onEach(sizes.hosts, (host) => on(host, sizes, log)),
};

async function on(host: Host, { quick, times, by }: Sizes, log: (line: string) => void): Promise<Row[]> {
  const items = quick ? 100 : 500;
  const rows: Row[] = [];
  for (const checkpoints of [false, true]) {
    // With checkpoints the engine takes a time that grows with the square.
    const size = checkpoints && quick ? items / 2 : items;
    const { pairs, counts } = await both(host, size, checkpoints, times);
    log(`P2: ${host} host, up ${checkpoints ? "with" : "without"} checkpoints measured`);
    rows.push(
      ratioRow("P2", `first up, ${size * 2} resources${checkpoints ? "" : ", no checkpoints"}`, pairs, 1.25, by),
    );
    if (!checkpoints) rows.push(...requestRows(counts, size));
  }
  return rows;
}

async function both(
  host: Host,
  items: number,
  checkpoints: boolean,
  times: number,
): Promise<{ pairs: Pair[]; counts: Counts }> {
  let counts: Counts | undefined;
  const mine = () =>
    withService({ employees: items + 1 }, async (service) => {
      const stack = await Stack.make({ program: ours("shared", items, host), url: service.url, checkpoints });
      const spent = await stack.up();
      counts = await service.take();
      return spent;
    });
  const idle = async () => (await Stack.make({ program: noop("shared", items, host), checkpoints })).up();
  const pairs = await inTurns(times, mine, idle);
  if (counts === undefined) throw new Error("nothing was measured");
  return { pairs, counts };
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
