/** An organization file, or a program's own data in its form, read and checked as far as that needs no directory. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Parsed, Problem } from "../../organization";
import { systemClock } from "../../provider/api/clock";
import { vocabulary } from "../../provider/vocabulary";
import { format } from "./format";

/** A file that was read. */
export interface Source {
  parsed: Parsed;
  problems: Problem[];
  warnings: Problem[];
  /** When it was looked at: this decides which access has begun or ended. */
  now: Date;
}

/** What a file is looked at for. */
export interface Circumstances {
  /** The stack that is updated; none where a file is looked at by itself. */
  stack?: string | undefined;
  /** What time it is. Default: now. */
  now?: Date | undefined;
}

/**
 * Reads and checks a file.
 *
 * @param path - as problems name it.
 * @param folder - what a relative path begins at.
 * @throws Error of the system where it cannot be read.
 */
export function readSource(path: string, folder: string, circumstances: Circumstances): Source {
  const text = readFileSync(resolve(folder, path), "utf8");
  return checked(format().parse(text, path, vocabulary), circumstances);
}

/** Checks what a program has as data. Problems have a path and no line. */
export function readSpec(spec: unknown, name: string, circumstances: Circumstances): Source {
  return checked(format().parseData(spec, name, vocabulary), circumstances);
}

function checked(parsed: Parsed, { stack, now = new Date(systemClock.now()) }: Circumstances): Source {
  const { problems, warnings } = format().check(parsed, { vocabulary, now, stack });
  return { parsed, problems: [...parsed.problems, ...problems], warnings, now };
}

/** All problems as one text, a line each below a first one. */
export function refusalOf(file: string, problems: readonly Problem[]): string {
  const { inOrder, lineOf } = format();
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return [`${count} in ${file}:`, ...inOrder(problems).map((problem) => `  ${lineOf(problem)}`)].join("\n");
}
