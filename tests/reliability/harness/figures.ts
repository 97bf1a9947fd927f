/** The figures: what each command runs, prints and fails below. */
import { startPostgres } from "../../../tools/backends/postgres";
import { startS3 } from "../../../tools/backends/s3";
import { checkBadInputs } from "./badInputs";
import { canariesIn, FORMS } from "./canaries";
import { refreshNeverDrops } from "./dropping";
import { EngineStack } from "./engineStack";
import { explainPreviews } from "./explained";
import { every, grid, pairs, part, runGrid } from "./grid";
import { hostileReplies, surviveHostileReplies, TIME_LIMIT } from "./hostile";
import {
  type Case,
  CI_KILLS,
  CUT_SHORT,
  KILLS,
  KILLS_WITHOUT_CHECKPOINTS,
  Originals,
  REQUESTS,
  type Survival,
  surviveAll,
} from "./killedUp";
import { MOMENTS, VICTIMS } from "./killing";
import { mutatedFiles } from "./organizationFiles";
import { parallelPrograms, race } from "./parallel";
import { updateTogether } from "./sharedBackend";
import { storiesConverge, type Told } from "./stories";
import { HOSTS, type HostName, World } from "./world";

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
  /** Which hosts of the provider; default: all. */
  hosts?: readonly HostName[];
  /** Which part of the whole form, counted from 0: several processes may share it. Random parts have a seed each. */
  shard?: { part: number; of: number };
}

/** In the order in which they are measured. */
export const HOST_NAMES = ["dynamic", "plugin"] as const satisfies readonly HostName[];
const ALONE = { part: 0, of: 1 };

/** Measures a figure. */
export type Measure = (extent: Extent) => Promise<Figure>;
type MeasureInWorld = (world: World, extent: Extent, host: HostName) => Promise<Figure>;

/**
 * In CI every 37th cell, of both frequencies since the number is odd, and some pairs; other ones for each host. The whole grid
 * otherwise.
 */
const CI_SHARE = 37;
const CI_PAIRS = 361;
const CI_APART = 100;
const CI_KILLS_WITHOUT_CHECKPOINTS = 1;

const R1: MeasureInWorld = async (world, { full, seed, shard = ALONE }, host) => {
  const whole = grid();
  const from = seed + CI_APART * HOST_NAMES.indexOf(host);
  const cells = full ? every(whole, shard.of, shard.part) : part(whole, CI_SHARE, from);
  const both = full ? every(pairs(), shard.of, shard.part) : every(pairs(), CI_PAIRS, from);
  const kinds = new Set(whole.map(({ kind }) => kind)).size;
  const single = await runGrid(world, cells);
  const double = await runGrid(world, both);
  const previews = single.previews + double.previews;
  const writes = single.writesInPreviews + double.writesInPreviews;
  return {
    lines: [
      `${single.cells} of ${whole.length} cells (${kinds} fault kinds x ${new Set(whole.map((c) => c.situation)).size} request kinds, once and always): ` +
        `${single.converged} converged, ${single.clearErrors} ended in a clear error and converged at the next up`,
      `${double.cells} of ${pairs().length} pairs of passing faults at writes: ${double.converged} converged`,
      `${single.orphans + double.orphans} orphans, ${single.duplicates + double.duplicates} duplicates, ${single.wronglyDropped} wrongly dropped`,
      ...(previews > 0
        ? [`${writes} writes in ${previews} previews of these cells and pairs, under the same faults`]
        : []),
    ],
    failures: [
      ...single.problems,
      ...double.problems,
      ...atLeast("fault kinds", single.kinds, 30),
      ...atLeast("request kinds", single.situations, 12),
    ],
  };
};

const R2: MeasureInWorld = async (world, extent) => {
  const { runs, seed } = drawn(extent, 10_000, 180);
  const { cases, read, refused, dropped, perfectLies } = await refreshNeverDrops(world, runs, seed);
  return {
    lines: [
      `${dropped} dropped in ${cases} changed replies (seed ${seed}): ${read} read, ${refused} refused with an error; ` +
        `${perfectLies} more were whole and consistent in every look and are left out`,
    ],
    failures: dropped > 0 ? [`${dropped} dropped`] : [],
  };
};

const R6: MeasureInWorld = async (world, extent) => {
  const { runs, seed } = drawn(extent, 10_000, 30);
  return { lines: [toldOf(await storiesConverge(world, { runs, seed }), seed)], failures: [] };
};

const R6_CLI: MeasureInWorld = async (world, extent, host) => {
  const { runs, seed } = drawn(extent, 50, 2);
  const told = await storiesConverge(world, { runs, seed, shrink: false }, () => EngineStack.open(world, host));
  return { lines: [toldOf(told, seed)], failures: [] };
};

/** Fifteen previews on each host are more than 200 changes. */
const A4: MeasureInWorld = async (world, extent, host) => {
  const { runs, seed } = drawn(extent, 15, 1);
  const { previews, changes, edits, wrong, unsaid, problems } = await explainPreviews(world, host, {
    previews: runs,
    seed,
  });
  return {
    lines: [
      `${changes} changes in ${previews} previews of random programs of three organizations (seed ${seed}), ${edits} changes ` +
        `made elsewhere before them: ${wrong.length} said wrongly, ${unsaid.length} unsaid`,
    ],
    failures: [
      ...problems,
      ...wrong.map((one) => `said and not so: ${one}`),
      ...unsaid.map((one) => `not said: ${one}`),
      ...atLeast("changes", changes, runs * 5),
    ],
  };
};

function toldOf(told: Told, seed: number): string {
  return (
    `${told.programs} random stories (seed ${seed}), ${told.commands} commands, ${told.failedCommands} of them failed, ${told.requests} requests: all converged; ` +
    `${told.adoptedByHand} mailboxes taken over with YANDEX360_ADOPT=same, ${told.adoptedByChange} with adopt: true, ${told.removedByHand} removed by hand as an error had said`
  );
}

const R8: MeasureInWorld = async (world) => {
  const { calls, requests, withoutToken, problems } = await race(world, 1000);
  const parallel: string[] = [];
  for (const count of [1, 2, 8, 64]) {
    parallel.push(...(await parallelPrograms(world, count)).map((problem) => `${count} in parallel: ${problem}`));
  }
  return {
    lines: [
      `${withoutToken} of ${requests} requests without a token in ${calls} parallel first calls; 1, 2, 8, 64 mailboxes with access in parallel: ${parallel.length} problems`,
    ],
    failures: [
      ...problems,
      ...parallel,
      ...(withoutToken > 0 ? ["requests without a token"] : []),
      ...atLeast("requests", requests, 1000),
    ],
  };
};

const S1: MeasureInWorld = async (world, extent) => {
  const { runs, seed } = drawn(extent, 100_000, 500);
  const { tabled, generated, refused, requests, problems } = await checkBadInputs(world, runs, seed);
  return {
    lines: [
      `${tabled} tabled bad inputs, ${generated} generated (seed ${seed}), ${refused} refused: ${requests} requests, ${problems.length} problems`,
    ],
    failures: [
      ...problems,
      ...(requests > 0 ? [`${requests} requests`] : []),
      ...atLeast("tabled inputs", tabled, 1000),
    ],
  };
};

const S2: MeasureInWorld = async (world) => {
  const { bodies, growth, slowest, problems } = await surviveHostileReplies(world, hostileReplies());
  return {
    lines: [
      `${bodies} hostile replies: memory grew by ${growth} MiB, no pollution, slowest refresh and up ${slowest} s of ${TIME_LIMIT} s`,
    ],
    failures: [
      ...problems,
      ...atLeast("hostile replies", bodies, 200),
      ...(growth >= 64 ? [`memory grew by ${growth} MiB`] : []),
      ...(slowest > TIME_LIMIT ? [`the slowest refresh and up took ${slowest} s`] : []),
    ],
  };
};

/** O1 is of a text and needs no world. Its other half, how long a large file takes, is in bench/. */
const O1: Measure = async (extent) => {
  const { runs, seed } = drawn(extent, 5000, 300);
  const { files, accepted, refused, failures } = mutatedFiles(runs, seed);
  return {
    lines: [
      `O1: ${files} changed organization files (seed ${seed}): ${accepted} accepted, ${refused} refused with line and column`,
    ],
    failures: [
      ...failures,
      ...atLeast("files", files, runs),
      ...atLeast("accepted files", accepted, 1),
      ...atLeast("refused files", refused, files / 2),
    ],
  };
};

const BACKENDS = { PostgreSQL: startPostgres, "S3-compatible server": startS3 };

/** O2 is of the real engine and of real backends, and needs no world. */
const O2: Measure = async ({ full }) => {
  const stacks = full ? 20 : 3;
  const figure: Figure = { lines: [], failures: [] };
  for (const [name, start] of Object.entries(BACKENDS)) {
    const backend = await start();
    try {
      const { converged, requests, strayed, pendingOperations, problems, said } = await updateTogether(backend, stacks);
      const line =
        `O2: ${stacks} stacks of ${stacks} organizations updated at once on one ${name}, one of them killed and recovered: ` +
        `${converged} converged, ${strayed} of ${requests} requests to another organization, ${pendingOperations} pending operations`;
      const failures = [
        ...problems,
        ...atLeast("converged stacks", converged, stacks),
        ...atLeast("requests", requests, stacks * 4),
        ...(strayed > 0 ? [`${strayed} requests to another organization`] : []),
        ...(pendingOperations > 0 ? [`${pendingOperations} pending operations`] : []),
      ].map((failure) => `${name}: ${failure}`);
      const looked = withCanaries("CLI printed or kept as state", said, { lines: [line], failures });
      figure.lines.push(...looked.lines);
      figure.failures.push(...looked.failures);
    } finally {
      await backend.close();
    }
  }
  return figure;
};

/** R3 is of the real engine, and needs no world. */
const R3: Measure = async ({ full, shard = ALONE }) => {
  const originals = await Originals.make();
  try {
    const run = (cases: readonly Case[]) => surviveAll(originals, every(cases, shard.of, shard.part));
    const off = KILLS_WITHOUT_CHECKPOINTS;
    const killed = await run(full ? KILLS : CI_KILLS);
    const unrecorded = await run(full ? off : off.slice(0, CI_KILLS_WITHOUT_CHECKPOINTS));
    const cut = await run(full ? CUT_SHORT : CUT_SHORT.filter(({ cut }) => cut !== "empty"));
    const all = `${Object.keys(REQUESTS).length} requests x ${MOMENTS.length} moments x ${VICTIMS.length} victims`;
    const of = ({ length }: readonly Case[], { cases }: Survival) =>
      cases === length ? `${cases}` : `${cases} of ${length}`;
    return withCanaries(
      "CLI printed",
      [killed, unrecorded, cut].flatMap(({ said }) => said),
      {
        lines: [
          `R3: ${of(KILLS, killed)} kills of a real up (${all}): ${ending(killed)}`,
          `R3: ${of(off, unrecorded)} kills with checkpoints off: ${ending(unrecorded)}`,
          `R3: ${of(CUT_SHORT, cut)} kills after which the state file was cut short: ${ending(cut)}`,
        ],
        failures: [
          ...[killed, unrecorded, cut].flatMap(({ problems }) => problems),
          ...atLeast("kills", KILLS.length, 60),
          ...atLeast("kills in CI", CI_KILLS.length, 9),
        ],
      },
    );
  } finally {
    await originals.close();
  }
};

function ending({ recovered, pendingOperations, extra }: Survival): string {
  return `${recovered} recovered, ${pendingOperations} pending operations, ${extra} extra objects`;
}

/** S3 is looked for after any of the others, in what `who` said. */
function withCanaries(who: string, said: readonly string[], { lines, failures }: Figure, of = "S3"): Figure {
  const hits = canariesIn(said);
  const length = said.reduce((sum, text) => sum + text.length, 0);
  return {
    lines: [
      ...lines,
      `${of}: ${hits.length} hits of the token in ${Object.keys(FORMS).length} forms, in ${length} characters that the ${who}`,
    ],
    failures: [
      ...failures,
      ...hits.map((form) => `the token, ${form}`),
      ...atLeast("characters looked through", length, 1000),
    ],
  };
}

/** Gives the measure a world of its own for each host, and looks for the token in all that the host said. */
function onEveryHost(name: string, measure: MeasureInWorld): Measure {
  return async (extent) => {
    const figure: Figure = { lines: [], failures: [] };
    for (const host of extent.hosts ?? HOST_NAMES) {
      const { lines, failures } = await inWorld(name, host, measure, extent);
      figure.lines.push(...lines);
      figure.failures.push(...failures.map((failure) => `${host}: ${failure}`));
    }
    return figure;
  };
}

async function inWorld(name: string, host: HostName, measure: MeasureInWorld, extent: Extent): Promise<Figure> {
  const world = await World.start(HOSTS[host]);
  try {
    const { lines, failures } = await measure(world, extent, host);
    await world.retire();
    const named = { lines: lines.map((line) => `${name}, ${host}: ${line}`), failures };
    return withCanaries("host printed or answered", world.said, named, `S3, ${host}`);
  } finally {
    await world.close();
  }
}

/** The figures by name. */
export const FIGURES: Readonly<Record<string, Measure>> = {
  R1: onEveryHost("R1", R1),
  R2: onEveryHost("R2", R2),
  R3,
  R6: onEveryHost("R6", R6),
  "R6-CLI": onEveryHost("R6 through the CLI", R6_CLI),
  R8: onEveryHost("R8", R8),
  S1: onEveryHost("S1", S1),
  S2: onEveryHost("S2", S2),
  O1,
  O2,
  A4: onEveryHost("A4", A4),
};

/** The figures that type commands of the real CLI: they take longest, so a process of their own runs them in CI. */
export const TYPED: readonly string[] = ["R3", "R6-CLI", "O2", "A4"];

/** How many random cases, and from which seed. */
function drawn({ full, seed, shard = ALONE }: Extent, whole: number, short: number): { runs: number; seed: number } {
  return { runs: full ? Math.ceil(whole / shard.of) : short, seed: seed + shard.part };
}

function atLeast(what: string, is: number, least: number): string[] {
  return is >= least ? [] : [`${is} ${what}, at least ${least} are asked for`];
}
