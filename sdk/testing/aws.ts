import { setMaxListeners } from "node:events";
import { parseDuration } from "../../provider/values/duration";
import { Accounts } from "./accounts";
import type { Clock } from "./clock";
import { faultError, faultOutcome, Faults, type FaultyRequest } from "./faults";
import { type Caller, DEFAULT_CALLER, Identities } from "./identities";
import { INSPECTOR2_PATHS } from "./inspector2";
import { own } from "./own";
import { authorize, type PolicyDocument } from "./policy";
import {
  type Answer,
  AwsError,
  errorAnswer,
  jsonAnswer,
  type Outcome,
  readSignature,
  type Signature,
  xmlAnswer,
} from "./protocol";
import { seededRandom } from "./random";
import { type HttpRequest, route, type Routed } from "./route";
import type { Scenario } from "./scenario";
import { STS_ACTIONS } from "./sts";
import { TO_ENABLE } from "./timeline";
import { parseInput } from "./validation";

/**
 * One request that the emulator got. Never holds a secret.
 *
 * @since 0.1.0
 */
export interface Call {
  /** Milliseconds from the emulator's start to the arrival, on its clock. */
  readonly at: number;
  /** The service that got it. */
  readonly service: "inspector2" | "sts";
  /** @example "BatchGetAccountStatus" */
  readonly operation: string;
  /** The Region that the request was signed for; empty if it was not signed. */
  readonly region: string;
  /** Empty if the request was not signed. */
  readonly accessKeyId: string;
  /** The caller's account; empty if it is unknown. */
  readonly accountId: string;
  /** The accounts asked about, as in the request. */
  readonly accountIds: readonly string[];
  /** The status answered; 0 while there is no answer, as after a connection reset. */
  readonly httpStatus: number;
  /** The `User-Agent` of the client. @default none */
  readonly userAgent?: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** AWS as a scenario describes it, without the network. */
export class EmulatedAws {
  readonly calls: Call[] = [];
  readonly #clock: Clock;
  readonly #onAnswer: (call: Call) => void;
  readonly #start: number;
  readonly #accounts: Accounts;
  readonly #identities: Identities;
  readonly #closing = new AbortController();
  #scenario: Scenario = {};
  #random = seededRandom(1);
  #faults: Faults;

  constructor(scenario: Scenario, clock: Clock, onAnswer: (call: Call) => void = () => undefined) {
    this.#clock = clock;
    this.#onAnswer = onAnswer;
    // Any number of answers may be on their way at the same time.
    setMaxListeners(0, this.#closing.signal);
    const now = () => clock.now();
    this.#start = now();
    this.#accounts = new Accounts(now, () => this.#random());
    this.#identities = new Identities(now);
    this.#faults = this.#newFaults([]);
    this.set({ accounts: { [scenario.caller ?? DEFAULT_CALLER]: "ENABLED" }, ...scenario });
  }

  /** Merges changes in: per account, member and access key; anything else is replaced as a whole. */
  set(changes: Scenario): void {
    const merged = (key: "members" | "credentials") =>
      changes[key] && { [key]: { ...this.#scenario[key], ...changes[key] } };
    this.#scenario = { ...this.#scenario, ...changes, ...merged("members"), ...merged("credentials") };
    this.#accounts.offered = this.#scenario.scanTypes ?? TO_ENABLE;
    if (changes.seed !== undefined) this.#random = seededRandom(changes.seed);
    if (changes.accounts) this.#accounts.replace(changes.accounts);
    if (changes.faults) this.#faults = this.#newFaults(changes.faults);
  }

  /** Sleeps for `milliseconds`, or until the emulator closes. */
  async wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await this.#clock.sleep(milliseconds, this.#closing.signal);
  }

  /** Ends every wait. */
  close(): void {
    this.#closing.abort();
  }

  /** Answers a request. Never rejects. */
  async handle(http: HttpRequest): Promise<Outcome> {
    const signature = readSignature(http.headers);
    const request = route(http, signature);
    const call = this.#record(http, request, signature);
    const requestId = `00000000-0000-4000-8000-${String(this.calls.length).padStart(12, "0")}`;
    const outcome = await this.#outcomeOf(http, request, signature, call, requestId).catch((error: unknown) => {
      const sentence = `The emulator failed: ${String(error)}`;
      const known = error instanceof AwsError ? error : new AwsError("InternalServerException", sentence);
      return errorAnswer(request.service, known, requestId);
    });
    const named = ({ headers, ...answer }: Answer) => ({
      ...answer,
      headers: { "x-amzn-requestid": requestId, ...headers },
    });
    const answer = "answer" in outcome ? outcome.answer : "status" in outcome ? outcome : undefined;
    call.httpStatus = answer?.status ?? 0;
    this.#onAnswer({ ...call });
    if ("answer" in outcome) return { ...outcome, answer: named(outcome.answer) };
    return "status" in outcome ? named(outcome) : outcome;
  }

  /** @throws {AwsError} where the answer is an exception. */
  async #outcomeOf(
    http: HttpRequest,
    request: Routed,
    signature: Signature | undefined,
    call: Mutable<Call>,
    requestId: string,
  ): Promise<Outcome> {
    const { service, region } = request;
    const caller = this.#identities.authenticate(signature, service, this.#scenario);
    call.accountId = caller.accountId;
    const resource =
      service === "sts"
        ? (request.form.get("RoleArn") ?? "*")
        : `arn:aws:inspector2:${region}:${caller.accountId}:${http.path}`;
    const faulty: FaultyRequest = { ...request, callerArn: caller.arn, resource };
    const policy = this.#policyOf(caller);
    if (policy) authorize(policy, faulty);
    const fault = this.#faults.pick(faulty);
    const number = this.calls.length;
    await this.#waitFor(this.#scenario.latency);
    await this.#waitFor(fault?.delay);
    const error = fault && faultError(fault, faulty);
    if (error) throw error;
    const usual = () => this.#operate(request, http, caller, requestId);
    return fault ? faultOutcome(fault, usual, number) : usual();
  }

  #policyOf({ roleArn }: Caller): PolicyDocument | undefined {
    return roleArn === undefined ? this.#scenario.policy : own(this.#scenario.rolePolicies, roleArn);
  }

  #operate(request: Routed, http: HttpRequest, caller: Caller, requestId: string): Answer {
    const { operation, region } = request;
    if (request.service === "sts") {
      const run = own(STS_ACTIONS, operation);
      if (run) return xmlAnswer(operation, run(request.form, caller, this.#identities), requestId);
    } else {
      const known = own(INSPECTOR2_PATHS, http.path);
      const now = () => this.#clock.now();
      const context = { caller, region, scenario: this.#scenario, accounts: this.#accounts, now };
      if (known && http.method === "POST") return jsonAnswer(known.run(parseInput(http.body), context));
    }
    const names = [...Object.values(INSPECTOR2_PATHS).map(({ name }) => name), ...Object.keys(STS_ACTIONS)];
    throw new AwsError(
      "UnknownOperationException",
      `The emulator does not know ${operation}; it knows ${names.join(", ")}`,
    );
  }

  #record(http: HttpRequest, request: Routed, signature: Signature | undefined): Mutable<Call> {
    const { service, operation, region, accountIds } = request;
    const userAgent = http.headers["user-agent"];
    const call = {
      at: this.#clock.now() - this.#start,
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

  #newFaults(faults: NonNullable<Scenario["faults"]>): Faults {
    return new Faults(
      faults,
      () => this.#clock.now(),
      () => this.#random(),
    );
  }

  async #waitFor(duration: string | undefined): Promise<void> {
    await this.wait(parseDuration(duration ?? "0s") ?? 0);
  }
}
