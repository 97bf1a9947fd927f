/** An explanation for a comment on a pull request. */
import { counted } from "../common/counted";
import type { Known } from "./ask";
import type { Changes } from "./changes";
import { codeInMarkdown, inMarkdown, LONGEST_MESSAGE } from "./given";
import { countsOf, isDangerous, isFailing, notesOf, type Style, summaryOf, type Told, tell } from "./words";

/** Bytes. GitHub takes 65,536 characters, and whoever posts it may add something. */
const MOST = 60_000;
/** Bytes for what comes after the mailboxes. */
const REST = 2_000;

const STYLE: Style = { given: inMarkdown, code: codeInMarkdown, strong: (text) => `**${text}**` };

const SIGNS = { deleted: "🔴", ownerless: "🔴", switchedOff: "🔴", loses: "🟠", fails: "⛔", fine: "🟢" };

/** What is dangerous stands open, the rest is folded; what has no place is counted. */
export function asMarkdown(changes: Changes, known: Known): string {
  const told = tell(changes, known, STYLE);
  const [open, folded] = [
    told.filter(({ danger }) => danger !== "fine"),
    told.filter(({ danger }) => danger === "fine"),
  ];
  const { days, notes } = notesOf(changes, known);
  const listed = (lines: readonly string[]) => lines.map((line) => `- ${inMarkdown(line, LONGEST_MESSAGE)}\n`);
  const sign = isDangerous(countsOf(changes)) ? "⚠️" : isFailing(changes) ? "⛔" : "✅";
  const page = new Page(`### ${sign} ${summaryOf(changes)}\n`);
  page.addAll(
    open.map(blockOf),
    (left) =>
      `\n**…and ${counted(left, "more mailbox", "more mailboxes")} where somebody loses access or \`up\` fails.** ${ALL}\n`,
  );
  page.fold(
    `${counted(folded.length, "more mailbox", "more mailboxes")}: nobody loses anything there`,
    folded.map(blockOf),
  );
  page.fold(`${counted(days.length, "access begins or ends", "accesses begin or end")} soon`, listed(days));
  page.fold(`${counted(notes.length, "more thing")} said in this preview`, listed(notes));
  return page.text;
}

const ALL = "`yandex360 explain` in a terminal shows all.";

function blockOf({ danger, title, people, more }: Told): string {
  const lines = [...people.map(({ kind, text }) => `${kind === "loses" ? "➖" : "➕"} ${text}`), ...more];
  return `\n${SIGNS[danger]} ${title}\n${lines.map((line) => `- ${line}\n`).join("")}`;
}

/** A text that grows to a size and no further. */
class Page {
  constructor(public text: string) {}

  private fits(part: string): boolean {
    return Buffer.byteLength(this.text) + Buffer.byteLength(part) <= MOST - REST;
  }

  /** Adds the parts that fit, and says how many did not. */
  addAll(parts: readonly string[], left: (count: number) => string): void {
    const tooMuch = parts.findIndex((part) => {
      if (!this.fits(part)) return true;
      this.text += part;
      return false;
    });
    if (tooMuch >= 0) this.text += left(parts.length - tooMuch);
  }

  fold(title: string, parts: readonly string[]): void {
    if (parts.length === 0) return;
    this.text += `\n<details><summary>${title}</summary>\n\n`;
    this.addAll(parts, (count) => `\n…and ${count} more. ${ALL}\n`);
    this.text += "\n</details>\n";
  }
}
