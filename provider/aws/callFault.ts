import { FaultError, faultOf, type Fault } from "../status/fault";

type Advice = Required<Pick<Fault, "subject" | "remedy">>;

const WRONG_ENDPOINT: Advice = {
  subject: "no request can be made to its endpoint",
  remedy:
    "Check `endpoint`, `aws:endpoints` and AWS_ENDPOINT_URL_INSPECTOR2: a URL that begins with http:// or https://, and a port.",
};
const WRONG_KEYS: Advice = {
  subject: "its keys can't be sent",
  remedy:
    "An access key or a session token contains a character that is not allowed, such as a line break: set it anew.",
};
const NO_TLS: Advice = {
  subject: "whoever answers does not speak the TLS of https://",
  remedy:
    "Check the port and the scheme of `endpoint`, `aws:endpoints`, AWS_ENDPOINT_URL_INSPECTOR2 and of the proxy: a port of http:// is not one of https://.",
};
const NO_HTTP: Advice = {
  subject: "whoever answers does not speak HTTP",
  remedy:
    "Check the port and the scheme of `endpoint`, `aws:endpoints`, AWS_ENDPOINT_URL_INSPECTOR2 and of the proxy: a port of https:// is not one of http://.",
};
const EXPIRED: Advice = {
  subject: "the AWS credentials have expired",
  remedy: "Renew them, as with `aws sso login`, and run this again.",
};

const ADVICE: readonly (readonly [code: RegExp, advice: Advice])[] = [
  [/^(ExpiredToken|ExpiredTokenException)$/, EXPIRED],
  [/^(ERR_INVALID_CHAR|ERR_HTTP_INVALID_HEADER_VALUE|ERR_INVALID_HTTP_TOKEN)$/, WRONG_KEYS],
  [/^(ERR_INVALID_|ERR_UNESCAPED_CHARACTERS|ERR_SOCKET_BAD_PORT)/, WRONG_ENDPOINT],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_(INVALID_)?PROTOCOL_VERSION)/, NO_TLS],
  [/^HPE_/, NO_HTTP],
];

/**
 * Why a call failed, and what to do. Everything that the AWS SDK throws becomes a fault, also an error of its own
 * configuration or code: such an error ends one wait with a reason, and not all waits with a stack.
 */
export function callFault(error: unknown, operation: string): Fault {
  let fault: Fault;
  try {
    fault = faultOf(error);
  } catch {
    return unexpected(error, operation);
  }
  const advice = ADVICE.find(([code]) => code.test(fault.code))?.[1];
  if (!advice || fault.remedy !== undefined) return fault;
  return { ...fault, ...advice, message: withoutPlace(fault.message) };
}

/**
 * Removes the place in the sources of OpenSSL, and the thread, from a message such as `write EPROTO
 * 80FC…:error:0A00010B:SSL routines:…`
 */
function withoutPlace(message: string): string {
  return /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message;
}

/** Why the account of the caller could not be compared with the allowed ones. */
export function callerFault(error: unknown): Fault {
  const fault = callFault(error, "GetCallerIdentity");
  if (fault.subject !== undefined && error instanceof FaultError) return fault;
  return {
    ...fault,
    subject:
      "the account of the caller, which `aws:allowedAccountIds` or `aws:forbiddenAccountIds` asks for, is not known",
    remedy: fault.remedy ?? "STS must answer in the Region `aws:stsRegion`, or in that of the gate.",
  };
}

function unexpected(error: unknown, operation: string): Fault {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    kind: "refused",
    code: typeof name === "string" && name !== "" ? name : "Error",
    message: typeof message === "string" ? message : "",
    subject: `${operation} could not be called`,
    remedy:
      "Check the AWS_ variables of the environment and the shared AWS configuration; if they are in order, please report this.",
  };
}
