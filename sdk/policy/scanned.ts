import type { PolicyResource } from "@pulumi/policy";
import type { ScanType } from "../../provider/status/vocabulary";

/** What Amazon Inspector scans, by the type token of the resource, and the scan type that it needs. */
const SCANNED: Readonly<Record<string, ScanType>> = {
  "aws:ec2/instance:Instance": "EC2",
  "aws:ec2/launchTemplate:LaunchTemplate": "EC2",
  "aws:ecr/repository:Repository": "ECR",
  "aws:lambda/function:Function": "LAMBDA",
  "aws-native:ec2:Instance": "EC2",
  "aws-native:ec2:LaunchTemplate": "EC2",
  "aws-native:ecr:Repository": "ECR",
  "aws-native:lambda:Function": "LAMBDA",
};

/** The types that have to depend on a gate if nothing is configured. */
export const SCANNED_TYPES: readonly string[] = Object.keys(SCANNED);

/** The scan type that a resource needs; `undefined` where Amazon Inspector does not scan it. */
export function scanTypeOf({ type }: Pick<PolicyResource, "type">): ScanType | undefined {
  return Object.hasOwn(SCANNED, type) ? SCANNED[type] : undefined;
}

/** A resource as a sentence names it. */
export function named({ type, name }: Pick<PolicyResource, "type" | "name">): string {
  return `${type} "${name}"`;
}
