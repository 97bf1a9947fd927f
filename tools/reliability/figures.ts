/** The figures: what each command runs, prints and fails below. */
import { checkBadInputs } from "./badInputs";
import { canariesIn, FORMS } from "./canaries";
import { refreshNeverDrops } from "./dropping";
import { every, grid, pairs, part, runGrid } from "./grid";
import { hostileReplies, surviveHostileReplies, TIME_LIMIT } from "./hostile";
import { parallelPrograms, race } from "./parallel";
import { storiesConverge } from "./stories";
import type { World } from "./world";

/** What a figure came out as. */
export interface Figure {
  /** Lines to print. */
  lines: string[];
  /** Why it is not held; empty where it is. */
  failures: string[];
}

/** How much is run. */
export interface Extent {
  /** The whole form, or the one that fits CI. */
  full: boolean;
  seed: number;
  /** Which part of the whole form, counted from 0: several processes may share it. Random parts have a seed each. */
  shard?: { part: number; of: number };
}

const ALONE = { part: 0, of: 1 };

type Measure = (world: World, extent: Extent) => Promise<Figure>;

/** In CI every ninth cell, of both frequencies since the number is odd, and some pairs; the whole grid otherwise. */
const CI_SHARE = 9;
const CI_PAIRS = 91;

const R1: Measure = async (world, { full, seed, shard = ALONE }) => {
  const whole = grid();
  const cells = full ? every(whole, shard.of, shard.part) : part(whole, CI_SHARE, seed);
  const both = full ? every(pairs(), shard.of, shard.part) : every(pairs(), CI_PAIRS, seed);
  const kinds = new Set(whole.map(({ kind }) => kind)).size;
  const single = await runGrid(world, cells);
  const double = await runGrid(world, both);
  return {
    lines: [
      `R1: ${single.cells} of ${whole.length} cells (${kinds} fault kinds x ${new Set(whole.map((c) => c.situation)).size} request kinds, once and always): ` +
        `${single.converged} converged, ${single.clearErrors} ended in a clear error and converged at the next up`,
      `R1: ${double.cells} of ${pairs().length} pairs of passing faults at writes: ${double.converged} converged`,
      `R1: ${single.orphans + double.orphans} orphans, ${single.duplicates + double.duplicates} duplicates, ${single.wronglyDropped} wrongly dropped`,
    ],
    failures: [
      ...single.problems,
      ...double.problems,
      ...atLeast("fault kinds", single.kinds, 30),
      ...atLeast("request kinds", single.situations, 12),
    ],
  };
};

const R2: Measure = async (world, extent) => {
  const { runs, seed } = drawn(extent, 10_000, 300);
  const { cases, read, refused, dropped, perfectLies } = await refreshNeverDrops(world, runs, seed);
  return {
    lines: [
      `R2: ${dropped} dropped in ${cases} changed replies (seed ${seed}): ${read} read, ${refused} refused with an error; ` +
        `${perfectLies} more were whole and consistent in every look and are left out`,
    ],
    failures: dropped > 0 ? [`${dropped} dropped`] : [],
  };
};

const R6: Measure = async (world, extent) => {
  const { runs, seed } = drawn(extent, 10_000, 120);
  const told = await storiesConverge(world, runs, seed);
  return {
    lines: [
      `R6: ${told.programs} random stories (seed ${seed}), ${told.commands} commands, ${told.failedCommands} of them failed, ${told.requests} requests: all converged; ` +
        `${told.adoptedByHand} mailboxes taken over with YANDEX360_ADOPT=same, ${told.adoptedByChange} with adopt: true, ${told.removedByHand} removed by hand as an error had said`,
    ],
    failures: [],
  };
};

const R8: Measure = async (world) => {
  const { calls, requests, withoutToken, problems } = await race(world, 1000);
  const parallel: string[] = [];
  for (const count of [1, 2, 8, 64]) {
    parallel.push(...(await parallelPrograms(world, count)).map((problem) => `${count} in parallel: ${problem}`));
  }
  return {
    lines: [
      `R8: ${withoutToken} of ${requests} requests without a token in ${calls} parallel first calls; 1, 2, 8, 64 mailboxes with access in parallel: ${parallel.length} problems`,
    ],
    failures: [
      ...problems,
      ...parallel,
      ...(withoutToken > 0 ? ["requests without a token"] : []),
      ...atLeast("requests", requests, 1000),
    ],
  };
};

const S1: Measure = async (world, extent) => {
  const { runs, seed } = drawn(extent, 100_000, 1000);
  const { tabled, generated, refused, requests, problems } = await checkBadInputs(world, runs, seed);
  return {
    lines: [
      `S1: ${tabled} tabled bad inputs, ${generated} generated (seed ${seed}), ${refused} refused: ${requests} requests, ${problems.length} problems`,
    ],
    failures: [
      ...problems,
      ...(requests > 0 ? [`${requests} requests`] : []),
      ...atLeast("tabled inputs", tabled, 1000),
    ],
  };
};

const S2: Measure = async (world) => {
  const { bodies, growth, slowest, problems } = await surviveHostileReplies(world, hostileReplies());
  return {
    lines: [
      `S2: ${bodies} hostile replies: memory grew by ${growth} MiB, no pollution, slowest refresh and up ${slowest} s of ${TIME_LIMIT} s`,
    ],
    failures: [
      ...problems,
      ...atLeast("hostile replies", bodies, 200),
      ...(growth >= 64 ? [`memory grew by ${growth} MiB`] : []),
      ...(slowest > TIME_LIMIT ? [`the slowest refresh and up took ${slowest} s`] : []),
    ],
  };
};

/** S3 is looked for after any of the others, in all that their hosts said. */
export async function canaries(world: World): Promise<Figure> {
  await world.retire();
  const hits = canariesIn(world.said);
  const length = world.said.reduce((sum, text) => sum + text.length, 0);
  return {
    lines: [
      `S3: ${hits.length} hits of the token in ${Object.keys(FORMS).length} forms, in ${length} characters that the host printed or answered`,
    ],
    failures: [...hits.map((form) => `the token, ${form}`), ...atLeast("characters looked through", length, 1000)],
  };
}

/** The figures by name. */
export const FIGURES: Readonly<Record<string, Measure>> = { R1, R2, R6, R8, S1, S2 };

/** How many random cases, and from which seed. */
function drawn({ full, seed, shard = ALONE }: Extent, whole: number, short: number): { runs: number; seed: number } {
  return { runs: full ? Math.ceil(whole / shard.of) : short, seed: seed + shard.part };
}

function atLeast(what: string, is: number, least: number): string[] {
  return is >= least ? [] : [`${is} ${what}, at least ${least} are asked for`];
}
