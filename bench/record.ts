/** Writes the rows of result files into docs/performance.md: `npx tsx bench/record.ts bench/results/<file>.json …`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPart } from "../tests/support/pages";
import { type Row, table } from "./support/result";

const FILE = join(__dirname, "../docs/performance.md");

interface Results {
  date: string;
  quick: boolean;
  times: number;
  machine: { cores: number; memoryGigabytes: number; system: string; node: string; engine: string; sdk: string };
  rows: Row[];
}

const results = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")) as Results);
const rows = results.flatMap((result) => result.rows).sort((a, b) => a.figure.localeCompare(b.figure));
const conditions = new Map<string, Set<string>>();
for (const { date, quick, times, machine, rows } of results) {
  const { cores, memoryGigabytes, system, node, engine, sdk } = machine;
  const where = `${cores} cores, ${memoryGigabytes} GiB, ${system}, Node ${node}, CLI ${engine}, SDK ${sdk}`;
  const condition = `${date.slice(0, 10)}, ${quick ? "--quick" : "whole"}, --times ${times}, ${where}`;
  conditions.set(condition, new Set([...(conditions.get(condition) ?? []), ...rows.map(({ figure }) => figure)]));
}
const runs = [...conditions].map(([condition, figures]) => `- ${[...figures].sort().join(", ")}: ${condition}`);
const text = `${table(rows)}\n\n${runs.join("\n")}`;
writeFileSync(FILE, withPart(readFileSync(FILE, "utf8"), "bench", text));
