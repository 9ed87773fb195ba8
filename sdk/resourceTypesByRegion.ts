import { isLater } from "../provider/values/later";
import { didYouMean } from "../provider/values/nearest";
import { NOTHING } from "../provider/values/nothing";
import { SCAN_TYPES } from "../provider/status/vocabulary";
import type { ScanTypesInput } from "./scanTypesInput";

/**
 * Scan types by Region, for Regions that do not offer all of them. `default` is for the Regions that are not named.
 *
 * @example `{ default: ["EC2", "ECR", "LAMBDA_CODE"], "eu-south-2": ["EC2", "ECR"] }`
 * @since 0.1.0
 */
export type ResourceTypesByRegion = Readonly<Record<string, ScanTypesInput>>;

/** The key for all Regions that the map does not name. */
const DEFAULT = "default";

/** The scan types of a Region. */
export function resourceTypesIn(
  region: string,
  given: ScanTypesInput | ResourceTypesByRegion | undefined,
): ScanTypesInput | undefined {
  if (!isByRegion(given)) return given;
  return Object.hasOwn(given, region) ? given[region] : given[DEFAULT];
}

/** The problems of scan types by Region. Outputs are left to the gates. */
export function problemsOfResourceTypes(given: unknown, regions: readonly string[]): string[] {
  if (!isByRegion(given)) return [];
  const problems = Object.entries(given).flatMap(([key, types]) => {
    const path = `resourceTypes["${key}"]`;
    if (key === DEFAULT || regions.includes(key)) return problemsOfTypes(path, types);
    return [`\`${path}\` is not in \`regions\` (${regions.join(", ")})`, ...problemsOfTypes(path, types)];
  });
  const missing = Object.hasOwn(given, DEFAULT) ? [] : regions.filter((region) => !Object.hasOwn(given, region));
  if (missing.length > 0)
    problems.push(`\`resourceTypes\` says nothing of ${missing.join(", ")}: name it there, or add \`${DEFAULT}\``);
  return problems;
}

function problemsOfTypes(path: string, types: unknown): string[] {
  if (isLater(types)) return [];
  if (types === NOTHING) return [`\`${path}\` was given as an Output or a Promise that has no value`];
  if (!Array.isArray(types)) return [`\`${path}\` must be a list of scan types`];
  if (types.length === 0) return [`\`${path}\` must not be empty: no scan type is not a pass`];
  return types.flatMap((type: unknown, index) =>
    isLater(type) || SCAN_TYPES.some((known) => known === type)
      ? []
      : [
          `\`${path}[${index}]\` must be one of ${SCAN_TYPES.join(", ")}, not ${named(type)}${didYouMean(type, SCAN_TYPES)}`,
        ],
  );
}

function named(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return value === null ? "null" : typeof value;
}

/** A list, or an Output of one, is for all Regions. */
export function isByRegion(given: unknown): given is ResourceTypesByRegion {
  return typeof given === "object" && given !== null && !Array.isArray(given) && !isLater(given);
}
