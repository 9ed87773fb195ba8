import { clean } from "../values/clean";
import { asText } from "../values/json";
import { SYSTEM_CODES } from "./systemCodes";

/** Why a call got no usable answer. */
export interface Fault {
  readonly kind: FaultKind;
  /** The exception or system error, as AWS or the system names it: `ThrottlingException`, `ECONNREFUSED`. */
  readonly code: string;
  /** What AWS or the system says. */
  readonly message: string;
  /** What failed, as the start of a sentence; absent if it was the call to Amazon Inspector. */
  readonly subject?: string;
  /** What to do; absent if the kind tells enough. */
  readonly remedy?: string;
}

/** An error that carries its fault. */
export class FaultError extends Error {
  override readonly name = "FaultError";

  constructor(readonly fault: Fault) {
    super(`${fault.subject ?? fault.code}: ${fault.message}`);
  }
}

/** An answer that can't be used. The AWS SDK repeats the call after it. */
export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly $retryable = { throttling: false };
}

export type FaultKind =
  /** The caller lacks a permission. */
  | "denied"
  /** There are no credentials, or the service does not accept them. */
  | "credentials"
  /** Another refusal that a repetition does not change. */
  | "refused"
  /** The request itself is invalid. */
  | "invalid"
  /** The service asks for fewer calls. */
  | "throttled"
  /** The service has trouble. */
  | "unavailable"
  /** The answer could not be read. */
  | "unreadable"
  /** There was no connection to the service at all. */
  | "unreachable"
  /** The server has a certificate that is not trusted. */
  | "untrusted";

const FINAL: ReadonlySet<FaultKind> = new Set(["denied", "credentials", "refused", "invalid", "untrusted"]);

/** Whether repeating the call can't help. */
export function isFinal(fault: Fault): boolean {
  return FINAL.has(fault.kind);
}

/** Whether the service did not accept the credentials. Newer ones may exist by now. */
export function wereRefused({ kind, code }: Fault): boolean {
  return kind === "credentials" && !WITHOUT_CREDENTIALS.has(code);
}

const WITHOUT_CREDENTIALS: ReadonlySet<string> = new Set([
  "CredentialsProviderError",
  "TokenProviderError",
  "ProfileNotFound",
]);

/** What the names of exceptions and the codes of the system mean for a call. */
export const BY_CODE: Readonly<Record<string, FaultKind>> = {
  AccessDeniedException: "denied",
  AccessDenied: "denied",
  ResourceNotFoundException: "refused",
  ValidationException: "invalid",
  UnreadableAnswer: "unreadable",
  ThrottlingException: "throttled",
  Throttling: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceeded: "throttled",
  CredentialsProviderError: "credentials",
  TokenProviderError: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  UnrecognizedClientException: "credentials",
  InvalidClientTokenId: "credentials",
  InvalidSignatureException: "credentials",
  SignatureDoesNotMatch: "credentials",
  MissingAuthenticationTokenException: "credentials",
  IncompleteSignature: "credentials",
  ...systemKinds(),
};

function systemKinds(): Record<string, FaultKind> {
  const kinds = Object.entries(SYSTEM_CODES) as [keyof typeof SYSTEM_CODES, readonly string[]][];
  return Object.fromEntries(kinds.flatMap(([kind, codes]) => codes.map((code) => [code, kind])));
}

/**
 * What an error of the AWS SDK means, in clean words. An error that is neither AWS's nor the network's is thrown on: it
 * is our mistake.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) throw error;
  if (error instanceof FaultError) return { ...error.fault, message: clean(error.fault.message) };
  const { code, $metadata, $retryable } = error as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
    $retryable?: object;
  };
  const status = $metadata?.httpStatusCode;
  const name = asText(code) ?? asText(error.name) ?? (status === undefined ? "UnknownError" : `HTTP${status}`);
  const fault = (kind: FaultKind): Fault => ({ kind, code: name, message: textOf(error) });

  // The name of an error with a code says less: the AWS SDK calls a connection that was reset a TimeoutError.
  if (Object.hasOwn(BY_CODE, name)) return fault(BY_CODE[name]!);
  if (status === 429) return fault("throttled");
  if (status !== undefined && status >= 400 && status < 500) return fault(status === 403 ? "denied" : "refused");
  if (status !== undefined || $retryable || typeof code === "string") return fault("unavailable");
  throw error;
}

// A failed connection to a name with several addresses is an AggregateError without a message of its own.
function textOf(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors.map(String).join("; ") : "";
  return asText(error.message) ?? asText(inner) ?? asText(error.name) ?? "no message";
}
