import { createColors } from "picocolors";
import { oneLine } from "../../provider/api/errors";
import { counted } from "../common/counted";
import type { Line } from "./check";
import type { Verdict } from "./finding";

const SYMBOLS: Readonly<Record<Verdict, string>> = {
  ok: "✔",
  warning: "!",
  problem: "✘",
  "not known": "?",
  "not asked": "-",
};

/** The report for people: a symbol and a word for each line, and what to do below it. */
export function toText(lines: readonly Line[], colored: boolean): string {
  const { bold, dim, green, red, yellow } = createColors(colored);
  const paint = { ok: green, warning: yellow, problem: red, "not known": dim, "not asked": dim };
  const width = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const verdicts = width(Object.keys(SYMBOLS));
  const areas = [...new Set(lines.map(({ area }) => area))].map((area) => {
    const inArea = lines.filter((line) => line.area === area);
    const names = width(inArea.map(({ name }) => name));
    const shown = inArea.flatMap(({ verdict, name, text, advice }) => {
      const head = paint[verdict](`${SYMBOLS[verdict]} ${verdict.padEnd(verdicts)}`);
      const indent = " ".repeat(verdicts + 6);
      return [
        `  ${head}  ${name.padEnd(names)}  ${oneLine(text)}`,
        ...(advice === undefined ? [] : [`${indent}→ ${oneLine(advice)}`]),
      ];
    });
    return [bold(area), ...shown].join("\n");
  });
  return `${areas.join("\n\n")}\n\n${summary(lines)}`;
}

/** The report for programs. */
export function toJson(lines: readonly Line[]): string {
  return JSON.stringify({ problems: count(lines, "problem"), warnings: count(lines, "warning"), lines }, undefined, 2);
}

/** How many lines have this verdict. */
export function count(lines: readonly Line[], wanted: Verdict): number {
  return lines.filter(({ verdict }) => verdict === wanted).length;
}

function summary(lines: readonly Line[]): string {
  const problems = count(lines, "problem");
  const warnings = count(lines, "warning");
  const found = [
    ...(problems === 0 ? [] : [counted(problems, "problem")]),
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
  ];
  return found.length === 0 ? "No problem was found." : `${found.join(" and ")} found.`;
}
