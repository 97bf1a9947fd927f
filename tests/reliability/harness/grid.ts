/** R1: every kind of fault at every kind of request, and pairs of the passing ones at writes. */
import { FAULT_KINDS, type FaultKind } from "../../../emulator";
import { type Cell, type CellResult, runCell } from "./cell";
import { applies, type End, endsOf, PASSING } from "./faultTable";
import { SITUATIONS } from "./situations";
import type { World } from "./world";

/** How often a fault comes: at one request, or at every one of the command. */
export const TIMES = { once: 1, always: Number.POSITIVE_INFINITY } as const;

/** One cell of the grid with its place in the table. */
export interface GridCell extends Cell {
  kind: FaultKind;
  frequency: keyof typeof TIMES;
}

/** All cells. */
export function grid(): GridCell[] {
  return SITUATIONS.flatMap((situation) =>
    FAULT_KINDS.filter((kind) => applies(kind, situation)).flatMap((kind) =>
      (["once", "always"] as const).map((frequency) => ({
        situation,
        kind,
        fault: kind,
        frequency,
        times: TIMES[frequency],
      })),
    ),
  );
}

const WRITES = ["CreateShared", "UpdateShared", "DeleteShared", "CreateDelegated", "DeleteDelegated", "Set"];

/** Two passing faults, one after the other, at every write. */
export function pairs(): Cell[] {
  return SITUATIONS.filter(({ endpoint }) => WRITES.includes(endpoint)).flatMap((situation) =>
    PASSING.flatMap((fault) => PASSING.map((then) => ({ situation, fault, then, times: 1 }))),
  );
}

/** Every `nth` item, so that a short run still goes through all rows and columns. */
export function every<T>(items: readonly T[], nth: number, from = 0): T[] {
  return items.filter((_, index) => index % nth === from % nth);
}

/** Every `nth` cell, and one of each kind of fault that none of them has. */
export function part(cells: readonly GridCell[], nth: number, from = 0): GridCell[] {
  const some = every(cells, nth, from);
  const reached = new Set(some.map(({ kind }) => kind));
  const missed = FAULT_KINDS.filter((kind) => !reached.has(kind));
  return [...some, ...missed.flatMap((missing) => cells.find(({ kind }) => kind === missing) ?? [])];
}

/** What a run saw. */
export interface Grid {
  cells: number;
  kinds: number;
  situations: number;
  converged: number;
  clearErrors: number;
  orphans: number;
  duplicates: number;
  wronglyDropped: number;
  /** Cells of which a preview was asked first, under the same fault. */
  previews: number;
  writesInPreviews: number;
  problems: string[];
}

/** Runs cells, and compares each with the table. */
export async function runGrid(
  world: World,
  cells: readonly (Cell & Partial<GridCell>)[],
  note: (cell: Cell, result: CellResult) => void = () => {},
): Promise<Grid> {
  const counted: Grid = {
    cells: cells.length,
    kinds: new Set(cells.map(({ fault }) => fault)).size,
    situations: new Set(cells.map(({ situation }) => situation.name)).size,
    converged: 0,
    clearErrors: 0,
    orphans: 0,
    duplicates: 0,
    wronglyDropped: 0,
    previews: 0,
    writesInPreviews: 0,
    problems: [],
  };
  for (const cell of cells) {
    const result = await runCell(world, cell);
    note(cell, result);
    const count = (pattern: RegExp) => result.problems.filter((problem) => pattern.test(problem)).length;
    counted.orphans += count(/orphan/);
    counted.duplicates += count(/duplicate/);
    counted.wronglyDropped += count(/dropped/);
    result.end === "converged" ? counted.converged++ : counted.clearErrors++;
    counted.previews += result.writesInPreview === undefined ? 0 : 1;
    counted.writesInPreviews += result.writesInPreview ?? 0;
    const expected = expectation(cell);
    const surprise =
      expected === undefined || expected === result.end ? [] : [`ended ${result.end}, the table says ${expected}`];
    counted.problems.push(...[...result.problems, ...surprise].map((problem) => `${nameOf(cell)}: ${problem}`));
  }
  return counted;
}

/** `rename a mailbox, reset-after, always`. */
export function nameOf({ situation, fault, then, times }: Cell): string {
  const kind = typeof fault === "string" ? fault : "custom";
  return [situation.name, kind, then ?? (times === 1 ? "once" : "always")].join(", ");
}

function expectation({ situation, then, kind, frequency }: Cell & Partial<GridCell>): End | undefined {
  if (then !== undefined) {
    return "converged";
  }
  return kind === undefined || frequency === undefined ? undefined : endsOf(kind, situation)?.[frequency];
}
