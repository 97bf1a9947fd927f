/** An explanation for a terminal. */
import { createColors } from "picocolors";
import type { Known } from "./ask";
import type { Changes } from "./changes";
import { LONGEST_MESSAGE, oneLineOf } from "./given";
import { countsOf, isDangerous, isFailing, notesOf, summaryOf, type Told, tell } from "./words";

const SIGNS = { deleted: "!!", ownerless: "!!", switchedOff: "!!", loses: "! ", fails: "x ", fine: "  " };

/** As it is printed; `colored` only for a terminal. */
export function asText(changes: Changes, known: Known, colored: boolean): string {
  const { bold, green, red } = createColors(colored);
  const told = tell(changes, known, { given: oneLineOf, code: oneLineOf, strong: red });
  const summary = summaryOf(changes);
  const blockOf = ({ danger, title, people, more }: Told) => [
    danger === "fine" ? `${SIGNS.fine} ${title}` : `${red(SIGNS[danger])} ${bold(title)}`,
    ...people.map(({ kind, text }) => (kind === "loses" ? red(`     - ${text}`) : green(`     + ${text}`))),
    ...more.map((text) => `     ${text}`),
  ];
  const { days, notes } = notesOf(changes, known);
  const listed = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[title, ...lines.map((line) => `   ${oneLineOf(line, LONGEST_MESSAGE)}`)]];
  const blocks = [
    [bold(isDangerous(countsOf(changes)) || isFailing(changes) ? red(summary) : summary)],
    ...told.map(blockOf),
    ...listed("Begins or ends soon:", days),
    ...listed("Also said in this preview:", notes),
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}
