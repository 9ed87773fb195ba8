import type { Attempt } from "./course";
import type { Simulation } from "./simulate";
import type { State } from "./states";

/** The scenario of a run and its course, for the person who looks for the mistake. */
export function describe({ scenario, runs, attempts, lines, wrong }: Simulation): string {
  const { seed, stories, faults, jumps, credentials, poisoned, idsPerCall, latency, staleFor } = scenario;
  const text = [`seed ${seed}: ${wrong.length > 0 ? wrong.join(", ") : "nothing wrong"}`];
  text.push(`faults ${JSON.stringify(faults)}`, `jumps ${JSON.stringify(jumps)}`);
  text.push(
    `credentials ${JSON.stringify(credentials)}, poisoned ${poisoned}, ${idsPerCall} ids a call, latency ${Math.round(latency)}, stale for ${Math.round(staleFor)}`,
  );
  for (const [index, { gate, outcome, ended }] of runs.entries()) {
    const { way, accountIds, expected, begins, timeout, grace, isCaller } = gate;
    text.push(
      "",
      `gate ${index}: ${way}, ${accountIds.length} accounts${isCaller ? " (the caller)" : ""}, ${JSON.stringify(expected)}, begins ${begins}, timeout ${timeout}, grace ${grace}`,
    );
    text.push(
      `  ended at ${Math.round(ended)}: ${JSON.stringify(outcome, null, 2).replaceAll("\n", "\n  ").replaceAll("\\n", "\n    ")}`,
    );
  }
  text.push("", "accounts that were ever wrong:");
  for (const [id, story] of stories) {
    const isWrong = (state: State): boolean => Object.keys(state.wrong).length > 0;
    if (
      !story.some(({ state }) => isWrong(state)) &&
      !attempts.some(({ answer }) => answer?.has(id) && isWrong(answer.get(id)!))
    )
      continue;
    text.push(`  ${id} ${story.map(({ from, state }) => `${from}: ${stateText(state)}`).join("; ")}`);
    for (const attempt of attempts.filter(({ accountIds }) => accountIds.includes(id)))
      text.push(`    ${attemptText(attempt, id)}`);
    if (text.length > 300) break;
  }
  text.push(
    "",
    "requests:",
    ...attempts.slice(-100).map((attempt) => `  ${attemptText(attempt)}`),
    "",
    "progress:",
    ...lines.map((line) => `  ${line}`),
  );
  return text.join("\n");
}

function attemptText({ call, accountIds, begun, ended, answer, failure }: Attempt, id?: string): string {
  const said =
    id === undefined
      ? `${answer?.size ?? 0} of ${accountIds.length} accounts`
      : answer?.get(id) && stateText(answer.get(id)!);
  return `${Math.round(begun)} to ${Math.round(ended)} (${call.slice(0, 4)}): ${failure ?? said ?? "nothing about it"}`;
}

function stateText({ list, entry, wrong }: State): string {
  const cells = Object.entries(wrong).map(([cell, what]) => `${cell || "account"} ${what}`);
  return `${cells.join(", ") || "as expected"} ${list === "none" ? "(in no list)" : JSON.stringify(entry)}`;
}
