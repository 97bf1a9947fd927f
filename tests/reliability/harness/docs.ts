/** The parts of docs/reliability.md that are made from data: the table of faults, and the figures as commands printed them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_KINDS, FAULT_SPECS } from "../../../emulator";
import { withPart } from "../../support/pages";
import { type End, type Ends, endsOf, FAULTS } from "./faultTable";
import { SITUATIONS } from "./situations";

const FILE = join(__dirname, "../../../docs/reliability.md");

/** How a cell shows its end. */
const SIGNS: Readonly<Record<End, string>> = { converged: "✓", "as it was": "=", "half-made": "½" };

/** What has the same ends everywhere stands together. */
interface Group<Item> {
  items: Item[];
  cells: string[];
}

function groupByCells<Item>(items: readonly Item[], cellsOf: (item: Item) => string[]): Group<Item>[] {
  const groups = new Map<string, Group<Item>>();
  for (const item of items) {
    const cells = cellsOf(item);
    const key = cells.join("|");
    const group = groups.get(key) ?? { items: [], cells };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const columns = () => groupByCells(SITUATIONS, (situation) => FAULT_KINDS.map((kind) => cell(endsOf(kind, situation))));

const rows = () =>
  groupByCells(FAULT_KINDS, (kind) => columns().map(({ items: [first] }) => cell(first && endsOf(kind, first))));

/** One sign where a single hit and many end alike, else both; nothing where the fault makes no sense. */
function cell(ends: Ends | undefined): string {
  if (ends === undefined) {
    return "";
  }
  const [once, always] = [SIGNS[ends.once], SIGNS[ends.always]];
  return once === always ? once : `${once} ${always}`;
}

const letter = (index: number) => String.fromCharCode("A".charCodeAt(0) + index);

/** How every fault at every request ends, in Markdown. */
export function faultTable(): string {
  const lines = rows().map(({ items, cells }, index) => {
    return `| **${index + 1}** ${items.map((kind) => `\`${kind}\``).join(", ")} | ${cells.join(" | ")} |`;
  });
  const head = [
    `| Fault | ${columns()
      .map((_, index) => letter(index))
      .join(" | ")} |`,
    `|---|${columns()
      .map(() => ":-:|")
      .join("")}`,
  ];
  return [...head, ...lines].join("\n");
}

/** The requests of the table, by the letter of their column. */
export function requestList(): string {
  return columns()
    .map(({ items }, index) => {
      const requests = items.map(({ name, endpoint, command }) => `${name} (${endpoint} in \`${command}\`)`);
      return `- **${letter(index)}** ${requests.join("; ")}`;
    })
    .join("\n");
}

/** What each fault is, and whether the request is sent again. */
export function kindTable(): string {
  const lines = rows().flatMap(({ items }, index) =>
    items.map((kind) => {
      const about = FAULT_SPECS[kind].about.replaceAll("|", "\\|");
      return `| ${index + 1} | \`${kind}\` | ${about} | ${FAULTS[kind].sentAgain} |`;
    }),
  );
  return ["| Row | Fault | What happens | Sent again |", "|---|---|---|---|", ...lines].join("\n");
}

/** docs/reliability.md as it is. */
export function readDocument(): string {
  return readFileSync(FILE, "utf8");
}

/** docs/reliability.md with the parts that follow from the tables. */
export function withTables(document: string): string {
  const parts = { faults: faultTable(), requests: requestList(), kinds: kindTable() };
  return Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), document);
}

/** Writes the tables, and what a figure's command has printed. */
export function record(figure?: { name: string; lines: readonly string[] }): void {
  const tables = withTables(readDocument());
  const text = figure?.lines.map((line) => `- ${line}`).join("\n");
  writeFileSync(FILE, figure === undefined ? tables : withPart(tables, figure.name, text ?? ""));
}
