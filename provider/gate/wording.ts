import { SELF } from "../status/report";
import { formatDuration } from "../values/duration";

/** What several sentences share. */

/** So many accounts of one list are named; the others are counted. */
export const NAMED_ACCOUNTS = 10;

/** `3 accounts` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `Accounts 111122223333, 444455556666 and 7 more`: the first ones are named, the rest are counted. */
export function accountsText(ids: readonly string[], named = NAMED_ACCOUNTS): string {
  const name = (id: string): string => (id === SELF ? "of the caller" : id);
  return `${ids.length > 1 ? "Accounts" : "Account"} ${listText(ids.map(name), named)}`;
}

/** `1, 2 and 3 more` */
export function listText(items: readonly string[], named: number): string {
  const more = items.length - named;
  return items.slice(0, named).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** `after 30m (41 looks)` */
export function waitedFor({ waited, looks }: { waited: number; looks: number }): string {
  return `after ${formatDuration(waited)} (${count(looks, "look")})`;
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = grouped.get(key);
    if (group) group.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
}
