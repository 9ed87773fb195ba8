import type * as pulumi from "@pulumi/pulumi";
import type { ScanType } from "../provider/status/vocabulary";

/**
 * Scan types as a program gives them. What is written down has to be the name of one; an Output may be any text, such as
 * `resourceTypes` of an `aws.inspector2.Enabler`, and is checked when it is known.
 */
export type ScanTypesInput =
  pulumi.Input<readonly (pulumi.Input<ScanType> | pulumi.Output<string>)[]> | pulumi.Output<readonly string[]>;
