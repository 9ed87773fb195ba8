import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const CHECK_MS = 500;
const SHELL = /^(?:ba|da|z|k|a)?sh$/;

/**
 * Calls back once the `npx` or `npm` that started this process has ended. npm starts a shell that starts this process,
 * and sends signals to the shell alone; if npm is killed, the shell goes on. Without npm it never calls back, because a
 * shell may end long before its background processes.
 */
export function onStarterEnded(env: NodeJS.ProcessEnv, callback: () => void): void {
  if (env["npm_command"] === undefined && env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const shell = processOf(parent);
  const npm = shell && SHELL.test(shell.name) ? shell.parent : undefined;
  const timer = setInterval(() => {
    const isOver = process.ppid !== parent || (npm !== undefined && processOf(parent)?.parent !== npm);
    if (!isOver) return;
    clearInterval(timer);
    callback();
  }, CHECK_MS);
  timer.unref();
}

interface ProcessEntry {
  readonly name: string;
  readonly parent: number;
}

/** A running process; `undefined` where there is none, or where the system does not tell. */
function processOf(pid: number): ProcessEntry | undefined {
  if (process.platform === "win32") return undefined;
  try {
    // "PID (NAME) STATE PARENT …", and the name may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    const { stdout, status } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const found = status === 0 ? /^\s*(\d+)\s+(?:.*\/)?(\S+)/.exec(stdout) : null;
    return found ? { name: found[2]!.replace(/^-/, ""), parent: Number(found[1]) } : undefined;
  }
}
