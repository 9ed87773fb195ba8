import * as pulumi from "@pulumi/pulumi";

/**
 * An error whose message Pulumi shows as it is. It has no stack: Pulumi inspects the stack nevertheless, and where the
 * error comes out of an `apply`, Node.js 20 never finishes with a line like `node_modules/@pulumi/output.ts:516`.
 */
export function runError(message: string): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { stack: "" });
}
