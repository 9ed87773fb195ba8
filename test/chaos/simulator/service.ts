import type { RequestHandler } from "../../../provider/aws/client";
import type { Attempt, Failure } from "./course";
import { Dice } from "./dice";
import { faultAt, type FaultKind } from "./faults";
import type { Scenario } from "./scenario";
import { CODES, type State } from "./states";
import type { LookBook } from "./looks";
import { stateAt } from "./story";
import type { SimulatedTime } from "./time";

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

interface Options {
  readonly abortSignal?: AbortSignal;
}

interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer> | Buffer;
}

/** The client gives up after this time, as in `provider/aws/client.ts`. */
const REQUEST_TIMEOUT_MS = 20_000;
const JSON_TYPE = { "content-type": "application/json" };

/** The Amazon Inspector of a scenario, in the place of the network. */
export class SimulatedService {
  readonly attempts: Attempt[] = [];
  readonly #dice: Dice;
  readonly #caller: string;
  readonly #scenario: Scenario;
  readonly #time: SimulatedTime;
  readonly #book: LookBook;

  constructor(scenario: Scenario, time: SimulatedTime, book: LookBook) {
    this.#scenario = scenario;
    this.#time = time;
    this.#book = book;
    this.#dice = new Dice(scenario.seed ^ 0x5ca1ab1e);
    this.#caller = scenario.gates[0]!.accountIds[0]!;
    process.env["AWS_ACCESS_KEY_ID"] = FIRST_KEY;
  }

  readonly requestHandler = {
    handle: async (request: Request, options: Options) => ({ response: await this.#handle(request, options) }),
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  } as unknown as RequestHandler;

  async #handle({ headers, body }: Request, { abortSignal }: Options): Promise<Response> {
    const { accountIds } = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)) as {
      accountIds?: string[];
    };
    const attempt: Attempt = {
      call: headers["amz-sdk-invocation-id"]!,
      asker: this.#book.asker,
      accountIds: accountIds ?? [this.#caller],
      begun: this.#time.awake,
      ended: Infinity,
      endedElsewhere: Infinity,
    };
    this.attempts.push(attempt);
    const fault = faultAt(this.#scenario.faults, this.#time.elsewhere, this.#dice);
    // The client no longer hears anything after that.
    abortSignal?.addEventListener("abort", () => this.#giveUp(attempt));
    try {
      await this.#take(fault);
      if (attempt.ended < Infinity) throw connectionError("AbortError", undefined, "given up");
      return this.#answer(attempt, accountIds === undefined, fault, headers["authorization"]!);
    } catch (error) {
      attempt.failure ??= isUnreachable(error) ? "unreachable" : "trouble";
      throw error;
    } finally {
      this.#end(attempt);
    }
  }

  #giveUp(attempt: Attempt): void {
    if (attempt.answer) return;
    attempt.failure ??= "trouble";
    this.#end(attempt);
  }

  #end(attempt: Attempt): void {
    if (attempt.ended < Infinity) return;
    attempt.ended = this.#time.awake;
    attempt.endedElsewhere = this.#time.elsewhere;
  }

  /** The time that an answer takes. */
  async #take(fault: FaultKind | undefined): Promise<void> {
    let takes = this.#scenario.latency * this.#dice.between(0.5, 1.5);
    if (fault === "slow") takes += this.#dice.logUniform(2_000, 60_000);
    if (fault === "hanging") takes = Infinity;
    await new Promise((resolve) => setTimeout(resolve, Math.min(takes, REQUEST_TIMEOUT_MS)));
    if (takes > REQUEST_TIMEOUT_MS) throw connectionError("TimeoutError", undefined, "no answer within 20000 ms");
  }

  #answer(attempt: Attempt, isOwn: boolean, fault: FaultKind | undefined, authorization: string): Response {
    const scenario = this.#scenario;
    const ids = attempt.accountIds;
    const refuse = (
      failure: Failure,
      statusCode: number,
      type: string,
      more: Record<string, string> = {},
    ): Response => {
      attempt.failure = failure;
      const headers = { ...JSON_TYPE, "x-amzn-errortype": type, ...more };
      return { statusCode, headers, body: Buffer.from(JSON.stringify({ message: `${type} of the simulation` })) };
    };
    const page = (type: string, text: string): Response => {
      attempt.failure = "trouble";
      return { statusCode: 200, headers: { "content-type": type }, body: Buffer.from(text) };
    };

    switch (fault) {
      case "throttled":
        return refuse(
          "throttled",
          429,
          "ThrottlingException",
          this.#dice.chance(0.3) ? { "retry-after": String(this.#dice.whole(1, 30)) } : {},
        );
      case "error500":
        return refuse("trouble", 500, "InternalServerException");
      case "error503":
        return refuse("trouble", 503, "ServiceUnavailableException");
      case "connectionReset":
        throw connectionError("Error", "ECONNRESET", "read ECONNRESET");
      case "connectionRefused":
        throw connectionError("Error", "ECONNREFUSED", "connect ECONNREFUSED 192.0.2.1:443");
      case "wrongJson":
        return page("application/json", this.#dice.pick(NO_ANSWERS));
      case "html":
        return page("text/html", "<html><body>Please sign in to the network.</body></html>");
      case "denied":
        return refuse("denied", 403, "AccessDeniedException");
    }
    const { credentials } = scenario;
    if (credentials && this.#time.elsewhere >= credentials.at) {
      if (credentials.then === "renewed") process.env["AWS_ACCESS_KEY_ID"] = SECOND_KEY;
      if (!authorization.includes(SECOND_KEY)) return refuse("credentials", 403, credentials.error);
    }
    if (ids.length > scenario.idsPerCall || (scenario.poisoned !== undefined && ids.includes(scenario.poisoned))) {
      const response = refuse("invalid", 400, "ValidationException");
      // For a single id there is no other answer.
      if (ids.length === 1 && !isOwn) attempt.answer = new Map([[ids[0]!, this.#refused(ids[0]!)]]);
      return response;
    }

    const said = new Map(ids.map((id) => [id, this.#stateOf(id, fault)]));
    const lists: Lists = { accounts: [], failedAccounts: [] };
    for (const [id, state] of said) put(lists, id, state);
    this.#distort(lists, said, fault, isOwn);
    attempt.answer = said;
    if (fault === "emptyAnswer") {
      // The answer mentions no account.
      for (const id of ids) said.set(id, { ...this.#everywhere(id, "doubtful", {}), list: "none" });
      return { statusCode: 200, headers: JSON_TYPE, body: Buffer.from(this.#dice.pick(EMPTY_ANSWERS)) };
    }
    const text = Buffer.from(JSON.stringify(fault === "onlyFailed" ? { failedAccounts: lists.failedAccounts } : lists));
    if (fault === "truncated" || fault === "stalled") {
      delete attempt.answer;
      attempt.failure = "trouble";
      const half = text.subarray(0, text.length / 2);
      if (fault === "stalled")
        return { statusCode: 200, headers: JSON_TYPE, body: stalled(half, () => this.#end(attempt)) };
      return { statusCode: 200, headers: JSON_TYPE, body: this.#dice.chance(0.5) ? half : brokenOff(half) };
    }
    return {
      statusCode: 200,
      headers: fault === "wrongContentType" ? { "content-type": "text/plain" } : JSON_TYPE,
      body: text,
    };
  }

  #stateOf(id: string, fault: FaultKind | undefined): State {
    const { stories, staleFor } = this.#scenario;
    const story = stories.get(id)!;
    const now = this.#time.elsewhere;
    if (fault === "onlyFailed") {
      const wrong = this.#dice.pick(["moving", "doubtful"] as const);
      return this.#everywhere(id, wrong, { errorCode: this.#dice.pick(CODES[wrong]), errorMessage: "not now" });
    }
    return stateAt(story, staleFor > 0 && this.#dice.chance(0.5) ? Math.max(0, now - staleFor) : now);
  }

  #refused(id: string): State {
    return this.#everywhere(id, "hopeless", {});
  }

  #everywhere(id: string, wrong: "moving" | "doubtful" | "hopeless", entry: Record<string, string>): State {
    const types = this.#scenario.gates.find(({ accountIds }) => accountIds.includes(id))!.expected.types ?? [""];
    return { list: "failedAccounts", entry, wrong: Object.fromEntries(types.map((type) => [type, wrong])) };
  }

  /** Makes an answer odd, and keeps `said` true to it. */
  #distort(
    { accounts, failedAccounts }: Lists,
    said: Map<string, State>,
    fault: FaultKind | undefined,
    isOwn: boolean,
  ): void {
    const [id] = said.keys();
    switch (fault) {
      case "strangers":
        for (const stranger of ["999999999998", "999999999999"]) {
          accounts.push({
            accountId: stranger,
            state: { status: "SUSPENDED" },
            resourceState: { ec2: { status: "DISABLED" } },
          });
        }
        // A caller that asks for itself can't tell which of the accounts it is.
        if (isOwn) said.clear();
        break;
      case "duplicates":
        accounts.push(...structuredClone(accounts));
        failedAccounts.push(...structuredClone(failedAccounts));
        break;
      case "contradiction": {
        const other = {
          accountId: id,
          state: { status: "ENABLED" },
          resourceState: { contradiction: { status: "ENABLED" } },
        };
        accounts.push(other, { ...other, state: { status: "DISABLED" } });
        said.delete(id!);
        break;
      }
      case "bothLists": {
        const failure = this.#everywhere(id!, "doubtful", {
          errorCode: "ACCESS_DENIED",
          errorMessage: "at the same time",
        });
        if (said.get(id!)!.list === "failedAccounts") break;
        failedAccounts.unshift({ accountId: id, ...failure.entry });
        said.set(id!, failure);
        break;
      }
    }
  }
}

interface Lists {
  readonly accounts: unknown[];
  readonly failedAccounts: unknown[];
}

const FIRST_KEY = "AKIDFIRST";
const SECOND_KEY = "AKIDSECOND";
/** Answers that do not come from AWS. */
const NO_ANSWERS = [
  ...['{"accounts": [{"accountId": ', "null", "42", '"ok"', "[]", '[{"accountId":"1"}]', ""],
  ...["{}", '{"message":"Forbidden"}', '{"accounts":"none"}', '{"accounts":[null,7,{}]}'],
  ...['{"accounts":[{"accountId":7}]}', '{"failedAccounts":[{"accountId":"__proto__","errorCode":"ACCESS_DENIED"}]}'],
];
/** Answers that mention no account. */
const EMPTY_ANSWERS = ['{"accounts":[]}', '{"failedAccounts":[]}'];

function put(lists: Lists, accountId: string, { list, entry }: State): void {
  if (list !== "none") lists[list].push({ accountId, ...entry });
}

async function* brokenOff(part: Buffer): AsyncGenerator<Buffer> {
  yield part;
  throw connectionError("Error", "ECONNRESET", "aborted");
}

/** A body that begins with `part` and then stalls until the client gives up. */
function stalled(part: Buffer, onGivenUp: () => void): AsyncIterable<Buffer> {
  let begun = false;
  const next = async (): Promise<IteratorResult<Buffer>> => {
    if (begun) return new Promise(() => {});
    begun = true;
    return { done: false, value: part };
  };
  return { [Symbol.asyncIterator]: () => ({ next }), destroy: onGivenUp } as AsyncIterable<Buffer>;
}

function connectionError(name: string, code: string | undefined, message: string): Error {
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}

function isUnreachable(error: unknown): boolean {
  const { name, code } = error as { name: string; code?: string };
  return code === "ECONNREFUSED" || (code === undefined && name === "TimeoutError");
}
