import { createHash } from "node:crypto";
import { copyFile, realpath, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import {
  addDynamicProvider,
  areComplete,
  CLI,
  DYNAMIC_PROVIDER,
  isExecutable,
  LANGUAGE_HOST,
  versionOf,
} from "./binaries";
import { cacheFolder, publish } from "./cacheFolder";
import type { Answer } from "./source";
import { isAtLeast, isWanted, OLDEST } from "./version";

/** Uses an installed CLI, by links in a folder that has nothing else in it. */
export async function fromPath(): Promise<Answer> {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const cli = await find(CLI, path);
  if (cli === undefined) return { obstacle: "no pulumi on PATH" };
  const version = await versionOf(cli);
  if (version === undefined) return { obstacle: `${cli} does not run` };
  if (!isAtLeast(version, OLDEST)) return { obstacle: `${cli} is ${version}, and ${OLDEST} is needed` };
  if (!isWanted(version)) return { obstacle: `${cli} is ${version}, which is not asked for` };
  const near = [dirname(cli), ...path];
  const host = await find(LANGUAGE_HOST, near);
  if (host === undefined) return { obstacle: `${cli} has no ${LANGUAGE_HOST} beside it` };

  const targets = { [CLI]: cli, [LANGUAGE_HOST]: host, [DYNAMIC_PROVIDER]: await find(DYNAMIC_PROVIDER, near) };
  const key = createHash("sha256")
    .update(JSON.stringify([version, targets]))
    .digest("hex");
  const name = `path-${key.slice(0, 12)}`;
  const cached = join(cacheFolder(), name);
  const folder = (await areComplete(cached))
    ? cached
    : await publish(name, areComplete, (fresh) => gather(targets, fresh));
  return { folder, origin: `${version} from PATH (${cli})` };
}

/** The real path of the first file of that name, because an upgrade may remove links to it. */
async function find(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (await isExecutable(join(folder, name))) return realpath(join(folder, name));
  }
  return undefined;
}

/**
 * Links where possible. Where the CLI's own folder lacks one of the others, the CLI would warn at each command of
 * finding it elsewhere; a copy of it has them beside itself. Windows lets only administrators make links.
 */
async function gather(targets: Readonly<Record<string, string | undefined>>, folder: string): Promise<void> {
  const folders = new Set(Object.values(targets).map((target) => target && dirname(target)));
  const place = folders.size > 1 || process.platform === "win32" ? copyFile : symlink;
  for (const [name, target] of Object.entries(targets)) {
    if (target === undefined) await addDynamicProvider(folder);
    else await place(target, join(folder, name));
  }
}
