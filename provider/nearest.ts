/** The one of `known` that `text` was probably meant to be: letter case, `_` and `-` mean nothing, a slip or two are forgiven. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  const wanted = plain(text).slice(0, 100);
  const close = known.flatMap((name) => {
    const other = plain(name);
    const beginning = wanted.length > 2 && other.startsWith(wanted);
    const slips = beginning ? 1 : distance(wanted, other);
    return beginning || slips <= other.length / 4 ? [{ name, slips }] : [];
  });
  return close.sort((a, b) => a.slips - b.slips)[0]?.name;
}

/** A name without what its spellings differ in. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/** How many letters are missing, too many, wrong, or swapped with their neighbours. */
function distance(a: string, b: string): number {
  const cost = new Map<string, number>();
  const between = (i: number, j: number): number => cost.get(`${i} ${j}`) ?? Math.max(i, j);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(
        between(i - 1, j) + 1,
        between(i, j - 1) + 1,
        between(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? between(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      cost.set(`${i} ${j}`, least);
    }
  }
  return between(a.length, b.length);
}
