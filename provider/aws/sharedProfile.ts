import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./settings";

/**
 * Whether the shared configuration has a profile. The AWS SDK itself passes over one that is not there, and goes on to
 * the next source of credentials: so whoever mistypes a name would be somebody else.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function hasProfile(profile: string, env: Environment): Promise<boolean> {
  const folder = join(env["HOME"] ?? homedir(), ".aws");
  const files = [
    env["AWS_CONFIG_FILE"] ?? join(folder, "config"),
    env["AWS_SHARED_CREDENTIALS_FILE"] ?? join(folder, "credentials"),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.some((text) => profilesIn(text).includes(profile));
}

/** The names of the profiles in a shared file. */
export function profilesIn(text: string): string[] {
  const header = /^\s*\[\s*(?:profile\s+)?(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]/gm;
  return [...text.matchAll(header)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}
