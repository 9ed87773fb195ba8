import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const windows = process.platform === "win32";

/** The Pulumi CLI. */
export const CLI = windows ? "pulumi.exe" : "pulumi";
/** Runs programs for Node.js. */
export const LANGUAGE_HOST = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
/** Runs dynamic providers. A script that asks `node` for the `@pulumi/pulumi` of the folder that it is started in. */
export const DYNAMIC_PROVIDER = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** What the CLI calls its version, or `undefined` if it does not run. */
export async function versionOf(cli: string): Promise<string | undefined> {
  const { output } = await start(cli, ["version"]);
  return /^v?\d+\.\d+\.\d+\S*/.exec(output)?.[0];
}

/** Whether the folder has all three and they start: a disk that was full leaves half a binary. */
export async function areComplete(folder: string): Promise<boolean> {
  if ((await versionOf(join(folder, CLI))) === undefined) return false;
  return (
    (await start(join(folder, LANGUAGE_HOST), ["--help"])).started &&
    (await isExecutable(join(folder, DYNAMIC_PROVIDER)))
  );
}

export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The script comes with the npm package, not with the CLI's Go module. Copied, since the clone may go. */
export async function addDynamicProvider(folder: string): Promise<void> {
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
  await copyFile(join(sdk, DYNAMIC_PROVIDER), join(folder, DYNAMIC_PROVIDER));
}

function start(file: string, args: string[]): Promise<{ started: boolean; output: string }> {
  const options = { timeout: 30_000, env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, output) => {
      // Any exit code is one of a program that runs; a text such as ENOEXEC, or a signal, is not.
      resolve({ started: error === null || typeof error.code === "number", output });
    });
  });
}
