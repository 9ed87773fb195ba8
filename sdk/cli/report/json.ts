import type { Report } from "./model";

/** The identifier of the schema, `pulumi-inspector-status/report.schema.json` in the package. */
const SCHEMA_ID = "urn:pulumi-inspector-status:report:1";

/** The whole report as it is; `schemas/report.schema.json` describes it. */
export function json(report: Report): string {
  return `${JSON.stringify({ $schema: SCHEMA_ID, ...report }, undefined, 2)}\n`;
}
