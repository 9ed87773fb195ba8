import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { AssumeRole } from "./roles";
import type { ConnectionSettings, Environment } from "./settings";
import { credentialsFault, type CredentialsSource } from "./credentialsFault";
import { parseDuration } from "../values/duration";
import { FaultError } from "../status/fault";
import { hasProfile } from "./sharedProfile";

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

export const DEFAULT_SESSION_NAME = "pulumi-inspector-status";
/** A container's credentials are there at once, or not at all; the AWS SDK would wait for ever. */
const CONTAINER_TIMEOUT_MS = 5_000;
/** What the AWS SDK has to say about where credentials come from would stand in the user's diagnostics. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The credentials of a connection: those of its identity, with which its roles are assumed, one from the other. */
export async function credentialsOf(
  { profile, keys, roles = [] }: Partial<ConnectionSettings>,
  { requestHandler, sts }: CredentialClients,
  env: Environment,
): Promise<CredentialsProvider> {
  const sdk = require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
  const clientConfig = { requestHandler };

  const ofProfile = (name: string): CredentialsProvider => {
    const fromProfile = sdk.fromIni({ profile: name, clientConfig });
    const fromRest = sdk.fromNodeProviderChain({ profile: name, clientConfig, logger: silent });
    return async (properties) => {
      if (name !== "default" && !(await hasProfile(name, env))) throw new FaultError(missingProfile(name));
      try {
        return await fromProfile(properties);
      } catch (error) {
        // Only a profile that says nothing about credentials leaves the word to the container or the instance.
        const saysNothing = `Could not resolve credentials using profile: [${name}] in configuration/credentials file(s).`;
        if (error instanceof Error && error.message === saysNothing) return fromRest(properties);
        throw error;
      }
    };
  };

  const identityOf = (): CredentialsProvider => {
    if (keys === "environment") return sdk.fromEnv();
    if (keys) return async () => keys;
    return profile === undefined ? sdk.fromNodeProviderChain({ clientConfig, logger: silent }) : ofProfile(profile);
  };

  const identity = identityOf();
  const inContainer = Boolean(
    env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] || env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
  );
  let credentials = explained(inContainer ? withinTime(identity) : identity, { profile, roleArn: undefined });
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
      if (error instanceof FaultError) throw error;
      throw new FaultError(credentialsFault(error, source));
    }
  };
}

function withinTime(provider: CredentialsProvider): CredentialsProvider {
  return async (properties) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `the credentials service of the container did not answer within ${CONTAINER_TIMEOUT_MS / 1_000} s`;
      timer = setTimeout(() => reject(new Error(message)), CONTAINER_TIMEOUT_MS);
    });
    try {
      return await Promise.race([provider(properties), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function missingProfile(profile: string) {
  return {
    kind: "credentials",
    code: "ProfileNotFound",
    message: "the shared configuration of this computer has no profile of that name",
    subject: `there is no profile "${profile}"`,
    remedy: "Correct `profile`, `aws:profile` or AWS_PROFILE; `aws configure list-profiles` names those that exist.",
  } as const;
}
