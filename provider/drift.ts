import type { Observed } from "./inputs";
import type { Report } from "./report";
import { sortedMap } from "./sortedMap";
import { assess, type Assessment, type Expectation } from "./verdict";

/** The key of the account itself among its scan types. */
const ACCOUNT = "account";

/** What `observed` is while everything is as expected. */
export function expectedObserved(accountIds: readonly string[], expectation: Expectation): Observed {
  const types = expectation.resourceTypes ?? [ACCOUNT];
  return sortedMap(accountIds.map((id) => [id, sortedMap(types.map((type) => [type, expectation.status]))]));
}

/** What `observed` is after a look: `expectedObserved`, but for what is not as expected. */
export function observedOf(report: Report, expectation: Expectation): Observed {
  return sortedMap(
    [...report].map(([id, reading]) => [
      id,
      sortedMap(
        assess(id, reading, expectation).map((assessment) => [
          assessment.finding.resourceType ?? ACCOUNT,
          statusText(assessment),
        ]),
      ),
    ]),
  );
}

/** Whether `observed` says that everything is as expected. */
export function isAsExpected(observed: Observed, expectation: Expectation): boolean {
  const statuses = Object.values(observed).flatMap((statuses) => Object.values(statuses));
  return statuses.length > 0 && statuses.every((status) => status === expectation.status);
}

// Never the expected status, unless it is a pass: a failed account may have that as well.
function statusText(assessment: Assessment): string {
  const { found, errorCode } = assessment.finding;
  if (assessment.outlook === "ok") return found;
  switch (assessment.kind) {
    case "mismatch":
    case "missing":
    case "unreported":
      return found;
    case "failed":
      return errorCode ?? "FAILED";
    case "nothingEnabled":
      return `${found}, but no scan type is`;
  }
}
