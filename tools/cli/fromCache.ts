import { join } from "node:path";
import { areComplete } from "./binaries";
import { cacheFolder, publish } from "./cacheFolder";
import type { Answer } from "./source";
import { wantedVersions } from "./version";

const nameOf = (version: string) => `pulumi-${version}`;
// The official installer uses a folder `bin`, and the other ways follow it.
const binariesOf = (folder: string) => join(folder, "bin");
const works = (folder: string) => areComplete(binariesOf(folder));

/** What was obtained earlier, the newest first. */
export async function fromCache(): Promise<Answer> {
  for (const version of wantedVersions()) {
    const folder = join(cacheFolder(), nameOf(version));
    if (await works(folder)) return { folder: binariesOf(folder), origin: `${version} from the cache` };
  }
  return { obstacle: `no working ${wantedVersions().join(" or ")} in ${cacheFolder()}` };
}

/** Keeps for next time what `fill` puts into the folder that it gets; the binaries are in its `bin`. */
export async function toCache(version: string, fill: (folder: string) => Promise<void>): Promise<string> {
  return binariesOf(await publish(nameOf(version), works, fill));
}
