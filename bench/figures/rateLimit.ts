import { contextFor, grantAll } from "../support/direct";
import { type Figure, onEach } from "../support/figure";
import { type Host, ours } from "../support/programs";
import { median, type Row } from "../support/result";
import { type Counts, type Service, withService } from "../support/service";
import { Stack } from "../support/stack";

interface Rate {
  perSecond: number;
  retryAfter: boolean;
}

const RATES = [3, 10, 30];
/** Finding the rate takes some refusals, however few requests there are: what --quick allows instead of the 1 %. */
const TO_FIND_IT = 15;
const IN_PARALLEL = 32;

/** P4: a service that answers 429 beyond a rate. Waiting costs nothing, so the cells run side by side, and each several times. */
export const rateLimit: Figure = {
  name: "P4",
  title: "under a rate limit",
  async measure({ quick, times, hosts }, log) {
    const requests = (rate: number) => (quick ? 90 * rate : Math.max(1500, 340 * rate));
    const cells = RATES.flatMap((perSecond) => [true, false].map((retryAfter) => ({ perSecond, retryAfter })));
    const rows = await Promise.all(cells.map((rate) => cell(rate, requests(rate.perSecond), quick, times)));
    log("P4: measured without the engine");
    // A busy machine's engine may not get to ask thirty times a second.
    const engine = quick ? { items: 100, perSecond: 10 } : { items: 1000, perSecond: 30 };
    const withHosts = await onEach(hosts, async (host) => [
      await withEngine(host, engine.items, engine.perSecond, quick),
    ]);
    return [...rows, ...withHosts];
  },
};

async function cell(rate: Rate, requests: number, quick: boolean, times: number): Promise<Row> {
  const grants = Math.round(requests / 2);
  const run = () =>
    withService({ employees: grants + 1, rateLimit: rate }, async (service) => {
      const context = contextFor(service, { "yandex360:maxConcurrency": "32" });
      await grantAll(context, grants, IN_PARALLEL);
      return service.take();
    });
  return row(rate, await Promise.all(Array.from({ length: times }, run)), quick);
}

function withEngine(host: Host, items: number, perSecond: number, quick: boolean): Promise<Row> {
  const rate = { perSecond, retryAfter: true };
  return withService({ employees: items + 1, rateLimit: rate }, async (service: Service) => {
    const stack = await Stack.make({ program: ours("delegated", items, host), url: service.url, checkpoints: false });
    await stack.up();
    return row(rate, [await service.take()], quick, ", pulumi up");
  });
}

/** The medians of all runs. */
function row({ perSecond, retryAfter }: Rate, runs: readonly Counts[], quick: boolean, how = ""): Row {
  const useful = median(runs.map(({ total, refused }) => total - refused));
  const seconds = median(runs.map((run) => run.seconds));
  const refused = median(runs.map((run) => run.refused));
  const wall = seconds / (useful / perSecond);
  const share = (100 * refused) / (useful + refused);
  return {
    figure: "P4",
    what: `${useful} requests at ${perSecond}/s, ${retryAfter ? "with" : "without"} Retry-After${how}`,
    ours: `${seconds.toFixed(1)} s, ${refused} x 429`,
    beside: "",
    value: `${wall.toFixed(2)} x, ${share.toFixed(1)} %`,
    limit: `<= 1.1 x, <= 1 %${quick ? ` or ${TO_FIND_IT}` : ""}`,
    holds: wall <= 1.1 && (share <= 1 || (quick && refused <= TO_FIND_IT)),
  };
}
