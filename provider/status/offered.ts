import type { Expectation } from "./assessment";
import type { Reading } from "./report";
import { responseKeyOf, type ScanType } from "./vocabulary";

/** Which scan types the service offers in a Region, as far as its answer tells. Pure. */

/**
 * With `whereOffered`: the scan types that the answer does not mention for any of the accounts. None where it mentions
 * none of those that are compared, because a gate must not pass on nothing.
 */
export function notOffered({ resourceTypes = [], whereOffered }: Expectation, readings: Iterable<Reading>): ScanType[] {
  if (!whereOffered) return [];
  const missing = new Set(resourceTypes);
  for (const reading of readings) {
    for (const type of missing) if (isMentioned(reading, type)) missing.delete(type);
    if (missing.size === 0) break;
  }
  return missing.size === resourceTypes.length ? [] : [...missing];
}

/** The expectation without the scan types that are not offered. */
export function whereOffered(expectation: Expectation, readings: Iterable<Reading>): Expectation {
  const left = new Set(notOffered(expectation, readings));
  if (left.size === 0) return expectation;
  return { ...expectation, resourceTypes: expectation.resourceTypes?.filter((type) => !left.has(type)) };
}

function isMentioned(reading: Reading, type: ScanType): boolean {
  const key = responseKeyOf(type);
  switch (reading.kind) {
    case "account":
      return reading.account.resourceState[key] !== undefined;
    case "failed":
      return reading.failedAccount.resourceStatus?.[key] !== undefined;
    case "missing":
      return false;
  }
}
