import { type Figure, onEach, type Sizes } from "../support/figure";
import { type Host, noop, ours } from "../support/programs";
import { countRow, inTurns, type Row, ratioRow } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

/** P1: nothing has changed. */
export const unchanged: Figure = {
  name: "P1",
  title: "preview and up with nothing changed",
  measure: (sizes, log) =>
    onEach(sizes.hosts, async (host) => {
      const rows = await on(host, sizes);
      log(`P1: ${host} host measured`);
      return rows;
    }),
};

function on(host: Host, { quick, times, by }: Sizes): Promise<Row[]> {
  const items = quick ? 100 : 500;
  const employees = items + 1;
  return withService({ employees }, async (service) => {
    const mine = await Stack.make({ program: ours("shared", items, host), url: service.url, checkpoints: false });
    const idle = await Stack.make({ program: noop("shared", items, host), checkpoints: false });
    await mine.up();
    await idle.up();
    await service.take();
    const preview = await inTurns(
      times,
      () => mine.preview(),
      () => idle.preview(),
    );
    const again = await inTurns(
      times,
      () => mine.up(),
      () => idle.up(),
    );
    const { total } = await service.take();
    return [
      ratioRow("P1", `preview, ${items * 2} resources, nothing changed`, preview, 1.1, by),
      ratioRow("P1", `up, ${items * 2} resources, nothing changed`, again, 1.1, by),
      countRow("P1", `requests of ${times} previews and ${times} ups`, total, 0),
    ];
  });
}
