import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { AssumeRole } from "./roles";
import type { ConnectionSettings, Environment } from "./settings";
import { credentialsFault, type CredentialsSource } from "./credentialsFault";
import { parseDuration } from "../values/duration";
import { FaultError } from "../status/fault";
import { credentialProcessOf, runCredentialProcess } from "./credentialProcess";
import { ATTEMPT_MS, withinTime } from "./limit";
import { readSharedConfig } from "./sharedConfig";

/** Hands out credentials, those of before while they are valid. */
export type CredentialsProvider = ReturnType<typeof fromNodeProviderChain>;

/** How the clients of STS and of IAM Identity Center are made. */
export interface CredentialClients {
  /** For all of them. */
  readonly requestHandler: NonNullable<STSClientConfig["requestHandler"]>;
  /** For those of STS, besides. */
  readonly sts: Pick<
    STSClientConfig,
    "region" | "endpoint" | "useFipsEndpoint" | "useDualstackEndpoint" | "maxAttempts"
  >;
}

const DEFAULT_SESSION_NAME = "pulumi-inspector-status";
/** A container's credentials are there at once, or not at all; the AWS SDK would wait for ever. */
const CONTAINER_TIMEOUT_MS = 5_000;
/** The AWS SDK would wait for ever for a process. Whoever has to touch a key for one has to be quick. */
const PROCESS_MS = ATTEMPT_MS - 5_000;
/** A little less than a call may take, whose reason would say less. */
const SOURCE_MS = ATTEMPT_MS - 2_000;
const DEFAULT_PROFILE = "default";
/** Else the AWS SDK keeps the shared files that it has read, whatever another tool writes there. Its types hide that. */
const UNCACHED: object = { ignoreCache: true };
/** What the AWS SDK has to say about where credentials come from would stand in the user's diagnostics. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The credentials of a connection: those of its identity, with which its roles are assumed, one from the other. */
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

/** The credentials of a profile, or of wherever else the AWS SDK looks for them. The shared files are read anew each time. */
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
      // Only a profile that says nothing about credentials leaves the word to the container or the instance.
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

/** The same credentials; where there are none, the error says whose they should have been. */
function explained(provider: CredentialsProvider, source: CredentialsSource): CredentialsProvider {
  return async (properties) => {
    try {
      return await provider(properties);
    } catch (error) {
      // What knows its subject is explained already, as the role before this one.
      if (error instanceof FaultError && error.fault.subject !== undefined) throw error;
      throw new FaultError(credentialsFault(error, source));
    }
  };
}

/** Not every source can be ended from here; none is waited for any longer. */
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
