/** O1: whatever an organization file says, it is accepted, or refused with line and column. */
import * as fc from "fast-check";
import { check, type Problem, parse, resolve, update, write } from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";
import { directoryOf, organizationText } from "../../support/organizationFile";

const EXTENT = { mailboxes: 8, rights: 4, employees: 30 };
const NOW = new Date("2026-06-01T00:00:00Z");
const DIRECTORY = directoryOf(EXTENT);

/** One change of a text, drawn by fast-check. */
export interface Change {
  kind: (typeof KINDS)[number];
  /** Where: an index into whatever the kind chooses from. */
  where: number;
  /** What: an index into what the kind puts there. */
  what: number;
}

const KINDS = [
  "cut",
  "line out",
  "line twice",
  "lines swapped",
  "indent",
  "character",
  "word",
  "value",
  "key",
  "before",
  "tail",
] as const;

const CHARACTERS = [
  ..."&*!|>%@`\"'#,[]{}:?-\\ \n\t\r",
  "\0",
  "\u2028",
  "\ufeff",
  "\ud800",
  "😀",
  "..",
  "- ",
  ": ",
  "---\n",
  "...\n",
];

const VALUES = [
  "",
  "~",
  "null",
  "true",
  "0",
  "-1",
  "1e999",
  "0x1F",
  "18446744073709551616",
  "2026-02-30",
  "[]",
  "{}",
  "[[]]",
  "[{}]",
  "{a: b}",
  "{? [a]: b}",
  "&a x",
  "*a",
  "!!binary aGk=",
  "!!set {a}",
  "!<tag:x> y",
  "|\n x",
  ">-\n\n  y",
  '"\\ud800"',
  "'",
  "__proto__",
  "constructor",
  "team:desk",
  "team:",
  "@",
  "a@b",
  "[owner, owner]",
  "[".repeat(3000),
  "{a: ".repeat(300),
  "x".repeat(5000),
  "<<: *a",
  "\ud800",
];

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...KINDS),
  where: fc.nat(1_000_000),
  what: fc.nat(1_000),
});

/** A text with one change. */
function changed(text: string, { kind, where, what }: Change): string {
  const lines = text.split("\n");
  const line = where % lines.length;
  const at = where % (text.length + 1);
  const one = lines[line] ?? "";
  const with_ = (...fresh: string[]) => [...lines.slice(0, line), ...fresh, ...lines.slice(line + 1)].join("\n");
  const character = CHARACTERS[what % CHARACTERS.length] ?? "";
  const value = VALUES[what % VALUES.length] ?? "";
  switch (kind) {
    case "cut":
      return text.slice(0, at);
    case "line out":
      return with_();
    case "line twice":
      return with_(one, one);
    case "lines swapped":
      return with_(lines[what % lines.length] ?? "").concat(one);
    case "indent":
      return with_(`${" ".repeat(what % 9)}${one.trimStart()}`);
    case "character":
      return text.slice(0, at) + character + text.slice(at + (what % 2));
    case "word":
      return text.slice(0, at).replace(/[\w.@]+$/, value) + text.slice(at);
    case "value":
      return with_(one.replace(/:(?: .*)?$/, () => `: ${value}`));
    case "key":
      return with_(one.replace(/[^\s:][^:]*(?=:)/, () => value));
    case "before":
      return value + text;
    case "tail":
      return text + value;
  }
}

/** What a run saw. */
export interface Counted {
  files: number;
  accepted: number;
  refused: number;
  /** How a file was answered that should not have been; with the smallest case. */
  failures: string[];
}

/** Changes a good file again and again, up to 4 times each, and looks at the answer to each. */
export function mutatedFiles(runs: number, seed: number): Counted {
  const whole = organizationText(EXTENT);
  demand(isAccepted(whole), "the file is refused before it is changed");
  const counted: Counted = { files: 0, accepted: 0, refused: 0, failures: [] };
  const result = fc.check(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const accepted = isAccepted(changes.reduce(changed, whole));
      counted.files++;
      counted[accepted ? "accepted" : "refused"]++;
    }),
    { numRuns: runs, seed },
  );
  return {
    ...counted,
    failures: result.failed ? [`${String(result.errorInstance)}\n${fc.defaultReportMessage(result)}`] : [],
  };
}

/** Whether the file is accepted. Throws where it is neither accepted nor refused as files have to be. */
function isAccepted(text: string): boolean {
  const parsed = parse(text, "organization.acme.yaml", vocabulary);
  const checked = check(parsed, { vocabulary, now: NOW, stack: "acme" });
  const resolved = resolve(parsed, DIRECTORY, { vocabulary, now: NOW });
  const problems = [...parsed.problems, ...checked.problems, ...resolved.problems];
  const lines = text.split("\n");
  for (const problem of [...problems, ...checked.warnings, ...resolved.warnings]) {
    demand(isInside(problem, lines), `no place in the text: ${JSON.stringify(problem)}`);
    demand(
      problem.message !== "" && !/undefined|\[object|NaN/.test(problem.message),
      `says nothing: ${problem.message}`,
    );
  }
  demand((parsed.spec === undefined) === parsed.problems.length > 0, "a spec beside problems, or neither");
  if (parsed.spec !== undefined) {
    const written = write(parsed.spec);
    const again = parse(written, "written", vocabulary);
    demand(again.spec !== undefined && write(again.spec) === written, `not read as it was written:\n${written}`);
    demand(update(text, parsed.spec) === text, "changed by an update that changes nothing");
  }
  return problems.length === 0;
}

function isInside({ line = 0, column = 0 }: Problem, lines: readonly string[]): boolean {
  return line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1;
}

function demand(holds: boolean, message: string): void {
  if (!holds) {
    throw new Error(message);
  }
}
