import { parseDuration } from "../../provider/values/duration";
import { type Answer, AwsError, HTML_PAGE, jsonAnswer, type Outcome, type Service } from "./protocol";
import type { Fault } from "./fault";

/** What a fault is matched against, and what its message may name. */
export interface FaultyRequest {
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly accountIds: readonly string[];
  readonly callerArn: string;
  readonly resource: string;
}

/** Decides which fault hits a request; counts and token buckets start when the list is made. */
export class Faults {
  readonly #counted: { readonly fault: Fault; seen: number; tokens: number; filled: number }[];

  readonly #now: () => number;
  readonly #random: () => number;

  constructor(faults: readonly Fault[], now: () => number, random: () => number) {
    this.#now = now;
    this.#random = random;
    this.#counted = faults.map((fault) => ({ fault, seen: 0, tokens: capacity(fault), filled: now() }));
  }

  /** The first fault that hits. Every fault counts the request, even if another one hits. */
  pick(request: FaultyRequest): Fault | undefined {
    const hits = this.#counted.filter((entry) => {
      const { fault } = entry;
      if (!matches(fault, request)) return false;
      const number = ++entry.seen;
      if (fault.calls && !fault.calls.includes(number)) return false;
      if (number < (fault.from ?? 1) || number > (fault.to ?? Infinity)) return false;
      if (fault.rate !== undefined && this.#random() >= fault.rate) return false;
      return fault.requestsPerSecond === undefined || !this.#takeToken(entry);
    });
    return hits[0]?.fault;
  }

  #takeToken(entry: { readonly fault: Fault; tokens: number; filled: number }): boolean {
    const added = (Math.max(0, this.#now() - entry.filled) / 1_000) * (entry.fault.requestsPerSecond ?? 0);
    entry.tokens = Math.min(capacity(entry.fault), entry.tokens + added);
    entry.filled = this.#now();
    if (entry.tokens < 1) return false;
    entry.tokens -= 1;
    return true;
  }
}

/** The exception that a fault stands for, if it is one. */
export function faultError(fault: Fault, request: FaultyRequest): AwsError | undefined {
  const { error, throttle, status } = fault;
  if (error)
    return new AwsError(error.type, error.message ?? defaultMessage(error.type, request), { status: error.status });
  if (throttle) return throttled(throttle === true ? undefined : throttle.retryAfterSeconds);
  if (isAnswered(fault)) return undefined;
  if (status === 500) return new AwsError("InternalServerException", "Internal server error");
  if (status === 503) return new AwsError("ServiceUnavailableException", "Service unavailable");
  if (status !== undefined) return new AwsError("UnknownError", `HTTP status ${status}`, { status });
  if (fault.requestsPerSecond !== undefined) return throttled(undefined);
  if (fault.accountId !== undefined && fault.delay === undefined) {
    return new AwsError(
      "ValidationException",
      `The request contains an account that is not valid: ${fault.accountId}`,
      {
        members: { reason: "OTHER" },
      },
    );
  }
  return undefined;
}

/** What a fault does to the answer or to the connection. `number` is that of the request. */
export function faultOutcome(fault: Fault, usual: () => Answer, number: number): Outcome {
  if (fault.reset) return { ending: "reset" };
  if (fault.hang) return { ending: "hang" };
  const whole = faultAnswer(fault, usual, number);
  const answer = fault.status === undefined ? whole : { ...whole, status: fault.status };
  if (fault.truncate) return { ending: "truncate", answer };
  if (fault.stall) return { ending: "stall", answer };
  if (fault.drip !== undefined) return { ending: "drip", answer, every: parseDuration(fault.drip) ?? 0 };
  return answer;
}

function faultAnswer(fault: Fault, usual: () => Answer, number: number): Answer {
  if (fault.html) return HTML_PAGE;
  if (fault.body !== undefined) return { ...jsonAnswer({}), body: fault.body };
  if (fault.endless) return jsonAnswer({ members: [], nextToken: `endless-${number}` });
  const answer = usual();
  return fault.patch ? jsonAnswer({ ...(JSON.parse(answer.body) as object), ...fault.patch }) : answer;
}

/** Whether a fault causes something else than an exception: another answer, or none. */
function isAnswered(fault: Fault): boolean {
  const { reset, truncate, html, body, patch, endless, hang, stall, drip, status = Infinity } = fault;
  const kinds = [reset, truncate, html, body, patch, endless, hang, stall, drip];
  return status < 400 || kinds.some((kind) => kind !== undefined);
}

function matches(fault: Fault, { service, operation, region, accountIds }: FaultyRequest): boolean {
  const { service: concerned = fault.operation === undefined ? "inspector2" : service } = fault;
  if (concerned !== service || (fault.operation !== undefined && fault.operation !== operation)) return false;
  if (fault.region !== undefined && fault.region !== region) return false;
  return fault.accountId === undefined || accountIds.includes(fault.accountId);
}

function throttled(retryAfterSeconds: number | undefined): AwsError {
  return new AwsError("ThrottlingException", "Rate exceeded", { retryAfterSeconds });
}

function defaultMessage(type: string, { callerArn, service, operation, resource }: FaultyRequest): string {
  return type === "AccessDeniedException"
    ? `User: ${callerArn} is not authorized to perform: ${service}:${operation} on resource: ${resource}`
    : `The request failed with ${type}`;
}

const capacity = (fault: Fault): number => Math.max(1, fault.burst ?? fault.requestsPerSecond ?? 1);
