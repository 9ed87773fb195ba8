import type { ReadResult } from "../status/report";

/** Replaces an account that is a secret of another gate. */
const ANOTHER = "[secret account of another gate]";

/**
 * What a shared read has brought for `ids`, without the accounts of `others`, whose gates keep them secret: the service
 * may name in its messages whatever the call has asked for. Pure.
 */
export function withoutSecretsOfOthers(
  { readings, unread }: ReadResult,
  ids: readonly string[],
  others: ReadonlySet<string>,
): ReadResult {
  const only = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(
      ids.flatMap((id) => {
        const value = map.get(id);
        return value === undefined ? [] : [[id, without(value, others) as T] as const];
      }),
    );
  return { readings: only(readings), unread: only(unread) };
}

function without(value: unknown, others: ReadonlySet<string>): unknown {
  if (typeof value === "string")
    return value.replace(/[0-9]{12,}/g, (digits) => (hasOneOf(digits, others) ? ANOTHER : digits));
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => without(item, others));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [without(key, others), without(member, others)]),
  );
}

function hasOneOf(digits: string, others: ReadonlySet<string>): boolean {
  for (let at = 0; at + 12 <= digits.length; at++) if (others.has(digits.slice(at, at + 12))) return true;
  return false;
}
