import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { AssumeRole } from "./roles";
import type { Environment } from "./environment";
import type { ConnectionSettings } from "./settings";
import { credentialsFault, type CredentialsSource } from "./credentialsFault";
import { parseDuration } from "../values/duration";
import { FaultError } from "../status/fault";
import { credentialProcessOf, runCredentialProcess } from "./credentialProcess";
import { ATTEMPT_MS, withinTime } from "./limit";
import { readSharedConfig } from "./sharedConfig";

/** Returns credentials, and the same ones while they are valid. */
export type CredentialsProvider = ReturnType<typeof fromNodeProviderChain>;

/** How the clients of STS and of IAM Identity Center are made. */
export interface CredentialClients {
  /** For the clients of both services. */
  readonly requestHandler: NonNullable<STSClientConfig["requestHandler"]>;
  /** More options for the clients of STS. */
  readonly sts: Pick<
    STSClientConfig,
    "region" | "endpoint" | "useFipsEndpoint" | "useDualstackEndpoint" | "maxAttempts"
  >;
}

const DEFAULT_SESSION_NAME = "pulumi-inspector-status";
/**
 * The longest wait for the credentials of a container, which come at once or not at all. The AWS SDK would wait for
 * ever.
 */
const CONTAINER_TIMEOUT_MS = 5_000;
/**
 * The longest wait for a process that prints credentials. The AWS SDK would wait for ever. A person who has to touch a
 * security key must do so within this time.
 */
const PROCESS_MS = ATTEMPT_MS - 5_000;
/**
 * The longest wait for any source. It is shorter than the limit of a call, because the error of that limit would say
 * less.
 */
const SOURCE_MS = ATTEMPT_MS - 2_000;
const DEFAULT_PROFILE = "default";
/**
 * Without this option, the AWS SDK keeps the shared files that it has read, and misses what another tool writes to
 * them. Its types hide the option.
 */
const UNCACHED: object = { ignoreCache: true };
/**
 * A silent logger, because the notes of the AWS SDK about sources of credentials would appear in the user's
 * diagnostics.
 */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The credentials of a connection. Its identity assumes the first role, and each role assumes the next one. */
export async function credentialsOf(
  { profile, keys, roles = [] }: Partial<ConnectionSettings>,
  { requestHandler, sts }: CredentialClients,
  env: Environment,
): Promise<CredentialsProvider> {
  const sdk = require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
  const identityOf = (): CredentialsProvider => {
    if (keys === "environment") return sdk.fromEnv();
    return keys ? async () => keys : ofProfile(sdk, profile, requestHandler, env);
  };
  const isInContainer = Boolean(
    env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] || env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
  );
  const [limit, source] = isInContainer
    ? [CONTAINER_TIMEOUT_MS, "the credentials service of the container did not answer"]
    : [SOURCE_MS, "none came"];
  const identity = limited(identityOf(), limit, `${source} within ${limit / 1_000} s`);
  let credentials = explained(identity, { profile, roleArn: undefined });
  for (const role of roles) {
    const assumed = sdk.fromTemporaryCredentials({
      masterCredentials: credentials,
      params: parametersOf(role),
      clientConfig: { ...sts, requestHandler },
    });
    credentials = explained(assumed, { profile, roleArn: role.roleArn });
  }
  return credentials;
}

/**
 * The credentials of a profile, or of the other sources that the AWS SDK knows. The shared files are read anew each
 * time.
 */
function ofProfile(
  sdk: typeof import("@aws-sdk/credential-providers"),
  profile: string | undefined,
  requestHandler: CredentialClients["requestHandler"],
  env: Environment,
): CredentialsProvider {
  const options = { ...(profile !== undefined && { profile }), clientConfig: { requestHandler }, ...UNCACHED };
  const fromProfile = sdk.fromIni(options);
  const fromRest = sdk.fromNodeProviderChain({ ...options, logger: silent });
  return async (properties) => {
    const shared = (await readSharedConfig(env)).profile(profile ?? DEFAULT_PROFILE);
    const command = credentialProcessOf(shared);
    if (command !== undefined) return runCredentialProcess(command, PROCESS_MS);
    if (profile === undefined) return fromRest(properties);
    if (shared === undefined && profile !== DEFAULT_PROFILE) throw new FaultError(missingProfile(profile));
    try {
      return await fromProfile(properties);
    } catch (error) {
      // The container or the instance may give the credentials only if the profile says nothing about them.
      const saysNothing = `Could not resolve credentials using profile: [${profile}] in configuration/credentials file(s).`;
      if (error instanceof Error && error.message === saysNothing) return fromRest(properties);
      throw error;
    }
  };
}

/** The parameters of AssumeRole. */
function parametersOf(role: AssumeRole) {
  const { roleArn, externalId, sessionName, duration, sourceIdentity, policy, policyArns, tags, transitiveTagKeys } =
    role;
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName ?? DEFAULT_SESSION_NAME,
    ...(externalId && { ExternalId: externalId }),
    ...(duration && { DurationSeconds: Math.floor(parseDuration(duration)! / 1_000) }),
    ...(sourceIdentity && { SourceIdentity: sourceIdentity }),
    ...(policy && { Policy: policy }),
    ...(policyArns && { PolicyArns: policyArns.map((arn) => ({ arn })) }),
    ...(tags && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...(transitiveTagKeys && { TransitiveTagKeys: [...transitiveTagKeys] }),
  };
}

/** The same provider of credentials, with an error that says whose credentials are missing. */
function explained(provider: CredentialsProvider, source: CredentialsSource): CredentialsProvider {
  return async (properties) => {
    try {
      return await provider(properties);
    } catch (error) {
      // The error of an earlier role is explained already.
      if (error instanceof FaultError && error.fault.subject !== undefined) throw error;
      throw new FaultError(credentialsFault(error, source));
    }
  };
}

/** Stops waiting after `limit`, because some sources can't be stopped themselves. */
function limited(provider: CredentialsProvider, limit: number, message: string): CredentialsProvider {
  return (properties) =>
    withinTime(
      limit,
      () => new Error(message),
      () => provider(properties),
    );
}

/** Why a named profile can't be used. */
function missingProfile(profile: string) {
  return {
    kind: "credentials",
    code: "ProfileNotFound",
    message: "the shared configuration of this computer has no profile of that name",
    subject: `there is no profile "${profile}"`,
    remedy: "Correct `profile`, `aws:profile` or AWS_PROFILE; `aws configure list-profiles` names those that exist.",
  } as const;
}
