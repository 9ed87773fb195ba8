import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

/**
 * Kills a process and everything it has started. A process group is not enough: the Pulumi CLI gives each of its
 * plugins a group of its own.
 */
export function killTree(root: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(root), "/t", "/f"]);
    return;
  }
  // Whatever is stopped starts nothing more, so this ends with all of them.
  const stopped = new Set<number>();
  for (let found = [root]; found.length > 0; found = descendants(root).filter((pid) => !stopped.has(pid))) {
    for (const pid of found) {
      send(pid, "SIGSTOP");
      stopped.add(pid);
    }
  }
  for (const pid of stopped) send(pid, "SIGKILL");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function descendants(root: number): number[] {
  const all = processes();
  const found = [root];
  for (const pid of found) found.push(...all.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found.slice(1);
}

/** All processes, each with its parent. Linux has them as files; not every Linux has `ps`. */
function processes(): (readonly [pid: number, parent: number])[] {
  if (!existsSync("/proc/self/stat")) {
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      // "PID (NAME) STATE PARENT …", and the name may hold anything.
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      return [[Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])] as const];
    } catch {
      return []; // It has ended in the meantime.
    }
  });
}
