import { isDeepStrictEqual } from "node:util";
import type { GateFacts } from "../../provider/gate/facts";
import { areInputsOf, isGate, parseEngineReport, partsOf, type EngineReport, type EngineStep } from "./engine";
import type { Preview, StackPlace } from "./preview";
import { plainLines } from "./report/escape";
import { sectionAbout } from "./report/report";
import type { Problem, Section } from "./report/model";
import { sectionOf } from "./report/section";

/** The sections of a preview: one for each gate, and one for the errors of the stack as a whole. */
export function sectionsOf(place: StackPlace, preview: Preview): Section[] {
  const report = parseEngineReport(preview.output);
  const stack = report?.steps[0] ? partsOf(report.steps[0].urn).stack : undefined;
  const label = stack ?? (place.stack === undefined ? place.folder : `${place.folder}, ${place.stack}`);
  const where = { folder: place.folder, ...(stack !== undefined && { stack }) };
  if (!report)
    return [sectionAbout("unverified", unreadable(preview), { ...where, title: label, outcome: "unverified" })];
  const facts = factsOf(preview.facts);
  const gates = [...stepsByUrn(report)].map(([urn, steps]) => {
    const { name } = partsOf(urn);
    return gateSection(steps, facts, { ...where, title: `${label}, gate ${JSON.stringify(name)}`, gate: name, urn });
  });
  const failures = failureSections(report, preview, label, where);
  if (gates.length + failures.length > 0) return [...gates, ...failures];
  const message = `${label} has no gate, so nothing was verified. Check --cwd and --stack.`;
  return [sectionAbout("no-gate", message, { ...where, title: label, outcome: "unverified" })];
}

type Head = Pick<Section, "title" | "folder" | "stack" | "gate" | "urn">;

/** The steps for resources that the program declares, or no longer declares. */
const DECLARED = new Set(["same", "update", "replace", "create-replacement"]);
const NEW = new Set(["create", "import"]);

function stepsByUrn({ steps }: EngineReport): Map<string, EngineStep[]> {
  const found = new Map<string, EngineStep[]>();
  for (const step of steps) {
    if (!isGate(step.urn) || !(DECLARED.has(step.op) || NEW.has(step.op) || step.op === "delete")) continue;
    found.set(step.urn, [...(found.get(step.urn) ?? []), step]);
  }
  return found;
}

function gateSection(
  steps: readonly EngineStep[],
  facts: readonly GateFacts[],
  head: Head & { gate: string },
): Section {
  const step = steps.find(({ op }) => DECLARED.has(op));
  const gate = `The gate ${JSON.stringify(head.gate)}`;
  if (!step) {
    return steps.some(({ op }) => NEW.has(op))
      ? about(
          "not-deployed",
          `${gate} is not deployed yet, so nobody has looked at its accounts. Run \`pulumi up\`.`,
          head,
        )
      : about(
          "not-declared",
          `${gate} is no longer declared: \`pulumi up\` would remove it, and nobody looked at it.`,
          head,
        );
  }
  const own = facts.find(({ inputs }) => areInputsOf(step.inputs, inputs as Readonly<Record<string, unknown>>));
  if (own?.outputs) return verifiedSection(own, own.outputs, step, head);
  const message =
    own?.unverified ??
    `${gate} was not looked at by the preview: its arguments are known only during an update, or the pulumi-inspector-status that its program uses is older than this one.`;
  return unverified(message, {
    ...head,
    ...(own && { enforcementLevel: own.level }),
    ...(own?.inputs.region && { region: own.inputs.region }),
    ...(own?.inputs.expectedStatus && { expectedStatus: own.inputs.expectedStatus }),
  });
}

/** A gate that could not be read. What is said of it is often all that names its Region. */
function unverified(message: string, head: Head & Partial<Section>): Section {
  const region = / in ([a-z]+(?:-[a-z]+)+-\d+)\b/.exec(message)?.[1] ?? head.region;
  const place = region && { region, title: `${head.title} in ${region}` };
  return sectionAbout("unverified", message, { ...head, ...place, outcome: "unverified" });
}

function about(rule: "not-deployed" | "not-declared", message: string, head: Head): Section {
  return sectionAbout(rule, message, { ...head, outcome: "drift" });
}

/**
 * A gate that was looked at. Under `mandatory` all that is not as declared is drift; under the other levels only what
 * differs from what the last deployment has found, and accepted.
 */
function verifiedSection(
  { level, inputs, membership = [] }: GateFacts,
  outputs: NonNullable<GateFacts["outputs"]>,
  { op, recorded }: EngineStep,
  head: Head,
): Section {
  const isAccepted = level !== "mandatory" && isAsDeployed(inputs, recorded["deployed"], op);
  const facts = sectionOf(outputs, isAccepted);
  const members = membership.map((message): Problem => ({ rule: "membership", level: "error", message }));
  const problems = [...facts.problems, ...(isAccepted ? [] : members)];
  const outcome = problems.length === 0 ? "ok" : isAccepted ? "accepted" : "drift";
  return {
    ...facts,
    ...head,
    title: `${head.title} in ${outputs.region}`,
    enforcementLevel: level,
    outcome,
    problems,
  };
}

/** Whether the status is that of the last deployment. If that is a secret, the preview tells by finding no change. */
function isAsDeployed({ observed }: GateFacts["inputs"], deployed: unknown, op: string): boolean {
  return deployed === "[secret]" ? op === "same" : isDeepStrictEqual(observed, deployed);
}

/** The errors: of the gates that the engine names, and of the stack as a whole. */
function failureSections(
  { errors }: EngineReport,
  preview: Preview,
  label: string,
  where: Partial<Section>,
): Section[] {
  if (preview.exitCode === 0) return [];
  const ofGates = errors.filter(({ urn }) => urn !== undefined && isGate(urn));
  const sections = ofGates.map(({ urn = "", message }) => {
    const { name } = partsOf(urn);
    const title = `${label}, gate ${JSON.stringify(name)}`;
    return unverified(withoutHead(message), { ...where, title, gate: name, urn });
  });
  if (sections.length > 0) return sections;
  const said = errors.map(({ message }) => withoutStack(message)).join(" ");
  const message = `The preview failed (exit code ${preview.exitCode}): ${said || preview.errors || "it does not say why."}`;
  return [sectionAbout("unverified", message, { ...where, title: label, outcome: "unverified" })];
}

/** Cuts off the stack trace of a program that throws. */
function withoutStack(message: string): string {
  const lines = plainLines(message).filter((line) => !/^\s*at /.test(line));
  return lines
    .join(" ")
    .replace(/^error: /, "")
    .trim();
}

// "error: TYPE resource 'NAME' has a problem: SENTENCE" and "error: Preview failed: SENTENCE".
function withoutHead(message: string): string {
  return message.replace(/^error: (?:\S+ resource '[^']*' has a problem: |Preview failed: )?/, "");
}

function unreadable({ exitCode, errors, output }: Preview): string {
  const said = errors.trim().replace(/^error: /, "") || output.trim().slice(0, 500);
  if (exitCode === 0) return `\`pulumi preview --json\` did not answer with JSON: ${said || "it said nothing."}`;
  return `The preview failed (exit code ${exitCode}): ${said || "it does not say why."}`;
}

function factsOf(lines: string): GateFacts[] {
  return lines.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as GateFacts];
    } catch {
      return []; // The last line of a process that was ended.
    }
  });
}
