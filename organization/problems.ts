/** What is wrong in an organization file, or may be, and where. */

/** Keys and positions from the top of the file down. */
export type Path = readonly (string | number)[];

/** A place in the text. Lines and columns are counted from 1, columns in UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
}

/** Something that is refused, or warned of. */
export interface Problem extends Partial<Place> {
  /** The file as it was given, such as `organization.acme.yaml`. */
  file: string;
  path: Path;
  /** What is wrong and what to do, without the file, the place and the path. */
  message: string;
}

/** Where things are in a file; nothing is anywhere in what was not read from a text. */
export interface Places {
  /** The place of a value, of its key, or of the nearest thing around it that is there. */
  at(path: Path, part: "key" | "value"): Place | undefined;
}

/** Collects what a look at a file finds. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];

  constructor(
    private readonly file: string,
    private readonly places: Places,
  ) {}

  /** Adds a reason not to accept the file. */
  refuse(path: Path, message: string, part: "key" | "value" = "value"): void {
    this.problems.push(this.problem(path, message, part));
  }

  /** Adds what may be meant as it is. */
  warn(path: Path, message: string, part: "key" | "value" = "value"): void {
    this.warnings.push(this.problem(path, message, part));
  }

  private problem(path: Path, message: string, part: "key" | "value"): Problem {
    return { file: this.file, path, message, ...this.places.at(path, part) };
  }
}

/** A problem as one line: `file:line:column: path: message`. */
export function lineOf({ file, line, column, path, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return [place, ...(path.length === 0 ? [] : [dotted(path)]), message].join(": ");
}

/** The problems in the order of the file. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

function dotted(path: Path): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${part}`)).join("");
}
