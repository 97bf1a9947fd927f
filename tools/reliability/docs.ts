/** The parts of docs/reliability.md that are made from data: the table of faults, and the figures as commands printed them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_KINDS, FAULT_SPECS, type FaultKind } from "../../emulator";
import { EXPECTED, RETRIES } from "./faultTable";
import { applies } from "./grid";
import { SITUATIONS } from "./situations";

const FILE = join(__dirname, "../../docs/reliability.md");

const ENDS = {
  c: "converges",
  o: "error, state as it was",
  h: "error, half-made in state",
} as const;

type Code = keyof typeof ENDS;

/** The table of faults in Markdown. */
export function faultTable(): string {
  const rows = FAULT_KINDS.map((kind) => {
    const about = FAULT_SPECS[kind].about.replaceAll("|", "\\|");
    return `| \`${kind}\`: ${about} | ${RETRIES[kind]} | ${ending(kind, 0)} | ${ending(kind, 1)} |`;
  });
  const head = [
    "| Fault | Sent again | One request is hit | Every request of the command is hit |",
    "|---|---|---|---|",
  ];
  return [...head, ...rows].join("\n");
}

/** What most requests end in, and the exceptions by name. */
function ending(kind: FaultKind, frequency: 0 | 1): string {
  const codes = EXPECTED[kind].split(" ");
  const found = SITUATIONS.flatMap((situation, place) => {
    const code = codes[place]?.[frequency] as Code | undefined;
    return applies(kind, situation) && code !== undefined ? [{ name: situation.name, code }] : [];
  });
  const groups = (Object.keys(ENDS) as Code[])
    .map((code) => ({ code, names: found.filter((one) => one.code === code).map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => b.names.length - a.names.length);
  return groups
    .map(({ code, names }, index) => (index === 0 ? ENDS[code] : `${ENDS[code]}: ${names.join(", ")}`))
    .join("; ");
}

/** The requests of the table. */
export function situationList(): string {
  return SITUATIONS.map(({ name, endpoint, command }) => `- ${name}: ${endpoint} in \`pulumi ${command}\``).join("\n");
}

/** The document with one part replaced. */
export function withPart(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`docs/reliability.md has no part ${name}`);
  }
  return document.slice(0, from + begin.length) + text + document.slice(to);
}

/** docs/reliability.md as it is. */
export function readDocument(): string {
  return readFileSync(FILE, "utf8");
}

/** docs/reliability.md with the parts that follow from the tables. */
export function withTables(document: string): string {
  return withPart(withPart(document, "faults", faultTable()), "requests", situationList());
}

/** Writes the tables, and what a figure's command has printed. */
export function record(figure?: { name: string; lines: readonly string[] }): void {
  const tables = withTables(readDocument());
  const text = figure?.lines.map((line) => `- ${line}`).join("\n");
  writeFileSync(FILE, figure === undefined ? tables : withPart(tables, figure.name, text ?? ""));
}
