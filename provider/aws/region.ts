import * as v from "valibot";
import { regionName } from "../values/schemas";
import type { Environment } from "./environment";
import { ConfigError } from "./settings";
import { readSharedConfig } from "./sharedConfig";

const REMEDY = "set it, or run `pulumi config set aws:region us-east-1`, or set AWS_REGION";

/**
 * The Region of the given profile, or of the profile that is used where none is given.
 *
 * @throws {ConfigError} if the profile does not exist, or names no Region.
 */
export async function regionOfProfile(given: string | undefined, env: Environment): Promise<string> {
  const name = given ?? (env["AWS_PROFILE"]?.trim() || undefined);
  const profile = (await readSharedConfig(env)).profile(name ?? "default");
  if (profile === undefined && name !== undefined && name !== "default") {
    throw new ConfigError([
      `\`region\` is not known, and there is no profile "${name}" in the shared AWS configuration of this computer that could name one: correct \`profile\`, \`aws:profile\` or AWS_PROFILE (\`aws configure list-profiles\` names those that exist), or ${REMEDY}`,
    ]);
  }
  const region = profile?.["region"];
  if (region === undefined) {
    const ofProfile = name === undefined ? "" : `, and the profile "${name}" names none`;
    throw new ConfigError([`\`region\` is not known${ofProfile}: ${REMEDY}`], "region");
  }
  const parsed = v.safeParse(regionName, region);
  if (parsed.success) return parsed.output;
  const whose = `\`region\` of the profile "${name ?? "default"}" in the shared AWS configuration`;
  throw new ConfigError(parsed.issues.map(({ message }) => `${whose} ${message}`));
}
