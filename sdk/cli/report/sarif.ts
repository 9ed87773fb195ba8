import { createHash } from "node:crypto";
import { plain } from "./escape";
import type { Problem, Report, Section } from "./model";
import { ruleOf, type RuleId } from "./rules";

/** GitHub takes so many results of one run. */
const MOST_RESULTS = 25_000;
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const API = "https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html";

/** The report as SARIF 2.1.0: a rule per kind of problem, with the remedy as help, and a result per problem. */
export function sarif(report: Report): string {
  const found = report.sections.flatMap((section) => section.problems.map((problem) => ({ section, problem })));
  const ids = [...new Set(found.map(({ problem }) => problem.rule))].sort();
  const more = found.length - MOST_RESULTS;
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: ids.map(rule),
          },
        },
        automationDetails: { id: `${report.tool.name}/${report.command}/` },
        invocations: [
          {
            executionSuccessful: report.summary.sections.unverified === 0,
            exitCode: report.exitCode,
            endTimeUtc: report.createdAt,
            ...(more > 0 && {
              toolExecutionNotifications: [
                { level: "warning", message: { text: `${more} more results have no room here.` } },
              ],
            }),
          },
        ],
        results: found
          .slice(0, MOST_RESULTS)
          .map(({ section, problem }) => result(section, problem, ids.indexOf(problem.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rule(id: RuleId) {
  const { title, meaning, remedy } = ruleOf(id);
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(meaning) },
    help: { text: plain(remedy), markdown: plain(remedy) },
    helpUri: API,
    defaultConfiguration: { level: "error" },
    properties: { tags: ["security", "amazon-inspector"], "security-severity": "7.0" },
  };
}

function pascalCase(id: string): string {
  return id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function result(section: Section, problem: Problem, ruleIndex: number) {
  const { rule: ruleId, level, accountId, resourceType, message } = problem;
  const place = [section.stack, section.gate, section.region, accountId, resourceType].filter(Boolean).join("/");
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: plain(message) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(section) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: plain(place || section.title), kind: "resource" }],
      },
    ],
    partialFingerprints: { "place/v1": fingerprint(section, problem) },
    properties: {
      ...(section.region && { region: section.region }),
      ...(accountId && { accountId }),
      ...(resourceType && { resourceType }),
      ...(problem.errorCode && { errorCode: plain(problem.errorCode) }),
      ...(problem.errorMessage && { errorMessage: plain(problem.errorMessage) }),
    },
  };
}

/** The file that the problem is shown at: the project that declares the gate, or one that stands for the Region. */
function uriOf({ folder, region }: Section): string {
  if (folder === undefined) return `amazon-inspector/${encodeURIComponent(region ?? "default")}`;
  const path = folder.replaceAll("\\", "/").replace(/^(?:\.\/+)+|\/+$/g, "");
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  return [...segments.map(encodeURIComponent), "Pulumi.yaml"].join("/");
}

/** Identifies a problem across runs, so that it stays the same alert, whatever AWS says next time. */
function fingerprint(section: Section, { rule: id, accountId, resourceType }: Problem): string {
  const parts = [section.stack, section.urn, section.region, section.title, id, accountId, resourceType];
  return createHash("sha256")
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest("hex");
}
