import type { Figure } from "../support/figure";
import { noop, ours } from "../support/programs";
import { countRow, inTurns, ratioRow } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

/** P1: nothing has changed. */
export const unchanged: Figure = {
  name: "P1",
  title: "preview and up with nothing changed",
  async measure({ quick, times, by }, log) {
    const items = quick ? 100 : 500;
    const employees = items + 1;
    return withService({ employees }, async (service) => {
      const mine = await Stack.make({ program: ours("shared", items), url: service.url, checkpoints: false });
      const idle = await Stack.make({ program: noop("shared", items), checkpoints: false });
      await mine.up();
      await idle.up();
      log("P1: both stacks are up");
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
  },
};
