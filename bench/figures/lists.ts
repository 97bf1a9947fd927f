import { contextFor, employee } from "../support/direct";
import type { Figure } from "../support/figure";
import { accessOnly } from "../support/programs";
import { median, type Row } from "../support/result";
import { ORG, withService } from "../support/service";
import { Stack } from "../support/stack";

const EACH = 10;
const WHOLE = 1000;
const LEAST = 5;

/** Mailboxes of which each is a list, and of which each has single rights. */
const SIZES = [
  { many: 50, few: 10 },
  { many: 150, few: 30 },
  { many: 400, few: 80 },
];

type Kind = "lists" | "one by one";

interface Point {
  resources: number;
  seconds: number;
}

/** So many mailboxes show the difference as it was measured, without a curve: 800 rights beside 80 lists. */
const QUICK = 80;

/**
 * P8: 10 employees on each of 1,000 mailboxes, as lists and one by one, by the cost curve of smaller sizes. The quick form
 * compares what it has measured, on fewer mailboxes.
 */
export const lists: Figure = {
  name: "P8",
  title: "access lists",
  async measure({ quick, times }, log) {
    if (quick) {
      const one = await up("one by one", QUICK);
      return [figure(`${EACH} employees on ${QUICK} mailboxes`, one, await up("lists", QUICK))];
    }
    const curves: Record<Kind, Point[]> = { lists: [], "one by one": [] };
    for (const { many, few } of SIZES) {
      const seconds: Record<Kind, number[]> = { lists: [], "one by one": [] };
      for (let time = 0; time < times; time++) {
        seconds["one by one"].push(await up("one by one", few));
        seconds.lists.push(await up("lists", many));
      }
      curves["one by one"].push({ resources: few * EACH, seconds: median(seconds["one by one"]) });
      curves.lists.push({ resources: many, seconds: median(seconds.lists) });
      log(`P8: ${many} lists and ${few * EACH} single rights measured`);
    }
    const list = square(curves.lists, WHOLE);
    const one = square(curves["one by one"], WHOLE * EACH);
    return [
      ...points("lists", curves.lists),
      ...points("one by one", curves["one by one"]),
      figure(`${EACH} employees on ${WHOLE} mailboxes, by the curves`, one, list),
    ];
  },
};

function up(kind: "lists" | "one by one", mailboxes: number): Promise<number> {
  return withService({ employees: mailboxes + EACH + 1 }, async (service) => {
    const { api } = contextFor(service);
    for (let n = 0; n < mailboxes; n++) await api.createDelegated(ORG, employee(n));
    const stack = await Stack.make({
      program: accessOnly(kind, mailboxes, EACH, "dynamic"),
      url: service.url,
      checkpoints: true,
    });
    return (await stack.up()).seconds;
  });
}

/** Seconds for each further resource, between the smallest and the largest size. */
function slope(points: Point[]): number {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error("there is no curve");
  return (last.seconds - first.seconds) / (last.resources - first.resources);
}

/** The parabola through the first, the middle and the last point, at `resources`. */
function square(points: Point[], resources: number): number {
  const [a, b, c] = points;
  if (a === undefined || b === undefined || c === undefined) throw new Error("there is no curve");
  const early = slope([a, b]);
  const bend = Math.max(0, (slope([b, c]) - early) / (c.resources - a.resources));
  return a.seconds + early * (resources - a.resources) + bend * (resources - a.resources) * (resources - b.resources);
}

function points(kind: Kind, curve: Point[]): Row[] {
  return curve.map(({ resources, seconds }) => ({
    figure: "P8",
    what: kind === "lists" ? `${resources} lists of ${EACH}` : `${resources} rights one by one`,
    ours: `${seconds.toFixed(1)} s`,
    beside: "",
    value: "",
    limit: "",
    holds: undefined,
  }));
}

function figure(what: string, one: number, list: number): Row {
  const ratio = one / list;
  return {
    figure: "P8",
    what,
    ours: `${list.toFixed(1)} s as lists`,
    beside: `${one.toFixed(1)} s one by one`,
    value: `${ratio.toFixed(1)} x`,
    limit: `>= ${LEAST} x`,
    holds: ratio >= LEAST,
  };
}
