import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { atExit } from "../atExit";

/** The folder of this project's Pulumi CLIs, which all its clones share. */
export function cacheFolder(): string {
  return join(userCache(), "pulumi-inspector-status");
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32") return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return join(homedir(), ".cache");
}

/**
 * Puts a folder into the cache, all of it or nothing: `fill` works in a folder of its own, which then takes the place
 * of whatever was there. If another process was first with one that `works`, that one stays.
 */
export async function publish(
  name: string,
  works: (folder: string) => Promise<boolean>,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const target = join(cacheFolder(), name);
  await mkdir(cacheFolder(), { recursive: true });
  const workshop = await mkdtemp(join(cacheFolder(), `.${name}-`));
  const done = atExit(() => rmSync(workshop, { recursive: true, force: true, maxRetries: 9 }));
  try {
    const fresh = join(workshop, "fresh");
    await mkdir(fresh);
    await fill(fresh);
    if (!(await works(fresh))) throw new Error(`what was made for ${target} does not run`);
    for (let attempt = 1; attempt <= 3; attempt++) {
      if ((await moved(fresh, target)) || (await works(target))) return target;
      await moved(target, join(workshop, `broken-${attempt}`));
    }
    throw new Error(`${target} is broken and can't be replaced`);
  } finally {
    await rm(workshop, { recursive: true, force: true });
    done();
  }
}

/** Whether the folder could be moved: not if the target exists, or if the folder itself is gone. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "EPERM", "ENOENT"].includes((error as NodeJS.ErrnoException).code!)) return false;
    throw error;
  }
}
