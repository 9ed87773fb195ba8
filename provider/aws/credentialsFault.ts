import { faultOf, type Fault } from "../status/fault";

/** Whose credentials could not be had. */
export interface CredentialsSource {
  readonly profile: string | undefined;
  /** Absent where the identity itself is meant, from which roles are assumed. */
  readonly roleArn: string | undefined;
}

/** Why there are no credentials, and what to do. */
export function credentialsFault(error: unknown, source: CredentialsSource): Fault {
  const fault = faultWithin(error);
  // What may pass by itself is worth another look; the reason is still that of the credentials.
  return { ...fault, subject: subjectOf(source), remedy: remedyFor(fault, source) };
}

/** The providers of the AWS SDK also throw errors without a name; all of them mean that there are no credentials. */
function faultWithin(error: unknown): Fault {
  try {
    return faultOf(error);
  } catch {
    return {
      kind: "credentials",
      code: "CredentialsProviderError",
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function subjectOf({ profile, roleArn }: CredentialsSource): string {
  if (roleArn !== undefined) return `the role ${roleArn} could not be assumed`;
  return profile === undefined
    ? "there are no AWS credentials"
    : `the profile "${profile}" has no AWS credentials that can be used`;
}

function remedyFor({ kind, code, message }: Fault, { profile, roleArn }: CredentialsSource): string {
  const ofProfile = profile === undefined ? "" : ` --profile ${profile}`;
  if (/\bsso\b/i.test(message)) return `Run \`aws sso login${ofProfile}\`.`;
  if (kind === "unreachable") return "Check the network and the proxy, and the name of the Region.";
  if (kind === "throttled" || kind === "unavailable") return "Try again; see the AWS Health Dashboard if it lasts.";
  if (kind === "untrusted") return "Name the certificate authority of your proxy in NODE_EXTRA_CA_CERTS.";
  if (roleArn !== undefined || message.includes("sts:AssumeRole")) {
    if (kind === "denied") {
      return "The caller needs the permission sts:AssumeRole on the role, and the trust policy of the role must allow the caller, with the external id if it asks for one; a role that was deleted or revoked reads the same.";
    }
    if (kind === "credentials")
      return "The credentials that it is assumed with have expired or are not valid in this Region: renew them.";
    return "Check `assumeRole` or `aws:assumeRoles`; a role that is assumed from another one lasts `1h` at most.";
  }
  if (code === "ExpiredToken" || code === "ExpiredTokenException") return "Renew them.";
  if (profile !== undefined) return `Check the profile: \`aws sts get-caller-identity${ofProfile}\` must work.`;
  return "Set `aws:profile`, AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached and its metadata service answers.";
}
