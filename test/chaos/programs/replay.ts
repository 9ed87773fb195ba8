import type { Step } from "./plan";
import type { ProgramRun } from "./simulate";

/** The plan of a run and its course, for the person who looks for the mistake. */
export function describeProgram({ plan, events, wrong, lines, world }: ProgramRun): string {
  const { seed, members, statuses, faults, identity, latency, commands } = plan;
  const off = statuses.filter(({ status }) => status !== "ENABLED");
  const relationships = Object.entries(members ?? {}).filter(([, relationship]) => relationship !== "ENABLED");
  const text = [
    `seed ${seed}: ${wrong.map((each) => each.wrong).join(", ") || "nothing wrong"}`,
    `${statuses.length} accounts${members ? ", an organization" : ""}; at first ${JSON.stringify([...off, ...relationships])}`,
    `faults ${JSON.stringify(faults)}, latency ${latency}`,
    ...(identity ? [`identity ${JSON.stringify(identity)}`] : []),
  ];
  for (const { kind, before, steps } of commands)
    text.push("", `${kind}, before it ${JSON.stringify(before)}`, ...steps.map((step) => `  ${stepText(step)}`));
  for (const event of events) {
    const { gate, command, verdict, text: said, begun, ended, calls } = event;
    const marks = wrong.filter((each) => each.event === event).map((each) => each.wrong.toUpperCase());
    const took = calls.map((call) => `${call.method} ${Math.round(call.took)} ms`).join(", ");
    text.push("", `${command} ${gate.name}: ${[verdict, ...marks].join(", ")}; ${begun} to ${ended}: ${took}`);
    if (said !== "") text.push(`  ${said.replaceAll("\n", "\n  ")}`);
  }
  const changed = world.statuses.keys.filter((id) => world.statuses.during(id, 0, Infinity).length > 1);
  text.push("", ...changed.map((id) => `${id}: ${world.statuses.during(id, 0, Infinity).join(", ")}`));
  return [...text, "", "progress:", ...lines.map((line) => `  ${line}`)].join("\n");
}

function stepText(step: Step): string {
  const after = step.dependsOn.length > 0 ? ` after ${step.dependsOn.join(", ")}` : "";
  const what = "args" in step ? step.args : { takes: step.takes, ...step.change };
  return `${step.name}${after}: ${JSON.stringify(what)}`;
}
