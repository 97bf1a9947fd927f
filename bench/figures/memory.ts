import { type Figure, onEach, type Sizes } from "../support/figure";
import { type Host, noop, ours } from "../support/programs";
import { median, type Row } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

const LIMIT = 48;

/** P6: the most memory that the process of the host ever holds. */
export const memory: Figure = {
  name: "P6",
  title: "memory of the host",
  measure: (sizes, log) => onEach(sizes.hosts, (host) => on(host, sizes, log)),
};

async function on(host: Host, { quick, times }: Sizes, log: (line: string) => void): Promise<Row[]> {
  const items = quick ? 250 : 2500;
  const peaks: Record<"mineUp" | "idleUp" | "mineRefresh" | "idleRefresh", number[]> = {
    mineUp: [],
    idleUp: [],
    mineRefresh: [],
    idleRefresh: [],
  };
  for (let time = 0; time < (quick ? 1 : times); time++) {
    await withService({ employees: items + 1 }, async (service) => {
      const mine = await Stack.make({ program: ours("delegated", items, host), url: service.url, checkpoints: false });
      const idle = await Stack.make({ program: noop("delegated", items, host), checkpoints: false });
      peaks.mineUp.push((await mine.up()).pluginMegabytes);
      peaks.idleUp.push((await idle.up()).pluginMegabytes);
      peaks.mineRefresh.push((await mine.refresh()).pluginMegabytes);
      peaks.idleRefresh.push((await idle.refresh()).pluginMegabytes);
    });
    log(`P6: ${host} host, run ${time + 1} of ${quick ? 1 : times}`);
  }
  const size = `${items * 2} resources`;
  return [
    row(`first up, ${size}`, median(peaks.mineUp), median(peaks.idleUp)),
    row(`refresh, ${size}`, median(peaks.mineRefresh), median(peaks.idleRefresh)),
  ];
}

function row(what: string, mine: number, idle: number): Row {
  const seen = mine > 0 && idle > 0;
  return {
    figure: "P6",
    what: `peak memory of the host, ${what}`,
    ours: `${mine.toFixed(0)} MB`,
    beside: `${idle.toFixed(0)} MB`,
    value: seen ? `${(mine - idle).toFixed(0)} MB more` : "not measured here",
    limit: `<= ${LIMIT} MB more`,
    holds: seen ? mine - idle <= LIMIT : undefined,
  };
}
