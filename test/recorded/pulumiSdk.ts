import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, publish } from "../../tools/cli/cacheFolder";
import { runForOutput } from "../../tools/command";

/** The oldest `@pulumi/pulumi` that this package supports. */
export const OLDEST = "3.200.0";

/** There is nowhere to get a package from. */
export class RegistryUnreachable extends Error {}

/** The folder of `@pulumi/pulumi` of a version, with what it depends on: from the cache of this project, or by npm. */
export async function pulumiSdk(version: string): Promise<string> {
  const name = `sdk-${version}`;
  const inside = (folder: string): string => join(folder, "node_modules", "@pulumi", "pulumi");
  const works = async (folder: string): Promise<boolean> => existsSync(join(inside(folder), "package.json"));
  const cached = join(cacheFolder(), name);
  if (await works(cached)) return inside(cached);
  return inside(await publish(name, works, (folder) => install(folder, version)));
}

/** The newest version of `@pulumi/pulumi`, if this Node.js can load it. */
export async function newestLoadable(): Promise<string | undefined> {
  const args = ["view", "@pulumi/pulumi@latest", "version", "engines.node", "--json"];
  const answer = await npm(args, "the registry does not say which @pulumi/pulumi is the newest");
  const { version, "engines.node": engines } = JSON.parse(answer) as { version: string; "engines.node": string };
  const [, least] = /^>=\s*(\d+)/.exec(engines) ?? [];
  return Number(process.versions.node.split(".")[0]) >= Number(least) ? version : undefined;
}

async function install(folder: string, version: string): Promise<void> {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", `@pulumi/pulumi@${version}`, "--save-exact", "--omit=peer", ...quiet];
  await npm(args, `@pulumi/pulumi ${version} could not be had from the registry`, folder);
}

/** What npm prints; `problem` is the sentence for a registry that does not answer. */
async function npm(args: readonly string[], problem: string, folder?: string): Promise<string> {
  const { code, output } = await runForOutput("npm", args, folder === undefined ? {} : { cwd: folder });
  if (code === 0) return output;
  throw new RegistryUnreachable(`${problem}: ${output.split("\n").at(-1) || `exit code ${code}`}`);
}
