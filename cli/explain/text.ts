/** An explanation for a terminal. */
import pc from "picocolors";
import type { Known } from "./ask";
import type { Changes } from "./changes";
import { oneLineOf } from "./given";
import { countsOf, isDangerous, type Style, summaryOf, type Told, tell } from "./words";

const STYLE: Style = { given: oneLineOf, code: oneLineOf, strong: (text) => pc.bold(pc.red(text)) };

/** As it is printed. */
export function asText(changes: Changes, known: Known): string {
  const summary = summaryOf(changes);
  const told = tell(changes, known, STYLE);
  const notes = [
    ...changes.notes.map(oneLineOf),
    ...known.problems.map((problem) => `not asked: ${oneLineOf(problem)}`),
  ];
  return [
    isDangerous(countsOf(changes)) ? pc.bold(pc.red(summary)) : pc.bold(summary),
    ...told.map(blockOf),
    ...(notes.length === 0 ? [] : [["Also said in this preview:", ...notes.map((note) => `  ${note}`)].join("\n")]),
  ].join("\n\n");
}

const SIGNS = { goes: "!!", ownerless: "!!", loses: "! ", fails: "x ", fine: "  " };

function blockOf({ danger, title, people, more }: Told): string {
  const colour = danger === "fine" ? (text: string) => text : pc.red;
  return [
    `${colour(SIGNS[danger])} ${pc.bold(title)}`,
    ...people.map(({ kind, text }) => (kind === "loses" ? pc.red(`     - ${text}`) : pc.green(`     + ${text}`))),
    ...more.map((text) => `     ${text}`),
  ].join("\n");
}
