import { setMaxListeners } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../provider/waiting/clock";
import { parseDuration } from "../../provider/values/duration";
import { Accounts } from "./accounts";
import { Faults, faultError, type FaultyRequest } from "./faults";
import { type Caller, DEFAULT_CALLER, Identities } from "./identities";
import { INSPECTOR2_PATHS } from "./inspector2";
import { authorize, type PolicyDocument } from "./policy";
import {
  type Answer,
  AwsError,
  errorAnswer,
  HTML_PAGE,
  jsonAnswer,
  readSignature,
  type Service,
  type Signature,
  xmlAnswer,
} from "./protocol";
import { seededRandom } from "./random";
import type { Fault, Scenario } from "./scenario";
import { STS_ACTIONS } from "./sts";
import { parseInput } from "./validation";

/** One request that the emulator got. Never holds a secret. */
export interface Call {
  /** Milliseconds from the emulator's start to the arrival, on its clock. */
  readonly at: number;
  readonly service: Service;
  /** @example "BatchGetAccountStatus" */
  readonly operation: string;
  /** The Region that the request was signed for; empty if it was not signed. */
  readonly region: string;
  /** Empty if the request was not signed. */
  readonly accessKeyId: string;
  /** The caller's account; empty if it could not be told. */
  readonly accountId: string;
  /** The accounts asked about, as in the request. */
  readonly accountIds: readonly string[];
  /** The status answered; 0 while there is no answer, which is for ever after a connection reset. */
  readonly httpStatus: number;
  readonly userAgent?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The answer to send; or `truncate` it in the middle, `reset` the connection, or `hang`. */
export type Outcome =
  Answer | { readonly ending: "reset" | "hang" } | { readonly ending: "truncate"; readonly answer: Answer };

/** AWS as a scenario describes it, without the network. */
export class EmulatedAws {
  readonly calls: Call[] = [];
  private scenario: Scenario = {};
  private random = seededRandom(1);
  private readonly start: number;
  private readonly accounts: Accounts;
  private readonly identities: Identities;
  private faults: Faults;
  private readonly closing = new AbortController();

  constructor(
    scenario: Scenario,
    private readonly clock: Clock,
    private readonly onAnswer: (call: Call) => void = () => undefined,
  ) {
    // Any number of answers may be on their way at the same time.
    setMaxListeners(0, this.closing.signal);
    const now = () => this.clock.now();
    this.start = now();
    this.accounts = new Accounts(now, () => this.random());
    this.identities = new Identities(now);
    this.faults = new Faults([], now, () => this.random());
    this.set({ accounts: { [scenario.caller ?? DEFAULT_CALLER]: "ENABLED" }, ...scenario });
  }

  /** Merges changes in: per account, member and access key; anything else is replaced as a whole. */
  set(changes: Scenario): void {
    const merged = (key: "members" | "credentials") =>
      changes[key] && { [key]: { ...this.scenario[key], ...changes[key] } };
    this.scenario = { ...this.scenario, ...changes, ...merged("members"), ...merged("credentials") };
    if (changes.seed !== undefined) this.random = seededRandom(changes.seed);
    if (changes.accounts) this.accounts.replace(changes.accounts);
    if (changes.faults)
      this.faults = new Faults(
        changes.faults,
        () => this.clock.now(),
        () => this.random(),
      );
  }

  /** Ends every wait. */
  close(): void {
    this.closing.abort();
  }

  async handle(http: HttpRequest): Promise<Outcome> {
    const signature = readSignature(http.headers);
    const request = route(http, signature);
    const call = this.record(http, request, signature);
    const requestId = `00000000-0000-4000-8000-${String(this.calls.length).padStart(12, "0")}`;
    const { service, operation, region } = request;
    let fault: Fault | undefined;
    let outcome: Outcome;
    try {
      const caller = this.identities.authenticate(signature, service, this.scenario);
      call.accountId = caller.accountId;
      const resource =
        service === "sts"
          ? (request.form.get("RoleArn") ?? "*")
          : `arn:aws:inspector2:${region}:${caller.accountId}:${http.path}`;
      const faulty: FaultyRequest = { ...request, callerArn: caller.arn, resource };
      const policy = this.policyOf(caller);
      if (policy) authorize(policy, faulty);
      fault = this.faults.pick(faulty);
      await this.wait(this.scenario.latency);
      await this.wait(fault?.delay);
      const error = fault && faultError(fault, faulty);
      if (error) throw error;
      outcome = (fault && ending(fault)) ?? this.operate(request, http, caller, requestId);
      if (fault?.truncate && "status" in outcome) outcome = { ending: "truncate", answer: outcome };
    } catch (error) {
      const known =
        error instanceof AwsError
          ? error
          : new AwsError("InternalServerException", `The emulator failed: ${String(error)}`);
      outcome = errorAnswer(service, known, requestId);
    }
    const answer = "answer" in outcome ? outcome.answer : "status" in outcome ? outcome : undefined;
    call.httpStatus = answer?.status ?? 0;
    this.onAnswer({ ...call, operation });
    return answer === outcome ? { ...answer, headers: { "x-amzn-requestid": requestId, ...answer.headers } } : outcome;
  }

  private policyOf({ roleArn }: Caller): PolicyDocument | undefined {
    return roleArn === undefined ? this.scenario.policy : this.scenario.rolePolicies?.[roleArn];
  }

  private operate(request: Routed, http: HttpRequest, caller: Caller, requestId: string): Answer {
    const { operation, region } = request;
    if (request.service === "sts") {
      const run = STS_ACTIONS[operation];
      if (run) return xmlAnswer(operation, run(request.form, caller, this.identities), requestId);
    } else {
      const known = INSPECTOR2_PATHS[http.path];
      const context = { caller, region, scenario: this.scenario, accounts: this.accounts, now: () => this.clock.now() };
      if (known && http.method === "POST") return jsonAnswer(known.run(parseInput(http.body), context));
    }
    const names = [...Object.values(INSPECTOR2_PATHS).map(({ name }) => name), ...Object.keys(STS_ACTIONS)];
    throw new AwsError(
      "UnknownOperationException",
      `The emulator does not know ${operation}; it knows ${names.join(", ")}`,
    );
  }

  private record(
    http: HttpRequest,
    { service, operation, region, accountIds }: Routed,
    signature: Signature | undefined,
  ) {
    const userAgent = http.headers["user-agent"];
    const call = {
      at: this.clock.now() - this.start,
      service,
      operation,
      region,
      accessKeyId: signature?.accessKeyId ?? "",
      accountId: "",
      accountIds,
      httpStatus: 0,
      ...(userAgent !== undefined && { userAgent }),
    };
    this.calls.push(call);
    return call;
  }

  private async wait(duration: string | undefined): Promise<void> {
    const milliseconds = parseDuration(duration ?? "0s") ?? 0;
    if (milliseconds > 0) await this.clock.sleep(milliseconds, this.closing.signal);
  }
}

interface Routed {
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly accountIds: readonly string[];
  /** The parameters of a query request; empty for rest-json. */
  readonly form: URLSearchParams;
}

function route({ method, path, body }: HttpRequest, signature: Signature | undefined): Routed {
  const region = signature?.region ?? "";
  if (path === "/") {
    const form = new URLSearchParams(body);
    return { service: "sts", operation: form.get("Action") ?? `${method} /`, region, accountIds: [], form };
  }
  const operation = INSPECTOR2_PATHS[path]?.name ?? `${method} ${path}`;
  return { service: "inspector2", operation, region, accountIds: idsIn(body), form: new URLSearchParams() };
}

/** The ids for the record, whatever the body is: its validation comes later. */
function idsIn(body: string): string[] {
  try {
    const { accountIds } = parseInput(body);
    return Array.isArray(accountIds) ? accountIds.map(String) : [];
  } catch {
    return [];
  }
}

function ending(fault: Fault): Outcome | undefined {
  if (fault.reset) return { ending: "reset" };
  if (fault.hang) return { ending: "hang" };
  if (fault.html) return HTML_PAGE;
  if (fault.body !== undefined)
    return { status: 200, headers: { "content-type": "application/json" }, body: fault.body };
  return undefined;
}
