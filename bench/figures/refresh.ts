import { type Figure, onEach, type Sizes } from "../support/figure";
import { type Host, noop, ours, type Shape } from "../support/programs";
import { countRow, inTurns, type Row, ratioRow } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

const PER_PAGE = 100;

/** P3: refresh of mailboxes and the access to them. */
export const refresh: Figure = {
  name: "P3",
  title: "refresh",
  measure: (sizes, log) =>
    onEach(sizes.hosts, async (host) => {
      const rows: Row[] = [];
      for (const shape of ["delegated", "shared"] as const) {
        rows.push(...(await one(host, shape, sizes)));
        log(`P3: ${host} host, refresh of ${shape} mailboxes measured`);
      }
      return rows;
    }),
};

function one(host: Host, shape: Shape, { quick, times, by }: Sizes): Promise<Row[]> {
  const items = quick ? 150 : 2500;
  return withService({ employees: items + 1 }, async (service) => {
    const mine = await Stack.make({ program: ours(shape, items, host), url: service.url, checkpoints: false });
    const idle = await Stack.make({ program: noop(shape, items, host), checkpoints: false });
    await mine.up();
    await idle.up();
    await service.take();
    const pairs = await inTurns(
      times,
      () => mine.refresh(),
      () => idle.refresh(),
    );
    const { total, endpoints } = await service.take();
    const what = `refresh, ${items} ${shape} mailboxes with access to each`;
    const lists = ((endpoints.ListDelegated ?? 0) + (endpoints.ListShared ?? 0)) / times;
    const names = (endpoints.GetShared ?? 0) / times;
    // A list holds no names and addresses: each shared mailbox is asked for itself, and no list is needed.
    const allowedNames = shape === "shared" ? items : 0;
    return [
      ratioRow("P3", what, pairs, 2, by),
      countRow("P3", "- pages of lists", lists, shape === "shared" ? 0 : Math.ceil(items / PER_PAGE)),
      countRow("P3", "- GetShared", names, allowedNames),
      countRow(
        "P3",
        "- all requests",
        total / times,
        allowedNames + items + (shape === "shared" ? 0 : Math.ceil(items / PER_PAGE)),
      ),
    ];
  });
}
