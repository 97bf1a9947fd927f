/** The one of `known` that `text` was probably meant to be: letter case, `_` and `-` mean nothing, a slip or two are forgiven. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  return nearestOf(text, known, 1)[0];
}

/** Those of `known` that `text` may have been meant to be, as above, the nearest first and at most so many. */
export function nearestOf(text: string, known: readonly string[], most: number): string[] {
  const wanted = plain(text).slice(0, 100);
  const close = known.flatMap((name) => {
    const other = plain(name);
    const beginning = wanted.length > 2 && other.startsWith(wanted);
    const isHopeless = Math.abs(wanted.length - other.length) > other.length / 4;
    if (isHopeless && !beginning) {
      return [];
    }
    const slips = beginning ? 1 : distance(wanted, other);
    return slips <= other.length / 4 || beginning ? [{ name, slips }] : [];
  });
  return close
    .sort((a, b) => a.slips - b.slips)
    .slice(0, most)
    .map(({ name }) => name);
}

/** A name without what its spellings differ in. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/** How many letters are missing, too many, wrong, or swapped with their neighbours. */
function distance(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, j) => j);
  let [beforeLast, last] = [first, first];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
