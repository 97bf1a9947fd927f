import { mailboxAccess } from "../../provider/mailboxAccess";
import { contextFor, employee, inParallel } from "../support/direct";
import type { Figure } from "../support/figure";
import { ours } from "../support/programs";
import type { Row } from "../support/result";
import { type Counts, ORG, type Service, withService } from "../support/service";
import { Stack } from "../support/stack";

const RATES = [3, 10, 30];
const ENGINE_RATE = 30;
/** How many refusals it may take to find the rate, however few requests there are. */
const TO_FIND_IT = 15;
const IN_PARALLEL = 32;

/** P4: a service that answers 429 beyond a rate. Waiting costs nothing, so the cells run side by side. */
export const rateLimit: Figure = {
  name: "P4",
  title: "under a rate limit",
  async measure({ quick }, log) {
    const requests = (rate: number) => (quick ? 100 * rate : Math.max(1500, 340 * rate));
    const cells = RATES.flatMap((rate) => [true, false].map((retryAfter) => ({ rate, retryAfter })));
    const rows = await Promise.all(cells.map(({ rate, retryAfter }) => cell(rate, retryAfter, requests(rate))));
    log("P4: measured without the engine");
    return [...rows, await withEngine(quick ? 250 : 1000)];
  },
};

function cell(perSecond: number, retryAfter: boolean, requests: number): Promise<Row> {
  const grants = requests / 2;
  return withService({ employees: grants + 1, rateLimit: { perSecond, retryAfter } }, async (service) => {
    const context = contextFor(service, { "yandex360:maxConcurrency": "32" });
    await context.api.createDelegated(ORG, employee(0));
    await inParallel(IN_PARALLEL, grants, (job) =>
      mailboxAccess.create(context, {
        orgId: ORG,
        mailboxId: employee(0),
        actorId: employee(job + 1),
        notify: "none",
        roles: ["shared_mailbox_owner"],
      }),
    );
    return row(perSecond, retryAfter, await service.take(), "");
  });
}

function withEngine(items: number): Promise<Row> {
  const rate = { perSecond: ENGINE_RATE, retryAfter: true };
  return withService({ employees: items + 1, rateLimit: rate }, async (service: Service) => {
    const stack = await Stack.make({ program: ours("delegated", items), url: service.url, checkpoints: false });
    await stack.up();
    return row(ENGINE_RATE, true, await service.take(), ", pulumi up");
  });
}

function row(perSecond: number, retryAfter: boolean, { total, refused, seconds }: Counts, how: string): Row {
  const useful = total - refused;
  const wall = seconds / (useful / perSecond);
  const share = (100 * refused) / total;
  return {
    figure: "P4",
    what: `${useful} requests at ${perSecond}/s, ${retryAfter ? "with" : "without"} Retry-After${how}`,
    ours: `${seconds.toFixed(1)} s, ${refused} x 429`,
    beside: "",
    value: `${wall.toFixed(2)} x, ${share.toFixed(1)} %`,
    limit: `<= 1.1 x, <= 1 % or ${TO_FIND_IT}`,
    holds: wall <= 1.1 && (share <= 1 || refused <= TO_FIND_IT),
  };
}
