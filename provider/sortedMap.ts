/** An object with its keys in order, so that equal content is equal text. */
export function sortedMap<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const members = [...entries];
  const isInOrder = members.every(([key], i) => i === 0 || members[i - 1]![0] < key);
  return Object.fromEntries(isInOrder ? members : members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
