/** The one of `known` that `text` was probably meant to be: letter case, `_` and `-` mean nothing, a slip or two are forgiven. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  return nearestFew(text, known, 1)[0];
}

/** Those of `known` that `text` may have been meant to be, the nearest first, at most `most`. */
export function nearestFew(text: string, known: readonly string[], most: number): string[] {
  const wanted = plain(text).slice(0, 100);
  const close = known.flatMap((name) => {
    const other = plain(name);
    const beginning = wanted.length > 2 && other.startsWith(wanted);
    const slips = beginning ? 1 : distance(wanted, other, other.length / 4);
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

/** How many letters are missing, too many, wrong, or swapped with their neighbours; more than `most` where the lengths say so. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) {
    return Number.POSITIVE_INFINITY;
  }
  let older: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    older = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
