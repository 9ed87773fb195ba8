import * as v from "valibot";
import { assumeRoles, type AssumeRole } from "../aws/roles";
import { SCAN_TYPES, SETTLED_STATUSES, type ScanType, type SettledStatus } from "../status/vocabulary";
import { accountId, duration, list, nonEmptyText, oneOf, regionName, shown, url } from "../values/schemas";

export const ENFORCEMENT_LEVELS = ["mandatory", "advisory", "disabled"] as const;
/** What a violation does, in CrossGuard's words. @since 0.1.0 */
export type EnforcementLevel = (typeof ENFORCEMENT_LEVELS)[number];

/** The kinds of arguments, and the type of each in its normal form. */
export interface ValueOf {
  accountIds: readonly string[];
  scanTypes: readonly ScanType[];
  /** `false` means the same as an absent value. */
  flag: true;
  status: SettledStatus;
  level: EnforcementLevel;
  duration: string;
  region: string;
  text: string;
  /** An empty list means no roles, even if the stack's configuration has some. */
  roles: AssumeRole | readonly AssumeRole[];
  url: string;
}
export type Kind = keyof ValueOf;

interface KindEntry {
  /** What a value has to look like; `whenEmpty` says why an empty list is refused. */
  readonly schema: (whenEmpty: string) => v.GenericSchema;
  /** Makes the normal form of a list. Absent: the value is kept as it is, also a list whose order has a meaning. */
  readonly normalList?: (values: readonly string[]) => string[];
}

export const KINDS: Readonly<Record<Kind, KindEntry>> = {
  accountIds: { schema: (whenEmpty) => list(accountId, whenEmpty), normalList: (ids) => [...new Set(ids)].sort() },
  scanTypes: {
    schema: (whenEmpty) => list(oneOf(SCAN_TYPES), whenEmpty),
    normalList: (types) => [...new Set(types)].sort((a, b) => scanTypeIndex(a) - scanTypeIndex(b)),
  },
  flag: { schema: () => v.boolean(({ input }) => `must be true or false, not ${shown(input)}`) },
  status: {
    schema: () =>
      oneOf(SETTLED_STATUSES, (text) =>
        text.toUpperCase().endsWith("ING") ? ", a status on the way to another one" : "",
      ),
  },
  level: {
    schema: () =>
      oneOf(ENFORCEMENT_LEVELS, (text) => (text === "remediate" ? ": this package changes nothing in AWS" : "")),
  },
  duration: { schema: () => duration },
  region: { schema: () => regionName },
  text: { schema: () => nonEmptyText },
  roles: { schema: () => assumeRoles },
  url: { schema: () => url },
};

function scanTypeIndex(scanType: string): number {
  return SCAN_TYPES.indexOf(scanType as ScanType);
}
