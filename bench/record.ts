/**
 * Writes the rows of result files into docs/performance.md: `npx tsx bench/record.ts bench/results/<file>.json …`. The rows of
 * other figures stay.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { partOf, withPart } from "../tests/support/pages";
import { type Row, rowsOf, table } from "./support/result";

const FILE = join(__dirname, "../docs/performance.md");

interface Results {
  date: string;
  quick: boolean;
  times: number;
  machine: { cores: number; memoryGigabytes: number; system: string; node: string; engine: string; sdk: string };
  rows: Row[];
}

const page = readFileSync(FILE, "utf8");
const before = partOf(page, "bench");
const results = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")) as Results);
const measured = new Set(results.flatMap(({ rows }) => rows.map(({ figure }) => figure)));
const kept = rowsOf(before).filter(({ figure }) => !measured.has(figure));
const rows = [...kept, ...results.flatMap((result) => result.rows)].sort((a, b) => a.figure.localeCompare(b.figure));
const conditions = new Map<string, Set<string>>();
for (const line of before.split("\n")) {
  const [, figures = "", condition] = /^- (.+?): (.+)$/.exec(line) ?? [];
  const others = figures.split(", ").filter((figure) => !measured.has(figure));
  if (condition !== undefined && others.length > 0) {
    conditions.set(condition, new Set(others));
  }
}
for (const { date, quick, times, machine, rows } of results) {
  const { cores, memoryGigabytes, system, node, engine, sdk } = machine;
  const where = `${cores} cores, ${memoryGigabytes} GiB, ${system}, Node ${node}, CLI ${engine}, SDK ${sdk}`;
  const condition = `${date.slice(0, 10)}, ${quick ? "--quick" : "whole"}, --times ${times}, ${where}`;
  conditions.set(condition, new Set([...(conditions.get(condition) ?? []), ...rows.map(({ figure }) => figure)]));
}
const runs = [...conditions].map(([condition, figures]) => `- ${[...figures].sort().join(", ")}: ${condition}`);
const text = `${table(rows)}\n\n${runs.join("\n")}`;
writeFileSync(FILE, withPart(page, "bench", text));
