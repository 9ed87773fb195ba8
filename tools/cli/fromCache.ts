import { join } from "node:path";
import { areComplete } from "./binaries";
import { cacheFolder, publish } from "./cacheFolder";
import type { Answer } from "./source";
import { VERSION } from "./version";

// The official installer puts everything into a folder `bin`, so everybody does.
const NAME = `pulumi-${VERSION}`;
const binariesOf = (folder: string) => join(folder, "bin");
const works = (folder: string) => areComplete(binariesOf(folder));

/** What was obtained earlier. */
export async function fromCache(): Promise<Answer> {
  const folder = join(cacheFolder(), NAME);
  if (!(await works(folder))) return { obstacle: `no working ${VERSION} in ${cacheFolder()}` };
  return { folder: binariesOf(folder), origin: `${VERSION} from the cache` };
}

/** Keeps for next time what `fill` puts into the folder that it is given, with the binaries in its `bin`. */
export async function toCache(fill: (folder: string) => Promise<void>): Promise<string> {
  return binariesOf(await publish(NAME, works, fill));
}
