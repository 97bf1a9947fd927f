import { once } from "node:events";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SCRATCH } from "../../tests/support/cli/packed";
import type { Figure } from "../support/figure";
import { startPlugin } from "../support/pluginProcess";
import { noopPlugin, ourPlugin } from "../support/plugins";
import { inTurns, moreRow, type Spent } from "../support/result";

const MORE_MS = 250;
const MEGABYTE = 2 ** 20;
const LARGEST = 5;

/** G4: what the plugin costs before it does anything. */
export const pluginStart: Figure = {
  name: "G4",
  title: "start and size of the plugin",
  async measure({ quick, by }) {
    const [ours, noop] = [await ourPlugin(), await noopPlugin(0)];
    const pairs = await inTurns(
      quick ? 5 : 21,
      () => started(ours),
      () => started(noop),
    );
    const size = readdirSync(ours).reduce((sum, file) => sum + statSync(join(ours, file)).size, 0) / MEGABYTE;
    return [
      moreRow("G4", "the plugin, from start to the printed port", pairs, MORE_MS, by),
      {
        figure: "G4",
        what: "the installed plugin, without node_modules and network",
        ours: `${size.toFixed(1)} MB`,
        beside: "",
        value: `${size.toFixed(1)} MB`,
        limit: `<= ${LARGEST} MB`,
        holds: size <= LARGEST,
      },
    ];
  },
};

/** Starts a plugin as the engine does, until it has printed its port. The processor time is that of its whole, short life. */
async function started(folder: string): Promise<Spent> {
  const hook = join(SCRATCH, "cpu.cjs");
  writeFileSync(hook, `process.on("exit", () => require("node:fs").writeSync(2, JSON.stringify(process.cpuUsage())));`);
  const begun = performance.now();
  const child = startPlugin(folder, { NODE_OPTIONS: `--require=${hook}` });
  const said = text(child.stderr);
  await once(child.stdout, "data");
  const seconds = (performance.now() - begun) / 1000;
  child.stdin.end();
  const { user, system } = JSON.parse(await said) as NodeJS.CpuUsage;
  return { seconds, cpu: (user + system) / 1e6 };
}
