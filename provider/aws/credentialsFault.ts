import { faultOf, type Fault } from "../status/fault";

/** Whose credentials are missing. */
export interface CredentialsSource {
  readonly profile: string | undefined;
  /** Absent for the identity itself, which assumes the first role. */
  readonly roleArn: string | undefined;
}

/** Why there are no credentials, and what to do. */
export function credentialsFault(error: unknown, source: CredentialsSource): Fault {
  const fault = faultWithin(error);
  // A passing fault is retried; its reason still speaks of the credentials.
  return { ...fault, subject: subjectOf(source), remedy: remedyFor(fault, source) };
}

/**
 * The fault in an error of a credentials provider. Some of these errors have no name; all of them mean that there are
 * no credentials.
 */
function faultWithin(error: unknown): Fault {
  try {
    const fault = faultOf(error);
    return { ...fault, message: withoutSecrets(fault.message) };
  } catch {
    const message = error instanceof Error ? String(error.message) : String(error);
    return {
      kind: "credentials",
      code: "CredentialsProviderError",
      message: error instanceof SyntaxError ? "what came in their place is not JSON" : withoutSecrets(message),
    };
  }
}

/**
 * Removes what may be secret: Node.js repeats a failed command and its output, and a parser repeats the text that it
 * could not read.
 */
function withoutSecrets(message: string): string {
  if (/^Command failed: /.test(message)) return "its credential_process failed";
  return /is not valid JSON|in JSON at position/.test(message) ? "what came in their place is not JSON" : message;
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
    if (isExpired(code)) return "The credentials that it is assumed with have expired: renew them.";
    if (kind === "credentials")
      return "The credentials that it is assumed with are not valid, or not in this Region: renew them.";
    return "Check `assumeRole` or `aws:assumeRoles`; a role that is assumed from another one lasts `1h` at most.";
  }
  if (isExpired(code)) return "Renew them.";
  if (message.includes("credential_process"))
    return `Run the command of the profile by hand to see what it says; \`aws sts get-caller-identity${ofProfile}\` must work.`;
  if (profile !== undefined) return `Check the profile: \`aws sts get-caller-identity${ofProfile}\` must work.`;
  return "Set `aws:profile`, AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached and its metadata service answers.";
}

function isExpired(code: string): boolean {
  return code === "ExpiredToken" || code === "ExpiredTokenException";
}
