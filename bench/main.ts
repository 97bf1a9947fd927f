/** `npm run bench`: the package's figures with the real engine, beside a provider that does nothing. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import { CURRENT_SDK } from "../tests/support/cli/packed";
import { ensureEngine } from "../tools/pulumi/engine";
import { firstUp } from "./figures/firstUp";
import { lists } from "./figures/lists";
import { lookups } from "./figures/lookups";
import { memory } from "./figures/memory";
import { organization } from "./figures/organization";
import { peers } from "./figures/peers";
import { pluginSpeed } from "./figures/pluginSpeed";
import { pluginStart } from "./figures/pluginStart";
import { rateLimit } from "./figures/rateLimit";
import { refresh } from "./figures/refresh";
import { report as htmlReport } from "./figures/report";
import { start } from "./figures/start";
import { pluginState, state } from "./figures/state";
import { unchanged } from "./figures/unchanged";
import { firstTask, grantsAtOnce, waiting } from "./figures/waiting";
import type { Figure, Sizes } from "./support/figure";
import { HOSTS, type Host } from "./support/programs";
import { type Row, table } from "./support/result";

const FIGURES: Figure[] = [
  unchanged,
  firstUp,
  waiting,
  firstTask,
  grantsAtOnce,
  refresh,
  rateLimit,
  state,
  pluginState,
  pluginSpeed,
  memory,
  start,
  pluginStart,
  lists,
  lookups,
  organization,
  htmlReport,
  peers,
];

interface Flags {
  quick?: boolean;
  times: number;
  host?: Host;
  output: string;
}

async function main(): Promise<void> {
  const program = new Command("bench")
    .description("measure this package beside providers that do nothing; fails where a figure is missed")
    .argument("[figures...]", `which of ${FIGURES.map(({ name }) => name).join(", ")}; default: all`)
    .option("--quick", "smaller sizes, for a machine that has other things to do")
    .option("--times <n>", "how often each thing is measured", Number, 3)
    .addOption(new Option("--host <host>", "measure on this host alone what is measured on each").choices(HOSTS))
    .option("--output <folder>", "where the JSON goes", join(__dirname, "results"))
    .parse();
  const flags = program.opts<Flags>();
  const unknown = program.args.filter((name) => !FIGURES.some((figure) => figure.name === name));
  if (unknown.length > 0) throw new Error(`there is no figure ${unknown.join(", ")}`);
  const chosen = FIGURES.filter(({ name }) => program.args.length === 0 || program.args.includes(name));
  const rows = await measure(chosen, flags);
  const file = await report(rows, flags);
  const missed = rows.filter(({ holds }) => holds === false);
  console.log(`\n${table(rows)}\n\n${rows.length} lines, ${missed.length} missed; ${file}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}

/** Runs one figure after the other; one that fails is a line of the table, and the others still run. */
async function measure(figures: readonly Figure[], { quick = false, times, host }: Flags): Promise<Row[]> {
  const rows: Row[] = [];
  for (const figure of figures) {
    const begun = performance.now();
    console.error(`${figure.name} ${figure.title} (load ${loadavg()[0]?.toFixed(1)})`);
    try {
      const hosts = host === undefined ? HOSTS : [host];
      const sizes: Sizes = { quick, times, hosts, by: quick ? "cpu" : "seconds" };
      const made = await figure.measure(sizes, (line) => console.error(line));
      rows.push(...made);
      console.error(table(made));
    } catch (error) {
      console.error(error);
      rows.push({ ...FAILED, figure: figure.name, what: `${figure.title}: could not be measured` });
    }
    console.error(`${figure.name} took ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  return rows;
}

const FAILED: Row = { figure: "", what: "", ours: "", beside: "", value: "failed", limit: "", holds: false };

async function report(rows: readonly Row[], { quick = false, times, output }: Flags): Promise<string> {
  const { version } = await ensureEngine();
  const machine = {
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    engine: version,
    sdk: CURRENT_SDK,
    load: loadavg()[0],
  };
  const date = new Date().toISOString();
  mkdirSync(output, { recursive: true });
  const file = join(output, `${date.replaceAll(":", "-")}.json`);
  writeFileSync(file, JSON.stringify({ date, quick, times, machine, rows }, null, 2));
  return file;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
