/** The name that `text` was probably meant to be, if any; at most `most` of its letters may be wrong. */
export function nearest<T extends string>(
  text: string,
  names: readonly T[],
  most = (name: string): number => Math.max(1, Math.floor(name.length / 3)),
): T | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = plain(text.slice(0, 40));
  const ranked = names
    .map((name) => ({ name, distance: editDistance(wanted, plain(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= most(plain(best.name)) ? best.name : undefined;
}

/** The end of a sentence that refuses a value: what it was probably meant to be. */
export function didYouMean(value: unknown, names: readonly string[]): string {
  const meant = typeof value === "string" ? nearest(value, names) : undefined;
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The number of letters to add, remove, replace or swap with their neighbour that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, row[j]! + 1, next[j - 1]! + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length]!;
}
