import type * as pulumi from "@pulumi/pulumi";
import type { ScanType } from "../provider/status/vocabulary";

/**
 * Scan types. TypeScript checks literals; a `string[]`, such as a value of the configuration, is checked when the
 * program runs.
 *
 * @since 0.1.0
 */
export type ScanTypes = readonly ScanType[] | TextList;

/**
 * Scan types as the arguments of a resource give them; an Output may be any texts, such as `resourceTypes` of an
 * `aws.inspector2.Enabler`.
 *
 * @since 0.1.0
 */
export type ScanTypesInput =
  | pulumi.Input<readonly (pulumi.Input<ScanType> | pulumi.Output<string>)[]>
  | pulumi.Output<readonly string[]>
  | Promise<TextList>
  | TextList;

/**
 * A list of any texts, such as `string[]`. A list of literals does not match, because its `indexOf` takes only them.
 *
 * @since 0.1.0
 */
export interface TextList {
  /** As of every list. */
  readonly indexOf: (text: string) => number;
  /** As of every list. */
  readonly slice: () => string[];
}
