import { existsSync, realpathSync } from "node:fs";
import type { Values } from "./commandLine";
import { filesOf, publish } from "./formats";
import { sectionsOf } from "./gates";
import { CommandError, ExitCode, type Host } from "./host";
import { preview, type StackPlace } from "./preview";
import type { Section } from "./report/model";
import { reportOf } from "./report/report";
import { version } from "./version";

const INTERRUPTED = 130;

/** Previews stacks one after the other, reports on their gates, and returns the exit code. */
export async function drift(values: Values, host: Host): Promise<number> {
  const files = filesOf(values);
  const places = placesOf(values);
  let isStopped = false;
  host.onStop(() => (isStopped = true));
  const sections: Section[] = [];
  let failure: number | undefined;
  for (const [index, place] of places.entries()) {
    const label = `Stack ${index + 1} of ${places.length} (${[place.folder, place.stack].filter(Boolean).join(", ")})`;
    host.error(`${label}: previewing`);
    const result = await preview(place, values.flag("refresh"), host, label);
    if (isStopped) throw new CommandError("Interrupted: nothing is reported.", INTERRUPTED);
    const found = sectionsOf(place, result);
    sections.push(...found);
    if (result.exitCode !== ExitCode.ok) failure ??= result.exitCode;
  }
  const createdAt = host.now().toISOString();
  return publish(reportOf({ version: version(), command: "drift", createdAt }, sections, failure), files, host);
}

/** Each stack of each folder. */
function placesOf(values: Values): StackPlace[] {
  const folders = values.flag("cwd") ? values.words("cwd") : ["."];
  const stacks = [...new Set(values.list("stack"))];
  const problems = folders
    .filter((folder) => !existsSync(folder))
    .map((folder) => `--cwd: there is no folder ${JSON.stringify(folder)}.`);
  for (const option of ["cwd", "stack"]) {
    if (values.flag(option) && values.list(option).length === 0) problems.push(`--${option}: found nothing.`);
  }
  if (problems.length > 0) throw new CommandError(problems.join("\n"), ExitCode.usage);
  // Several names may lead to the same folder.
  const real = folders.map((folder) => realpathSync(folder));
  const own = folders.filter((_, i) => real.indexOf(real[i]!) === i);
  return own.flatMap((folder) => (stacks.length === 0 ? [undefined] : stacks).map((stack) => ({ folder, stack })));
}
