import { createHash } from "node:crypto";
import { copyFile, realpath, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { addDynamicProvider, areComplete, CLI, DYNAMIC_PROVIDER, isExecutable, LANGUAGE_HOST, versionOf } from "./binaries";
import { cacheFolder, publish } from "./cacheFolder";
import type { Answer } from "./source";
import { isAtLeast, OLDEST } from "./version";

/** A CLI that is installed already, as a folder of links that has nothing else in it. */
export async function fromPath(): Promise<Answer> {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const cli = await find(CLI, path);
  if (cli === undefined) return { obstacle: "no pulumi on PATH" };
  const version = await versionOf(cli);
  if (version === undefined) return { obstacle: `${cli} does not run` };
  if (!isAtLeast(version, OLDEST)) return { obstacle: `${cli} is ${version}, and ${OLDEST} is needed` };
  const near = [dirname(cli), ...path];
  const host = await find(LANGUAGE_HOST, near);
  if (host === undefined) return { obstacle: `${cli} has no ${LANGUAGE_HOST} beside it` };

  const targets = { [CLI]: cli, [LANGUAGE_HOST]: host, [DYNAMIC_PROVIDER]: await find(DYNAMIC_PROVIDER, near) };
  const name = `path-${createHash("sha256").update(JSON.stringify(targets)).digest("hex").slice(0, 12)}`;
  const cached = join(cacheFolder(), name);
  const folder = (await areComplete(cached)) ? cached : await publish(name, areComplete, (fresh) => link(targets, fresh));
  return { folder, origin: `${version} from PATH (${cli})` };
}

/** The first file of that name, where it really is: links to it may go when it is upgraded. */
async function find(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (await isExecutable(join(folder, name))) return realpath(join(folder, name));
  }
  return undefined;
}

async function link(targets: Readonly<Record<string, string | undefined>>, folder: string): Promise<void> {
  // Windows lets only administrators make links.
  const place = process.platform === "win32" ? copyFile : symlink;
  for (const [name, target] of Object.entries(targets)) {
    if (target === undefined) await addDynamicProvider(folder);
    else await place(target, join(folder, name));
  }
}
