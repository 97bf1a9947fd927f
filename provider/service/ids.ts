/** The order of decimal ids, which are too large for a number: smallest first. */
export function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
