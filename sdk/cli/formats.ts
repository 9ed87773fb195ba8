import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Values } from "./commandLine";
import { messageOf } from "../../provider/values/messageOf";
import { CommandError, ExitCode, type Host } from "./host";
import type { Report } from "./report/model";

type Render = (report: Report) => string;

// Each is loaded only where it is asked for.
const RENDERERS: Readonly<Record<string, () => Render>> = {
  json: () => (require("./report/json") as typeof import("./report/json")).json,
  markdown: () => (require("./report/markdown") as typeof import("./report/markdown")).markdown,
  sarif: () => (require("./report/sarif") as typeof import("./report/sarif")).sarif,
  junit: () => (require("./report/junit") as typeof import("./report/junit")).junit,
  html: () => (require("./report/html") as typeof import("./report/html")).html,
};

/** The files that a report goes to. Two of the same name are refused, since the second would replace the first. */
export function filesOf(values: Values): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const format of Object.keys(RENDERERS)) {
    const file = values.text(format);
    if (file === undefined) continue;
    const other = [...files].find(([, name]) => name === file)?.[0];
    if (other) throw new CommandError(`--${other} and --${format} name the same file, ${file}.`, ExitCode.usage);
    files.set(format, file);
  }
  return files;
}

/** Shows a report as text, and writes the files. Returns the exit code. */
export function publish(report: Report, files: ReadonlyMap<string, string>, host: Host): number {
  const { text } = require("./report/text") as typeof import("./report/text");
  host.out(text(report));
  const problems = [...files].flatMap(([format, file]) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, RENDERERS[format]!()(report));
      return [];
    } catch (error) {
      return [`--${format}: ${file} could not be written: ${messageOf(error)}`];
    }
  });
  for (const problem of problems) host.error(problem);
  return report.exitCode === ExitCode.ok && problems.length > 0 ? ExitCode.failed : report.exitCode;
}
