import { xmlText } from "./escape";
import type { Account, Problem, Report, Section } from "./model";
import { STANDING_WORDS } from "./words";

/** The report as JUnit XML: a suite per gate or Region, and in it a test per account and scan type. */
export function junit({ sections, createdAt }: Report): string {
  const suites = sections.map((section, id) => suite(section, id, createdAt));
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join("\n");
}

interface Test {
  readonly name: string;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly problem?: Problem;
  readonly message?: string;
}

function suite(section: Section, id: number, createdAt: string): string {
  const tests = testsOf(section);
  const number = (outcome: Test["outcome"]): number => tests.filter((test) => test.outcome === outcome).length;
  const name = xmlText(section.title);
  // The oldest schema knows nothing of what is skipped.
  const skipped = number("skipped") > 0 ? ` skipped="${number("skipped")}"` : "";
  const counts = `tests="${tests.length}" failures="${number("failure")}" errors="${number("error")}"${skipped}`;
  // The strict schema wants a time without zone.
  const timestamp = createdAt.replace(/\..*$/, "");
  return [
    `  <testsuite id="${id}" name="${name}" package="pulumi-inspector-status" timestamp="${timestamp}" hostname="localhost" ${counts} time="0">`,
    `    <properties><property name="expectedStatus" value="${xmlText(section.expectedStatus)}"></property></properties>`,
    ...tests.map((test) => testCase(test, name)),
    "    <system-out></system-out>",
    "    <system-err></system-err>",
    "  </testsuite>",
  ].join("\n");
}

function testCase({ name, outcome, problem, message = problem?.message ?? "" }: Test, suiteName: string): string {
  const open = `    <testcase name="${xmlText(name)}" classname="${suiteName}" time="0"`;
  if (outcome === "passed") return `${open}></testcase>`;
  // Strict readers know no message of what was skipped, and show it nowhere.
  if (outcome === "skipped") return `${open}><skipped></skipped></testcase>`;
  const type = xmlText(problem?.rule ?? "unverified");
  const text = xmlText(message);
  return `${open}><${outcome} type="${type}" message="${text}">${text}</${outcome}></testcase>`;
}

function testsOf({ accounts, problems, resourceTypes, title }: Section): Test[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) byPlace.set(placeOf(problem.accountId, problem.resourceType), problem);
  const general = problems.filter(({ accountId }) => accountId === undefined);
  const tests = general.map((problem): Test => {
    return { name: title, outcome: problem.rule === "membership" ? "failure" : "error", problem };
  });
  for (const account of accounts) tests.push(...accountTests(account, resourceTypes, byPlace));
  return tests.length > 0 ? tests : [{ name: title, outcome: "passed" }];
}

function accountTests(
  { accountId, standing, state }: Account,
  resourceTypes: readonly string[] | undefined,
  problems: ReadonlyMap<string, Problem>,
): Test[] {
  if (standing === "skipped")
    return [{ name: `${accountId} ${STANDING_WORDS.skipped.words}: ${state.status}`, outcome: "skipped" }];
  const own = problems.get(placeOf(accountId, undefined));
  const places = own || !resourceTypes ? [undefined, ...(resourceTypes ?? [])] : resourceTypes;
  const known = [...problems.values()].flatMap((each) => (each.accountId === accountId ? [each.resourceType] : []));
  return [...new Set([...places, ...known])].map((type): Test => {
    const name = type === undefined ? accountId : `${accountId} ${type}`;
    const problem = problems.get(placeOf(accountId, type));
    if (!problem) return { name, outcome: "passed" };
    return { name, outcome: problem.level === "warning" ? "skipped" : "failure", problem };
  });
}

function placeOf(accountId = "", resourceType = ""): string {
  return `${accountId}/${resourceType}`;
}
