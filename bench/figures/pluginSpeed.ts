import type { Figure, Sizes } from "../support/figure";
import { type Host, noop, ours, type Program } from "../support/programs";
import { countRow, inTurns, type Row, ratioRow, type Spent } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

const LIMIT = 1.1;

/** What is measured of a stack, in the order in which it happens. */
const STEPS = ["preview, all new", "first up", "preview, nothing changed", "refresh"] as const;

interface Life {
  spent: Record<(typeof STEPS)[number], Spent>;
  /** What the service was asked in both previews. */
  requestsOfPreviews: number;
}

/** G3: the plugin beside a plugin that does nothing; with checkpoints, beside the dynamic host. */
export const pluginSpeed: Figure = {
  name: "G3",
  title: "the plugin beside a plugin that does nothing",
  async measure({ quick, times, by }, log) {
    const items = quick ? 100 : 500;
    const lives = await inTurns(
      times,
      () => life(ours("shared", items, "plugin"), items),
      () => life(noop("shared", items, "plugin"), items),
    );
    log("G3: measured without checkpoints");
    const pairs = (step: (typeof STEPS)[number]) =>
      lives.map((pair) => ({ ours: pair.ours.spent[step], noop: pair.noop.spent[step] }));
    const requests = lives.reduce((sum, pair) => sum + pair.ours.requestsOfPreviews, 0);
    return [
      ...STEPS.map((step) => ratioRow("G3", `${step}, ${items * 2} resources`, pairs(step), LIMIT, by)),
      countRow("G3", `requests of ${times * 2} previews`, requests, 0),
      await besideDynamic(quick ? items / 2 : items, times, by),
    ];
  },
};

function life(program: Program, items: number): Promise<Life> {
  return withService({ employees: items + 1 }, async (service) => {
    const stack = await Stack.make({ program, url: service.url, checkpoints: false });
    const fresh = await stack.preview();
    const before = (await service.take()).total;
    const up = await stack.up();
    await service.take();
    const unchanged = await stack.preview();
    const after = (await service.take()).total;
    const refresh = await stack.refresh();
    const spent = {
      "preview, all new": fresh,
      "first up": up,
      "preview, nothing changed": unchanged,
      refresh,
    };
    return { spent, requestsOfPreviews: before + after };
  });
}

async function besideDynamic(items: number, times: number, by: Sizes["by"]): Promise<Row> {
  const on = (host: Host) => () =>
    withService({ employees: items + 1 }, async (service) =>
      (await Stack.make({ program: ours("shared", items, host), url: service.url, checkpoints: true })).up(),
    );
  const pairs = await inTurns(times, on("plugin"), on("dynamic"));
  const what = `first up, ${items * 2} resources, with checkpoints, beside this package on the dynamic host`;
  return ratioRow("G3", what, pairs, undefined, by);
}
