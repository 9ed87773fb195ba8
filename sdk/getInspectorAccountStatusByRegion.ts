import * as pulumi from "@pulumi/pulumi";
import type { StatusReader } from "../provider/dataSource";
import type { Violation } from "../provider/gate/outputs";
import { READ_ARGUMENTS, SECRET_NAMES } from "../provider/gate/names";
import { SCAN_TYPES } from "../provider/status/vocabulary";
import type { ScanTypes } from "./scanTypesInput";
import { hasLater } from "../provider/values/later";
import { secretNamesIn } from "../provider/gate/secrets";
import { NOTHING } from "../provider/values/nothing";
import {
  getInspectorAccountStatus,
  knownArguments,
  resourcesOf,
  sentence,
  statusReader,
  withConnection,
  type GetInspectorAccountStatusOutputArgs,
  type GetInspectorAccountStatusResult,
} from "./getInspectorAccountStatus";
import type { GetInspectorAccountStatusArgs } from "./getInspectorAccountStatusArgs";
import type { InspectorAccountStatusByRegionArgs } from "./inspectorAccountStatusByRegion";
import { withChosenProvider } from "./providerOption";
import { problemsOfRegion, regionNames } from "./regionNames";
import { isByRegion, problemsOfResourceTypes, resourceTypesIn } from "./resourceTypesByRegion";

/**
 * The arguments of {@link getInspectorAccountStatusByRegion}.
 *
 * @since 0.1.0
 */
export interface GetInspectorAccountStatusByRegionArgs extends Omit<
  GetInspectorAccountStatusArgs,
  "region" | "resourceTypes"
> {
  /** The AWS Regions. */
  regions: readonly string[];
  /**
   * The scan types to compare with `expectedStatus`: a list for all Regions, or a map of lists by Region, in which
   * `default` is for the Regions that it does not name.
   *
   * @default the status of the account itself is compared
   */
  resourceTypes?: ScanTypes | Readonly<Record<string, ScanTypes>> | undefined;
}

/**
 * The arguments of {@link getInspectorAccountStatusByRegionOutput}.
 *
 * @since 0.1.0
 */
export interface GetInspectorAccountStatusByRegionOutputArgs extends Omit<
  GetInspectorAccountStatusOutputArgs,
  "region" | "resourceTypes"
> {
  /** The AWS Regions. */
  regions: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** The scan types to compare, for all Regions or by Region. @default the status of the account itself is compared */
  resourceTypes?: InspectorAccountStatusByRegionArgs["resourceTypes"];
}

/**
 * A {@link Violation} in a Region, or a Region whose status can't be read.
 *
 * @since 0.1.0
 */
export interface RegionViolation extends Omit<Violation, "accountId"> {
  /** The Region. */
  readonly region: string;
  /** The id of the account. Absent where the Region can't be read; `message` says why. */
  readonly accountId?: string;
}

/**
 * What {@link getInspectorAccountStatusByRegion} returns.
 *
 * @since 0.1.0
 */
export interface GetInspectorAccountStatusByRegionResult {
  /** What was read, by Region. A Region whose status can't be read is not there; it is in `violations`. */
  readonly results: Readonly<Record<string, GetInspectorAccountStatusResult>>;
  /** Whether everything was read and is as expected, in all Regions. */
  readonly satisfied: boolean;
  /** What is not as expected, in all Regions, and the Regions whose status can't be read. */
  readonly violations: readonly RegionViolation[];
  /** What was still in transition, in all Regions, when the wait ended. */
  readonly pending: readonly RegionViolation[];
}

const NAME = "getInspectorAccountStatusByRegion";
const ARGUMENTS = READ_ARGUMENTS.filter((name) => name !== "region");

/**
 * Reads the status of Amazon Inspector in several Regions, side by side, without asserting anything. A Region that the
 * account has not opted in to, that has no Amazon Inspector or that is down is in `violations`, with the reason, and
 * hides no other.
 *
 * @throws `pulumi.RunError` if an argument is wrong.
 * @since 0.1.0
 *
 * @example
 * ```typescript
 * const { results, violations } = await getInspectorAccountStatusByRegion({
 *   regions: ["us-east-1", "eu-south-2"],
 *   resourceTypes: { default: ["ECR", "LAMBDA_CODE"], "eu-south-2": ["ECR"] },
 * });
 * export const statuses = Object.entries(results).map(([region, { status }]) => `${region}: ${status}`);
 * ```
 */
export async function getInspectorAccountStatusByRegion(
  args: GetInspectorAccountStatusByRegionArgs,
  opts: pulumi.InvokeOptions = {},
): Promise<GetInspectorAccountStatusByRegionResult> {
  return readRegions(await withConnection(withChosenProvider(args, opts)), args);
}

/**
 * {@link getInspectorAccountStatusByRegion} with Outputs, for which it waits as
 * {@link getInspectorAccountStatusOutput}.
 *
 * @since 0.1.0
 */
export function getInspectorAccountStatusByRegionOutput(
  args: GetInspectorAccountStatusByRegionOutputArgs,
  { dependsOn, ...opts }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetInspectorAccountStatusByRegionResult> {
  return pulumi
    .all([knownArguments(withChosenProvider(args, opts)), resourcesOf(dependsOn)])
    .apply(([known]) => readRegions(known as Record<string, unknown>, args));
}

/** Reads all Regions side by side. The Region of `awsProvider` is not added. */
async function readRegions(
  { region: _, ...known }: Readonly<Record<string, unknown>>,
  given: object,
): Promise<GetInspectorAccountStatusByRegionResult> {
  const places = await sentence(async () => placesOf(known, given, statusReader()));
  const expected = (known["expectedStatus"] ?? "ENABLED") as string;
  const outcomes = await Promise.all(places.map((place) => readRegion(place, expected)));
  const read = outcomes.flatMap((outcome) => ("result" in outcome ? [outcome] : []));
  return {
    results: Object.fromEntries(read.map(({ region, result }) => [region, result])),
    satisfied: outcomes.every((outcome) => "result" in outcome && outcome.result.satisfied),
    violations: outcomes.flatMap((it) => ("result" in it ? inRegion(it.region, it.result.violations) : [it])),
    pending: read.flatMap(({ region, result }) => inRegion(region, result.pending)),
  };
}

type Place = GetInspectorAccountStatusArgs & { readonly region: string };

/** The arguments of each Region. Refuses all problems at once, before any call. */
function placesOf(known: Readonly<Record<string, unknown>>, given: object, reader: StatusReader): Place[] {
  const { regions, resourceTypes, ...others } = known;
  const types = resourceTypes as GetInspectorAccountStatusByRegionArgs["resourceTypes"];
  const secrets = secretNamesIn(known).filter((name) => name !== "region");
  const secret = { [SECRET_NAMES]: secrets.map((name) => (name === "regions" ? "region" : name)).join(",") };
  const rest = { ...others, ...secret };
  const found = regionNames(regions);
  // Without valid Regions, the Regions that the map lacks are not known.
  const names = "problem" in found ? Object.keys(types ?? {}) : found;
  // Problems of a map are told with its keys already.
  const inAll = isByRegion(types) && !hasLater(types) ? SCAN_TYPES : types;
  const problems = [
    ...problemsOfRegions(regions, given, reader, secret),
    ...concealedWhereSecret(problemsOfResourceTypes(types, names), secrets),
    ...reader.problems({ ...rest, ...(inAll && { resourceTypes: inAll }) }, NAME, ARGUMENTS),
  ];
  reader.refuse(problems, NAME);
  return names.map(
    (region) => ({ ...rest, ...(types && { resourceTypes: resourceTypesIn(region, types) }), region }) as Place,
  );
}

/** The problems of the Regions, each by its position in the list. */
function problemsOfRegions(regions: unknown, given: object, reader: StatusReader, secret: object): string[] {
  const beside = problemsOfRegion(given);
  if (hasLater(regions)) return [...beside, ...reader.problems({ regions }, NAME, [])];
  const found = regionNames(regions);
  if (!Array.isArray(regions) || regions.length === 0 || regions.includes(NOTHING))
    return "problem" in found ? [...beside, `\`regions\` ${found.problem}`] : beside;
  const wrong = (region: unknown, index: number) =>
    reader
      .problems({ ...secret, region: region ?? String(region) }, NAME)
      .map((it) => it.replace("region", `regions[${index}]`));
  return [...beside, ...[...(regions as unknown[])].flatMap(wrong)];
}

/** Replaces problems that would repeat secret Regions or scan types. */
function concealedWhereSecret(problems: readonly string[], secrets: readonly string[]): readonly string[] {
  const isSecret = secrets.includes("regions") || secrets.includes("resourceTypes");
  if (!isSecret || problems.length === 0) return problems;
  return [
    "`resourceTypes` does not fit `regions`, or names what is no scan type (they are secrets, which are not shown)",
  ];
}

async function readRegion(
  place: Place,
  expected: string,
): Promise<{ region: string; result: GetInspectorAccountStatusResult } | RegionViolation> {
  const { region } = place;
  try {
    return { region, result: await getInspectorAccountStatus(place) };
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return { region, expected, found: "FAILED", message: error.message };
  }
}

function inRegion(region: string, violations: readonly Violation[]): RegionViolation[] {
  return violations.map((violation) => ({ region, ...violation }));
}
