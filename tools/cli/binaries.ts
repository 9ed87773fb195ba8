import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const windows = process.platform === "win32";

/** The Pulumi CLI. */
export const CLI = windows ? "pulumi.exe" : "pulumi";
/** Runs programs for Node.js. */
export const LANGUAGE_HOST = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
/** A script that starts dynamic providers: it lets `node` find the `@pulumi/pulumi` of its working folder. */
export const DYNAMIC_PROVIDER = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** The version that the CLI prints, or `undefined` if it does not run. */
export async function versionOf(cli: string): Promise<string | undefined> {
  const { output } = await start(cli, ["version"]);
  return /^v?\d+\.\d+\.\d+\S*/.exec(output)?.[0];
}

/** Whether the folder has all three programs and they start, because a full disk leaves half a binary. */
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

/** The npm package has the script; the CLI's Go module has not. It is copied, because the clone may be deleted. */
export async function addDynamicProvider(folder: string): Promise<void> {
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
  await copyFile(join(sdk, DYNAMIC_PROVIDER), join(folder, DYNAMIC_PROVIDER));
}

function start(file: string, args: string[]): Promise<{ started: boolean; output: string }> {
  const options = { timeout: 30_000, env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, output) => {
      // A program that runs has an exit code; one that does not has a text such as ENOEXEC, or a signal.
      resolve({ started: error === null || typeof error.code === "number", output });
    });
  });
}
