/** An organization file as a spec, or as what is right in it with everything that is wrong. */
import type { z } from "zod";
import { Findings, type Path, type Places, type Problem } from "./problems";
import { type Draft, draftFile, keysAt, organizationFile, type Spec } from "./schema";
import { readSource } from "./source";
import { meant, type Vocabulary } from "./vocabulary";

/** A file that has been read. */
export interface Parsed {
  file: string;
  /** What is right in the file, for further looks that are to find everything that is wrong in one go. */
  draft: Draft;
  /** The whole file; undefined where there are problems. */
  spec: Spec | undefined;
  problems: Problem[];
  places: Places;
}

/**
 * Reads the text of an organization file. Never throws.
 *
 * @param file - how problems name the file.
 */
export function parse(text: string, file: string, vocabulary: Vocabulary): Parsed {
  const { data, places, problems } = readSource(text, file);
  if (data === undefined) {
    return { file, draft: {}, spec: undefined, problems, places };
  }
  return shaped(data, { file, places, problems }, vocabulary);
}

/** Takes an organization that a program has as data. Problems have a path and no line. Never throws. */
export function parseData(data: unknown, name: string, vocabulary: Vocabulary): Parsed {
  return shaped(data, { file: name, places: { at: () => undefined }, problems: [] }, vocabulary);
}

function shaped(
  data: unknown,
  { file, places, problems: before }: Pick<Parsed, "file" | "places" | "problems">,
  vocabulary: Vocabulary,
): Parsed {
  const { data: whole, error } = organizationFile.safeParse(data);
  const issues = (error?.issues ?? []).flatMap((issue) => [...single(issue, [])]);
  const findings = new Findings(file, places);
  for (const { path, message, isKey } of issues) {
    const hint = isKey ? meant(vocabulary, String(path.at(-1)), keysAt(path.slice(0, -1))) : "";
    findings.refuse(path, `${message}${hint}`, isKey ? "key" : "value");
  }
  // Where an alias stands, nothing is read, and that it is missing needs no second line.
  const isKnown = (problem: Problem) =>
    before.some(({ line, column }) => line !== undefined && line === problem.line && column === problem.column);
  const problems = [...before, ...findings.problems.filter((problem) => !isKnown(problem))];
  const wrong = issues.map(({ path }) => path);
  return {
    file,
    draft: whole ?? draftFile.safeParse(without(data, wrong)).data ?? {},
    spec: problems.length === 0 ? whole : undefined,
    problems,
    places,
  };
}

interface Wrong {
  path: Path;
  message: string;
  /** Whether the key itself is what is wrong. */
  isKey: boolean;
}

/** One problem for each thing that is wrong. Where there are two forms, it is about the one that was chosen. */
function* single(issue: z.core.$ZodIssue, above: Path): Generator<Wrong> {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      yield { path: [...path, key], message: "is not a key that is known here", isKey: true };
    }
    return;
  }
  const chosen =
    issue.code === "invalid_union"
      ? issue.errors.find((form) => !form.some(({ path, code }) => path.length === 0 && code === "invalid_type"))
      : undefined;
  if (chosen === undefined) {
    yield { path, message: issue.message, isKey: false };
    return;
  }
  for (const inner of chosen) {
    yield* single(inner, path);
  }
}

/** The data without what is wrong. What has a name of its own stays, with nothing in it: others may refer to it. */
function without(data: unknown, wrong: readonly Path[], depth = 0): unknown {
  if (wrong.some(({ length }) => length === depth)) {
    return {};
  }
  const inside = new Map<unknown, Path[]>();
  for (const path of wrong) {
    const step = path[depth];
    const paths = inside.get(step) ?? [];
    paths.push(path);
    inside.set(step, paths);
  }
  const kept = (step: string | number, value: unknown): unknown[] => {
    const paths = inside.get(step) ?? [];
    const isGone = paths.some((path) => path.length === depth + 1 && !isNamed(path));
    return isGone ? [] : [paths.length === 0 ? value : without(value, paths, depth + 1)];
  };
  if (Array.isArray(data)) {
    return data.flatMap((item, at) => kept(at, item));
  }
  return isRecord(data)
    ? Object.fromEntries(Object.entries(data).flatMap(([key, value]) => kept(key, value).map((left) => [key, left])))
    : data;
}

/** A team, a mailbox, or somebody's access. */
function isNamed(path: Path): boolean {
  const inMailbox = path.length === 4 && path[2] === "access";
  return inMailbox || (path.length === 2 && ["teams", "shared", "delegated"].includes(String(path[0])));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
